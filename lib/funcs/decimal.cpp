#include "funcs/decimal.h"

#include <openssl/bn.h>
#include <openssl/crypto.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "base/check.h"
#include "base/real_digits.h"
#include "funcs/numerals.h"

namespace copctl::funcs {

namespace {

// DivisionPrecision of shopspring/decimal.
constexpr int kPlaces = 16;

struct FreeScratch {
  void operator()(BN_CTX* scratch) const { BN_CTX_free(scratch); }
};
using Scratch = std::unique_ptr<BN_CTX, FreeScratch>;

Scratch make_scratch() { return Scratch(BN_CTX_new()); }

}  // namespace

void Decimal::Free::operator()(bignum_st* number) const { BN_free(number); }

Decimal::Decimal(Integer coefficient, int exponent)
    : coefficient_(std::move(coefficient)), exponent_(exponent) {}

Decimal::Integer Decimal::make_integer() {
  Integer number(BN_new());
  COPCTL_CHECK(number != nullptr);
  return number;
}

std::optional<Decimal> Decimal::from(double d) {
  if (!std::isfinite(d)) {
    return std::nullopt;
  }
  const base::ShortestDigits shortest = base::shortest_digits(d);
  const std::string digits =
      (std::signbit(d) ? "-" : "") +
      std::string(shortest.digits.data(), static_cast<std::size_t>(shortest.count));
  const int exponent = shortest.exponent - (shortest.count - 1);
  BIGNUM* coefficient = nullptr;
  COPCTL_CHECK(BN_dec2bn(&coefficient, digits.c_str()) != 0);
  return Decimal(Integer(coefficient), exponent);
}

Decimal::Integer Decimal::power_of_ten(int exponent) {
  const Integer ten = make_integer();
  const Integer power = make_integer();
  Integer result = make_integer();
  const bool made = BN_set_word(ten.get(), 10) != 0 &&
                    BN_set_word(power.get(), static_cast<BN_ULONG>(exponent)) != 0 &&
                    BN_exp(result.get(), ten.get(), power.get(), make_scratch().get()) != 0;
  COPCTL_CHECK(made);
  return result;
}

Decimal::Integer Decimal::scaled_to(int exponent) const {
  Integer result = make_integer();
  const Integer factor = power_of_ten(exponent_ - exponent);
  COPCTL_CHECK(BN_mul(result.get(), coefficient_.get(), factor.get(), make_scratch().get()) != 0);
  return result;
}

Decimal Decimal::plus(const Decimal& other) const {
  const int exponent = std::min(exponent_, other.exponent_);
  Integer result = make_integer();
  COPCTL_CHECK(BN_add(result.get(), scaled_to(exponent).get(), other.scaled_to(exponent).get()) !=
               0);
  return {std::move(result), exponent};
}

Decimal Decimal::minus(const Decimal& other) const {
  const int exponent = std::min(exponent_, other.exponent_);
  Integer result = make_integer();
  COPCTL_CHECK(BN_sub(result.get(), scaled_to(exponent).get(), other.scaled_to(exponent).get()) !=
               0);
  return {std::move(result), exponent};
}

Decimal Decimal::times(const Decimal& other) const {
  Integer result = make_integer();
  COPCTL_CHECK(BN_mul(result.get(), coefficient_.get(), other.coefficient_.get(),
                      make_scratch().get()) != 0);
  return {std::move(result), exponent_ + other.exponent_};
}

std::optional<Decimal> Decimal::divided_by(const Decimal& other) const {
  if (BN_is_zero(other.coefficient_.get())) {
    return std::nullopt;
  }
  // this / other = (upper / lower) x 10^-kPlaces, with integers on both sides.
  const int shift = exponent_ - other.exponent_ + kPlaces;
  const Integer upper = scaled_to(exponent_ - std::max(shift, 0));
  const Integer lower = other.scaled_to(other.exponent_ - std::max(-shift, 0));
  Integer quotient = make_integer();
  const Integer twice_rest = make_integer();
  bool made = BN_div(quotient.get(), twice_rest.get(), upper.get(), lower.get(),
                     make_scratch().get()) != 0 &&
              BN_lshift1(twice_rest.get(), twice_rest.get()) != 0;
  if (BN_ucmp(twice_rest.get(), lower.get()) >= 0) {
    const bool negative = BN_is_negative(upper.get()) != BN_is_negative(lower.get());
    made = made && (negative ? BN_sub_word(quotient.get(), 1) : BN_add_word(quotient.get(), 1));
  }
  COPCTL_CHECK(made);
  return Decimal(std::move(quotient), -kPlaces);
}

double Decimal::nearest_double() const {
  char* digits = BN_bn2dec(coefficient_.get());
  COPCTL_CHECK(digits != nullptr);
  const std::string text = std::string(digits) + "e" + std::to_string(exponent_);
  OPENSSL_free(digits);
  const double infinity = std::numeric_limits<double>::infinity();
  return parse_float(text).value_or(BN_is_negative(coefficient_.get()) ? -infinity : infinity);
}

int Decimal::bits() const { return BN_num_bits(coefficient_.get()); }

}  // namespace copctl::funcs
