#include <algorithm>
#include <optional>
#include <string>

#include "codec/codec.h"
#include "fuzz/targets.h"
#include "schema/schema.h"

namespace copctl::fuzz {

namespace {

// The places of the input's second half.
class FilePlaces final : public schema::Places {
 public:
  FilePlaces(const schema::Schema& schema, const codec::Document& document,
             const diag::SourceMap& sources)
      : schema_(schema), document_(document), sources_(sources) {}

  diag::Span span(std::string_view pointer, bool key) const override {
    const auto spans = document_.spans.nearest(pointer);
    return key && spans.key ? spans.key : spans.value;
  }
  std::string how_to_give(std::string_view) const override { return {}; }
  bool secret(std::string_view pointer) const override { return schema_.secret(pointer); }
  std::optional<std::string> written(std::string_view pointer) const override {
    const auto* at = document_.spans.find(pointer);
    if (at == nullptr) return std::nullopt;
    const std::string_view text = sources_.text(at->value);
    return codec::resolves(text) ? std::optional(std::string(text)) : std::nullopt;
  }

 private:
  const schema::Schema& schema_;
  const codec::Document& document_;
  const diag::SourceMap& sources_;
};

// The text's only document; its errors are another target's.
std::optional<codec::Document> decoded(diag::SourceMap& sources, std::string_view text) {
  diag::Diagnostics diagnostics;
  const auto source = sources.add_view(diag::SourceKind::kFile, "half.yaml", text);
  auto documents = codec::decode_yaml(sources, source, {}, diagnostics);
  if (!documents || documents->size() != 1) return std::nullopt;
  return std::move(documents->front());
}

// What was loaded packs, and comes back the same.
void check_packs(const schema::Schema& schema) {
  const auto back = schema::Schema::unpack(schema.packed(), diag::kNoSource);
  COPCTL_CHECK(back && back->leaves().size() == schema.leaves().size());
}

// Every property that can be set is declared, and a secret is one wherever it is asked about.
void check_declarations(const schema::Schema& schema) {
  for (const schema::Leaf& leaf : schema.leaves()) {
    COPCTL_CHECK(schema.declares(leaf.pointer));
    COPCTL_CHECK(leaf.pointer == value::pointer(leaf.path()));
    COPCTL_CHECK(!leaf.secret || schema.secret(leaf.pointer));
  }
  for (const schema::Declared& declared : schema.outline()) {
    COPCTL_CHECK(!declared.leaf || *declared.leaf < schema.leaves().size());
  }
}

// Validation takes away a key that is null where that refuses a default; the next one finds no key
// there and gives the default.
bool took_a_null(const value::Value& before, const value::Value& after) {
  for (const auto& [key, v] : before.entries()) {
    const value::Value* left = after.find(key);
    if (left == nullptr ? v.is_nil() : took_a_null(v, *left)) return true;
  }
  const std::size_t size = std::min(before.items().size(), after.items().size());
  for (std::size_t i = 0; i < size; ++i) {
    if (took_a_null(before.items()[i], after.items()[i])) return true;
  }
  return false;
}

void check_validation(const schema::Schema& schema, const codec::Document& document,
                      const diag::SourceMap& sources) {
  const FilePlaces places(schema, document, sources);
  value::Value instance = value::deep_copy(document.value);
  diag::Diagnostics diagnostics;
  const bool valid = schema.validate(instance, places, diagnostics);
  check_told(valid, diagnostics, sources);
  if (!valid || took_a_null(document.value, instance)) return;
  const value::Value once = value::deep_copy(instance);
  COPCTL_CHECK(schema.validate(instance, places, diagnostics));
  COPCTL_CHECK(value::same_data(once, instance));
}

}  // namespace

// A schema and, after `--`, a value: a schema loads or is refused, a value that it takes it takes
// again, unchanged.
void schema(std::string_view bytes) {
  const Halves halves = split(bytes);
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  auto document = decoded(sources, halves.first);
  if (!document) return;
  const auto loaded = schema::Schema::load(*document, diagnostics);
  check_told(loaded.has_value(), diagnostics, sources);
  if (!loaded) return;
  check_packs(*loaded);
  check_declarations(*loaded);
  const auto instance = decoded(sources, halves.second);
  if (instance) check_validation(*loaded, *instance, sources);
}

}  // namespace copctl::fuzz
