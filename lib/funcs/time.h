#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Points in time, the calendar, and zones, as Go's package time has them. Nothing here reads a
// clock, the environment or a disk.

namespace copctl::funcs {

inline constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;
// 0001-01-01 00:00:00 UTC, Go's zero time.
inline constexpr std::int64_t kZeroTimeSeconds = -62'135'596'800;

// A zone's offset and abbreviation at one moment.
struct ZoneOffset {
  // East of Greenwich.
  int seconds = 0;
  // `CET`; empty for an offset without a name.
  std::string name;
};

// Where a time is shown: UTC, a fixed offset, or a named zone with its summer time. A named zone
// follows the rule that is in force today, at all times: copctl carries no history of zones, so
// times before a country's last change of rules can be shown with another offset than Go shows.
class Location {
 public:
  Location() = default;
  static Location fixed(std::string name, int offset);
  // `Europe/Berlin`, spelled as in the tz database. `Local` and the empty name are UTC: the same
  // inputs give the same bytes on every machine. Empty for a name that is unknown.
  static std::optional<Location> find(std::string_view name);

  // As `.Location` prints it.
  const std::string& name() const { return name_; }
  // At `seconds` since 1970-01-01 UTC.
  ZoneOffset at(std::int64_t seconds) const;

 private:
  std::string name_ = "UTC";
  // Of a fixed location.
  ZoneOffset offset_{.seconds = 0, .name = "UTC"};
  // A POSIX TZ rule, in a table; empty for a fixed location.
  std::string_view rule_;
};

struct Time {
  // Since 1970-01-01 UTC; arithmetic on it wraps, as Go's does.
  std::int64_t seconds = kZeroTimeSeconds;
  // 0 … 999,999,999.
  std::int64_t nanosecond = 0;
  Location location;
};

// A date and a time of day in the proleptic Gregorian calendar. Months and days count from 1,
// weekdays from Sunday = 0.
struct Civil {
  std::int64_t year = 1;
  std::int64_t month = 1;
  std::int64_t day = 1;
  std::int64_t hour = 0;
  std::int64_t minute = 0;
  std::int64_t second = 0;
  std::int64_t weekday = 1;
  std::int64_t year_day = 1;
};

// time.go: absDate. `seconds` are local: the offset is added already.
Civil civil_of(std::int64_t seconds);
// time.Date without a zone; fields outside their ranges carry over.
std::int64_t seconds_of(const Civil& civil);
// As the clock on the wall shows `time`.
Civil civil_of(const Time& time);

bool is_leap(std::int64_t year);
int days_in(int month, std::int64_t year);

// Time.Add: `nanoseconds` later.
Time later(Time time, std::int64_t nanoseconds);
// Time.Sub in nanoseconds, the nearest int64 when it does not fit.
std::int64_t difference(const Time& left, const Time& right);

// Addition and multiplication modulo 2^64, as Go's integers have it.
inline std::int64_t wrapping_sum(std::int64_t left, std::int64_t right) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(left) +
                                   static_cast<std::uint64_t>(right));
}
inline std::int64_t wrapping_product(std::int64_t left, std::int64_t right) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(left) *
                                   static_cast<std::uint64_t>(right));
}

}  // namespace copctl::funcs
