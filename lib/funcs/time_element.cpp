#include "funcs/time_element.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>

// After Go's time/format.go: nextStdChunk, appendFormat, parse.

namespace copctl::funcs {

namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<std::string_view, 7> kWeekdays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                       "Thursday", "Friday", "Saturday"};
constexpr std::size_t kShortName = 3;

// Bounds of a field that is read, and its name in the error.
struct Bounds {
  std::int64_t low;
  std::int64_t high;
  std::string_view name;
};

constexpr Bounds kAnyNumber{0, 999, ""};
constexpr Bounds kMonthBounds{1, 12, "month"};
constexpr Bounds kHourBounds{0, 23, "hour"};
constexpr Bounds kHour12Bounds{0, 12, "hour"};
constexpr Bounds kMinuteBounds{0, 59, "minute"};
constexpr Bounds kSecondBounds{0, 59, "second"};

bool is_digit_at(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() &&
         std::ranges::equal(text.substr(0, prefix.size()), prefix, {}, lower, lower);
}

// All of `digits`; empty when one is none.
std::optional<int> number_of(std::string_view digits) {
  int number = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (!is_digit_at(digits, i)) return std::nullopt;
    number = number * 10 + (digits[i] - '0');
  }
  return number;
}

// Package time's atoi: Go takes a sign wherever it counts digits only by their places.
std::optional<int> signed_number_of(std::string_view digits) {
  const bool has_sign = digits.starts_with('+') || digits.starts_with('-');
  const std::optional<int> number = number_of(digits.substr(has_sign ? 1 : 0));
  return number && digits.starts_with('-') ? -*number : number;
}

// Takes `least` to `most` digits.
std::optional<int> take_number(std::string_view& text, std::size_t least, std::size_t most) {
  std::size_t count = 0;
  while (count < most && is_digit_at(text, count)) ++count;
  if (count < least) return std::nullopt;
  const std::optional<int> number = number_of(text.substr(0, count));
  text.remove_prefix(count);
  return number;
}

void append_number(std::string& out, std::int64_t number, int width) {
  if (number < 0) out += '-';
  const auto bits = static_cast<std::uint64_t>(number);
  fmt::format_to(std::back_inserter(out), "{:0{}}", number < 0 ? 0 - bits : bits, width);
}

// Numbers

template <std::int64_t Civil::*field, int width>
void print_number(std::string& out, const Shown& shown, std::string_view) {
  append_number(out, shown.civil.*field, width);
}

template <std::int64_t Civil::*field, int width>
void print_blank_padded(std::string& out, const Shown& shown, std::string_view) {
  fmt::format_to(std::back_inserter(out), "{:{}}", shown.civil.*field, width);
}

void print_short_year(std::string& out, const Shown& shown, std::string_view) {
  append_number(out, std::abs(shown.civil.year % 100), 2);
}

template <int width>
void print_hour12(std::string& out, const Shown& shown, std::string_view) {
  const std::int64_t hour = shown.civil.hour % 12;
  append_number(out, hour == 0 ? 12 : hour, width);
}

// Notes that a field was read, for the fields whose absence means something.
template <std::int64_t Civil::*field>
void note(Reader& reader) {
  if constexpr (field == &Civil::month) reader.has_month = true;
  if constexpr (field == &Civil::day) reader.has_day = true;
  if constexpr (field == &Civil::year_day) reader.has_year_day = true;
}

template <std::int64_t Civil::*field, int least, int most, const Bounds& bounds, int blanks = 0>
bool read_number(Reader& reader, std::string_view) {
  for (int i = 0; i < blanks && reader.text.starts_with(' '); ++i) reader.text.remove_prefix(1);
  const std::optional<int> number = take_number(reader.text, least, most);
  if (!number) return false;
  reader.civil.*field = *number;
  note<field>(reader);
  if (*number < bounds.low || *number > bounds.high) reader.out_of_range = bounds.name;
  return true;
}

bool read_year(Reader& reader, std::string_view) {
  const std::optional<int> year =
      reader.text.size() < 4 ? std::nullopt : number_of(reader.text.substr(0, 4));
  if (!year) return false;
  reader.text.remove_prefix(4);
  reader.civil.year = *year;
  return true;
}

// POSIX's pivot: 69 is 1969, 68 is 2068.
bool read_short_year(Reader& reader, std::string_view) {
  const std::optional<int> year =
      reader.text.size() < 2 ? std::nullopt : signed_number_of(reader.text.substr(0, 2));
  if (!year) return false;
  reader.text.remove_prefix(2);
  reader.civil.year = *year + (*year >= 69 ? 1900 : 2000);
  return true;
}

