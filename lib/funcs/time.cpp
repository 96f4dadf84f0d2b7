#include "funcs/time.h"

#include <algorithm>
#include <array>
#include <limits>

namespace copctl::funcs {

namespace {

constexpr std::uint64_t kSecondsPerDay = 86400;
constexpr std::uint64_t kDaysPer400Years = 146097;
constexpr std::uint64_t kDaysPer100Years = 36524;
constexpr std::uint64_t kDaysPer4Years = 1461;
constexpr std::uint64_t kDaysPerYear = 365;

// Days are counted from 1 January of a year so early that no int64 of seconds is before it. It
// begins a cycle of 400 years, and with a Monday.
constexpr std::int64_t kFirstYear = -292'277'022'399;
// From there to 1970.
constexpr std::uint64_t kFirstToEpoch = 9'223'372'028'715'321'600u;

// Days of a common year before each month.
constexpr std::array<int, 13> kDaysBefore = {0,   31,  59,  90,  120, 151, 181,
                                             212, 243, 273, 304, 334, 365};

int days_before(std::int64_t month, bool leap) {
  return kDaysBefore[static_cast<std::size_t>(month - 1)] + (leap && month > 2 ? 1 : 0);
}

// From kFirstYear to `year`, modulo 2^64.
std::uint64_t days_to(std::int64_t year) {
  const std::uint64_t years =
      static_cast<std::uint64_t>(year) - static_cast<std::uint64_t>(kFirstYear);
  const std::uint64_t in_cycle = years % 400;
  return years / 400 * kDaysPer400Years + in_cycle * kDaysPerYear + in_cycle / 4 - in_cycle / 100;
}

std::int64_t floor_divide(std::int64_t value, std::int64_t unit) {
  return value / unit - (value % unit < 0 ? 1 : 0);
}

// Carries what `low` has outside [0, unit) over to `high`.
void carry(std::int64_t& high, std::int64_t& low, std::int64_t unit) {
  const std::int64_t units = floor_divide(low, unit);
  high = wrapping_sum(high, units);
  low -= units * unit;
}

}  // namespace

bool is_leap(std::int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in(int month, std::int64_t year) {
  return days_before(month + 1, is_leap(year)) - days_before(month, is_leap(year));
}

Civil civil_of(std::int64_t seconds) {
  const std::uint64_t since_first = static_cast<std::uint64_t>(seconds) + kFirstToEpoch;
  const std::uint64_t day = since_first / kSecondsPerDay;
  const std::uint64_t of_day = since_first % kSecondsPerDay;

  // The last day of a leap cycle belongs to the year that began 365 days before it.
  std::uint64_t rest = day % kDaysPer400Years;
  const std::uint64_t centuries = std::min<std::uint64_t>(rest / kDaysPer100Years, 3);
  rest -= centuries * kDaysPer100Years;
  const std::uint64_t fours = rest / kDaysPer4Years;
  rest -= fours * kDaysPer4Years;
  const std::uint64_t ones = std::min<std::uint64_t>(rest / kDaysPerYear, 3);
  rest -= ones * kDaysPerYear;

  Civil civil;
  civil.year = kFirstYear + static_cast<std::int64_t>(day / kDaysPer400Years * 400 +
                                                      centuries * 100 + fours * 4 + ones);
  const int day_of_year = static_cast<int>(rest);
  const bool leap = is_leap(civil.year);
  civil.month = 12;
  while (days_before(civil.month, leap) > day_of_year) --civil.month;
  civil.day = day_of_year - days_before(civil.month, leap) + 1;
  civil.year_day = day_of_year + 1;
  civil.weekday = static_cast<std::int64_t>((day + 1) % 7);
  civil.hour = static_cast<std::int64_t>(of_day / 3600);
  civil.minute = static_cast<std::int64_t>(of_day / 60 % 60);
  civil.second = static_cast<std::int64_t>(of_day % 60);
  return civil;
}

std::int64_t seconds_of(const Civil& civil) {
  Civil in_range = civil;
  in_range.month = wrapping_sum(in_range.month, -1);
  carry(in_range.year, in_range.month, 12);
  ++in_range.month;
  const auto days = static_cast<std::int64_t>(
      days_to(in_range.year) +
      static_cast<std::uint64_t>(days_before(in_range.month, is_leap(in_range.year))) +
      static_cast<std::uint64_t>(in_range.day) - 1);
  const std::int64_t of_day = wrapping_sum(
      wrapping_sum(wrapping_product(civil.hour, 3600), wrapping_product(civil.minute, 60)),
      civil.second);
  const std::int64_t since_first =
      wrapping_sum(wrapping_product(days, static_cast<std::int64_t>(kSecondsPerDay)), of_day);
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(since_first) - kFirstToEpoch);
}

Civil civil_of(const Time& time) {
  return civil_of(wrapping_sum(time.seconds, time.location.at(time.seconds).seconds));
}

Time later(Time time, std::int64_t nanoseconds) {
  time.nanosecond += nanoseconds % kNanosecondsPerSecond;
  time.seconds = wrapping_sum(time.seconds, nanoseconds / kNanosecondsPerSecond);
  carry(time.seconds, time.nanosecond, kNanosecondsPerSecond);
  return time;
}

std::int64_t difference(const Time& left, const Time& right) {
  std::int64_t seconds = 0;
  std::int64_t product = 0;
  std::int64_t total = 0;
  const std::int64_t nanoseconds = left.nanosecond - right.nanosecond;
  // The sign of the part that does not fit tells on which side.
  if (__builtin_sub_overflow(left.seconds, right.seconds, &seconds) ||
      __builtin_mul_overflow(seconds, kNanosecondsPerSecond, &product) ||
      __builtin_add_overflow(product, nanoseconds, &total)) {
    return left.seconds < right.seconds ? std::numeric_limits<std::int64_t>::min()
                                        : std::numeric_limits<std::int64_t>::max();
  }
  return total;
}

}  // namespace copctl::funcs
