#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "codec/codec.h"
#include "diag/printer.h"
#include "schema/schema.h"
#include "support/catch.h"

namespace copctl::schema {

// A text as the only document of its source.
inline codec::Document decoded(diag::SourceMap& sources, const std::string& name,
                               std::string_view text) {
  diag::Diagnostics diagnostics;
  const auto source = sources.add(diag::SourceKind::kFile, name, std::string(text));
  auto documents = codec::decode_yaml(sources, source, {}, diagnostics);
  INFO(diag::print(diagnostics, sources));
  REQUIRE(documents);
  REQUIRE(documents->size() == 1);
  return std::move(documents->front());
}

// A schema that must load.
inline Schema loaded(diag::SourceMap& sources, std::string_view text) {
  diag::Diagnostics diagnostics;
  auto schema = Schema::load(decoded(sources, "schema.yaml", text), diagnostics);
  INFO(diag::print(diagnostics, sources));
  REQUIRE(schema);
  return *schema;
}

// The places of one values file, as a caller would tell them.
class FilePlaces : public Places {
 public:
  FilePlaces(const Schema& schema, const codec::Document& document, const diag::SourceMap& sources)
      : schema_(schema), document_(document), sources_(sources) {}

  diag::Span span(std::string_view pointer, bool key) const override {
    const auto* at = document_.spans.find(pointer);
    if (at == nullptr) return {};
    return key && at->key ? at->key : at->value;
  }
  std::string how_to_give(std::string_view pointer) const override {
    return "give it with `" + value::display_pointer(pointer) + ":`";
  }
  bool secret(std::string_view pointer) const override { return schema_.secret(pointer); }
  std::optional<std::string> written(std::string_view pointer) const override {
    const auto* at = document_.spans.find(pointer);
    if (at == nullptr) return std::nullopt;
    const std::string_view text = sources_.text(at->value);
    return codec::resolves(text) ? std::optional(std::string(text)) : std::nullopt;
  }

 private:
  const Schema& schema_;
  const codec::Document& document_;
  const diag::SourceMap& sources_;
};

}  // namespace copctl::schema
