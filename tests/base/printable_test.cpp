#include <vector>

#include "base/text.h"
#include "support/catch.h"

namespace copctl::base {
namespace {

TEST_CASE("what a terminal would obey or hide is shown escaped") {
  struct Case {
    std::string name;
    std::string text;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {"plain", "a b~!\\", "a b~!\\"},
      {"letters of any script", "größe 文 ж é", "größe 文 ж é"},
      {"symbols", "… → 😀", "… → 😀"},
      {"layout", "a\n\tb\r\n", "a\\n\\tb\\r\\n"},
      {"escape sequence", "\x1b[31mred", "\\x1b[31mred"},
      {"NUL and bell", std::string("\0\a", 2), "\\x00\\x07"},
      {"delete", "\x7f", "\\x7f"},
      {"C1 control", "\u009b31m", "\\u009b31m"},
      {"bidirectional control", "a\u202eb\u2066", "a\\u202eb\\u2066"},
      {"zero width", "a\u200bb\ufeff", "a\\u200bb\\ufeff"},
      {"line separator", "\u2028", "\\u2028"},
      {"no-break space", "a\u00a0b", "a\\u00a0b"},
      {"tag characters", "\U000e0041", "\\U000e0041"},
      {"invalid UTF-8", "a\xff\xc3(", "a\\xff\\xc3("},
      {"half a character", "\xe2\x82", "\\xe2\\x82"},
      {"overlong", "\xc0\xaf", "\\xc0\\xaf"},
      {"replacement character itself", "\ufffd", "\ufffd"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) { CHECK(printable(c.text) == c.expected); }
  }
}

TEST_CASE("a start of a text ends between two code points") {
  CHECK(printable_start("abc", 3) == "abc");
  CHECK(printable_start("abcd", 3) == "abc…");
  CHECK(printable_start("aü", 2) == "a…");
  CHECK(printable_start("aü", 3) == "aü");
  CHECK(printable_start("a\x1b\x1b", 2) == "a\\x1b…");
  CHECK(printable_start("ü", 1) == "…");
}

TEST_CASE("layout may stay") { CHECK(printable("a\n\tb\x1b\r\n", true) == "a\n\tb\\x1b\\r\n"); }

}  // namespace
}  // namespace copctl::base
