#include "base/edit_distance.h"

#include <vector>

#include "support/catch.h"

namespace copctl::base {
namespace {

TEST_CASE("edit distance") {
  struct Case {
    std::string a;
    std::string b;
    int limit;
    int expected;
  };
  const std::vector<Case> cases = {
      {"", "", 3, 0},      {"abc", "abc", 0, 0},        {"abc", "abd", 3, 1},
      {"abc", "ab", 3, 1}, {"abc", "xabc", 3, 1},       {"abcd", "abdc", 3, 1},
      {"ab", "ba", 1, 1},  {"kitten", "sitting", 5, 3}, {"kitten", "sitting", 2, 3},
      {"", "abc", 3, 3},   {"", "abc", 2, 3},           {"abcdef", "uvwxyz", 2, 3},
      {"ca", "abc", 5, 3}, {"xxbaxx", "yyabyy", 3, 4},  {"a", "b", 0, 1},
      {"a", "a", -1, 0},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.a << " to " << c.b << " within " << c.limit) {
      CHECK(edit_distance(c.a, c.b, c.limit) == c.expected);
      CHECK(edit_distance(c.b, c.a, c.limit) == c.expected);
    }
  }
}

TEST_CASE("the closest candidate") {
  struct Case {
    std::string name;
    std::string word;
    std::vector<std::string> candidates;
    std::optional<std::string> expected;
  };
  const std::vector<Case> cases = {
      {"nothing to choose from", "istio", {}, std::nullopt},
      {"one letter", "isto", {"ingress", "istio"}, "istio"},
      {"a swap", "itsio", {"ingress", "istio"}, "istio"},
      {"letter case is free", "INGRESS", {"ingres", "ingress"}, "ingress"},
      {"the nearest", "ingres", {"ingest", "ingress"}, "ingress"},
      {"the earliest of equals", "bat", {"cat", "rat"}, "cat"},
      {"a third of the length", "nginx", {"ingress"}, std::nullopt},
      {"never more than three", "abcdefghijklmnopqrst", {"abcdefghijklmnopWXYZ"}, std::nullopt},
      {"three", "abcdefghijklmnopqrst", {"abcdefghijklmnopqXYZ"}, "abcdefghijklmnopqXYZ"},
      {"short words differ by one", "ab", {"a"}, "a"},
      {"empty", "", {"ab"}, std::nullopt},
      {"too long to be a slip", std::string(300, 'a'), {std::string(300, 'a')}, std::nullopt},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) { CHECK(closest(c.word, c.candidates) == c.expected); }
  }
}

}  // namespace
}  // namespace copctl::base
