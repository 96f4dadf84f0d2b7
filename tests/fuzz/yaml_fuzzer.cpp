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

// What is unpacked is what was packed, with its positions. A position without a value is that of a
// part of what a merge (`<<`) gave before it was replaced.
void check_packs(const codec::Document& document, diag::SourceId source, bool merges) {
  const auto back = codec::unpack(codec::pack(document), source);
  COPCTL_CHECK(back && value::same_data(back->value, document.value));
  std::size_t placed = 0;
  for (const auto& [pointer, spans] : document.spans.all()) {
    const auto* again = back->spans.find(pointer);
    const bool there = value::lookup_pointer(document.value, pointer) != nullptr;
    COPCTL_CHECK(there ? again != nullptr : merges && again == nullptr);
    COPCTL_CHECK(!there || (again->key == spans.key && again->value == spans.value));
    placed += there ? 1 : 0;
  }
  COPCTL_CHECK(placed == back->spans.all().size());
}

// Aliases make a hundred thousand values of two hundred bytes. Reading them is bounded; writing and
// reading again takes seconds with sanitizers and shows no more than small documents do.
bool takes_long(const value::Value& v, std::size_t& budget) {
  if (budget == 0) return true;
  --budget;
  for (const value::Value& item : v.items()) {
    if (takes_long(item, budget)) return true;
  }
  for (const auto& [key, item] : v.entries()) {
    if (takes_long(item, budget)) return true;
  }
  return false;
}

bool is_small(const value::Value& v) {
  std::size_t budget = 5'000;
  return !takes_long(v, budget);
}

// Reading without positions, which has a way of its own for plain texts, says the same.
void check_without_places(const diag::SourceMap& sources, diag::SourceId source,
                          const std::optional<std::vector<codec::Document>>& documents) {
  diag::Diagnostics diagnostics;
  const auto again = codec::decode_yaml(sources, source, {.spans = false}, diagnostics);
  COPCTL_CHECK(again.has_value() == documents.has_value());
  if (!documents) return;
  COPCTL_CHECK(again->size() == documents->size());
  for (std::size_t i = 0; i < again->size(); ++i) {
    const codec::Document& one = (*again)[i];
    const codec::Document& other = (*documents)[i];
    COPCTL_CHECK(one.span == other.span && one.empty == other.empty);
    COPCTL_CHECK(value::same_data(one.value, other.value));
  }
}

}  // namespace

// What is read, by us or as fromYaml, can be written and is then read as it was.
void yaml(std::string_view bytes) {
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  const auto source = sources.add_view(diag::SourceKind::kFile, "a.yaml", bytes);
  const auto documents = codec::decode_yaml(sources, source, {}, diagnostics);
  check_told(documents.has_value(), diagnostics, sources);
  check_without_places(sources, source, documents);
  const codec::GoResult go = codec::go_yaml_unmarshal(bytes, codec::Numbers::kFloat64);
  if (go.error.empty() && is_small(go.value)) check_yaml_round_trip(go.value);
  static_cast<void>(codec::unpack(bytes, source));
  if (!documents) return;
  check_places(*documents, bytes.size());
  for (const codec::Document& document : *documents) {
    if (!is_small(document.value)) continue;
    check_packs(document, source, bytes.find("<<") != bytes.npos);
    check_yaml_round_trip(document.value);
  }
}

}  // namespace copctl::fuzz
