#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "codec/codec.h"
#include "codec/fault.h"
#include "codec/json_reader.h"
#include "codec/text_index.h"
#include "codec/yaml_plain.h"
#include "codec/yaml_reader.h"

// The entrances for texts of the SourceMap: what bytes are acceptable at all, then the reader of
// the format, then its faults as diagnostics.

namespace copctl::codec {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

diag::Span byte_span(diag::SourceId source, std::size_t at) {
  return {source, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 1)};
}

// A byte order mark of UTF-16, or the NULs that its ASCII has.
bool looks_like_utf16(std::string_view text) {
  return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF") ||
         (text.size() >= 2 && (text[0] == '\0') != (text[1] == '\0'));
}

bool is_readable(std::string_view text, diag::SourceId source, std::size_t limit,
                 diag::Diagnostics& diagnostics) {
  if (text.size() > limit) {
    diagnostics.error(byte_span(source, 0), diag::Kind::kTooLarge,
                      fmt::format("the text has {} MB; at most {} MB are read",
                                  (text.size() + (1u << 20) - 1) >> 20, limit >> 20));
    return false;
  }
  if (looks_like_utf16(text)) {
    diagnostics.error(byte_span(source, 0), diag::Kind::kInvalidUtf8,
                      "the text is UTF-16; save it as UTF-8");
    return false;
  }
  const std::size_t bad = is_ascii(text) ? text.npos : base::find_invalid_utf8(text);
  if (bad != std::string_view::npos) {
    diagnostics.error(byte_span(source, bad), diag::Kind::kInvalidUtf8,
                      fmt::format("byte 0x{:02x} is not UTF-8; save the text as UTF-8",
                                  static_cast<unsigned char>(text[bad])));
    return false;
  }
  return true;
}

bool report(const Faults& faults, diag::Diagnostics& diagnostics) {
  for (const Fault& fault : faults) {
    diagnostics.add(fault.diagnostic);
  }
  return !faults.empty();
}

// Each document reaches from its `---` to the next; the first begins where the source does.
void tile(std::vector<Document>& documents, diag::SourceId source, std::size_t end) {
  if (documents.empty()) {
    documents.emplace_back().empty = true;
    documents.back().span.source = source;
  }
  documents.front().span.begin = 0;
  documents.back().span.end = static_cast<std::uint32_t>(end);
  for (std::size_t i = 0; i + 1 < documents.size(); ++i) {
    documents[i].span.end = documents[i + 1].span.begin;
  }
}

}  // namespace

std::optional<std::vector<Document>> decode_yaml(const diag::SourceMap& sources,
                                                 diag::SourceId source, const YamlOptions& options,
                                                 diag::Diagnostics& diagnostics) {
  const std::string_view text = sources.text(source);
  if (!is_readable(text, source, kMaxInputBytes, diagnostics)) {
    return std::nullopt;
  }
  if (!options.spans) {
    if (auto plain = read_plain_yaml(text, source, options.numbers)) {
      tile(*plain, source, text.size());
      return plain;
    }
  }
  const std::size_t offset = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  YamlReader reader(text.substr(offset), {options, source, offset});
  std::vector<Document> documents;
  while (auto document = reader.next()) {
    documents.push_back(std::move(*document));
  }
  if (!options.spans && !reader.faults().empty()) {
    YamlOptions again = options;
    again.spans = true;
    return decode_yaml(sources, source, again, diagnostics);
  }
  if (report(reader.faults(), diagnostics)) {
    return std::nullopt;
  }
  tile(documents, source, text.size());
  return documents;
}

std::optional<Document> decode_json(const diag::SourceMap& sources, diag::SourceId source,
                                    Numbers numbers, diag::Diagnostics& diagnostics, bool spans,
                                    const JsonLimits& limits) {
  const std::string_view text = sources.text(source);
  if (!is_readable(text, source, limits.bytes, diagnostics)) {
    return std::nullopt;
  }
  Faults faults;
  const JsonReading reading{.numbers = numbers,
                            .spans = spans,
                            .unique_keys = true,
                            .source = source,
                            .max_nodes = limits.nodes};
  Document document = read_json(text, reading, faults);
  if (!spans && !faults.empty()) {
    // The first of two equal keys is known by its position only.
    return decode_json(sources, source, numbers, diagnostics, true, limits);
  }
  if (report(faults, diagnostics)) {
    return std::nullopt;
  }
  return document;
}

}  // namespace copctl::codec
