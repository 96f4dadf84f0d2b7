#include "support/txtar.h"

#include "support/catch.h"

namespace copctl::support {
namespace {

TEST_CASE("an archive is a comment and sections") {
  struct Case {
    std::string name;
    std::string text;
    Archive archive;
  };
  const std::vector<Case> cases = {
      {"empty", "", {"", {}}},
      {"only a comment", "why\n", {"why\n", {}}},
      {"sections",
       "why\n-- a --\n1\n2\n-- b/c.yaml --\n",
       {"why\n", {{"a", "1\n2\n"}, {"b/c.yaml", ""}}}},
      {"not a section line",
       "-- a --\n--a--\n-- --\n --  b --\n",
       {"", {{"a", "--a--\n-- --\n --  b --\n"}}}},
      {"no newline at end",
       "-- a --\nx\n\\ no newline at end\n-- b --\ny\n",
       {"", {{"a", "x"}, {"b", "y\n"}}}},
      {"blank last line", "-- a --\nx\n\n", {"", {{"a", "x\n\n"}}}},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      CHECK(parse_txtar(c.text) == c.archive);
      CHECK(format_txtar(c.archive) == c.text);
    }
  }
}

TEST_CASE("the newline that a file lacks at its end belongs to no section") {
  CHECK(parse_txtar("-- a --\nx").sections == std::vector<Section>{{"a", "x"}});
}

TEST_CASE("sections are found by name") {
  const Archive archive = parse_txtar("-- a --\n1\n-- a --\n2\n-- b --\n3\n");
  CHECK(archive.text("a") == "1\n");
  CHECK(archive.text("b") == "3\n");
  CHECK(archive.text("c") == "");
  CHECK(archive.has("b"));
  CHECK_FALSE(archive.has("c"));
}

}  // namespace
}  // namespace copctl::support
