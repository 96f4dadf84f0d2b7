#include "funcs/time_layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "funcs/duration.h"
#include "funcs/time_element.h"

namespace copctl::funcs {

namespace {

std::string_view without_blanks(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  return text;
}

// format.go: skip. A run of blanks in the layout stands for any run, or for the text's end.
bool take_literal(std::string_view& text, std::string_view literal) {
  while (!literal.empty()) {
    if (literal[0] == ' ') {
      if (!text.empty() && text[0] != ' ') return false;
      literal = without_blanks(literal);
      text = without_blanks(text);
      continue;
    }
    if (!text.starts_with(literal[0])) return false;
    literal.remove_prefix(1);
    text.remove_prefix(1);
  }
  return true;
}

// Messages of time.ParseError.
struct Problems {
  std::string_view layout;
  std::string_view text;
  std::string& error;

  bool unexpected(std::string_view element, std::string_view rest) const {
    error = fmt::format("parsing time {} as {}: cannot parse {} as {}", quote_for_time(text),
                        quote_for_time(layout), quote_for_time(rest), quote_for_time(element));
    return false;
  }
  bool wrong(std::string_view message) const {
    error = fmt::format("parsing time {}: {}", quote_for_time(text), message);
    return false;
  }
};

bool read_elements(Reader& reader, const Problems& problems) {
  reader.layout = problems.layout;
  while (true) {
    const Found found = find_element(reader.layout);
    const std::string_view prefix = reader.layout.substr(0, found.begin);
    if (!take_literal(reader.text, prefix)) return problems.unexpected(prefix, reader.text);
    if (found.element == nullptr) {
      if (reader.text.empty()) return true;
      return problems.wrong(fmt::format("extra text: {}", quote_for_time(reader.text)));
    }
    const std::string_view spelled = reader.layout.substr(found.begin, found.end - found.begin);
    reader.layout.remove_prefix(found.end);
    const std::string_view held = reader.text;
    const bool read = found.element->read(reader, spelled);
    if (!reader.out_of_range.empty()) {
      return problems.wrong(fmt::format("{} out of range", reader.out_of_range));
    }
    if (!read) return problems.unexpected(spelled, held);
  }
}

// Month and day from the day of the year; what was read of them beside it must agree.
bool settle_year_day(Reader& reader, const Problems& problems) {
  Civil& civil = reader.civil;
  const int days_of_year = is_leap(civil.year) ? 366 : 365;
  if (civil.year_day < 1 || civil.year_day > days_of_year) {
    return problems.wrong("day-of-year out of range");
  }
  int month = 1;
  std::int64_t day = civil.year_day;
  while (day > days_in(month, civil.year)) day -= days_in(month++, civil.year);
  if (reader.has_month && civil.month != month) {
    return problems.wrong("day-of-year does not match month");
  }
  if (reader.has_day && civil.day != day) {
    return problems.wrong("day-of-year does not match day");
  }
  civil.month = month;
  civil.day = day;
  return true;
}

bool settle(Reader& reader, const Problems& problems) {
  Civil& civil = reader.civil;
  if (reader.afternoon && civil.hour < 12) {
    civil.hour += 12;
  } else if (reader.morning && civil.hour == 12) {
    civil.hour = 0;
  }
  if (reader.has_year_day && !settle_year_day(reader, problems)) return false;
  if (civil.day < 1 || civil.day > days_in(static_cast<int>(civil.month), civil.year)) {
    return problems.wrong("day out of range");
  }
  return true;
}

// `GMT+3` has its offset in its name; of every other abbreviation nothing is known.
int named_offset(std::string_view name) {
  if (!name.starts_with("GMT") || name.size() == 3) return 0;
  int hours = 0;
  const char* begin = name.data() + (name[3] == '+' ? 4 : 3);
  std::from_chars(begin, name.data() + name.size(), hours);
  return hours * 3600;
}

// An offset of zero is UTC's, unless the text gave it another name.
Time located(const Reader& reader) {
  Time time{.seconds = seconds_of(reader.civil), .nanosecond = reader.nanosecond, .location = {}};
  if (reader.utc) return time;
  if (reader.offset) {
    time.seconds -= *reader.offset;
    const bool is_utc =
        *reader.offset == 0 && (reader.zone_name.empty() || reader.zone_name == "UTC");
    if (!is_utc) time.location = Location::fixed(std::string(reader.zone_name), *reader.offset);
  } else if (!reader.zone_name.empty()) {
    time.location = Location::fixed(std::string(reader.zone_name), named_offset(reader.zone_name));
  }
  return time;
}

}  // namespace

std::string format_time(const Time& time, std::string_view layout) {
  const ZoneOffset offset = time.location.at(time.seconds);
  const Shown shown{.civil = civil_of(wrapping_sum(time.seconds, offset.seconds)),
                    .nanosecond = time.nanosecond,
                    .offset = offset};
  std::string out;
  while (!layout.empty()) {
    const Found found = find_element(layout);
    out += layout.substr(0, found.begin);
    if (found.element == nullptr) break;
    found.element->print(out, shown, layout.substr(found.begin, found.end - found.begin));
    layout.remove_prefix(found.end);
  }
  return out;
}

std::optional<Time> parse_time(std::string_view layout, std::string_view text, std::string& error) {
  const Problems problems{.layout = layout, .text = text, .error = error};
  Reader reader;
  reader.text = text;
  if (!read_elements(reader, problems) || !settle(reader, problems)) return std::nullopt;
  return located(reader);
}

}  // namespace copctl::funcs
