#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <string>

#include "funcs/arguments.h"
#include "funcs/decimal.h"
#include "funcs/funcs.h"
#include "funcs/numerals.h"
#include "tmpl/tmpl.h"

// Conversions, integer and decimal arithmetic, rounding, and runs of integers.

namespace copctl::funcs {

namespace {

using tmpl::Call;
using value::IntType;
using value::Value;

Value int_of(Call& call) { return Value::integer(to_int64(call.arg(0)), IntType::kInt); }
Value int64_of(Call& call) { return Value::integer(to_int64(call.arg(0))); }
Value float64_of(Call& call) { return Value::real(to_float64(call.arg(0))); }

// strconv.Atoi, whose number sprig takes even beside an error.
Value atoi(Call& call) {
  return Value::integer(parse_integer(call.text(0), 10).number, IntType::kInt);
}

Value to_decimal(Call& call) {
  const ParsedInteger parsed = parse_integer(printed(call, call.arg(0)), 8);
  return Value::integer(parsed.exact ? parsed.number : 0);
}

// start + steps x step, wrapping around as Go's int64 does.
std::int64_t moved(std::int64_t start, std::size_t steps, std::int64_t step) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(start) +
                                   steps * static_cast<std::uint64_t>(step));
}

// Folds all arguments into the first one, wrapping around as Go's int64 does.
template <class Combine>
Value folded(Call& call, Combine combine) {
  std::int64_t result = to_int64(call.arg(0));
  for (const Value& v : call.rest(1)) {
    result = static_cast<std::int64_t>(
        combine(static_cast<std::uint64_t>(result), static_cast<std::uint64_t>(to_int64(v))));
  }
  return Value::integer(result);
}

Value add(Call& call) {
  return call.count() == 0 ? Value::integer(0) : folded(call, std::plus<std::uint64_t>());
}
Value sub(Call& call) { return folded(call, std::minus<std::uint64_t>()); }
Value mul(Call& call) { return folded(call, std::multiplies<std::uint64_t>()); }

Value add1(Call& call) { return Value::integer(moved(to_int64(call.arg(0)), 1, 1)); }

std::int64_t divisor(Call& call) {
  const std::int64_t b = to_int64(call.arg(1));
  if (b == 0) {
    call.fail("runtime error: integer divide by zero");
  }
  return b;
}

Value div(Call& call) {
  const std::int64_t b = divisor(call);
  const std::int64_t a = to_int64(call.arg(0));
  // The smallest integer has no positive twin: Go wraps around, C++ does not define it.
  if (b == -1) {
    return Value::integer(static_cast<std::int64_t>(0 - static_cast<std::uint64_t>(a)));
  }
  return Value::integer(a / b);
}

Value mod(Call& call) {
  const std::int64_t b = divisor(call);
  return Value::integer(b == -1 ? 0 : to_int64(call.arg(0)) % b);
}

Value max(Call& call) {
  std::int64_t result = to_int64(call.arg(0));
  for (const Value& v : call.rest(1)) {
    result = std::max(result, to_int64(v));
  }
  return Value::integer(result);
}

Value min(Call& call) {
  std::int64_t result = to_int64(call.arg(0));
  for (const Value& v : call.rest(1)) {
    result = std::min(result, to_int64(v));
  }
  return Value::integer(result);
}

// math.Max and Min: NaN wins over all but infinity, and -0 is smaller than 0.
double larger(double a, double b) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (a == kInfinity || b == kInfinity) {
    return kInfinity;
  }
  if (std::isnan(a) || std::isnan(b)) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  if (a == 0 && b == 0) {
    return std::signbit(a) ? b : a;
  }
  return std::max(a, b);
}

double smaller(double a, double b) { return -larger(-a, -b); }

Value maxf(Call& call) {
  double result = to_float64(call.arg(0));
  for (const Value& v : call.rest(1)) {
    result = larger(result, to_float64(v));
  }
  return Value::real(result);
}

Value minf(Call& call) {
  double result = to_float64(call.arg(0));
  for (const Value& v : call.rest(1)) {
    result = smaller(result, to_float64(v));
  }
  return Value::real(result);
}

// Products grow by 53 bits a factor; writing one down in decimal costs their square.
constexpr int kMaxDecimalBits = 100'000;

Decimal decimal_of(const Call& call, double d) {
  auto decimal = Decimal::from(d);
  if (!decimal) {
    call.fail("Cannot create a Decimal from " + tmpl::format_float(d));
  }
  return std::move(*decimal);
}

