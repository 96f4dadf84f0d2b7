#include "base/real_digits.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <string_view>

namespace copctl::base {
namespace {

// A double has no more significant digits than these.
constexpr int kAllDigits = 767;
// Enough to tell a double from the power of ten above it, which is never nearer than 1e-20 of it.
constexpr int kTellingDigits = 25;

template <class Float>
ShortestDigits shortest(Float magnitude) {
  ShortestDigits result;
  if (magnitude == 0) {
    result.digits[0] = '0';
    result.count = 1;
    return result;
  }
  const auto decimal = fmt::detail::dragonbox::to_decimal(magnitude);
  const auto end = std::to_chars(result.digits.data(), result.digits.data() + result.digits.size(),
                                 decimal.significand)
                       .ptr;
  result.count = static_cast<int>(end - result.digits.data());
  result.exponent = decimal.exponent + result.count - 1;
  return result;
}

struct Rounded {
  std::string digits;
  int exponent = 0;
};

// `count` significant digits of a positive number; the first stands for 10^exponent.
Rounded rounded(double d, int count) {
  std::string text = fmt::format("{:.{}e}", d, count - 1);
  const std::size_t mark = text.find('e');
  const char* power = text.data() + mark + (text[mark + 1] == '+' ? 2 : 1);
  Rounded result;
  std::from_chars(power, text.data() + text.size(), result.exponent);
  text.resize(mark);
  if (count > 1) text.erase(1, 1);
  result.digits = std::move(text);
  return result;
}

// Whether a number whose first digit is the one after the last that is printed rounds up. Half
// goes to the even zero.
bool is_more_than_half(double d) {
  const std::string digits = rounded(d, kAllDigits).digits;
  return digits[0] > '5' || (digits[0] == '5' && digits.find_first_not_of('0', 1) < digits.size());
}

// The digits of a positive number in units of 10^-precision, as an integer.
std::string units(double d, int precision) {
  const int wanted = rounded(d, kTellingDigits).exponent + 1 + precision;
  if (wanted < 0) return "0";
  if (wanted == 0) return is_more_than_half(d) ? "1" : "0";
  const Rounded number = rounded(d, std::min(wanted, kAllDigits));
  std::string digits = number.digits;
  // Rounding may have carried into one more digit; all digits may be there already.
  digits.resize(static_cast<std::size_t>(number.exponent + 1 + precision), '0');
  return digits;
}

}  // namespace

ShortestDigits shortest_digits(double d) { return shortest(std::abs(d)); }
ShortestDigits shortest_digits(float f) { return shortest(std::abs(f)); }

std::string scientific_text(double d, int precision) {
  return fmt::format("{:.{}e}", d, precision);
}

// Not fmt's own fixed notation, which is not exact beyond some 750 digits.
std::string fixed_text(double d, int precision) {
  std::string text = d == 0 ? "0" : units(std::abs(d), precision);
  const auto places = static_cast<std::size_t>(precision);
  if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
  if (places > 0) text.insert(text.size() - places, 1, '.');
  return std::signbit(d) ? '-' + text : text;
}

std::string general_text(double d, int precision) { return fmt::format("{:.{}g}", d, precision); }

}  // namespace copctl::base
