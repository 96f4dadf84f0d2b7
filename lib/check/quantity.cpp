#include "check/quantity.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace copctl::check {
namespace {

// Far beyond what any resource is measured in; keeps the digits below a few hundred.
constexpr std::size_t kMaxText = 64;
constexpr int kMaxExponent = 60;
constexpr int kDecimals = 9;

struct Suffix {
  std::string_view text;
  int decimal = 0;
  int kibi = 0;
};
constexpr Suffix kSuffixes[] = {{"", 0, 0},   {"n", -9, 0}, {"u", -6, 0}, {"m", -3, 0},
                                {"k", 3, 0},  {"M", 6, 0},  {"G", 9, 0},  {"T", 12, 0},
                                {"P", 15, 0}, {"E", 18, 0}, {"Ki", 0, 1}, {"Mi", 0, 2},
                                {"Gi", 0, 3}, {"Ti", 0, 4}, {"Pi", 0, 5}, {"Ei", 0, 6}};

std::optional<Suffix> parse_suffix(std::string_view text) {
  const auto found = std::ranges::find(kSuffixes, text, &Suffix::text);
  if (found != std::end(kSuffixes)) {
    return *found;
  }
  if (text[0] != 'e' && text[0] != 'E') {
    return std::nullopt;
  }
  text.remove_prefix(text.starts_with("e+") || text.starts_with("E+") ? 2 : 1);
  int exponent = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), exponent);
  if (error != std::errc() || end != text.data() + text.size() || exponent > kMaxExponent ||
      exponent < -kMaxExponent) {
    return std::nullopt;
  }
  return Suffix{"", exponent, 0};
}

// Decimal digits, most significant first.
void multiply(std::string& digits, unsigned by) {
  unsigned carry = 0;
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
    carry += static_cast<unsigned>(*digit - '0') * by;
    *digit = static_cast<char>('0' + carry % 10);
    carry /= 10;
  }
  if (carry > 0) {
    digits.insert(0, std::to_string(carry));
  }
}

void add_one(std::string& digits) {
  auto digit = digits.rbegin();
  for (; digit != digits.rend() && *digit == '9'; ++digit) {
    *digit = '0';
  }
  if (digit == digits.rend()) {
    digits.insert(0, "1");
  } else {
    ++*digit;
  }
}

// Times ten to the power of `exponent`, rounded up.
void shift(std::string& digits, int exponent) {
  if (exponent >= 0) {
    digits.append(static_cast<std::size_t>(exponent), '0');
    return;
  }
  const std::size_t dropped = std::min(static_cast<std::size_t>(-exponent), digits.size());
  const bool inexact = digits.find_first_not_of('0', digits.size() - dropped) != std::string::npos;
  digits.resize(digits.size() - dropped);
  if (inexact) {
    add_one(digits);
  }
}

}  // namespace

std::optional<Quantity> Quantity::parse(std::string_view text) {
  Quantity result;
  if (text.starts_with('-') || text.starts_with('+')) {
    result.negative_ = text[0] == '-';
    text.remove_prefix(1);
  }
  const std::size_t length = std::min(text.find_first_not_of("0123456789."), text.size());
  std::string digits(text.substr(0, length));
  const auto suffix = parse_suffix(text.substr(length));
  if (!suffix || text.size() > kMaxText) {
    return std::nullopt;
  }
  const std::size_t dot = digits.find('.');
  const int decimals = dot == std::string::npos ? 0 : static_cast<int>(digits.size() - dot - 1);
  if (dot != std::string::npos) {
    digits.erase(dot, 1);
  }
  if (digits.empty() || digits.find('.') != std::string::npos) {
    return std::nullopt;
  }
  for (int i = 0; i < suffix->kibi; ++i) {
    multiply(digits, 1024);
  }
  shift(digits, suffix->decimal - decimals + kDecimals);
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  result.negative_ = result.negative_ && !digits.empty();
  result.digits_ = std::move(digits);
  return result;
}

std::optional<Quantity> Quantity::of(const value::Value& v) {
  if (v.is_string()) {
    return parse(v.as_string());
  }
  if (v.is_int()) {
    return parse(fmt::format("{}", v.as_int().number));
  }
  return v.is_float() ? parse(fmt::format("{}", v.as_float())) : std::nullopt;
}

std::strong_ordering Quantity::operator<=>(const Quantity& other) const {
  if (negative_ != other.negative_) {
    return negative_ ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  const auto larger = digits_.size() != other.digits_.size()
                          ? digits_.size() <=> other.digits_.size()
                          : digits_.compare(other.digits_) <=> 0;
  return negative_ ? 0 <=> larger : larger;
}

}  // namespace copctl::check