template <class Combine>
Value folded_decimals(Call& call, double first, std::size_t from, Combine combine) {
  Decimal result = decimal_of(call, first);
  for (const Value& v : call.rest(from)) {
    result = combine(result, decimal_of(call, to_float64(v)));
    if (result.bits() > kMaxDecimalBits) {
      call.fail("the number has too many digits");
    }
  }
  return Value::real(result.nearest_double());
}

Value addf(Call& call) {
  return folded_decimals(call, 0, 0, [](auto& a, const auto& b) { return a.plus(b); });
}
Value add1f(Call& call) {
  return folded_decimals(call, 1, 0, [](auto& a, const auto& b) { return a.plus(b); });
}
Value subf(Call& call) {
  return folded_decimals(call, to_float64(call.arg(0)), 1,
                         [](auto& a, const auto& b) { return a.minus(b); });
}
Value mulf(Call& call) {
  return folded_decimals(call, to_float64(call.arg(0)), 1,
                         [](auto& a, const auto& b) { return a.times(b); });
}
Value divf(Call& call) {
  return folded_decimals(call, to_float64(call.arg(0)), 1, [&](auto& a, const auto& b) {
    auto quotient = a.divided_by(b);
    if (!quotient) {
      call.fail("decimal division by 0");
    }
    return std::move(*quotient);
  });
}

Value floor(Call& call) { return Value::real(std::floor(to_float64(call.arg(0)))); }
Value ceil(Call& call) { return Value::real(std::ceil(to_float64(call.arg(0)))); }

// math.Pow of ten, by Go's own steps: the last bit decides what is rounded up.
double power_of_ten(std::int64_t exponent) {
  constexpr int kOutOfRange = 1 << 12;
  int factor_exponent = 0;
  double factor = std::frexp(10.0, &factor_exponent);
  double result = 1;
  int result_exponent = 0;
  auto left = exponent < 0 ? 0 - static_cast<std::uint64_t>(exponent)
                           : static_cast<std::uint64_t>(exponent);
  for (; left != 0; left >>= 1) {
    if (factor_exponent > kOutOfRange) {
      result_exponent += factor_exponent;
      break;
    }
    if ((left & 1) != 0) {
      result *= factor;
      result_exponent += factor_exponent;
    }
    factor *= factor;
    factor_exponent *= 2;
    if (factor < 0.5) {
      factor += factor;
      --factor_exponent;
    }
  }
  return exponent < 0 ? std::ldexp(1 / result, -result_exponent)
                      : std::ldexp(result, result_exponent);
}

Value round(Call& call) {
  const double threshold = call.count() > 2 ? call.real(2) : 0.5;
  const double scale = power_of_ten(call.integer(1));
  const double scaled = scale * to_float64(call.arg(0));
  double whole = 0;
  const double fraction = std::modf(scaled, &whole);
  return Value::real((fraction >= threshold ? std::ceil(scaled) : std::floor(scaled)) / scale);
}

// Number of integers from `start` up or down to before `stop`.
std::size_t count_steps(std::int64_t start, std::int64_t stop, std::int64_t step) {
  if (step == 0 || (start < stop) != (step > 0)) {
    return 0;
  }
  const auto low = static_cast<std::uint64_t>(std::min(start, stop));
  const auto high = static_cast<std::uint64_t>(std::max(start, stop));
  const auto size =
      step > 0 ? static_cast<std::uint64_t>(step) : 0 - static_cast<std::uint64_t>(step);
  return high == low ? 0 : (high - low - 1) / size + 1;
}

Value run_of_integers(Call& call, std::int64_t start, std::int64_t stop, std::int64_t step) {
  const std::size_t count = count_steps(start, stop, step);
  call.reserve(product(count, sizeof(Value)));
  value::Items items;
  items.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    items.push_back(Value::integer(moved(start, i, step), IntType::kInt));
  }
  return Value::list(std::move(items), value::Element::kInt);
}

Value until(Call& call) {
  return run_of_integers(call, 0, call.integer(0), call.integer(0) < 0 ? -1 : 1);
}

Value until_step(Call& call) {
  return run_of_integers(call, call.integer(0), call.integer(1), call.integer(2));
}

// As the command seq: FIRST [STEP] LAST. sprig ends one after LAST in LAST's direction.
Value seq(Call& call) {
  const std::size_t count = call.count();
  if (count == 0 || count > 3) {
    return Value::string("");
  }
  const std::int64_t start = count == 1 ? 1 : call.integer(0);
  const std::int64_t end = call.integer(count - 1);
  const std::int64_t direction = end < start ? -1 : 1;
  const std::int64_t step = count == 3 ? call.integer(1) : direction;
  if (count == 3 && direction < 0 && step > 0) {
    return Value::string("");
  }
  std::int64_t stop = end;
  if (__builtin_add_overflow(end, direction, &stop)) {
    return Value::string("");
  }
  const std::size_t steps = count_steps(start, stop, step);
  constexpr std::size_t kWidestInteger = 21;
  call.reserve(product(steps, kWidestInteger));
  std::string out;
  for (std::size_t i = 0; i < steps; ++i) {
    if (i != 0) {
      out += ' ';
    }
    out += std::to_string(moved(start, i, step));
  }
  return Value::string(std::move(out));
}