// Names

void print_month(std::string& out, const Shown& shown, std::string_view spelled) {
  const std::string_view name = kMonths[static_cast<std::size_t>(shown.civil.month - 1)];
  out += spelled.size() == kShortName ? name.substr(0, kShortName) : name;
}

void print_weekday(std::string& out, const Shown& shown, std::string_view spelled) {
  const std::string_view name = kWeekdays[static_cast<std::size_t>(shown.civil.weekday)];
  out += spelled.size() == kShortName ? name.substr(0, kShortName) : name;
}

// The index of the name that the text begins with; its first letters only when the layout is short.
template <std::size_t count>
std::optional<int> take_name(Reader& reader, const std::array<std::string_view, count>& names,
                             std::string_view spelled) {
  for (std::size_t i = 0; i < count; ++i) {
    const std::string_view name =
        spelled.size() == kShortName ? names[i].substr(0, kShortName) : names[i];
    if (!starts_with_ignoring_case(reader.text, name)) continue;
    reader.text.remove_prefix(name.size());
    return static_cast<int>(i);
  }
  return std::nullopt;
}

bool read_month(Reader& reader, std::string_view spelled) {
  const std::optional<int> index = take_name(reader, kMonths, spelled);
  if (!index) return false;
  reader.civil.month = *index + 1;
  reader.has_month = true;
  return true;
}

// A weekday must be one, but says nothing that the date does not.
bool read_weekday(Reader& reader, std::string_view spelled) {
  return take_name(reader, kWeekdays, spelled).has_value();
}

void print_half(std::string& out, const Shown& shown, std::string_view spelled) {
  const bool capitals = spelled == "PM";
  if (shown.civil.hour >= 12) {
    out += capitals ? "PM" : "pm";
  } else {
    out += capitals ? "AM" : "am";
  }
}

bool read_half(Reader& reader, std::string_view spelled) {
  const std::string_view half = reader.text.substr(0, 2);
  const bool capitals = spelled == "PM";
  if (half == (capitals ? "PM" : "pm")) {
    reader.afternoon = true;
  } else if (half == (capitals ? "AM" : "am")) {
    reader.morning = true;
  } else {
    return false;
  }
  reader.text.remove_prefix(2);
  return true;
}

// Fractions of a second

constexpr std::size_t kNanosecondDigits = 9;

bool is_point(char c) { return c == '.' || c == ','; }

// A point and zeros: exactly so many digits. A point and nines: as many as are not zero.
void print_fraction(std::string& out, const Shown& shown, std::string_view spelled) {
  const std::string digits = fmt::format("{:09}", shown.nanosecond);
  std::string_view wanted =
      std::string_view(digits).substr(0, std::min(spelled.size() - 1, kNanosecondDigits));
  if (spelled[1] == '9') wanted = wanted.substr(0, wanted.find_last_not_of('0') + 1);
  if (wanted.empty()) return;
  out += spelled[0];
  out += wanted;
}

// parseNanoseconds: takes a point and `count` digits; those beyond nanoseconds do not count.
bool take_fraction(Reader& reader, std::size_t count) {
  if (reader.text.size() < count + 1 || !is_point(reader.text[0])) return false;
  const std::size_t counted = std::min(count, kNanosecondDigits);
  const std::optional<int> number = signed_number_of(reader.text.substr(1, counted));
  if (!number) return false;
  if (*number < 0) reader.out_of_range = "fractional second";
  reader.nanosecond = *number;
  for (std::size_t i = counted; i < kNanosecondDigits; ++i) reader.nanosecond *= 10;
  reader.text.remove_prefix(count + 1);
  return true;
}

bool take_all_fraction(Reader& reader) {
  if (reader.text.empty() || !is_point(reader.text[0]) || !is_digit_at(reader.text, 1)) {
    return true;
  }
  std::size_t count = 1;
  while (is_digit_at(reader.text, count + 1)) ++count;
  return take_fraction(reader, count);
}

bool read_fraction(Reader& reader, std::string_view spelled) {
  if (spelled[1] == '9') return take_all_fraction(reader);
  return take_fraction(reader, spelled.size() - 1);
}

// A fraction is read behind seconds even when the layout has none there.
template <int least>
bool read_second(Reader& reader, std::string_view spelled) {
  if (!read_number<&Civil::second, least, 2, kSecondBounds>(reader, spelled)) return false;
  if (!reader.out_of_range.empty() || is_fraction(find_element(reader.layout))) return true;
  return take_all_fraction(reader);
}

