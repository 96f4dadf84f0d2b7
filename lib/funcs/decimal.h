#pragma once

#include <memory>
#include <optional>
#include <string>

// Decimal numbers of any size, for sums as people write them: 0.1 + 0.2 is 0.3
// (shopspring/decimal).

struct bignum_st;

namespace copctl::funcs {

// coefficient x 10^exponent. Owns its coefficient.
class Decimal {
 public:
  // The shortest digits that mean `d`. Empty for an infinity and for what is no number.
  static std::optional<Decimal> from(double d);

  Decimal plus(const Decimal& other) const;
  Decimal minus(const Decimal& other) const;
  Decimal times(const Decimal& other) const;
  // Rounded half away from zero to 16 places; empty when `other` is zero.
  std::optional<Decimal> divided_by(const Decimal& other) const;

  // The nearest double; an infinity for what is too large.
  double nearest_double() const;
  // Size of the coefficient.
  int bits() const;

 private:
  struct Free {
    void operator()(bignum_st* number) const;
  };
  using Integer = std::unique_ptr<bignum_st, Free>;

  Decimal(Integer coefficient, int exponent);
  // The coefficient for a smaller or equal exponent.
  Integer scaled_to(int exponent) const;
  static Integer power_of_ten(int exponent);
  static Integer make_integer();

  Integer coefficient_;
  int exponent_ = 0;
};

}  // namespace copctl::funcs
