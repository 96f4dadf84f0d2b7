#include "schema/types.h"

#include "support/catch.h"

namespace copctl::schema {
namespace {

using value::IntType;
using value::Value;

TEST_CASE("described_value and quoted are printable and not long") {
  struct Case {
    const char* name;
    Value v;
    std::string expected;
  };
  const Case cases[] = {
      {"nil", Value::nil(), "null"},
      {"bool", Value::boolean(true), "true"},
      {"int", Value::integer(-3), "-3"},
      {"uint64", Value::integer(-1, IntType::kUint64), "18446744073709551615"},
      {"float", Value::real(1.5), "1.5"},
      {"string", Value::string("a"), "`a`"},
      {"empty", Value::string(""), "an empty string"},
      {"escape", Value::string("\x1b]0;x\x07"), "`\\x1b]0;x\\x07`"},
      {"right to left", Value::string("\u202e"), "`\\u202e`"},
      {"list", Value::list(), "a list"},
      {"map", Value::map(), "a map"},
      {"long", Value::string(std::string(100, 'x')), "`" + std::string(80, 'x') + "…`"},
      {"cut before a code point", Value::string(std::string(79, 'x') + "äöü"),
       "`" + std::string(79, 'x') + "…`"}};
  for (const Case& one : cases) {
    DYNAMIC_SECTION(one.name) { CHECK(described_value(one.v) == one.expected); }
  }
}

TEST_CASE("compare_numbers is exact between integers") {
  const std::int64_t big = 9007199254740993;
  CHECK(compare_numbers(Value::integer(big), Value::integer(big - 1)) == 1);
  CHECK(compare_numbers(Value::integer(-1), Value::integer(-1, IntType::kUint64)) == -1);
  CHECK(compare_numbers(Value::integer(2), Value::real(2.0)) == 0);
  CHECK(compare_numbers(Value::real(1.5), Value::integer(2)) == -1);
}

TEST_CASE("type_phrase names every type once") {
  CHECK(type_phrase(kStringBit) == "a string");
  CHECK(type_phrase(kIntegerBit | kNumberBit) == "a number");
  CHECK(type_phrase(kStringBit | kIntegerBit | kNullBit) == "null, an integer or a string");
  CHECK(bits_of(Value::real(3.0)) == (kIntegerBit | kNumberBit));
  CHECK(bits_of(Value::real(3.5)) == kNumberBit);
}

}  // namespace
}  // namespace copctl::schema
