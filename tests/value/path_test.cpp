#include "value/path.h"

#include <vector>

#include "support/catch.h"
#include "value/make.h"

namespace copctl::value {
namespace {

using namespace make;

constexpr std::size_t operator""_th(unsigned long long index) { return index; }

TEST_CASE("paths are shown as people write them") {
  struct Case {
    Path path;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {{}, ""},
      {{"a"}, "a"},
      {{"a", "b", 0_th, "c"}, "a.b[0].c"},
      {{3_th, 1_th}, "[3][1]"},
      {{"node-selector", "x_1"}, "node-selector.x_1"},
      {{"a", "b.c"}, "a[\"b.c\"]"},
      {{"kubernetes.io/os", "a"}, "[\"kubernetes.io/os\"].a"},
      {{"a", ""}, "a[\"\"]"},
      {{"é"}, "[\"é\"]"},
      {{"a\"b\\c"}, "[\"a\\\"b\\\\c\"]"},
      {{"a\x1b\n"}, "[\"a\\x1b\\n\"]"},
      {{"0"}, "0"},
      {{"azAZ09_-"}, "azAZ09_-"},
      {{"a`"}, "[\"a`\"]"},
      {{"a{"}, "[\"a{\"]"},
      {{"a@"}, "[\"a@\"]"},
      {{"a["}, "[\"a[\"]"},
      {{"a/"}, "[\"a/\"]"},
      {{"a:"}, "[\"a:\"]"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.expected) { CHECK(display(c.path) == c.expected); }
  }
}

TEST_CASE("looking up a path") {
  const Value root = m({{"a", m({{"b", l({i(1), m({{"c", i(2)}})})}})}, {"n", {}}});
  CHECK(lookup(root, {}) == &root);
  CHECK(lookup(root, {"a", "b", 1_th, "c"})->as_int().number == 2);
  CHECK(lookup(root, {"n"})->is_nil());
  CHECK(lookup(root, {"x"}) == nullptr);
  CHECK(lookup(root, {"a", "b", 2_th}) == nullptr);
  CHECK(lookup(root, {"a", "b", "0"}) == nullptr);
  CHECK(lookup(root, {"a", 0_th}) == nullptr);
  CHECK(lookup(root, {"a", "b", 0_th, "c"}) == nullptr);
  CHECK(lookup(root, {"n", "x"}) == nullptr);
}

TEST_CASE("assigning to a path") {
  struct Case {
    std::string name;
    Value root;
    Path path;
    bool done;
    Value expected;
  };
  const Value before = m({{"a", i(1)}, {"l", l({i(1)})}});
  const std::vector<Case> cases = {
      {"the root", i(1), {}, true, s("v")},
      {"a key", m(), {"k"}, true, m({{"k", s("v")}})},
      {"replacing", m({{"k", l()}}), {"k"}, true, m({{"k", s("v")}})},
      {"missing maps", m(), {"a", "b", "c"}, true, m({{"a", m({{"b", m({{"c", s("v")}})}})}})},
      {"a nil root", {}, {"a"}, true, m({{"a", s("v")}})},
      {"a nil step", m({{"a", {}}}), {"a", "b"}, true, m({{"a", m({{"b", s("v")}})}})},
      {"an item", m({{"l", l({i(1), i(2)})}}), {"l", 1_th}, true, m({{"l", l({i(1), s("v")})}})},
      {"one item more", m({{"l", l({i(1)})}}), {"l", 1_th}, true, m({{"l", l({i(1), s("v")})}})},
      {"a missing list", m(), {"l", 0_th, "k"}, true, m({{"l", l({m({{"k", s("v")}})})}})},
      {"a nil list", m({{"l", Value::nil_list()}}), {"l", 0_th}, true, m({{"l", l({s("v")})}})},
      {"a nil map", m({{"m", Value::nil_map()}}), {"m", "k"}, true, m({{"m", m({{"k", s("v")}})}})},
      {"into a scalar", before, {"a", "b"}, false, before},
      {"a key of a list", before, {"l", "k"}, false, before},
      {"an index of a map", before, {0_th}, false, before},
      {"past the end", before, {"l", 2_th}, false, before},
      {"past a missing list's end", before, {"x", "y", 1_th}, false, before},
      {"far past the end", before, {"l", 9999999999_th}, false, before},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      Value root = deep_copy(c.root);
      CHECK(assign(root, c.path, s("v")) == c.done);
      CHECK(deep_equal(root, c.expected));
    }
  }
}

TEST_CASE("assigning is seen by every holder") {
  const Value part = m();
  Value root = m({{"a", part}});
  CHECK(assign(root, {"a", "k"}, i(1)));
  CHECK(part.find("k")->as_int().number == 1);
}

TEST_CASE("a path of 100,000 steps is assigned and freed") {
  Value root = m();
  const Path path(100'000, Step("a"));
  CHECK(assign(root, path, i(1)));
  CHECK(lookup(root, path)->as_int().number == 1);
}

}  // namespace
}  // namespace copctl::value
