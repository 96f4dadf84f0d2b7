#include <vector>

#include "support/catch.h"
#include "value/make.h"
#include "value/path.h"

namespace copctl::value {
namespace {

using namespace make;

TEST_CASE("pointers of paths") {
  struct Case {
    Path path;
    std::string pointer;
    std::string display;
  };
  const std::vector<Case> cases = {
      {{}, "", ""},
      {{"a", "b", std::size_t{0}}, "/a/b/0", "a.b[0]"},
      {{"a/b", "m~n", "~1"}, "/a~1b/m~0n/~01", "[\"a/b\"][\"m~n\"][\"~1\"]"},
      {{""}, "/", "[\"\"]"},
      {{"01"}, "/01", "01"},
      {{"12x"}, "/12x", "12x"},
      {{"-"}, "/-", "-"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.pointer) {
      CHECK(pointer(c.path) == c.pointer);
      CHECK(display_pointer(c.pointer) == c.display);
    }
  }
  // A pointer does not say whether a step of digits was a key.
  CHECK(display_pointer(pointer({"0"})) == "[0]");
  CHECK(child_pointer("/a", "b/c") == "/a/b~1c");
  CHECK(child_pointer("", 7) == "/7");
}

TEST_CASE("looking up a pointer") {
  const Value root =
      m({{"a", l({i(1), m({{"", i(2)}, {"x/y", i(3)}, {"~", i(4)}, {"0", i(5)}})})}, {"n", {}}});
  struct Case {
    std::string pointer;
    std::int64_t expected;
  };
  // 0: there is nothing.
  const std::vector<Case> cases = {
      {"/a/0", 1},
      {"/a/1/", 2},
      {"/a/1/x~1y", 3},
      {"/a/1/~0", 4},
      {"/a/1/0", 5},
      {"/a/2", 0},
      {"/a/00", 0},
      {"/a/-", 0},
      {"/a/x", 0},
      {"/a/+1", 0},
      {"/a/-1", 0},
      {"/a/0/0", 0},
      {"/b", 0},
      {"a", 0},
      {"/n/x", 0},
      {"/a/1/x/y", 0},
      {"/a/18446744073709551616", 0},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.pointer) {
      const Value* found = lookup_pointer(root, c.pointer);
      CHECK((found == nullptr ? 0 : found->as_int().number) == c.expected);
    }
  }
  CHECK(lookup_pointer(root, "") == &root);
  CHECK(lookup_pointer(root, "/n")->is_nil());
}

}  // namespace
}  // namespace copctl::value
