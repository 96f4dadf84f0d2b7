#include "support/golden.h"

#include "support/catch.h"

namespace copctl::support {
namespace {

// Doubles its input; an input `bad` is an error.
Goldens doubling() {
  return {"unused", {"output", "error"}, [](const Archive& archive) {
            const std::string input(archive.text("input"));
            return input == "bad\n" ? std::vector<Section>{{"error", "no\n"}}
                                    : std::vector<Section>{{"output", input + input}};
          }};
}

std::string check(const std::string& path, const std::string& text) {
  return check_golden(doubling(), path, parse_txtar(text));
}

TEST_CASE("a golden case holds when exactly its sections come out") {
  struct Case {
    std::string name;
    std::string path;
    std::string text;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {"holds", "t/a.txtar", "-- input --\nx\n-- output --\nx\nx\n", ""},
      {"error holds", "t/fail_a.txtar", "-- input --\nbad\n-- error --\nno\n", ""},
      {"other text", "t/a.txtar", "-- input --\nx\n-- output --\ny\n",
       "t/a.txtar\nexpected\n-- output --\ny\n\ncame out\n-- output --\nx\nx\n"},
      {"section missing in the case", "t/a.txtar", "-- input --\nx\n",
       "t/a.txtar\nexpected\n\ncame out\n-- output --\nx\nx\n"},
      {"section that does not come out", "t/a.txtar", "-- input --\nbad\n-- output --\nx\n",
       "t/a.txtar\nexpected\n-- output --\nx\n\ncame out\n-- error --\nno\n"},
      {"error without the name", "t/a.txtar", "-- input --\nbad\n-- error --\nno\n",
       "t/a.txtar: a case is named fail_* if and only if it has a section error"},
      {"name without an error", "t/fail_a.txtar", "-- input --\nx\n-- output --\nx\nx\n",
       "t/fail_a.txtar: a case is named fail_* if and only if it has a section error"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) { CHECK(check(c.path, c.text) == c.expected); }
  }
}

TEST_CASE("a section that is no output must not come out") {
  Goldens goldens = doubling();
  goldens.outputs = {"error"};
  CHECK(check_golden(goldens, "a", parse_txtar("-- input --\nx\n")) ==
        "a: the section output came out but is not one of the outputs");
}

TEST_CASE("an update replaces what came out and keeps the rest") {
  const Archive before = parse_txtar("why\n-- input --\nx\n-- output --\nold\n-- error --\nold\n");
  CHECK(format_txtar(updated(doubling(), before)) == "why\n-- input --\nx\n-- output --\nx\nx\n");
}

}  // namespace
}  // namespace copctl::support