// Zones

void append_offset_part(std::string& out, std::int64_t number, bool colon) {
  if (colon) out += ':';
  append_number(out, number, 2);
}

// `spelled` is its own pattern: `Z` or a sign, hours, then minutes and seconds if it is so long.
void print_offset(std::string& out, const Shown& shown, std::string_view spelled) {
  if (spelled[0] == 'Z' && shown.offset.seconds == 0) {
    out += 'Z';
    return;
  }
  const bool colon = spelled.find(':') != std::string_view::npos;
  const std::ptrdiff_t digits = std::ranges::count(spelled, '0') + 1;
  const std::int64_t seconds = shown.offset.seconds;
  const std::int64_t magnitude = seconds < 0 ? -seconds : seconds;
  out += seconds / 60 < 0 ? '-' : '+';
  append_number(out, magnitude / 3600, 2);
  if (digits >= 4) append_offset_part(out, magnitude / 60 % 60, colon);
  if (digits >= 6) append_offset_part(out, magnitude % 60, colon);
}

// A day is allowed, and so is a full hour of minutes: some write offsets so.
constexpr std::array<Bounds, 3> kOffsetBounds = {{{0, 24, "time zone offset hour"},
                                                  {0, 60, "time zone offset minute"},
                                                  {0, 60, "time zone offset second"}}};

bool read_offset(Reader& reader, std::string_view spelled) {
  if (spelled[0] == 'Z' && reader.text.starts_with('Z')) {
    reader.text.remove_prefix(1);
    reader.utc = true;
    return true;
  }
  if (reader.text.size() < spelled.size()) return false;
  const std::string_view text = reader.text.substr(0, spelled.size());
  for (std::size_t at = 1; at < spelled.size(); ++at) {
    if (spelled[at] == ':' && text[at] != ':') return false;
  }
  int seconds = 0;
  int unit = 3600;
  std::size_t at = 1;
  for (std::size_t part = 0; at < spelled.size(); ++part, at += 2, unit /= 60) {
    if (spelled[at] == ':') ++at;
    const std::optional<int> number = number_of(text.substr(at, 2));
    if (!number) return false;
    if (*number > kOffsetBounds[part].high) reader.out_of_range = kOffsetBounds[part].name;
    seconds += *number * unit;
  }
  if (text[0] != '+' && text[0] != '-') return false;
  reader.text.remove_prefix(spelled.size());
  reader.offset = text[0] == '-' ? -seconds : seconds;
  return true;
}

void print_zone_name(std::string& out, const Shown& shown, std::string_view) {
  if (shown.offset.name.empty()) {
    print_offset(out, shown, "-0700");
  } else {
    out += shown.offset.name;
  }
}

// parseSignedOffset: the length of `+3` or `-11`, 0 when there is none or it is beyond a day.
std::size_t signed_hours_length(std::string_view text) {
  if (text.empty() || (text[0] != '+' && text[0] != '-')) return 0;
  std::size_t end = 1;
  int hours = 0;
  for (; is_digit_at(text, end); ++end) hours = std::min(hours * 10 + (text[end] - '0'), 100);
  return end == 1 || hours > 23 ? 0 : end;
}

// parseTimeZone: the length of the abbreviation that the text begins with, 0 for none.
std::size_t zone_name_length(std::string_view text) {
  if (text.size() < 3) return 0;
  if (text.starts_with("ChST") || text.starts_with("MeST")) return 4;
  if (text.starts_with("GMT")) return 3 + signed_hours_length(text.substr(3));
  if (text[0] == '+' || text[0] == '-') return signed_hours_length(text);
  std::size_t capitals = 0;
  while (capitals < 6 && capitals < text.size() && text[capitals] >= 'A' && text[capitals] <= 'Z') {
    ++capitals;
  }
  if (capitals == 3) return 3;
  if (capitals == 4 && (text[3] == 'T' || text.starts_with("WITA"))) return 4;
  return capitals == 5 && text[4] == 'T' ? 5 : 0;
}

bool read_zone_name(Reader& reader, std::string_view) {
  if (reader.text.starts_with("UTC")) {
    reader.utc = true;
    reader.text.remove_prefix(3);
    return true;
  }
  const std::size_t length = zone_name_length(reader.text);
  if (length == 0) return false;
  reader.zone_name = reader.text.substr(0, length);
  reader.text.remove_prefix(length);
  return true;
}

