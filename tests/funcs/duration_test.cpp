#include "funcs/duration.h"

#include <cstdint>
#include <string>

#include "support/catch.h"

namespace {

using copctl::funcs::parse_duration;
using copctl::funcs::print_duration;
using copctl::funcs::round_to_seconds;

struct DurationCase {
  const char* text;
  // Printed again, or the error.
  const char* expected;
};

// As Go 1.26 has them.
constexpr DurationCase kDurations[] = {
    {"0", "0s"},
    {"+5s", "5s"},
    {"-1.5h", "-1h30m0s"},
    {"1h30m", "1h30m0s"},
    {".5s", "500ms"},
    {"1.s", "1s"},
    {"100ns", "100ns"},
    {"1500us", "1.5ms"},
    {"1.0005ms", "1.0005ms"},
    {"1µs", "1µs"},
    {"1μs", "1µs"},
    {"-0.000000001s", "-1ns"},
    {"9223372036854775807ns", "2562047h47m16.854775807s"},
    {"-9223372036854775808ns", "-2562047h47m16.854775808s"},
    {"9223372036854775808ns", "time: invalid duration \"9223372036854775808ns\""},
    {"", "time: invalid duration \"\""},
    {"-", "time: invalid duration \"-\""},
    {".s", "time: invalid duration \".s\""},
    {"1", "time: missing unit in duration \"1\""},
    {"1x", "time: unknown unit \"x\" in duration \"1x\""},
    {"1h 2m", "time: unknown unit \"h \" in duration \"1h 2m\""},
    {"1e3s", "time: unknown unit \"e\" in duration \"1e3s\""},
    {"0.9999999999999999999999s", "1s"},
    {"2562048h", "time: invalid duration \"2562048h\""},
    {"1\xff", "time: unknown unit \"\\xff\" in duration \"1\\xff\""},
};

TEST_CASE("duration: reading and printing") {
  for (const DurationCase& c : kDurations) {
    DYNAMIC_SECTION(c.text) {
      std::string error;
      const auto duration = parse_duration(c.text, error);
      CHECK((duration ? print_duration(*duration) : error) == c.expected);
    }
  }
}

struct RoundCase {
  std::int64_t nanoseconds;
  const char* expected;
};

constexpr RoundCase kRounded[] = {
    {0, "0s"},
    {499999999, "0s"},
    {500000000, "1s"},
    {-500000000, "-1s"},
    {-499999999, "0s"},
    {1500000000, "2s"},
    {9223372036854775807, "2562047h47m16.854775807s"},
    {INT64_MIN, "-2562047h47m16.854775808s"},
};

TEST_CASE("duration: rounding") {
  for (const RoundCase& c : kRounded) {
    DYNAMIC_SECTION(c.nanoseconds) {
      CHECK(print_duration(round_to_seconds(c.nanoseconds)) == c.expected);
    }
  }
}

}  // namespace
