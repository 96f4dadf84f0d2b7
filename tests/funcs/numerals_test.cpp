#include "funcs/numerals.h"

#include <limits>

#include "support/catch.h"

namespace {

using copctl::funcs::parse_float;
using copctl::funcs::parse_integer;

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();

struct IntegerCase {
  const char* text;
  int base;
  std::int64_t number;
  bool exact;
};

constexpr IntegerCase kIntegers[] = {
    {"0", 0, 0, true},
    {"-0x10", 0, -16, true},
    {"0B101", 0, 5, true},
    {"0o17", 0, 15, true},
    {"017", 0, 15, true},
    {"017", 10, 17, true},
    {"1_0", 0, 10, true},
    {"1_0", 10, 0, false},
    {"0x", 0, 0, false},
    {"", 0, 0, false},
    {"+", 0, 0, false},
    {"+-1", 0, 0, false},
    {"8", 8, 0, false},
    {"9223372036854775807", 10, kMax, true},
    {"9223372036854775808", 10, kMax, false},
    {"-9223372036854775808", 10, kMin, true},
    {"-9223372036854775809", 10, kMin, false},
    {"99999999999999999999x", 10, 0, false},
};

TEST_CASE("numerals: integers") {
  for (const IntegerCase& c : kIntegers) {
    DYNAMIC_SECTION(c.text << " in base " << c.base) {
      const auto parsed = parse_integer(c.text, c.base);
      CHECK(parsed.number == c.number);
      CHECK(parsed.exact == c.exact);
    }
  }
}

struct FloatCase {
  const std::string text;
  std::optional<double> number;
};

TEST_CASE("numerals: floating-point numbers") {
  const std::string zeros(400, '0');
  const FloatCase cases[] = {
      {"1.5", 1.5},
      {"+.5e1", 5.0},
      {"5.", 5.0},
      {"1_0.0_1", 10.01},
      {"0x1.8p1", 3.0},
      {"0X_1P-1", 0.5},
      {"4.9e-324", 4.9e-324},
      {"1e-400", 0.0},
      {"0." + zeros + "1", 0.0},
      {"1" + zeros + "e-400", 1.0},
      {"1" + zeros, std::nullopt},
      {"1" + zeros + "e-5", std::nullopt},
      {"1e99999999999999999999", std::nullopt},
      {"1e-99999999999999999999", 0.0},
      {"0x1", std::nullopt},
      {"0x.p1", std::nullopt},
      {"1__0", std::nullopt},
      {"1e", std::nullopt},
      {"e1", std::nullopt},
      {"-", std::nullopt},
      {"--1", std::nullopt},
      {"", std::nullopt},
      {" 1", std::nullopt},
      {"in", std::nullopt},
      {"-nan", std::nullopt},
      {"0xinf", std::nullopt},
      {"-Infinity", -std::numeric_limits<double>::infinity()},
  };
  for (const FloatCase& c : cases) {
    DYNAMIC_SECTION(c.text) { CHECK(parse_float(c.text) == c.number); }
  }
}

}  // namespace