constexpr bool kWord = true;

// Of two that begin alike the longer comes first.
constexpr auto kElements = std::to_array<Element>({
    {"January", print_month, read_month},
    {"Jan", print_month, read_month, kWord},
    {"Monday", print_weekday, read_weekday},
    {"Mon", print_weekday, read_weekday, kWord},
    {"MST", print_zone_name, read_zone_name},
    {"01", print_number<&Civil::month, 2>, read_number<&Civil::month, 2, 2, kMonthBounds>},
    {"02", print_number<&Civil::day, 2>, read_number<&Civil::day, 2, 2, kAnyNumber>},
    {"03", print_hour12<2>, read_number<&Civil::hour, 2, 2, kHour12Bounds>},
    {"04", print_number<&Civil::minute, 2>, read_number<&Civil::minute, 2, 2, kMinuteBounds>},
    {"05", print_number<&Civil::second, 2>, read_second<2>},
    {"06", print_short_year, read_short_year},
    {"002", print_number<&Civil::year_day, 3>, read_number<&Civil::year_day, 3, 3, kAnyNumber>},
    {"15", print_number<&Civil::hour, 2>, read_number<&Civil::hour, 1, 2, kHourBounds>},
    {"1", print_number<&Civil::month, 1>, read_number<&Civil::month, 1, 2, kMonthBounds>},
    {"2006", print_number<&Civil::year, 4>, read_year},
    {"2", print_number<&Civil::day, 1>, read_number<&Civil::day, 1, 2, kAnyNumber>},
    {"_2006", print_number<&Civil::year, 4>, read_year, !kWord, 1},
    {"_2", print_blank_padded<&Civil::day, 2>, read_number<&Civil::day, 1, 2, kAnyNumber, 1>},
    {"__2", print_blank_padded<&Civil::year_day, 3>,
     read_number<&Civil::year_day, 1, 3, kAnyNumber, 2>},
    {"3", print_hour12<1>, read_number<&Civil::hour, 1, 2, kHour12Bounds>},
    {"4", print_number<&Civil::minute, 1>, read_number<&Civil::minute, 1, 2, kMinuteBounds>},
    {"5", print_number<&Civil::second, 1>, read_second<1>},
    {"PM", print_half, read_half},
    {"pm", print_half, read_half},
    {"-070000", print_offset, read_offset},
    {"-07:00:00", print_offset, read_offset},
    {"-0700", print_offset, read_offset},
    {"-07:00", print_offset, read_offset},
    {"-07", print_offset, read_offset},
    {"Z070000", print_offset, read_offset},
    {"Z07:00:00", print_offset, read_offset},
    {"Z0700", print_offset, read_offset},
    {"Z07:00", print_offset, read_offset},
    {"Z07", print_offset, read_offset},
});

// Spelled with as many digits as the layout wants.
constexpr Element kFraction{".0", print_fraction, read_fraction};

constexpr std::string_view kFirstBytes = "JM0123456_Pp-Z.,";

// The length of a fraction at the start of `text`, 0 for none: a point and zeros or nines, no other
// digit behind.
std::size_t fraction_length(std::string_view text) {
  if (text.size() < 2 || !is_point(text[0]) || (text[1] != '0' && text[1] != '9')) return 0;
  const std::size_t end = std::min(text.find_first_not_of(text[1], 1), text.size());
  return is_digit_at(text, end) ? 0 : end;
}

const Element* element_at(std::string_view text) {
  for (const Element& element : kElements) {
    if (!text.starts_with(element.spelling)) continue;
    const std::string_view after = text.substr(element.spelling.size());
    if (element.word && !after.empty() && after[0] >= 'a' && after[0] <= 'z') continue;
    return &element;
  }
  return nullptr;
}

}  // namespace

Found find_element(std::string_view layout) {
  for (std::size_t at = layout.find_first_of(kFirstBytes); at < layout.size();
       at = layout.find_first_of(kFirstBytes, at + 1)) {
    const std::string_view text = layout.substr(at);
    if (const std::size_t length = fraction_length(text); length > 0) {
      return {.element = &kFraction, .begin = at, .end = at + length};
    }
    if (const Element* element = element_at(text)) {
      return {
          .element = element, .begin = at + element->literal, .end = at + element->spelling.size()};
    }
  }
  return {.element = nullptr, .begin = layout.size(), .end = layout.size()};
}

bool is_fraction(const Found& found) { return found.element == &kFraction; }

}  // namespace copctl::funcs
