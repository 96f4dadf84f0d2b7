#include "base/path.h"

#include <vector>

#include "support/catch.h"

namespace copctl::base {
namespace {

TEST_CASE("joining paths") {
  CHECK(join_path("a", "b") == "a/b");
  CHECK(join_path("a/", "b") == "a/b");
  CHECK(join_path("", "b") == "b");
  CHECK(join_path("a", "/b") == "/b");
  CHECK(join_path("/", "b") == "/b");
  CHECK(join_path("a", "") == "a/");
}

TEST_CASE("cleaning paths as Go's path.Clean") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "."},
      {".", "."},
      {"/", "/"},
      {"//", "/"},
      {"a//b", "a/b"},
      {"a/b/", "a/b"},
      {"./a", "a"},
      {"a/./b", "a/b"},
      {"a/../b", "b"},
      {"a/..", "."},
      {"../a", "../a"},
      {"../../a", "../../a"},
      {"a/../../b", "../b"},
      {"/..", "/"},
      {"/../a", "/a"},
      {"/a/../../b", "/b"},
      {"a/...", "a/..."},
      {"abc//./../def", "def"},
  };
  for (const auto& [path, expected] : cases) {
    DYNAMIC_SECTION(path) { CHECK(clean_path(path) == expected); }
  }
}

TEST_CASE("parts of a path") {
  struct Case {
    std::string path;
    std::string dir;
    std::string base;
    std::string extension;
  };
  const std::vector<Case> cases = {
      {"", "", "", ""},
      {"a", "", "a", ""},
      {"a.yaml", "", "a.yaml", ".yaml"},
      {"x.d/a", "x.d", "a", ""},
      {"a/b.tar.gz", "a", "b.tar.gz", ".gz"},
      {"/a", "", "a", ""},
      {"a/", "a", "", ""},
      {".hidden", "", ".hidden", ".hidden"},
      {"a.", "", "a.", "."},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.path) {
      CHECK(dir_name(c.path) == c.dir);
      CHECK(base_name(c.path) == c.base);
      CHECK(extension(c.path) == c.extension);
    }
  }
}

TEST_CASE("only plain relative paths may be joined to an output folder") {
  struct Case {
    std::string name;
    std::string path;
    bool expected;
  };
  const std::vector<Case> cases = {
      {"a name", "a", true},
      {"nested", "tmpl/pg/dep.yaml", true},
      {"other letters", "größe/文.yaml", true},
      {"hidden", ".a", true},
      {"three dots", "...", true},
      {"blank", "a b", true},
      {"longest name", std::string(255, 'a'), true},
      {"empty", "", false},
      {"absolute", "/a", false},
      {"slash at the end", "a/", false},
      {"two slashes", "a//b", false},
      {"dot", ".", false},
      {"dot inside", "a/./b", false},
      {"up", "..", false},
      {"up inside", "a/../b", false},
      {"NUL", std::string("a\0b", 3), false},
      {"backslash", "a\\b", false},
      {"newline", "a\nb", false},
      {"escape", "a\x1b[0m", false},
      {"delete", "a\x7f", false},
      {"C1 control", "a\u0085", false},
      {"invalid UTF-8", "a\xff", false},
      {"long name", std::string(256, 'a'), false},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) { CHECK(is_plain_relative_path(c.path) == c.expected); }
  }
}

}  // namespace
}  // namespace copctl::base
