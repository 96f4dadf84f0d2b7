#include "funcs/numerals.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <string>

#include "base/text.h"

namespace copctl::funcs {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

int digit_of(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  const char letter = lower(c);
  return letter >= 'a' && letter <= 'z' ? letter - 'a' + 10 : 36;
}

int base_of_prefix(std::string_view text) {
  if (text.size() < 2 || text[0] != '0') {
    return 0;
  }
  switch (lower(text[1])) {
    case 'b':
      return 2;
    case 'o':
      return 8;
    case 'x':
      return 16;
    default:
      return 0;
  }
}

std::string_view without_sign(std::string_view text) {
  return text.starts_with('+') || text.starts_with('-') ? text.substr(1) : text;
}

// strconv: underscoreOK. An underscore stands between digits, or between a base's prefix and a
// digit.
bool underscores_are_well_placed(std::string_view text) {
  text = without_sign(text);
  const int prefix = base_of_prefix(text);
  char before = prefix != 0 ? '0' : '^';
  if (prefix != 0) {
    text.remove_prefix(2);
  }
  for (const char c : text) {
    const bool digit = (c >= '0' && c <= '9') || (prefix == 16 && digit_of(c) < 16);
    if (c == '_' && before != '0') {
      return false;
    }
    if (!digit && c != '_' && before == '_') {
      return false;
    }
    before = digit ? '0' : (c == '_' ? '_' : '!');
  }
  return before != '_';
}

constexpr ParsedInteger kBadInteger{0, false};

}  // namespace

ParsedInteger parse_integer(std::string_view text, int base) {
  const bool negative = text.starts_with('-');
  std::string_view digits = without_sign(text);
  const bool grouped = base == 0 && digits.find('_') != std::string_view::npos;
  if (digits.empty() || (grouped && !underscores_are_well_placed(digits))) {
    return kBadInteger;
  }
  if (base == 0) {
    base = digits.size() > 2 ? base_of_prefix(digits) : 0;
    if (base != 0) {
      digits.remove_prefix(2);
    } else {
      base = digits[0] == '0' ? 8 : 10;
    }
  }
  constexpr std::uint64_t kMax = std::numeric_limits<std::int64_t>::max();
  const std::uint64_t limit = negative ? kMax + 1 : kMax;
  std::uint64_t number = 0;
  bool overflow = false;
  for (const char c : digits) {
    if (grouped && c == '_') {
      continue;
    }
    const int digit = digit_of(c);
    if (digit >= base) {
      return kBadInteger;
    }
    overflow = overflow || number > (limit - digit) / base;
    if (!overflow) {
      number = number * base + digit;
    }
  }
  if (overflow) {
    number = limit;
  }
  return {static_cast<std::int64_t>(negative ? 0 - number : number), !overflow};
}

namespace {

std::optional<double> parse_special(std::string_view text) {
  const double sign = text.starts_with('-') ? -1.0 : 1.0;
  const std::string word = base::to_lower_ascii(without_sign(text));
  if (word == "inf" || word == "infinity") {
    return sign * std::numeric_limits<double>::infinity();
  }
  if (base::to_lower_ascii(text) == "nan") {
    return std::numeric_limits<double>::quiet_NaN();
  }
  return std::nullopt;
}

// Position of the first digit that counts, seen from the point and moved by the exponent: positive
// for large numbers.
std::int64_t order_of(std::string_view number, bool hexadecimal) {
  const std::size_t exponent_at = number.find_first_of(hexadecimal ? "pP" : "eE");
  const std::string_view mantissa = number.substr(0, exponent_at);
  const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
  const std::size_t first = std::min(mantissa.find_first_not_of("0."), mantissa.size());
  std::int64_t exponent = 0;
  if (exponent_at != std::string_view::npos) {
    exponent = parse_integer(number.substr(exponent_at + 1), 10).number;
  }
  // Texts are far shorter than 2^60 bytes: an exponent at a limit decides alone.
  exponent = std::clamp<std::int64_t>(exponent, -(1LL << 60), 1LL << 60);
  const auto digits = static_cast<std::int64_t>(point) - static_cast<std::int64_t>(first);
  return exponent + digits * (hexadecimal ? 4 : 1);
}

}  // namespace

std::optional<double> parse_float(std::string_view text) {
  if (const auto special = parse_special(text)) {
    return special;
  }
  std::string digits(without_sign(text));
  if (digits.find('_') != std::string::npos) {
    if (!underscores_are_well_placed(digits)) {
      return std::nullopt;
    }
    std::erase(digits, '_');
  }
  const bool hexadecimal = digits.size() > 2 && base_of_prefix(digits) == 16;
  // A hexadecimal float needs its exponent in Go.
  if (hexadecimal && digits.find_first_of("pP") == std::string::npos) {
    return std::nullopt;
  }
  const char* first = digits.data() + (hexadecimal ? 2 : 0);
  const char* last = digits.data() + digits.size();
  // from_chars reads `inf` and a sign of its own, which a second sign or a prefix must not reach.
  if (first == last || (digit_of(*first) >= (hexadecimal ? 16 : 10) && *first != '.')) {
    return {};
  }
  const auto format = hexadecimal ? std::chars_format::hex : std::chars_format::general;
  double number = 0;
  const auto [end, error] = std::from_chars(first, last, number, format);
  if (end != last || error == std::errc::invalid_argument) {
    return std::nullopt;
  }
  if (error == std::errc::result_out_of_range) {
    // Only what vanishes is a number in Go, what is too large is not.
    if (order_of({first, last}, hexadecimal) > 0) {
      return std::nullopt;
    }
    number = 0;
  }
  return text.starts_with('-') ? -number : number;
}

}  // namespace copctl::funcs
