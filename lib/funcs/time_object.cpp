#include "funcs/time_object.h"

#include <array>
#include <memory>

#include "funcs/duration.h"
#include "funcs/method_rows.h"
#include "funcs/time_layout.h"

// What a time.Time can be asked: `(now.AddDate 0 0 30).Format "2006-01-02"`.

namespace copctl::funcs {

namespace {

using tmpl::Call;
using value::IntType;
using value::Value;

// A number that prints as a word: time.Month, time.Weekday.
class WordObject final : public value::Object {
 public:
  WordObject(std::string_view type, std::int64_t number, std::string text)
      : type_(type), number_(number), text_(std::move(text)) {}

  std::string_view type_name() const override { return type_; }
  std::string_view kind_name() const override { return "int"; }
  std::string text(bool) const override { return text_; }
  Value plain() const override { return Value::integer(number_, IntType::kInt); }

 private:
  std::string_view type_;
  std::int64_t number_;
  std::string text_;
};

constexpr std::string_view kDurationTypeName = "time.Duration";

class DurationObject final : public value::Object {
 public:
  explicit DurationObject(std::int64_t nanoseconds) : nanoseconds_(nanoseconds) {}

  std::string_view type_name() const override { return kDurationTypeName; }
  std::string_view kind_name() const override { return "int64"; }
  std::string text(bool) const override { return print_duration(nanoseconds_); }
  Value plain() const override { return Value::integer(nanoseconds_); }

  std::int64_t nanoseconds() const { return nanoseconds_; }

