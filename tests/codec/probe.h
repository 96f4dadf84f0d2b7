#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codec/codec.h"
#include "diag/printer.h"
#include "diag/source_map.h"

// A text in, another out: what most tables of this folder compare.

namespace copctl::codec::probe {

// One line of JSON, or what Go says against it in angle brackets.
inline std::string json(const value::Value& v) {
  std::string error;
  return encode_json(v, {.escape_html = false}, error).value_or("<" + error + ">");
}

// A text with its diagnostics, as `values.yaml`.
class Source {
 public:
  explicit Source(std::string text)
      : id(sources.add(diag::SourceKind::kFile, "values.yaml", std::move(text))) {}

  std::optional<std::vector<Document>> yaml(const YamlOptions& options = {}) {
    return decode_yaml(sources, id, options, diagnostics);
  }
  std::optional<Document> json(Numbers numbers = Numbers::kInt64, bool spans = true) {
    return decode_json(sources, id, numbers, diagnostics, spans);
  }
  std::string printed() const { return diag::print(diagnostics, sources); }
  std::string_view text(const diag::Span& span) const { return sources.text(span); }

  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  diag::SourceId id;
};

// Every document as JSON, each on a line; what is printed when there is an error.
inline std::string yaml_as_json(std::string text, const YamlOptions& options = {}) {
  Source source(std::move(text));
  const auto documents = source.yaml(options);
  if (!documents) {
    return source.printed();
  }
  std::string out;
  for (const Document& document : *documents) {
    out += (out.empty() ? "" : "\n") + json(document.value);
  }
  return out;
}

inline std::string json_as_json(std::string text, Numbers numbers = Numbers::kInt64) {
  Source source(std::move(text));
  const auto document = source.json(numbers);
  return document ? json(document->value) : source.printed();
}

// A value from JSON text, integers kept.
inline value::Value from_json(std::string_view text) {
  return go_json_unmarshal(text, Numbers::kInt64).value;
}

inline std::string repeat(std::string_view text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) {
    out += text;
  }
  return out;
}

}  // namespace copctl::codec::probe
