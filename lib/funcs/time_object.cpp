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
    {kTimeTypeName, "Year", "() int", civil_field<&Civil::year>},
    {kTimeTypeName, "Month", "() time.Month", month},
    {kTimeTypeName, "Day", "() int", civil_field<&Civil::day>},
    {kTimeTypeName, "Hour", "() int", civil_field<&Civil::hour>},
    {kTimeTypeName, "Minute", "() int", civil_field<&Civil::minute>},
    {kTimeTypeName, "Second", "() int", civil_field<&Civil::second>},
    {kTimeTypeName, "Nanosecond", "() int", nanosecond},
    {kTimeTypeName, "YearDay", "() int", civil_field<&Civil::year_day>},
    {kTimeTypeName, "Weekday", "() time.Weekday", weekday},
    {kTimeTypeName, "Unix", "() int64", since_epoch<1>},
    {kTimeTypeName, "UnixMilli", "() int64", since_epoch<1'000>},
    {kTimeTypeName, "UnixMicro", "() int64", since_epoch<1'000'000>},
    {kTimeTypeName, "UnixNano", "() int64", since_epoch<kNanosecondsPerSecond>},
    {kTimeTypeName, "IsZero", "() bool", is_zero},
    {kTimeTypeName, "UTC", "() time.Time", utc},
    {kTimeTypeName, "Local", "() time.Time", utc},
    {kTimeTypeName, "String", "() string", object_text},
    {kTimeTypeName, "Format", "(string) string", format},
    {kTimeTypeName, "AddDate", "(int, int, int) time.Time", add_date},
    {kTimeTypeName, "Add", "(any) time.Time", add},
    {kTimeTypeName, "Before", "(time.Time) bool", before},
    {kTimeTypeName, "After", "(time.Time) bool", after},
    {kTimeTypeName, "Equal", "(time.Time) bool", equal},
    {kTimeTypeName, "Sub", "(time.Time) time.Duration", sub},
    {kDurationTypeName, "Hours", "() float64", duration_in<3'600 * kNanosecondsPerSecond>},
    {kDurationTypeName, "Minutes", "() float64", duration_in<60 * kNanosecondsPerSecond>},
    {kDurationTypeName, "Seconds", "() float64", duration_in<kNanosecondsPerSecond>},
    {kDurationTypeName, "String", "() string", object_text},
    {"time.Month", "String", "() string", object_text},
    {"time.Weekday", "String", "() string", object_text},
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
