#include "base/unicode.h"

#include <utf8proc.h>

#include <string>
#include <vector>

#include "support/catch.h"

// Covers write_tables.cpp.

namespace copctl::base {
namespace {

// One letter a property that holds.
std::string properties(char32_t code) {
  std::string out;
  const auto add = [&](char letter, bool holds) { out += holds ? std::string(1, letter) : ""; };
  add('L', is_letter(code));
  add('D', is_digit(code));
  add('N', is_number(code));
  add('P', is_punctuation(code));
  add('S', is_space(code));
  add('p', is_print(code));
  add('u', is_upper(code));
  add('l', is_lower(code));
  add('t', is_title(code));
  return out;
}

// Expected values are those of Go's package unicode.
TEST_CASE("properties of code points") {
  struct Case {
    std::string name;
    char32_t code;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {"capital", 'A', "Lpu"},
      {"small", 'z', "Lpl"},
      {"digit", '7', "DNp"},
      {"underscore", '_', "Pp"},
      {"plus", '+', "p"},
      {"blank", ' ', "Sp"},
      {"tab", '\t', "S"},
      {"vertical tab", '\v', "S"},
      {"NUL", 0, ""},
      {"delete", 0x7F, ""},
      {"next line", 0x85, "S"},
      {"no-break space", 0xA0, "S"},
      {"soft hyphen", 0xAD, ""},
      {"sharp s", 0xDF, "Lpl"},
      {"feminine ordinal", 0xAA, "Lp"},
      {"title case dz", 0x1C5, "Lpt"},
      {"Arabic digit", 0x663, "DNp"},
      {"Roman numeral", 0x2167, "Np"},
      {"combining acute", 0x301, "p"},
      {"line separator", 0x2028, "S"},
      {"zero width space", 0x200B, ""},
      {"ideographic space", 0x3000, "S"},
      {"ideograph", 0x6587, "Lp"},
      {"surrogate", 0xD800, ""},
      {"private use", 0xE000, ""},
      {"emoji", 0x1F600, "p"},
      {"not a code point", 0x110000, ""},
      {"far from one", 0xFFFFFFFF, ""},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) { CHECK(properties(c.code) == c.expected); }
  }
}

TEST_CASE("simple case mappings") {
  struct Case {
    std::string name;
    char32_t code;
    char32_t upper;
    char32_t lower;
    char32_t title;
  };
  const std::vector<Case> cases = {
      {"ASCII", 'a', 'A', 'a', 'A'},
      {"no letter", '1', '1', '1', '1'},
      {"micro sign", 0xB5, 0x39C, 0xB5, 0x39C},
      {"sharp s has no capital", 0xDF, 0xDF, 0xDF, 0xDF},
      {"capital sharp s", 0x1E9E, 0x1E9E, 0xDF, 0x1E9E},
      {"dz", 0x1C6, 0x1C4, 0x1C6, 0x1C5},
      {"final sigma", 0x3C2, 0x3A3, 0x3C2, 0x3A3},
      {"Georgian has no title case of its own", 0x10D0, 0x1C90, 0x10D0, 0x10D0},
      {"beyond the basic plane", 0x10428, 0x10400, 0x10428, 0x10400},
      {"not a code point", 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      CHECK(to_upper(c.code) == c.upper);
      CHECK(to_lower(c.code) == c.lower);
      CHECK(to_title(c.code) == c.title);
    }
  }
}

// The categories that a property stands for, asked one code point at a time.
TEST_CASE("the tables hold what libutf8proc says of every code point") {
  constexpr utf8proc_int32_t kSharpS = 0xDF;
  int different = 0;
  for (utf8proc_int32_t code = 0; code <= 0x10FFFF; ++code) {
    const utf8proc_category_t c = utf8proc_category(code);
    const auto point = static_cast<char32_t>(code);
    const bool letter = c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO;
    const bool print = code == ' ' || (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_SO);
    const bool same_case =
        code == kSharpS || (to_upper(point) == static_cast<char32_t>(utf8proc_toupper(code)) &&
                            to_lower(point) == static_cast<char32_t>(utf8proc_tolower(code)) &&
                            to_title(point) == static_cast<char32_t>(utf8proc_totitle(code)));
    const bool same = is_letter(point) == letter && is_print(point) == print &&
                      is_digit(point) == (c == UTF8PROC_CATEGORY_ND) &&
                      is_upper(point) == (c == UTF8PROC_CATEGORY_LU) &&
                      is_lower(point) == (c == UTF8PROC_CATEGORY_LL) &&
                      is_title(point) == (c == UTF8PROC_CATEGORY_LT) && same_case;
    different += same ? 0 : 1;
  }
  CHECK(different == 0);
}

}  // namespace
}  // namespace copctl::base
