#include "funcs/decimal.h"

#include <cmath>
#include <limits>

#include "support/catch.h"

namespace {

using copctl::funcs::Decimal;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

Decimal decimal(double d) { return *Decimal::from(d); }

TEST_CASE("decimal: every double comes back") {
  for (const double d : {0.0, 1.0, -2.5, 0.1, 1e22, 5e-324, 2.2250738585072014e-308,
                         1.7976931348623157e308, 123456789.125, -1e-7}) {
    CHECK(decimal(d).nearest_double() == d);
  }
}

TEST_CASE("decimal: what is no number has no digits") {
  CHECK_FALSE(Decimal::from(kInfinity).has_value());
  CHECK_FALSE(Decimal::from(std::nan("")).has_value());
}

TEST_CASE("decimal: sums and products are exact until the end") {
  CHECK(decimal(0.1).plus(decimal(0.2)).nearest_double() == 0.3);
  CHECK(decimal(1).minus(decimal(0.9)).nearest_double() == 0.1);
  CHECK(decimal(1e300).plus(decimal(1e-300)).minus(decimal(1e300)).nearest_double() == 1e-300);
  CHECK(decimal(1e200).times(decimal(-1e200)).nearest_double() == -kInfinity);
  CHECK(decimal(1e-200).times(decimal(1e-200)).nearest_double() == 0);
}

TEST_CASE("decimal: quotients are rounded half away from zero at the sixteenth place") {
  const auto quotient = [](double a, double b) {
    return decimal(a).divided_by(decimal(b))->nearest_double();
  };
  CHECK(quotient(1, 3) == 0.3333333333333333);
  CHECK(quotient(2, 3) == 0.6666666666666667);
  CHECK(quotient(-2, 3) == -0.6666666666666667);
  CHECK(quotient(1e-16, 2) == 1e-16);
  CHECK(quotient(-1e-16, 2) == -1e-16);
  CHECK(quotient(0.9e-16, 2) == 0);
  CHECK(quotient(1e300, 1e-300) == kInfinity);
  CHECK_FALSE(decimal(1).divided_by(decimal(0)).has_value());
}

}  // namespace
