#include <fmt/format.h>

#include <array>
#include <optional>
#include <utility>

#include "funcs/arguments.h"
#include "funcs/duration.h"
#include "funcs/funcs.h"
#include "funcs/numerals.h"
#include "funcs/time_layout.h"
#include "funcs/time_object.h"

// Dates and durations, after sprig's date.go. `Local` is UTC.

namespace copctl::funcs {

namespace {

using tmpl::Call;
using tmpl::Needs;
using value::Value;

const std::string& short_text(const Call& call, std::size_t i) {
  const std::string& text = call.text(i);
  if (text.size() > kMaxTimeText) {
    call.fail(fmt::format("a text of {} bytes is too long; the limit is {} bytes", text.size(),
                          kMaxTimeText));
  }
  return text;
}

Time time_now(const Call& call) {
  return later(Time{.seconds = 0, .nanosecond = 0, .location = {}}, call.environment().now());
}

// What sprig takes for a time. Everything else is the time of the render, as there, or an error
// where a render has no clock.
Time time_at(const Call& call, std::size_t i) {
  const Value& argument = call.arg(i);
  if (const Time* time = find_time(argument)) return *time;
  if (argument.is_int()) {
    const value::Int number = argument.as_int();
    if (number.type == value::IntType::kInt || number.type == value::IntType::kInt64) {
      return {.seconds = number.number, .nanosecond = 0, .location = {}};
    }
  }
  if (!call.has_environment()) {
    call.fail(
        fmt::format("{} is no time, and there is no clock to take one from; wanted a "
                    "time.Time, an int or an int64",
                    value::type_name(argument)));
  }
  return time_now(call);
}

Value shown(const Call& call, std::string_view layout, Time time, std::string_view zone) {
  time.location = Location::find(zone).value_or(Location());
  call.reserve((layout.size() + 1) * kMaxLayoutGrowth);
  return Value::string(format_time(time, layout));
}

constexpr std::string_view kHtmlLayout = "2006-01-02";

Value date(Call& call) { return shown(call, short_text(call, 0), time_at(call, 1), "UTC"); }

Value date_in_zone(Call& call) {
  return shown(call, short_text(call, 0), time_at(call, 1), call.text(2));
}

Value html_date(Call& call) { return shown(call, kHtmlLayout, time_at(call, 0), "UTC"); }

Value html_date_in_zone(Call& call) {
  return shown(call, kHtmlLayout, time_at(call, 0), call.text(1));
}

Value now(Call& call) { return make_time(time_now(call)); }

Value to_date(Call& call) {
  std::string error;
  std::optional<Time> time = parse_time(short_text(call, 0), short_text(call, 1), error);
  return make_time(std::move(time).value_or(Time()));
}

Value must_to_date(Call& call) {
  std::string error;
  std::optional<Time> time = parse_time(short_text(call, 0), short_text(call, 1), error);
  if (!time) call.fail(std::move(error));
  return make_time(*std::move(time));
}

Value date_modify(Call& call) {
  std::string error;
  const std::optional<std::int64_t> step = parse_duration(short_text(call, 0), error);
  return step ? make_time(later(*find_time(call.arg(1)), *step)) : call.arg(1);
}

Value must_date_modify(Call& call) {
  std::string error;
  const std::optional<std::int64_t> step = parse_duration(short_text(call, 0), error);
  if (!step) call.fail(std::move(error));
  return make_time(later(*find_time(call.arg(1)), *step));
}

Value unix_epoch(Call& call) {
  return Value::string(std::to_string(find_time(call.arg(0))->seconds));
}

std::int64_t age(const Call& call, const Time& time) { return difference(time_now(call), time); }

Value ago(Call& call) {
  return Value::string(print_duration(round_to_seconds(age(call, time_at(call, 0)))));
}

// Seconds as text, or as int64; of any other type 0.
Value duration(Call& call) {
  const Value& argument = call.arg(0);
  std::int64_t seconds = 0;
  if (argument.is_string()) seconds = parse_integer(argument.as_string(), 10).number;
  if (argument.is_int() && argument.as_int().type == value::IntType::kInt64) {
    seconds = argument.as_int().number;
  }
  return Value::string(print_duration(wrapping_product(seconds, kNanosecondsPerSecond)));
}

// A duration as text, nanoseconds as int64, or the age of a time; of any other type 0.
std::int64_t rounded_duration(const Call& call) {
  const Value& argument = call.arg(0);
  if (argument.is_string()) {
    std::string error;
    return parse_duration(short_text(call, 0), error).value_or(0);
  }
  if (argument.is_int() && argument.as_int().type == value::IntType::kInt64) {
    return argument.as_int().number;
  }
  const Time* time = find_time(argument);
  if (time == nullptr) return 0;
  if (!call.has_environment()) call.fail("there is no clock to measure the age of a time with");
  return age(call, *time);
}

struct RoundUnit {
  std::uint64_t seconds;
  std::string_view name;
};

constexpr std::array<RoundUnit, 6> kRoundUnits = {
    {{365 * 86400, "y"}, {30 * 86400, "mo"}, {86400, "d"}, {3600, "h"}, {60, "m"}, {1, "s"}}};

// A unit counts from beyond its own size: 60s stays 60s.
Value duration_round(Call& call) {
  const std::int64_t duration = rounded_duration(call);
  const auto bits = static_cast<std::uint64_t>(duration);
  const std::uint64_t magnitude = duration < 0 ? 0 - bits : bits;
  for (const RoundUnit& unit : kRoundUnits) {
    const std::uint64_t size = unit.seconds * kNanosecondsPerSecond;
    if (magnitude > size) return Value::string(fmt::format("{}{}", magnitude / size, unit.name));
  }
  return Value::string("0s");
}

constexpr std::array kFunctions = std::to_array<tmpl::Function>({
    {"now",
     "() time.Time",
     now,
     "the time of the render",
     {R"({{ now | date "2006" | len }})", "4"},
     Needs::kClock},
    {"date",
     "(string, any) string",
     date,
     "print a time, or seconds since 1970, by a layout that shows 2006-01-02 15:04:05",
     {R"({{ date "2 Jan 2006" 1700000000 }})", "14 Nov 2023"}},
    {"dateInZone",
     "(string, any, string) string",
     date_in_zone,
     "like `date`, in a zone of the tz database",
     {R"({{ dateInZone "15:04 MST" 1700000000 "Asia/Tokyo" }})", "07:13 JST"}},
    {"date_in_zone",
     "(string, any, string) string",
     date_in_zone,
     "the same as `dateInZone`",
     {R"({{ date_in_zone "15:04 MST" 1700000000 "Europe/Berlin" }})", "23:13 CET"}},
    {"htmlDate",
     "(any) string",
     html_date,
     "print a date as HTML forms want it",
     {R"({{ htmlDate 1700000000 }})", "2023-11-14"}},
    {"htmlDateInZone",
     "(any, string) string",
     html_date_in_zone,
     "like `htmlDate`, in a zone of the tz database",
     {R"({{ htmlDateInZone 1700000000 "Asia/Tokyo" }})", "2023-11-15"}},
    {"toDate",
     "(string, string) time.Time",
     to_date,
     "read a time by a layout; what cannot be read is the first moment of the year 1",
     {R"({{ toDate "02.01.2006" "14.11.2023" | htmlDate }})", "2023-11-14"}},
    {"mustToDate",
     "(string, string) (time.Time, error)",
     must_to_date,
     "read a time by a layout, or fail",
     {R"({{ mustToDate "02.01.2006" "14.11.2023" | unixEpoch }})", "1699920000"}},
    {"dateModify",
     "(string, time.Time) time.Time",
     date_modify,
     "add a duration to a time; one that cannot be read adds nothing",
     {R"({{ toDate "15:04" "12:30" | dateModify "-1h" | date "15:04" }})", "11:30"}},
    {"date_modify",
     "(string, time.Time) time.Time",
     date_modify,
     "the same as `dateModify`",
     {R"({{ toDate "15:04" "12:30" | date_modify "90m" | date "15:04" }})", "14:00"}},
    {"mustDateModify",
     "(string, time.Time) (time.Time, error)",
     must_date_modify,
     "add a duration to a time, or fail",
     {R"({{ toDate "15:04" "12:30" | mustDateModify "1h30m" | date "15:04" }})", "14:00"}},
    {"must_date_modify",
     "(string, time.Time) (time.Time, error)",
     must_date_modify,
     "the same as `mustDateModify`",
     {R"({{ toDate "15:04" "12:30" | must_date_modify "2h" | date "15:04" }})", "14:30"}},
    {"unixEpoch",
     "(time.Time) string",
     unix_epoch,
     "seconds from 1970 to a time",
     {R"({{ toDate "2006-01-02" "1970-01-02" | unixEpoch }})", "86400"}},
    {"ago",
     "(any) string",
     ago,
     "how long ago a time was, in whole seconds",
     {R"({{ ago now }})", "0s"},
     Needs::kClock},
    {"duration",
     "(any) string",
     duration,
     "print seconds as a duration",
     {R"({{ duration "95" }})", "1m35s"}},
    {"durationRound",
     "(any) string",
     duration_round,
     "print a duration by its largest unit, rounded down",
     {R"({{ durationRound "100h30m" }})", "4d"}},
});

}  // namespace

std::span<const tmpl::Function> dates() { return kFunctions; }

}  // namespace copctl::funcs
