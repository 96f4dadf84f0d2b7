#include "base/real_digits.h"

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "support/catch.h"

namespace copctl::base {
namespace {

std::string standard(double d, std::chars_format form, int precision) {
  static std::array<char, 2000> buffer;
  return {buffer.data(),
          std::to_chars(buffer.data(), buffer.data() + buffer.size(), d, form, precision).ptr};
}

template <class Float>
std::string shortest_standard(Float magnitude) {
  std::array<char, 64> buffer;
  return {buffer.data(), std::to_chars(buffer.data(), buffer.data() + buffer.size(), magnitude,
                                       std::chars_format::scientific)
                             .ptr};
}

template <class Float>
std::string shortest_ours(Float number) {
  const ShortestDigits shortest = shortest_digits(number);
  std::string text(shortest.digits.data(), static_cast<std::size_t>(shortest.count));
  if (shortest.count > 1) text.insert(1, ".");
  const std::string power = std::to_string(std::abs(shortest.exponent));
  return text + (shortest.exponent < 0 ? "e-" : "e+") + (power.size() < 2 ? "0" : "") + power;
}

// Any double, small fractions with ties, and the neighbours of powers of ten.
std::vector<double> numbers() {
  std::vector<double> all = {0,
                             -0.0,
                             0.5,
                             1.5,
                             2.5,
                             0.05,
                             -0.25,
                             9.995,
                             1e23,
                             123456789,
                             std::numeric_limits<double>::max(),
                             std::numeric_limits<double>::min(),
                             std::numeric_limits<double>::denorm_min()};
  std::mt19937_64 random(20261121);
  for (int i = 0; i < 20000; ++i) {
    const std::uint64_t bits = random();
    all.push_back(std::bit_cast<double>(bits));
    all.push_back(static_cast<double>(bits % 100000) / 8);
    all.push_back(std::ldexp(static_cast<double>(bits & 1023), static_cast<int>(bits >> 60) - 8));
  }
  for (int power = -300; power < 300; ++power) {
    const double near = std::pow(10, power);
    all.insert(all.end(), {std::nextafter(near, 0), near, std::nextafter(near, 1e308), 5 * near});
  }
  std::erase_if(all, [](double d) { return !std::isfinite(d); });
  return all;
}

// The C++ library's own to_chars, which is not in the program, is the second opinion.
TEST_CASE("digits are those of the C++ library") {
  int different = 0;
  int i = 0;
  for (const double d : numbers()) {
    ++i;
    const int precision = i % 50 == 0 ? i % 1100 : i % 23;
    const bool same =
        shortest_ours(d) == shortest_standard(std::abs(d)) &&
        scientific_text(d, precision) == standard(d, std::chars_format::scientific, precision) &&
        fixed_text(d, precision) == standard(d, std::chars_format::fixed, precision) &&
        general_text(d, precision + 1) == standard(d, std::chars_format::general, precision + 1);
    if (!same) {
      ++different;
      UNSCOPED_INFO(d << " to " << precision);
    }
    const auto f = static_cast<float>(d);
    if (std::isfinite(f)) different += shortest_ours(f) == shortest_standard(std::abs(f)) ? 0 : 1;
  }
  CHECK(different == 0);
}

TEST_CASE("digits of a number") {
  CHECK(fixed_text(0.5, 0) == "0");
  CHECK(fixed_text(1.5, 0) == "2");
  CHECK(fixed_text(0.04, 1) == "0.0");
  CHECK(fixed_text(0.051, 1) == "0.1");
  CHECK(fixed_text(9.996, 2) == "10.00");
  CHECK(fixed_text(-0.0, 2) == "-0.00");
  CHECK(fixed_text(5e-324, 1100).substr(320, 10) == "0000049406");
  CHECK(scientific_text(1250, 2) == "1.25e+03");
  CHECK(general_text(1e6, 6) == "1e+06");
  CHECK(shortest_ours(0.1) == "1e-01");
  CHECK(shortest_ours(0.1F) == "1e-01");
}

}  // namespace
}  // namespace copctl::base
