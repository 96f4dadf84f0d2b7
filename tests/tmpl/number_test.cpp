#include "tmpl/number.h"

#include "support/catch.h"
#include "tmpl/engine.h"

namespace {

using namespace copctl;

struct Case {
  const char* text;
  const char* type_and_value;
};

// What `printf "%T %v"` shows of a constant, or the mistake.
constexpr Case kConstants[] = {
    {"1", "int 1"},
    {"-017", "int -15"},
    {"0o17", "int 15"},
    {"0x1F", "int 31"},
    {"0b_101", "int 5"},
    {"1_000", "int 1000"},
    {"-0", "int 0"},
    {"-0.0", "float64 -0"},
    {"1e3", "float64 1000"},
    {".5", "float64 0.5"},
    {"5.", "float64 5"},
    {"0x1.8p1", "float64 3"},
    {"1_0.5", "float64 10.5"},
    {"1e-400", "float64 0"},
    {"0.00000000000000000000000000000000001e-330", "float64 0"},
    {"1000000.0", "float64 1e+06"},
    {"'a'", "int 97"},
    {"'\\u00e9'", "int 233"},
    {"2i", "complex128 (0+2i)"},
    {"1-2i", "complex128 (1-2i)"},
    {"-1e+2+3e-1i", "complex128 (-100+0.3i)"},
    {"9223372036854775807", "int 9223372036854775807"},
    {"-9223372036854775808", "int -9223372036854775808"},
    {"9223372036854775808", "error: 9223372036854775808 overflows int"},
    {"18446744073709551616", "error: integer overflow: \"18446744073709551616\""},
    {"08", "error: integer overflow: \"08\""},
    {"1e400", "error: illegal number syntax: \"1e400\""},
    {"1__0", "error: illegal number syntax: \"1__0\""},
    {"0x", "error: illegal number syntax: \"0x\""},
    {"1_e3", "error: illegal number syntax: \"1_e3\""},
    {"1+i", "error: syntax error scanning complex number"},
    {"1k", "error: bad number syntax: \"1k\""},
    {"''", "error: invalid syntax"},
    {"'ab'", "error: malformed character constant: 'ab'"},
};

TEST_CASE("number: constants") {
  for (const Case& c : kConstants) {
    DYNAMIC_SECTION(c.text) {
      const std::string text = c.text;
      CHECK(tests::run("{{printf \"%T %v\" " + text + " " + text + "}}") == c.type_and_value);
    }
  }
}

TEST_CASE("number: one constant, several types") {
  tmpl::Number number;
  std::string error;
  REQUIRE(tmpl::scan_number(tmpl::TokenType::kNumber, "1e2", number, error));
  CHECK(number.is_int);
  CHECK(number.is_uint);
  CHECK(number.integer == 100);
  CHECK(number.real == 100.0);
  tmpl::Number negative;
  REQUIRE(tmpl::scan_number(tmpl::TokenType::kNumber, "-1", negative, error));
  CHECK_FALSE(negative.is_uint);
}

}  // namespace
