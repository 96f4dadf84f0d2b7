#include "merge/layout.h"

#include "support/catch.h"

namespace copctl::merge {
namespace {

TEST_CASE("lines and columns") {
  const std::string_view text = "a: 1\n  b: 2\nc";
  CHECK(line_begin(text, 8) == 5);
  CHECK(line_end(text, 8) == 12);
  CHECK(line_end(text, 12) == 13);
  CHECK(column(text, 7) == 2);
  CHECK(leads_line(text, 7));
  CHECK_FALSE(leads_line(text, 8));
  CHECK(is_blank(" \t\r\n"));
  CHECK_FALSE(is_blank(" #"));
}

TEST_CASE("lines move to another column") {
  CHECK(shift_lines("  a\n\n    b", 2, 4) == "    a\n\n      b\n");
  CHECK(shift_lines("    a\n  b\n", 4, 0) == "a\nb\n");
  // Blanks of a block scalar's line are part of its text.
  CHECK(shift_lines("  a\n      \n", 2, 0) == "a\n    \n");
  CHECK(shift_body("- a\n  b\n", 0, 2) == "- a\n    b\n");
}

}  // namespace
}  // namespace copctl::merge
