#include "tmpl/number.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "tmpl/quote.h"

namespace copctl::tmpl {

namespace {

bool is_digit(char c, int base) {
  if (c >= '0' && c <= '9') return c - '0' < base;
  const char lower = static_cast<char>(c | 0x20);
  return base == 16 && lower >= 'a' && lower <= 'f';
}

bool take_sign(std::string_view& text) {
  if (text.empty() || (text[0] != '+' && text[0] != '-')) return false;
  const bool negative = text[0] == '-';
  text.remove_prefix(1);
  return negative;
}

// Takes `0x`, `0o`, `0b` off the front: the base, 10 without one.
int take_base(std::string_view& text) {
  if (text.size() < 2 || text[0] != '0') return 10;
  const char letter = static_cast<char>(text[1] | 0x20);
  const int base = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 10;
  if (base != 10) text.remove_prefix(2);
  return base;
}

// Drops the underscores of unsigned `text`. Empty when one does not stand between two digits or a
// base prefix and a digit (strconv: underscoreOK).
std::optional<std::string> without_underscores(std::string_view text) {
  if (text.find('_') == std::string_view::npos) return std::string(text);
  std::string_view digits = text;
  const int base = take_base(digits);
  std::string out(text.substr(0, text.size() - digits.size()));
  const int set = base == 16 ? 16 : 10;
  bool after_digit = base != 10;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (digits[i] == '_') {
      const bool before_digit = i + 1 < digits.size() && is_digit(digits[i + 1], set);
      if (!after_digit || !before_digit) return std::nullopt;
      after_digit = false;
      continue;
    }
    after_digit = is_digit(digits[i], set);
    out += digits[i];
  }
  return out;
}

// strconv.ParseUint with base 0, and the sign beside it.
std::optional<std::uint64_t> parse_magnitude(std::string_view unsigned_text) {
  const auto plain = without_underscores(unsigned_text);
  if (!plain) return std::nullopt;
  std::string_view digits = *plain;
  int base = take_base(digits);
  if (base == 10 && digits.size() > 1 && digits[0] == '0') base = 8;
  std::uint64_t magnitude = 0;
  const auto [end, code] =
      std::from_chars(digits.data(), digits.data() + digits.size(), magnitude, base);
  if (code != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return magnitude;
}

// Which side of the range a number lies that from_chars found out of range.
bool is_tiny(std::string_view digits, int base) {
  const std::size_t mark = digits.find_first_of(base == 16 ? "pP" : "eE");
  const std::string_view mantissa = digits.substr(0, mark);
  std::int64_t exponent = 0;
  if (mark != std::string_view::npos) {
    std::string_view text = digits.substr(mark + 1);
    if (text.starts_with('+')) text.remove_prefix(1);
    const auto code = std::from_chars(text.data(), text.data() + text.size(), exponent).ec;
    if (code != std::errc()) return text.starts_with('-');
  }
  const auto point = static_cast<std::int64_t>(std::min(mantissa.find('.'), mantissa.size()));
  const auto first = static_cast<std::int64_t>(mantissa.find_first_not_of("0."));
  return (point - first) * (base == 16 ? 4 : 1) + exponent < 0;
}

// strconv.ParseFloat for the spellings that the lexer lets through. Empty when it is none or too
// large; what is too small is zero.
std::optional<double> parse_real(std::string_view text) {
  const bool negative = take_sign(text);
  const auto plain = without_underscores(text);
  if (!plain || plain->empty()) return std::nullopt;
  std::string_view digits = *plain;
  const int base = take_base(digits);
  if (base != 10 && base != 16) return std::nullopt;
  if (base == 16 && digits.find_first_of("pP") == std::string_view::npos) return std::nullopt;
  const char* last = digits.data() + digits.size();
  double real = 0;
  const auto [end, code] = std::from_chars(
      digits.data(), last, real, base == 16 ? std::chars_format::hex : std::chars_format::general);
  if (end != last) return std::nullopt;
  if (code == std::errc::result_out_of_range) {
    if (!is_tiny(digits, base)) return std::nullopt;
    real = 0;
  } else if (code != std::errc()) {
    return std::nullopt;
  }
  return negative ? -real : real;
}

constexpr double kTwoTo63 = 9223372036854775808.0;

void set_real(Number& number, double real) {
  number.is_float = true;
  number.real = real;
  const bool integral = std::trunc(real) == real;
  if (integral && real >= -kTwoTo63 && real < kTwoTo63) {
    number.is_int = true;
    number.integer = static_cast<std::int64_t>(real);
  }
  if (integral && real >= 0 && real < 2 * kTwoTo63) {
    number.is_uint = true;
    number.unsigned_integer = static_cast<std::uint64_t>(real);
  }
}

bool scan_character(std::string_view text, Number& number, std::string& error) {
  std::string_view rest = text.substr(1);
  std::string bytes;
  const auto code = unquote_character(rest, '\'', bytes);
  if (!code) {
    error = "invalid syntax";
    return false;
  }
  if (rest != "'") {
    error = "malformed character constant: " + std::string(text);
    return false;
  }
  set_real(number, static_cast<double>(*code));
  number.ideal = value::Value::integer(number.integer, value::IntType::kInt);
  return true;
}

void set_complex(Number& number, double real, double imaginary) {
  number.ideal = value::Value::complex(real, imaginary);
  if (imaginary == 0) set_real(number, real);
}

// `1+2i`: the lexer has seen that both parts look like numbers and where the second begins.
bool scan_complex(std::string_view text, Number& number, std::string& error) {
  std::size_t split = text.size() - 1;
  while (split > 0) {
    --split;
    const bool sign = text[split] == '+' || text[split] == '-';
    const char before = split > 0 ? static_cast<char>(text[split - 1] | 0x20) : ' ';
    const bool exponent = before == 'p' || (before == 'e' && !text.starts_with("0x"));
    if (sign && !exponent) break;
  }
  const auto real = parse_real(text.substr(0, split));
  const auto imaginary = parse_real(text.substr(split, text.size() - split - 1));
  if (!real || !imaginary) {
    error = "syntax error scanning complex number";
    return false;
  }
  set_complex(number, *real, *imaginary);
  return true;
}

// The integer reading of a plain number, if it has one.
void scan_integer(std::string_view text, Number& number) {
  std::string_view digits = text;
  const bool negative = take_sign(digits);
  const bool has_sign = digits.size() != text.size();
  const auto magnitude = parse_magnitude(digits);
  if (!magnitude) return;
  constexpr std::uint64_t kLargest = std::uint64_t{1} << 63;
  number.is_uint = !has_sign || *magnitude == 0;
  number.unsigned_integer = *magnitude;
  number.is_int = *magnitude < kLargest || (negative && *magnitude == kLargest);
  if (number.is_int) {
    number.integer = static_cast<std::int64_t>(negative ? 0 - *magnitude : *magnitude);
  }
  number.is_float = number.is_int || number.is_uint;
  number.real = number.is_int ? static_cast<double>(number.integer)
                              : static_cast<double>(number.unsigned_integer);
}

// exec.go: idealConstant. A hex integer behind a sign is not told from a float by its `e`.
bool looks_real(std::string_view text) {
  const bool hex = text.starts_with("0x") || text.starts_with("0X");
  return text.find_first_of(hex ? "pP" : ".eEpP") != std::string_view::npos;
}

}  // namespace

bool scan_number(TokenType type, std::string_view text, Number& number, std::string& error) {
  if (type == TokenType::kCharConstant) return scan_character(text, number, error);
  if (type == TokenType::kComplex) return scan_complex(text, number, error);
  if (text.ends_with('i')) {
    if (const auto imaginary = parse_real(text.substr(0, text.size() - 1))) {
      set_complex(number, 0, *imaginary);
      return true;
    }
  }
  scan_integer(text, number);
  if (!number.is_float) {
    const auto real = parse_real(text);
    if (real && !looks_real(text)) {
      error = "integer overflow: " + quote(text);
      return false;
    }
    if (real) set_real(number, *real);
  }
  if (!number.is_float) {
    error = "illegal number syntax: " + quote(text);
    return false;
  }
  if (looks_real(text)) {
    number.ideal = value::Value::real(number.real);
  } else if (number.is_int) {
    number.ideal = value::Value::integer(number.integer, value::IntType::kInt);
  }
  return true;
}

}  // namespace copctl::tmpl
