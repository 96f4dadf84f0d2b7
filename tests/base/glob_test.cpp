#include <vector>

#include "base/path.h"
#include "support/catch.h"

namespace copctl::base {
namespace {

TEST_CASE("globs") {
  struct Case {
    std::string pattern;
    std::string path;
    bool expected;
  };
  const std::vector<Case> cases = {
      {"", "", true},
      {"", "a", false},
      {"a/b.yaml", "a/b.yaml", true},
      {"a/b.yaml", "a/b.yam", false},
      {"a/b.yaml", "a/b.yamll", false},
      {"*", "abc", true},
      {"*", "", true},
      {"*", "a/b", false},
      {"*.yaml", ".yaml", true},
      {"a*c*e", "abcde", true},
      {"a*c*e", "abcd", false},
      {"**", "a/b/c", true},
      {"charts/**", "charts/a/b.yaml", true},
      {"charts/**", "charts", false},
      {"**/b", "a/x/b", true},
      {"**/b", "b", false},
      {"a/**/b", "a/x/y/b", true},
      {"?", "a", true},
      {"?", "é", true},
      {"?", "", false},
      {"?", "/", false},
      {"[abc]", "b", true},
      {"[abc]", "d", false},
      {"[a-c]", "b", true},
      {"[a-c]", "-", false},
      {"[a-]", "-", true},
      {"[]a]", "]", true},
      {"[!a-c]", "d", true},
      {"[!a-c]", "b", false},
      {"[^a]", "b", true},
      {"[!a]", "/", false},
      {"[а-я]", "ж", true},
      {"{a,b}", "a", true},
      {"{a,b}", "b", true},
      {"{a,b}", "c", false},
      {"{a,b}", "ab", false},
      {"{,x}y", "y", true},
      {"{a}", "a", true},
      {"x{a,{b,c}d}y", "xcdy", true},
      {"x{a,{b,c}d}y", "xcy", false},
      {"{*.yaml,*.yml}", "b.yml", true},
      {"a,b", "a,b", true},
      {"\\*", "*", true},
      {"\\*", "a", false},
      {"\\{a\\}", "{a}", true},
      {"a]", "a]", true},
      {"a}", "a}", true},
      // Malformed patterns match nothing, not even themselves.
      {"[a", "[a", false},
      {"[a-", "a", false},
      {"{a", "{a", false},
      {"{a,b", "a", false},
      {"a\\", "a", false},
      {"a\\", "a\\", false},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.pattern << " on " << c.path) {
      CHECK(matches_glob(c.pattern, c.path) == c.expected);
    }
  }
}

TEST_CASE("a hostile glob costs no more than pattern times path") {
  std::string stars;
  std::string braces;
  for (int i = 0; i < 200; ++i) {
    stars += "**a";
    braces += "{a,a*}";
  }
  const std::string path(2000, 'a');
  CHECK_FALSE(matches_glob(stars + "b", path));
  CHECK_FALSE(matches_glob(braces + "b", path));
  CHECK_FALSE(matches_glob(std::string(100'000, '{'), "a"));
  CHECK_FALSE(matches_glob(std::string(21, '{') + "a" + std::string(21, '}'), "a"));
  CHECK_FALSE(matches_glob(std::string(21, '{') + "a" + std::string(21, '}'), "a}"));
  CHECK(matches_glob(std::string(20, '{') + "a" + std::string(20, '}'), "a"));
}

}  // namespace
}  // namespace copctl::base