constexpr tmpl::Function kTable[] = {
    {"int",
     "(any) int",
     int_of,
     "the value as an integer; text that is no integer is 0",
     {"{{ int \"5.0\" }} {{ int 2.9 }}", "5 2"}},
    {"int64", "(any) int64", int64_of, "the value as a 64-bit integer", {"{{ int64 2.9 }}", "2"}},
    {"float64",
     "(any) float64",
     float64_of,
     "the value as a floating-point number",
     {"{{ float64 \"1.50\" }}", "1.5"}},
    {"atoi",
     "(string) int",
     atoi,
     "the decimal number in a text, 0 for anything else",
     {"{{ atoi \"017\" }}", "17"}},
    {"toDecimal",
     "(any) int64",
     to_decimal,
     "the number that octal digits mean",
     {"{{ toDecimal \"0755\" }}", "493"}},
    {"add", "(...any) int64", add, "the sum of integers", {"{{ add 1 2 3 }}", "6"}},
    {"add1", "(any) int64", add1, "one more", {"{{ add1 2 }}", "3"}},
    {"sub",
     "(any, any) int64",
     sub,
     "the first integer without the second",
     {"{{ sub 5 2 }}", "3"}},
    {"mul", "(any, ...any) int64", mul, "the product of integers", {"{{ mul 2 3 4 }}", "24"}},
    {"div",
     "(any, any) int64",
     div,
     "the first integer by the second, cut to an integer",
     {"{{ div -7 2 }}", "-3"}},
    {"mod",
     "(any, any) int64",
     mod,
     "what division leaves, with the sign of the first",
     {"{{ mod -7 2 }}", "-1"}},
    {"max", "(any, ...any) int64", max, "the largest integer", {"{{ max 1 5 3 }}", "5"}},
    {"biggest", "(any, ...any) int64", max, "the same as max", {"{{ biggest 1 5 3 }}", "5"}},
    {"min", "(any, ...any) int64", min, "the smallest integer", {"{{ min 2 5 3 }}", "2"}},
    {"addf",
     "(...any) float64",
     addf,
     "the sum of decimal numbers, without binary dust",
     {"{{ addf 0.1 0.2 }}", "0.3"}},
    {"add1f", "(any) float64", add1f, "one more, for decimal numbers", {"{{ add1f 0.5 }}", "1.5"}},
    {"subf",
     "(any, ...any) float64",
     subf,
     "the first decimal number without the others",
     {"{{ subf 1 0.9 }}", "0.1"}},
    {"mulf",
     "(any, ...any) float64",
     mulf,
     "the product of decimal numbers",
     {"{{ mulf 1.1 1.1 }}", "1.21"}},
    {"divf",
     "(any, ...any) float64",
     divf,
     "the first decimal number by the others, to 16 places",
     {"{{ divf 1 8 }}", "0.125"}},
    {"maxf", "(any, ...any) float64", maxf, "the largest number", {"{{ maxf 1 2.5 }}", "2.5"}},
    {"minf", "(any, ...any) float64", minf, "the smallest number", {"{{ minf 1.5 2 }}", "1.5"}},
    {"floor", "(any) float64", floor, "the whole number below", {"{{ floor 2.7 }}", "2"}},
    {"ceil", "(any) float64", ceil, "the whole number above", {"{{ ceil 2.1 }}", "3"}},
    {"round",
     "(any, int, ...float64) float64",
     round,
     "rounded to so many places, up from a fraction of one half or the one given; negative numbers "
     "go down",
     {"{{ round 3.14159 2 }}", "3.14"}},
    {"until",
     "(int) []int",
     until,
     "the integers from 0 to before the given one",
     {"{{ until 3 }}", "[0 1 2]"}},
    {"untilStep",
     "(int, int, int) []int",
     until_step,
     "the integers from a start to before a stop by a step",
     {"{{ untilStep 0 7 3 }}", "[0 3 6]"}},
    {"seq",
     "(...int) string",
     seq,
     "integers as text, as the command seq prints them",
     {"{{ seq 0 2 6 }}", "0 2 4 6"}},
};

}  // namespace

std::span<const tmpl::Function> numbers() { return kTable; }

}  // namespace copctl::funcs
