#include <limits>
#include <string>

#include "funcs/duration.h"
#include "funcs/time_layout.h"
#include "fuzz/targets.h"

namespace copctl::fuzz {

namespace {

// A time written as JSON has it is the same moment when it is read.
void check_json_form(const funcs::Time& time) {
  const funcs::Civil civil = funcs::civil_of(time);
  if (civil.year < 0 || civil.year > 9999) return;
  // Offsets of seconds have no place in that form.
  if (time.location.at(time.seconds).seconds % 60 != 0) return;
  std::string error;
  const std::string text = funcs::format_time(time, funcs::kJsonLayout);
  const auto again = funcs::parse_time(funcs::kJsonLayout, text, error);
  if (std::abs(time.location.at(time.seconds).seconds) >= 24 * 3600) return;
  COPCTL_CHECK(again && again->seconds == time.seconds && again->nanosecond == time.nanosecond);
}

void check_duration(std::string_view text) {
  std::string error;
  const auto duration = funcs::parse_duration(text, error);
  COPCTL_CHECK(duration.has_value() == error.empty());
  if (!duration) return;
  const auto again = funcs::parse_duration(funcs::print_duration(*duration), error);
  COPCTL_CHECK(again && *again == *duration);
  static_cast<void>(funcs::round_to_seconds(*duration));
}

}  // namespace

// A layout and, after `--`, a date: what is read can be written in every layout, this one too.
void dates(std::string_view bytes) {
  const Halves halves = split(bytes);
  check_duration(halves.second);
  std::string error;
  const auto time = funcs::parse_time(halves.first, halves.second, error);
  COPCTL_CHECK(time.has_value() == error.empty());
  const funcs::Time shown = time.value_or(funcs::Time{});
  const std::string text = funcs::format_time(shown, halves.first);
  COPCTL_CHECK(text.size() <= (halves.first.size() + 1) * funcs::kMaxLayoutGrowth);
  COPCTL_CHECK(!funcs::format_time(shown, funcs::kPrintLayout).empty());
  check_json_form(shown);
  if (const auto location = funcs::Location::find(halves.second)) {
    static_cast<void>(location->at(shown.seconds));
  }
}

}  // namespace copctl::fuzz
