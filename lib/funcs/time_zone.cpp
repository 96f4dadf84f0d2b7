#include <algorithm>
#include <array>
#include <utility>

#include "funcs/time.h"
#include "funcs/time_zone_rules.h"

// Named zones: a rule of the table is read each time it is asked, in well under a microsecond.

namespace copctl::funcs {

namespace {

constexpr int kHour = 3600;

// The `d`th weekday (0 is Sunday) of a month, 5 the last one, at seconds after midnight.
struct Change {
  int month = 0;
  int week = 0;
  int weekday = 0;
  int at = 2 * kHour;
};

struct Rule {
  ZoneOffset standard;
  ZoneOffset summer;
  bool has_summer = false;
  Change begin;
  Change end;
};

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

// The rules are ours, so digits are where they are expected.
int take_number(std::string_view& text) {
  int number = 0;
  while (!text.empty() && text[0] >= '0' && text[0] <= '9') {
    number = number * 10 + (text[0] - '0');
    text.remove_prefix(1);
  }
  return number;
}

// `CET` or `<+0330>`.
std::string take_name(std::string_view& text) {
  const bool quoted = take(text, '<');
  const std::size_t end = quoted ? text.find('>') : text.find_first_of("+-0123456789,");
  std::string name(text.substr(0, end));
  text.remove_prefix(std::min(end + (quoted ? 1 : 0), text.size()));
  return name;
}

// `2`, `-2`, `2:30`, in seconds.
int take_duration(std::string_view& text) {
  const int sign = take(text, '-') ? -1 : 1;
  take(text, '+');
  int seconds = take_number(text) * kHour;
  if (take(text, ':')) seconds += take_number(text) * 60;
  return sign * seconds;
}

// `,M3.5.0/2`.
Change take_change(std::string_view& text) {
  Change change;
  take(text, ',');
  take(text, 'M');
  change.month = take_number(text);
  take(text, '.');
  change.week = take_number(text);
  take(text, '.');
  change.weekday = take_number(text);
  if (take(text, '/')) change.at = take_duration(text);
  return change;
}

// POSIX counts offsets west of Greenwich.
Rule read_rule(std::string_view text) {
  Rule rule;
  rule.standard.name = take_name(text);
  rule.standard.seconds = -take_duration(text);
  rule.has_summer = !text.empty();
  if (!rule.has_summer) return rule;
  rule.summer.name = take_name(text);
  rule.summer.seconds = rule.standard.seconds + kHour;
  if (!text.starts_with(',')) rule.summer.seconds = -take_duration(text);
  rule.begin = take_change(text);
  rule.end = take_change(text);
  return rule;
}

// When `change` happens in `year` by a clock that shows local time.
std::int64_t seconds_of_change(const Change& change, std::int64_t year) {
  Civil civil;
  civil.year = year;
  civil.month = change.month;
  const std::int64_t first = civil_of(seconds_of(civil)).weekday;
  civil.day = 1 + (change.weekday - first + 7) % 7 + (change.week - 1) * 7;
  if (civil.day > days_in(change.month, year)) civil.day -= 7;
  return wrapping_sum(seconds_of(civil), change.at);
}

bool is_summer(const Rule& rule, std::int64_t seconds) {
  if (!rule.has_summer) return false;
  const std::int64_t year = civil_of(wrapping_sum(seconds, rule.standard.seconds)).year;
  const std::int64_t begin =
      wrapping_sum(seconds_of_change(rule.begin, year), -rule.standard.seconds);
  const std::int64_t end = wrapping_sum(seconds_of_change(rule.end, year), -rule.summer.seconds);
  if (begin < end) return begin <= seconds && seconds < end;
  return seconds < end || begin <= seconds;
}

}  // namespace

Location Location::fixed(std::string name, int offset) {
  Location location;
  location.name_ = name;
  location.offset_ = {.seconds = offset, .name = std::move(name)};
  return location;
}

std::optional<Location> Location::find(std::string_view name) {
  if (name.empty() || name == "UTC" || name == "Local") return Location();
  if (name.find(' ') != std::string_view::npos) return std::nullopt;
  const std::string padded = " " + std::string(name) + " ";
  const auto* const row = std::ranges::find_if(kZoneRules, [&](const ZoneRule& known) {
    return known.names.find(padded) != std::string_view::npos;
  });
  if (row == std::end(kZoneRules)) return std::nullopt;
  Location location;
  location.name_ = name;
  location.rule_ = row->rule;
  return location;
}

ZoneOffset Location::at(std::int64_t seconds) const {
  if (rule_.empty()) return offset_;
  Rule rule = read_rule(rule_);
  return is_summer(rule, seconds) ? std::move(rule.summer) : std::move(rule.standard);
}

}  // namespace copctl::funcs
