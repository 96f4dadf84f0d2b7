#include "funcs/time.h"

#include <cstdint>

#include "support/catch.h"

namespace {

using copctl::funcs::Civil;
using copctl::funcs::civil_of;
using copctl::funcs::difference;
using copctl::funcs::later;
using copctl::funcs::Location;
using copctl::funcs::seconds_of;
using copctl::funcs::Time;

struct CivilCase {
  std::int64_t seconds;
  Civil civil;
};

// As Go's time.Unix(seconds, 0).UTC() has them.
constexpr CivilCase kCivils[] = {
    {0, {1970, 1, 1, 0, 0, 0, 4, 1}},
    {951'782'399, {2000, 2, 28, 23, 59, 59, 1, 59}},
    {951'782'400, {2000, 2, 29, 0, 0, 0, 2, 60}},
    {978'220'800, {2000, 12, 31, 0, 0, 0, 0, 366}},
    {-1, {1969, 12, 31, 23, 59, 59, 3, 365}},
    {copctl::funcs::kZeroTimeSeconds, {1, 1, 1, 0, 0, 0, 1, 1}},
    {copctl::funcs::kZeroTimeSeconds - 86'400, {0, 12, 31, 0, 0, 0, 0, 366}},
    {4'107'542'400, {2100, 3, 1, 0, 0, 0, 1, 60}},
};

TEST_CASE("time: seconds and dates") {
  for (const CivilCase& c : kCivils) {
    DYNAMIC_SECTION(c.seconds) {
      const Civil civil = civil_of(c.seconds);
      CHECK(civil.year == c.civil.year);
      CHECK(civil.month == c.civil.month);
      CHECK(civil.day == c.civil.day);
      CHECK(civil.hour == c.civil.hour);
      CHECK(civil.minute == c.civil.minute);
      CHECK(civil.second == c.civil.second);
      CHECK(civil.weekday == c.civil.weekday);
      CHECK(civil.year_day == c.civil.year_day);
      CHECK(seconds_of(civil) == c.seconds);
    }
  }
}

TEST_CASE("time: every day of 800 years comes back") {
  for (std::int64_t day = -146'097; day < 146'097; ++day) {
    if (seconds_of(civil_of(day * 86'400)) != day * 86'400) FAIL(day);
  }
}

TEST_CASE("time: fields outside their ranges carry over") {
  CHECK(seconds_of({.year = 2023, .month = 14, .day = 1}) ==
        seconds_of({.year = 2024, .month = 2, .day = 1}));
  CHECK(seconds_of({.year = 2023, .month = -11, .day = 1}) ==
        seconds_of({.year = 2022, .month = 1, .day = 1}));
  CHECK(seconds_of({.year = 2023, .month = 3, .day = 0}) ==
        seconds_of({.year = 2023, .month = 2, .day = 28}));
}

TEST_CASE("time: the ends of the range do not break anything") {
  for (const std::int64_t end : {INT64_MIN, INT64_MAX}) {
    CHECK(seconds_of(civil_of(end)) == end);
    const Time time{.seconds = end, .nanosecond = 999'999'999, .location = {}};
    CHECK(later(time, INT64_MAX).nanosecond < 1'000'000'000);
    CHECK(later(time, INT64_MIN).nanosecond >= 0);
    CHECK_NOTHROW(civil_of(
        Time{.seconds = end, .nanosecond = 0, .location = *Location::find("Europe/Berlin")}));
  }
  CHECK_NOTHROW(seconds_of({.year = INT64_MIN, .month = INT64_MIN, .day = INT64_MIN}));
  CHECK_NOTHROW(seconds_of({.year = INT64_MAX, .month = INT64_MAX, .day = INT64_MAX}));
}

TEST_CASE("time: differences stop at the ends") {
  const Time early{.seconds = -10'000'000'000, .nanosecond = 0, .location = {}};
  const Time late{.seconds = 10'000'000'000, .nanosecond = 0, .location = {}};
  CHECK(difference(late, early) == INT64_MAX);
  CHECK(difference(early, late) == INT64_MIN);
  CHECK(difference(later(early, 5), early) == 5);
}

}  // namespace