 private:
  std::int64_t nanoseconds_;
};

const Time& receiver(const Call& call) { return *find_time(call.arg(0)); }

template <std::int64_t Civil::*field>
Value civil_field(Call& call) {
  return Value::integer(civil_of(receiver(call)).*field, IntType::kInt);
}

Value month(Call& call) {
  return Value::object(std::make_shared<const WordObject>(
      "time.Month", civil_of(receiver(call)).month, format_time(receiver(call), "January")));
}

Value weekday(Call& call) {
  return Value::object(std::make_shared<const WordObject>(
      "time.Weekday", civil_of(receiver(call)).weekday, format_time(receiver(call), "Monday")));
}

Value nanosecond(Call& call) { return Value::integer(receiver(call).nanosecond, IntType::kInt); }

// Since 1970 in units of which a second has `count`.
template <std::int64_t count>
Value since_epoch(Call& call) {
  const Time& time = receiver(call);
  return Value::integer(wrapping_sum(wrapping_product(time.seconds, count),
                                     time.nanosecond / (kNanosecondsPerSecond / count)));
}

Value is_zero(Call& call) {
  const Time& time = receiver(call);
  return Value::boolean(time.seconds == kZeroTimeSeconds && time.nanosecond == 0);
}

Value utc(Call& call) {
  Time time = receiver(call);
  time.location = Location();
  return make_time(std::move(time));
}

Value format(Call& call) {
  const std::string& layout = call.text(1);
  if (layout.size() > kMaxTimeText) call.fail("the layout is too long");
  return Value::string(format_time(receiver(call), layout));
}

Value add_date(Call& call) {
  Time time = receiver(call);
  Civil civil = civil_of(time);
  civil.year = wrapping_sum(civil.year, call.integer(1));
  civil.month = wrapping_sum(civil.month, call.integer(2));
  civil.day = wrapping_sum(civil.day, call.integer(3));
  const std::int64_t local = seconds_of(civil);
  const std::int64_t near = wrapping_sum(local, -time.location.at(local).seconds);
  time.seconds = wrapping_sum(local, -time.location.at(near).seconds);
  return make_time(std::move(time));
}

// Nanoseconds, as Go converts a constant, or what `Sub` returned.
Value add(Call& call) {
  const Value& step = call.arg(1);
  if (step.is_int()) return make_time(later(receiver(call), step.as_int().number));
  if (!step.is_object() || step.as_object().type_name() != kDurationTypeName) {
    call.fail("wrong type for value; expected time.Duration; got " + value::type_name(step));
  }
  const auto& duration = static_cast<const DurationObject&>(step.as_object());
  return make_time(later(receiver(call), duration.nanoseconds()));
}

bool is_before(const Time& left, const Time& right) {
  if (left.seconds != right.seconds) return left.seconds < right.seconds;
  return left.nanosecond < right.nanosecond;
}

Value before(Call& call) {
  return Value::boolean(is_before(receiver(call), *find_time(call.arg(1))));
}

Value after(Call& call) {
  return Value::boolean(is_before(*find_time(call.arg(1)), receiver(call)));
}

Value equal(Call& call) {
  const Time& other = *find_time(call.arg(1));
  return Value::boolean(!is_before(receiver(call), other) && !is_before(other, receiver(call)));
}

Value sub(Call& call) {
  return Value::object(
      std::make_shared<const DurationObject>(difference(receiver(call), *find_time(call.arg(1)))));
}

template <std::int64_t nanoseconds>
Value duration_in(Call& call) {
  const auto& duration = static_cast<const DurationObject&>(call.arg(0).as_object());
  return Value::real(static_cast<double>(duration.nanoseconds()) /
                     static_cast<double>(nanoseconds));
}

Value object_text(Call& call) { return Value::string(call.arg(0).as_object().text(false)); }

constexpr std::array kMethods = std::to_array<tmpl::Method>({
    {kTimeTypeName,
     "Year",
     "() int",
     civil_field<&Civil::year>,
     "the year",
     {R"({{ (toDate "2006-01-02 15:04:05" "2023-11-14 22:13:20").Year }})", "2023"}},
    {kTimeTypeName,
     "Month",
     "() time.Month",
     month,
     "the month; prints as its English name",
     {R"({{ (toDate "2006-01-02 15:04:05" "2023-11-14 22:13:20").Month }})", "November"}},
    {kTimeTypeName,
     "Day",
     "() int",
     civil_field<&Civil::day>,
     "the day of the month",
     {R"({{ (toDate "2006-01-02 15:04:05" "2023-11-14 22:13:20").Day }})", "14"}},
    {kTimeTypeName,
     "Hour",
     "() int",
     civil_field<&Civil::hour>,
     "the hour, 0 to 23",
     {R"({{ (toDate "2006-01-02 15:04:05" "2023-11-14 22:13:20").Hour }})", "22"}},
    {kTimeTypeName,
     "Minute",
     "() int",
     civil_field<&Civil::minute>,
     "the minute, 0 to 59",
     {R"({{ (toDate "2006-01-02 15:04:05" "2023-11-14 22:13:20").Minute }})", "13"}},
    {kTimeTypeName,
     "Second",
     "() int",
     civil_field<&Civil::second>,
     "the second, 0 to 59",
     {R"({{ (toDate "2006-01-02 15:04:05" "2023-11-14 22:13:20").Second }})", "20"}},
    {kTimeTypeName,
     "Nanosecond",
     "() int",
     nanosecond,
     "the part of a second, in nanoseconds",
     {R"({{ (toDate "2006-01-02 15:04:05" "2023-11-14 22:13:20").Nanosecond }})", "0"}},
    {kTimeTypeName,
     "YearDay",
     "() int",
     civil_field<&Civil::year_day>,
     "the day of the year, from 1",
     {R"({{ (toDate "2006-01-02 15:04:05" "2023-11-14 22:13:20").YearDay }})", "318"}},
    {kTimeTypeName,
     "Weekday",
     "() time.Weekday",
     weekday,
     "the day of the week; prints as its English name",
     {R"({{ (toDate "2006-01-02 15:04:05" "2023-11-14 22:13:20").Weekday }})", "Tuesday"}},
    {kTimeTypeName,
     "Unix",
     "() int64",
     since_epoch<1>,
     "seconds since 1970",
     {R"({{ (toDate "2006-01-02 15:04:05" "2023-11-14 22:13:20").Unix }})", "1700000000"}},
    {kTimeTypeName,
     "UnixMilli",
     "() int64",
     since_epoch<1'000>,
     "milliseconds since 1970",
     {R"({{ (toDate "2006-01-02 15:04:05" "2023-11-14 22:13:20").UnixMilli }})", "1700000000000"}},
    {kTimeTypeName,
     "UnixMicro",
     "() int64",
     since_epoch<1'000'000>,
     "microseconds since 1970",
     {R"({{ (toDate "2006-01-02 15:04:05" "2023-11-14 22:13:20").UnixMicro }})",
      "1700000000000000"}},
    {kTimeTypeName,
     "UnixNano",
     "() int64",
     since_epoch<kNanosecondsPerSecond>,
     "nanoseconds since 1970",
     {R"({{ (toDate "2006-01-02 15:04:05" "2023-11-14 22:13:20").UnixNano }})",
      "1700000000000000000"}},
    {kTimeTypeName,
     "IsZero",
     "() bool",
     is_zero,
     "whether it is the first moment of the year 1",
     {R"({{ (toDate "2006" "no year").IsZero }})", "true"}},
    {kTimeTypeName,
     "UTC",
     "() time.Time",
     utc,
     "the same moment in UTC",
     {R"({{ (toDate "15:04 -0700" "12:00 +0200").UTC.Hour }})", "10"}},
    {kTimeTypeName,
     "Local",
     "() time.Time",
     utc,
     "the same moment in local time, which is UTC",
     {R"({{ (toDate "15:04 -0700" "12:00 +0200").Local.Hour }})", "10"}},
    {kTimeTypeName,
     "String",
     "() string",
     object_text,
     "date, time and zone",
     {R"({{ (toDate "2006-01-02 15:04:05" "2023-11-14 22:13:20").String }})",
      "2023-11-14 22:13:20 +0000 UTC"}},
    {kTimeTypeName,
     "Format",
     "(string) string",
     format,
     "the time by a layout that shows 2006-01-02 15:04:05",
     {R"({{ (toDate "2006-01-02 15:04:05" "2023-11-14 22:13:20").Format "2 Jan 2006" }})",
      "14 Nov 2023"}},
    {kTimeTypeName,
     "AddDate",
     "(int, int, int) time.Time",
     add_date,
     "the time so many years, months and days later",
     {R"({{ (toDate "2006-01-02 15:04:05" "2023-11-14 22:13:20").AddDate 0 1 -14 | htmlDate }})",
      "2023-11-30"}},
    {kTimeTypeName,
     "Add",
     "(any) time.Time",
     add,
     "the time a duration later, or nanoseconds later",
     {R"({{ (toDate "15:04" "12:30").Add 60000000000 | date "15:04" }})", "12:31"}},
    {kTimeTypeName,
     "Before",
     "(time.Time) bool",
     before,
     "whether it is earlier than another time",
     {R"({{ (toDate "2006" "2023").Before (toDate "2006" "2024") }})", "true"}},
    {kTimeTypeName,
     "After",
     "(time.Time) bool",
     after,
     "whether it is later than another time",
     {R"({{ (toDate "2006" "2023").After (toDate "2006" "2024") }})", "false"}},
    {kTimeTypeName,
     "Equal",
     "(time.Time) bool",
     equal,
     "whether it is the same moment as another time",
     {R"({{ (toDate "15:04 -0700" "12:00 +0200").Equal (toDate "15:04" "10:00") }})", "true"}},
    {kTimeTypeName,
     "Sub",
     "(time.Time) time.Duration",
     sub,
     "the duration since another time",
     {R"({{ (toDate "15:04" "12:30").Sub (toDate "15:04" "11:00") }})", "1h30m0s"}},
    {kDurationTypeName,
     "Hours",
     "() float64",
     duration_in<3'600 * kNanosecondsPerSecond>,
     "the duration in hours",
     {R"({{ ((toDate "15:04" "12:30").Sub (toDate "15:04" "11:00")).Hours }})", "1.5"}},
    {kDurationTypeName,
     "Minutes",
     "() float64",
     duration_in<60 * kNanosecondsPerSecond>,
     "the duration in minutes",
     {R"({{ ((toDate "15:04" "12:30").Sub (toDate "15:04" "11:00")).Minutes }})", "90"}},
    {kDurationTypeName,
     "Seconds",
     "() float64",
     duration_in<kNanosecondsPerSecond>,
     "the duration in seconds",
     {R"({{ ((toDate "15:04" "12:30").Sub (toDate "15:04" "11:00")).Seconds }})", "5400"}},
    {kDurationTypeName,
     "String",
     "() string",
     object_text,
     "the duration in hours, minutes and seconds",
     {R"({{ ((toDate "15:04" "12:30").Sub (toDate "15:04" "11:00")).String }})", "1h30m0s"}},
    {"time.Month",
     "String",
     "() string",
     object_text,
     "the English name",
     {R"({{ (toDate "2006-01-02 15:04:05" "2023-11-14 22:13:20").Month.String | lower }})",
      "november"}},
    {"time.Weekday",
     "String",
     "() string",
     object_text,
     "the English name",
     {R"({{ (toDate "2006-01-02 15:04:05" "2023-11-14 22:13:20").Weekday.String | lower }})",
      "tuesday"}},
});

}  // namespace

std::string TimeObject::text(bool) const { return format_time(time_, kPrintLayout); }

Value TimeObject::plain() const { return Value::string(format_time(time_, kJsonLayout)); }

Value make_time(Time time) {
  return Value::object(std::make_shared<const TimeObject>(std::move(time)));
}

const Time* find_time(const Value& v) {
  if (!v.is_object() || v.as_object().type_name() != kTimeTypeName) return nullptr;
  return &static_cast<const TimeObject&>(v.as_object()).time();
}

std::span<const tmpl::Method> time_methods() { return kMethods; }

}  // namespace copctl::funcs
