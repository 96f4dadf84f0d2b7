#include "codec/number.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

#include "base/real_digits.h"

namespace copctl::codec {
namespace {

using base::ShortestDigits;

void append_plain_digits(std::string& out, const ShortestDigits& number) {
  // Beyond 2^53, too, Go pads the shortest digits with zeros.
  const int point = number.exponent + 1;
  const std::string_view digits(number.digits.data(), number.count);
  if (point <= 0) {
    out += "0.";
    out.append(-point, '0');
    out += digits;
  } else if (point >= number.count) {
    out += digits;
    out.append(point - number.count, '0');
  } else {
    out += digits.substr(0, point);
    out += '.';
    out += digits.substr(point);
  }
}

void append_exponent(std::string& out, const ShortestDigits& number, int least_digits) {
  out += number.digits[0];
  if (number.count > 1) {
    out += '.';
    out.append(number.digits.data() + 1, number.count - 1);
  }
  const int exponent = number.exponent;
  out += exponent < 0 ? "e-" : "e+";
  const int magnitude = std::abs(exponent);
  if (magnitude < 10 && least_digits == 2) {
    out += '0';
  }
  out += std::to_string(magnitude);
}

char take_sign(std::string_view& text) {
  if (text.empty() || (text[0] != '-' && text[0] != '+')) {
    return ' ';
  }
  const char sign = text[0];
  text.remove_prefix(1);
  return sign;
}

// Decides what a result out of range was, by the power of ten of its first digit.
bool is_underflow(std::string_view text) {
  const std::size_t mark = std::min(text.find_first_of("eE"), text.size());
  const std::string_view mantissa = text.substr(0, mark);
  const auto point = static_cast<std::int64_t>(std::min(mantissa.find('.'), mantissa.size()));
  const auto first = static_cast<std::int64_t>(mantissa.find_first_not_of("0."));
  if (mark == text.size()) {
    return first > point;
  }
  std::string_view exponent = text.substr(mark + 1);
  const char sign = take_sign(exponent);
  std::int64_t power = 0;
  const auto status = std::from_chars(exponent.data(), exponent.data() + exponent.size(), power).ec;
  if (status == std::errc::result_out_of_range) {
    return sign == '-';
  }
  return point - first + (sign == '-' ? -power : power) < 0;
}

std::optional<std::uint64_t> parse_magnitude(std::string_view digits, int base) {
  std::uint64_t number = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, status] = std::from_chars(digits.data(), end, number, base);
  if (status != std::errc{} || stop != end) {
    return std::nullopt;
  }
  return number;
}

std::optional<value::Int> with_sign(std::uint64_t magnitude, char sign) {
  // The magnitude of the least int64.
  constexpr std::uint64_t kTop = std::uint64_t{1} << 63;
  if (sign == '-') {
    if (magnitude > kTop) {
      return std::nullopt;
    }
    return value::Int{static_cast<std::int64_t>(0 - magnitude), value::IntType::kInt64};
  }
  if (magnitude < kTop) {
    return value::Int{static_cast<std::int64_t>(magnitude), value::IntType::kInt64};
  }
  // ParseUint, which Go tries next, takes no sign.
  if (sign == '+') {
    return std::nullopt;
  }
  return value::Int{static_cast<std::int64_t>(magnitude), value::IntType::kUint64};
}

// What strconv reads from a base prefix (atoi.go: ParseUint with base 0).
int take_base(std::string_view& digits) {
  if (!digits.starts_with('0')) {
    return 10;
  }
  if (digits.size() >= 3) {
    const char letter = static_cast<char>(digits[1] | 0x20);
    const int base = letter == 'x' ? 16 : letter == 'b' ? 2 : letter == 'o' ? 8 : 0;
    if (base != 0) {
      digits.remove_prefix(2);
      return base;
    }
  }
  if (digits.size() > 1) {
    digits.remove_prefix(1);
  }
  return 8;
}

template <class Float>
void append_g(std::string& out, Float number) {
  if (std::isnan(number)) {
    out += "NaN";
    return;
  }
  if (std::isinf(number)) {
    out += number < 0 ? "-Inf" : "+Inf";
    return;
  }
  if (std::signbit(number)) {
    out += '-';
  }
  const ShortestDigits digits = base::shortest_digits(std::abs(number));
  const int exponent = digits.exponent;
  // ftoa.go: formatDigits, %e beyond six digits.
  if (exponent < -4 || exponent >= 6) {
    append_exponent(out, digits, 2);
  } else {
    append_plain_digits(out, digits);
  }
}

}  // namespace

void append_float_g(std::string& out, double number) { append_g(out, number); }

void append_float32_g(std::string& out, float number) { append_g(out, number); }

void append_float_json(std::string& out, double number) {
  if (std::signbit(number)) {
    out += '-';
  }
  const double magnitude = std::abs(number);
  const ShortestDigits digits = base::shortest_digits(magnitude);
  if (magnitude != 0 && (magnitude < 1e-6 || magnitude >= 1e21)) {
    // encode.go: floatEncoder turns e-09 into e-9; positive exponents here have two digits anyway.
    append_exponent(out, digits, magnitude >= 1e21 ? 2 : 1);
  } else {
    append_plain_digits(out, digits);
  }
}

void append_float_fixed(std::string& out, double number) {
  if (std::signbit(number)) {
    out += '-';
  }
  append_plain_digits(out, base::shortest_digits(std::abs(number)));
}

void append_int(std::string& out, value::Int number) {
  std::array<char, 24> text{};
  char* const end = text.data() + text.size();
  const auto stop =
      number.type == value::IntType::kUint64
          ? std::to_chars(text.data(), end, static_cast<std::uint64_t>(number.number)).ptr
          : std::to_chars(text.data(), end, number.number).ptr;
  out.append(text.data(), stop);
}

std::optional<double> parse_float(std::string_view text) {
  std::string_view rest = text;
  const char sign = take_sign(rest);
  if (rest.empty() || (rest[0] != '.' && (rest[0] < '0' || rest[0] > '9'))) {
    return std::nullopt;
  }
  double number = 0;
  const char* end = rest.data() + rest.size();
  const auto [stop, status] = std::from_chars(rest.data(), end, number, std::chars_format::general);
  if (stop != end || status == std::errc::invalid_argument) {
    return std::nullopt;
  }
  if (status == std::errc::result_out_of_range) {
    if (!is_underflow(rest)) {
      return std::nullopt;
    }
    number = 0;
  }
  // Some versions of the library round up to infinity in silence.
  if (std::isinf(number)) {
    return std::nullopt;
  }
  return sign == '-' ? -number : number;
}

std::optional<value::Int> parse_integer(std::string_view text, int base) {
  const char sign = take_sign(text);
  const auto magnitude = parse_magnitude(text, base);
  return magnitude ? with_sign(*magnitude, sign) : std::nullopt;
}

std::optional<value::Int> parse_integer(std::string_view text) {
  const char sign = take_sign(text);
  const int base = take_base(text);
  const auto magnitude = parse_magnitude(text, base);
  return magnitude ? with_sign(*magnitude, sign) : std::nullopt;
}

double to_double(value::Int number) {
  return number.type == value::IntType::kUint64
             ? static_cast<double>(static_cast<std::uint64_t>(number.number))
             : static_cast<double>(number.number);
}

}  // namespace copctl::codec
