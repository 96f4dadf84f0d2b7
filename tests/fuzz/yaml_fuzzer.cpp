#include "codec/codec.h"
#include "fuzz/targets.h"
#include "fuzz/values.h"

namespace copctl::fuzz {

namespace {

// Documents tile their source, and every part of one stands in it.
void check_places(const std::vector<codec::Document>& documents, std::size_t size) {
  std::uint32_t end = 0;
  COPCTL_CHECK(!documents.empty());
  for (const codec::Document& document : documents) {
    COPCTL_CHECK(document.span.begin == end && document.span.end >= end);
    end = document.span.end;
    for (const auto& [pointer, spans] : document.spans.all()) {
      COPCTL_CHECK(spans.value.begin <= spans.value.end && spans.value.end <= end);
      COPCTL_CHECK(spans.value.begin >= document.span.begin);
    }
  }
  COPCTL_CHECK(end == size);
}

void check_packs(const codec::Document& document, diag::SourceId source) {
  const auto back = codec::unpack(codec::pack(document), source);
  COPCTL_CHECK(back && value::same_data(back->value, document.value));
  // What a merge left out or replaced has positions, but no value to go with.
  COPCTL_CHECK(back->spans.all().size() <= document.spans.all().size());
}

}  // namespace

// What is read can be written and is then read as it was.
void yaml(std::string_view bytes) {
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  const auto source = sources.add_view(diag::SourceKind::kFile, "a.yaml", bytes);
  const auto documents = codec::decode_yaml(sources, source, {}, diagnostics);
  check_told(documents.has_value(), diagnostics, sources);
  static_cast<void>(codec::go_yaml_unmarshal(bytes, codec::Numbers::kFloat64));
  static_cast<void>(codec::unpack(bytes, source));
  if (!documents) return;
  check_places(*documents, bytes.size());
  for (const codec::Document& document : *documents) {
    check_packs(document, source);
    check_yaml_round_trip(document.value);
  }
}

}  // namespace copctl::fuzz
