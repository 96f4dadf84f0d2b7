#include <algorithm>
#include <string>

#include "funcs/arguments.h"
#include "funcs/funcs.h"
#include "value/value.h"

// What a value is, in Go's words.

namespace copctl::funcs {

namespace {

using tmpl::Call;
using value::Value;

Value type_of(Call& call) { return Value::string(value::type_name(call.arg(0))); }
Value kind_of(Call& call) { return Value::string(value::kind_name(call.arg(0))); }

Value type_is(Call& call) { return Value::boolean(call.text(0) == value::type_name(call.arg(1))); }

Value type_is_like(Call& call) {
  const std::string type = value::type_name(call.arg(1));
  return Value::boolean(call.text(0) == type || "*" + call.text(0) == type);
}

Value kind_is(Call& call) { return Value::boolean(call.text(0) == value::kind_name(call.arg(1))); }

// What lies deeper is not counted: to walk through it would take as long as to compare it.
std::size_t width(const Value& v) { return v.items().size() + v.entries().size(); }

Value deep_equal(Call& call) {
  call.work(std::min(width(call.arg(0)), width(call.arg(1))) * kCompareSteps);
  return Value::boolean(value::deep_equal(call.arg(0), call.arg(1)));
}

constexpr tmpl::Function kTable[] = {
    {"typeOf",
     "(any) string",
     type_of,
     "the Go type of the value",
     {"{{ typeOf (list 1) }}", "[]interface {}"}},
    {"typeIs",
     "(string, any) bool",
     type_is,
     "whether the value has this Go type",
     {"{{ typeIs \"int\" 5 }}", "true"}},
    {"typeIsLike",
     "(string, any) bool",
     type_is_like,
     "whether the value has this Go type or points to it",
     {"{{ typeIsLike \"string\" \"a\" }}", "true"}},
    {"kindOf",
     "(any) string",
     kind_of,
     "the kind of the value: string, slice, map…",
     {"{{ kindOf (dict) }}", "map"}},
    {"kindIs",
     "(string, any) bool",
     kind_is,
     "whether the value is of this kind",
     {"{{ kindIs \"slice\" (list 1) }}", "true"}},
    {"deepEqual",
     "(any, any) bool",
     deep_equal,
     "whether two values are the same in type and content",
     {"{{ deepEqual (list 1) (list 1) }} {{ deepEqual 1 1.0 }}", "true false"}},
};

}  // namespace

std::span<const tmpl::Function> types() { return kTable; }

}  // namespace copctl::funcs
