#include "tmpl/real_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <string_view>

#include "base/real_digits.h"
#include "tmpl/tmpl.h"

namespace copctl::tmpl {

namespace {

// The longest double written out plainly has 309 digits before the point and up to 1074 after it;
// beyond that only zeros follow.
constexpr int kMaxExactDigits = 1100;

// Zeros beyond the digits that a double can have, in front of an exponent.
std::string with_zeros(std::string text, int count) {
  const std::size_t end = std::min(text.find('e'), text.size());
  text.insert(end, static_cast<std::size_t>(std::max(count, 0)), '0');
  return text;
}

// Shortest digits without an exponent: 1.25e+03 -> `1250`.
std::string plain(const base::ShortestDigits& number) {
  std::string digits(number.digits.data(), static_cast<std::size_t>(number.count));
  if (number.exponent < 0) {
    digits.insert(0, static_cast<std::size_t>(-number.exponent), '0');
    digits.insert(1, ".");
  } else if (number.exponent + 1 >= number.count) {
    digits.append(static_cast<std::size_t>(number.exponent + 1 - number.count), '0');
  } else {
    digits.insert(static_cast<std::size_t>(number.exponent) + 1, ".");
  }
  return digits;
}

// `1.25e+03`: an exponent of at least two digits.
std::string with_exponent(const base::ShortestDigits& number) {
  const std::string_view digits(number.digits.data(), static_cast<std::size_t>(number.count));
  return fmt::format("{}{}{}e{}{:02}", digits[0], number.count > 1 ? "." : "", digits.substr(1),
                     number.exponent < 0 ? '-' : '+', std::abs(number.exponent));
}

std::string signed_text(double d, std::string magnitude) {
  return std::signbit(d) ? '-' + magnitude : magnitude;
}

std::string scientific(double d, int precision) {
  if (precision < 0) return signed_text(d, with_exponent(base::shortest_digits(d)));
  const int exact = std::min(precision, kMaxExactDigits);
  return with_zeros(base::scientific_text(d, exact), precision - exact);
}

std::string fixed(double d, int precision) {
  if (precision < 0) return signed_text(d, plain(base::shortest_digits(d)));
  const int exact = std::min(precision, kMaxExactDigits);
  return with_zeros(base::fixed_text(d, exact), precision - exact);
}

// ftoa.go: %e is used when the decimal exponent is below -4 or at least as large as the precision,
// 6 when the shortest digits are asked for.
std::string general(double d, int precision) {
  if (precision >= 0) {
    return base::general_text(d, std::clamp(precision, 1, kMaxExactDigits));
  }
  const base::ShortestDigits number = base::shortest_digits(d);
  const bool is_plain = number.exponent >= -4 && number.exponent < 6;
  return signed_text(d, is_plain ? plain(number) : with_exponent(number));
}

struct Parts {
  std::uint64_t mantissa;
  int exponent;
};

// d = mantissa * 2^exponent.
Parts split(double d) {
  constexpr int kMantissaBits = 52;
  constexpr int kBias = 1023 + kMantissaBits;
  const auto bits = std::bit_cast<std::uint64_t>(d);
  const auto biased = static_cast<int>((bits >> kMantissaBits) & 0x7FF);
  const std::uint64_t fraction = bits & ((std::uint64_t{1} << kMantissaBits) - 1);
  if (biased == 0) return {fraction, 1 - kBias};
  return {fraction | std::uint64_t{1} << kMantissaBits, biased - kBias};
}

std::string binary(double d) {
  const Parts parts = split(d);
  return fmt::format("{}{}p{:+}", std::signbit(d) ? "-" : "", parts.mantissa, parts.exponent);
}

// Rounds a mantissa of 60 fraction bits to `digits` hex digits, half to even.
std::uint64_t round_hex(std::uint64_t mantissa, int digits) {
  const int drop = 60 - 4 * digits;
  const std::uint64_t lost = mantissa & ((std::uint64_t{1} << drop) - 1);
  const std::uint64_t half = std::uint64_t{1} << (drop - 1);
  mantissa >>= drop;
  if (lost > half || (lost == half && (mantissa & 1) != 0)) ++mantissa;
  return mantissa << drop;
}

// `0x1.8p+01`: one digit before the point, an exponent of at least two digits.
std::string hexadecimal(double d, int precision) {
  auto [mantissa, exponent] = split(d);
  if (mantissa == 0) {
    exponent = 0;
  } else {
    exponent += 60;
    while ((mantissa & (std::uint64_t{1} << 60)) == 0) {
      mantissa <<= 1;
      --exponent;
    }
    if (precision >= 0 && precision < 15) mantissa = round_hex(mantissa, precision);
    if ((mantissa & (std::uint64_t{1} << 61)) != 0) {
      mantissa >>= 1;
      ++exponent;
    }
  }
  std::string fraction = fmt::format("{:015x}", mantissa & ((std::uint64_t{1} << 60) - 1));
  if (precision < 0) {
    fraction.erase(fraction.find_last_not_of('0') + 1);
  } else {
    fraction.resize(static_cast<std::size_t>(precision), '0');
  }
  return fmt::format("{}0x{}{}{}p{}{:02}", std::signbit(d) ? "-" : "", mantissa >> 60,
                     fraction.empty() ? "" : ".", fraction, exponent < 0 ? '-' : '+',
                     std::abs(exponent));
}

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return text;
}

}  // namespace

std::string format_real(double d, char form, int precision) {
  if (std::isnan(d)) return "NaN";
  if (std::isinf(d)) return d < 0 ? "-Inf" : "+Inf";
  switch (form) {
    case 'e':
      return scientific(d, precision);
    case 'f':
    case 'F':
      return fixed(d, precision);
    case 'g':
      return general(d, precision);
    case 'x':
      return hexadecimal(d, precision);
    case 'b':
      return binary(d);
    default:
      return upper(format_real(d, static_cast<char>(form | 0x20), precision));
  }
}

std::string format_float(double d) { return format_real(d, 'g', -1); }

}  // namespace copctl::tmpl
