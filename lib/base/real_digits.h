#pragma once

// The decimal digits of floating-point numbers, by fmt, which knows no locale. The C++ library's
// to_chars does the same with 140 KB of tables. Numbers are finite.

#include <array>
#include <string>

namespace copctl::base {

// The shortest digits that read back as the number, the nearest of those: d.ddd * 10^exponent.
// Zero is one digit.
struct ShortestDigits {
  std::array<char, 24> digits{};
  int count = 0;
  int exponent = 0;
};
// The sign is not looked at.
ShortestDigits shortest_digits(double d);
ShortestDigits shortest_digits(float f);

// As C's `%.*e`, `%.*f` and `%.*g`: exact, half to even.
std::string scientific_text(double d, int precision);
std::string fixed_text(double d, int precision);
std::string general_text(double d, int precision);

}  // namespace copctl::base
