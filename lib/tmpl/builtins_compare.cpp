#include <fmt/format.h>

#include <compare>
#include <optional>
#include <utility>

#include "tmpl/builtins.h"
#include "tmpl/tmpl.h"

namespace copctl::tmpl {

namespace {

using value::Value;

// text/template/funcs.go: basicKind.
enum class Basic : std::uint8_t { kInvalid, kBool, kComplex, kInt, kFloat, kString, kUint };

Basic basic_kind(const Value& v) {
  switch (v.kind()) {
    case value::Kind::kBool:
      return Basic::kBool;
    case value::Kind::kComplex:
      return Basic::kComplex;
    case value::Kind::kFloat:
      return Basic::kFloat;
    case value::Kind::kString:
      return Basic::kString;
    case value::Kind::kInt: {
      const value::IntType type = v.as_int().type;
      const bool is_signed = type == value::IntType::kInt || type == value::IntType::kInt64;
      return is_signed ? Basic::kInt : Basic::kUint;
    }
    default:
      return Basic::kInvalid;
  }
}

bool is_nil(const Value& v) {
  return v.is_nil() || (v.is_list() && v.as_list().nil) || (v.is_map() && v.as_map().nil);
}

[[noreturn]] void fail_incompatible(Call& call, const Value& a, const Value& b) {
  fail_call(call, fmt::format("incompatible types for comparison: {} and {}", value::type_name(a),
                              value::type_name(b)));
}

std::strong_ordering compare_integers(const Value& a, const Value& b) {
  const bool negative_a = basic_kind(a) == Basic::kInt && a.as_int().number < 0;
  const bool negative_b = basic_kind(b) == Basic::kInt && b.as_int().number < 0;
  if (negative_a != negative_b) {
    return negative_a ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  return static_cast<std::uint64_t>(a.as_int().number) <=>
         static_cast<std::uint64_t>(b.as_int().number);
}

// Lists, maps, objects and nil.
bool equal_references(Call& call, const Value& a, const Value& b) {
  if (a.is_nil() || b.is_nil() || is_nil(a) || is_nil(b)) {
    if (!a.is_nil() && !b.is_nil() && a.kind() != b.kind()) {
      fail_call(call, fmt::format("non-comparable types {}: {}, {}: {}", print_value(a),
                                  value::type_name(a), value::type_name(b), print_value(b)));
    }
    return is_nil(a) == is_nil(b);
  }
  if (a.kind() != b.kind()) {
    fail_call(call, fmt::format("non-comparable types {}: {}, {}: {}", print_value(a),
                                value::type_name(a), value::type_name(b), print_value(b)));
  }
  if (!b.is_object()) {
    bool too_long = false;
    const std::string shown = format("%s", {&b, 1}, 1u << 20, too_long);
    fail_call(call, fmt::format("non-comparable type {}: {}", shown, value::type_name(b)));
  }
  return a.same_reference(b);
}

bool equal(Call& call, const Value& a, const Value& b) {
  const Basic kind_a = basic_kind(a);
  const Basic kind_b = basic_kind(b);
  const auto integral = [](Basic kind) { return kind == Basic::kInt || kind == Basic::kUint; };
  if (integral(kind_a) && integral(kind_b)) return compare_integers(a, b) == 0;
  if (kind_a != kind_b) {
    if (a.is_nil() || b.is_nil()) return false;
    fail_incompatible(call, a, b);
  }
  switch (kind_a) {
    case Basic::kBool:
      return a.as_bool() == b.as_bool();
    case Basic::kFloat:
      return a.as_float() == b.as_float();
    case Basic::kString:
      return a.as_string() == b.as_string();
    case Basic::kComplex:
      return a.as_complex().real == b.as_complex().real &&
             a.as_complex().imaginary == b.as_complex().imaginary;
    default:
      return equal_references(call, a, b);
  }
}

bool less(Call& call, const Value& a, const Value& b) {
  const Basic kind_a = basic_kind(a);
  const Basic kind_b = basic_kind(b);
  const auto integral = [](Basic kind) { return kind == Basic::kInt || kind == Basic::kUint; };
  if (kind_a == Basic::kInvalid || kind_b == Basic::kInvalid) {
    fail_call(call, "invalid type for comparison");
  }
  if (integral(kind_a) && integral(kind_b)) return compare_integers(a, b) < 0;
  if (kind_a != kind_b) fail_incompatible(call, a, b);
  switch (kind_a) {
    case Basic::kFloat:
      return a.as_float() < b.as_float();
    case Basic::kString:
      return a.as_string() < b.as_string();
    default:
      fail_call(call, "invalid type for comparison");
  }
}

bool less_or_equal(Call& call) {
  return less(call, call.arg(0), call.arg(1)) || equal(call, call.arg(0), call.arg(1));
}

}  // namespace

Value call_eq(Call& call) {
  if (call.count() == 1) fail_call(call, "missing argument for comparison");
  for (const Value& other : call.rest(1)) {
    if (equal(call, call.arg(0), other)) return Value::boolean(true);
  }
  return Value::boolean(false);
}

Value call_ne(Call& call) { return Value::boolean(!equal(call, call.arg(0), call.arg(1))); }

Value call_lt(Call& call) { return Value::boolean(less(call, call.arg(0), call.arg(1))); }

Value call_le(Call& call) { return Value::boolean(less_or_equal(call)); }

Value call_gt(Call& call) { return Value::boolean(!less_or_equal(call)); }

Value call_ge(Call& call) { return Value::boolean(!less(call, call.arg(0), call.arg(1))); }

}  // namespace copctl::tmpl
