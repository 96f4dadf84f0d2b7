#include "dump/json_patch.h"

#include <random>

#include "codec/codec.h"
#include "support/catch.h"
#include "value/path.h"

namespace {

using namespace copctl;
using value::Value;

Value json(const std::string& text) {
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  const auto source = sources.add(diag::SourceKind::kFile, "json", text);
  const auto document = codec::decode_json(sources, source, codec::Numbers::kInt64, diagnostics);
  REQUIRE(document);
  return document->value;
}

std::string text_of(const Value& v) {
  std::string error;
  return codec::encode_json(v, {}, error).value_or(error);
}

// RFC 6902, section 4, for the steps that we make.
void apply(Value& document, const dump::PatchStep& step) {
  if (step.pointer.empty()) {
    document = step.value;
    return;
  }
  const std::size_t slash = step.pointer.rfind('/');
  const Value* parent =
      value::lookup_pointer(document, std::string_view(step.pointer).substr(0, slash));
  REQUIRE(parent != nullptr);
  std::string key = step.pointer.substr(slash + 1);
  if (parent->is_map()) {
    for (const auto& [escaped, letter] : {std::pair("~1", "/"), std::pair("~0", "~")}) {
      for (auto at = key.find(escaped); at != key.npos; at = key.find(escaped, at + 1))
        key.replace(at, 2, letter);
    }
    auto& entries = parent->as_map().entries;
    CHECK(entries.contains(key) == (step.action != dump::PatchAction::kAdd));
    entries.erase(key);
    if (step.action != dump::PatchAction::kRemove) entries[key] = step.value;
    return;
  }
  auto& items = parent->as_list().items;
  const auto at = items.begin() + std::stol(key);
  REQUIRE(at <= items.end());
  if (step.action == dump::PatchAction::kAdd) {
    items.insert(at, step.value);
  } else if (step.action == dump::PatchAction::kRemove) {
    items.erase(at);
  } else {
    *at = step.value;
  }
}

class RandomValues {
 public:
  explicit RandomValues(unsigned seed) : random_(seed) {}

  Value make(int depth) {
    const unsigned kind = pick(depth > 0 ? 5 : 3);
    if (kind == 0) return Value::integer(pick(3));
    if (kind == 1) return Value::string(std::string(1, "abc"[pick(3)]));
    if (kind == 2) return Value::boolean(pick(2) == 0);
    Value made = kind == 3 ? Value::list() : Value::map();
    for (unsigned i = pick(4); i > 0; --i) {
      if (kind == 3) made.as_list().items.push_back(make(depth - 1));
      if (kind == 4) made.as_map().entries[kKeys[pick(4)]] = make(depth - 1);
    }
    return made;
  }

 private:
  static constexpr const char* kKeys[] = {"a", "b/c", "d~e", ""};
  unsigned pick(unsigned count) { return static_cast<unsigned>(random_() % count); }
  std::mt19937 random_;
};

}  // namespace

TEST_CASE("a patch in words") {
  const struct {
    const char* before;
    const char* after;
    const char* patch;
  } kCases[] = {
      {R"({"a": 1})", R"({"a": 1})", "[]"},
      {R"({"a": 1})", R"({"a": 2})", R"([{"op":"replace","path":"/a","value":2}])"},
      {R"({"a": 1})", R"({"b/~": 1})",
       R"([{"op":"remove","path":"/a"},{"op":"add","path":"/b~1~0","value":1}])"},
      {R"({"l": [1, 2, 3]})", R"({"l": [1, 3]})", R"([{"op":"remove","path":"/l/1"}])"},
      {R"({"l": [1, 3]})", R"({"l": [1, 2, 3]})", R"([{"op":"add","path":"/l/1","value":2}])"},
      {R"({"l": [{"n": "a", "v": 1}]})", R"({"l": [{"n": "a", "v": 2}, {"n": "b"}]})",
       R"([{"op":"replace","path":"/l/0/v","value":2},{"op":"add","path":"/l/1","value":{"n":"b"}}])"},
      {R"({"l": [1]})", R"({"l": {}})", R"([{"op":"replace","path":"/l","value":{}}])"},
      {R"([1])", R"("x")", R"([{"op":"replace","path":"","value":"x"}])"},
  };
  for (const auto& c : kCases) {
    DYNAMIC_SECTION(c.before << " -> " << c.after) {
      CHECK(text_of(dump::to_value(dump::json_patch(json(c.before), json(c.after)))) == c.patch);
    }
  }
}

TEST_CASE("a patch, applied, gives what it was made for") {
  for (unsigned seed = 0; seed < 5000; ++seed) {
    RandomValues values(seed);
    const Value before = values.make(4);
    const Value after = values.make(4);
    CAPTURE(seed, text_of(before), text_of(after));
    Value patched = value::deep_copy(before);
    for (const dump::PatchStep& step : dump::json_patch(before, after)) apply(patched, step);
    if (!value::same_data(patched, after)) FAIL(text_of(patched));
  }
}
