#include <fmt/format.h>

#include <string>

#include "funcs/arguments.h"
#include "funcs/funcs.h"
#include "value/value.h"

// What to take when something is missing, and how to insist that it is there.

namespace copctl::funcs {

namespace {

using tmpl::Call;
using value::Value;

// sprig's `empty` is text/template's truth turned around.
bool is_empty(const Value& v) { return !value::truth(v); }

Value default_of(Call& call) {
  return call.count() > 1 && !is_empty(call.arg(1)) ? call.arg(1) : call.arg(0);
}

Value empty(Call& call) { return Value::boolean(is_empty(call.arg(0))); }

Value coalesce(Call& call) {
  for (const Value& v : call.args()) {
    if (!is_empty(v)) {
      return v;
    }
  }
  return Value::nil();
}

Value all(Call& call) {
  for (const Value& v : call.args()) {
    if (is_empty(v)) {
      return Value::boolean(false);
    }
  }
  return Value::boolean(true);
}

Value any(Call& call) {
  for (const Value& v : call.args()) {
    if (!is_empty(v)) {
      return Value::boolean(true);
    }
  }
  return Value::boolean(false);
}

Value ternary(Call& call) { return call.arg(call.boolean(2) ? 0 : 1); }

Value fail(Call& call) {
  call.fail(call.text(0));
  return Value::nil();
}

// Helm shows nothing where the author has no words; an error says something.
Value fail_plainly(Call& call) {
  const std::string& words = call.text(0);
  call.fail_plainly(words.empty() ? fmt::format("`{}` has an empty message", call.function().name)
                                  : words);
  return Value::nil();
}

// Helm's engine.go: only what is not there and the empty text are refused; 0 and false pass.
Value required(Call& call) {
  const Value& v = call.arg(1);
  const bool missing = v.is_nil() || (v.is_string() && v.as_string().empty());
  return missing ? fail_plainly(call) : v;
}

constexpr tmpl::Function kTable[] = {
    {"default",
     "(any, ...any) any",
     default_of,
     "the second value, or the first one when the second is missing or empty",
     {"{{ \"\" | default \"none\" }}", "none"}},
    {"empty",
     "(any) bool",
     empty,
     "whether the value is missing, false, zero or has nothing in it",
     {"{{ empty 0 }}", "true"}},
    {"coalesce",
     "(...any) any",
     coalesce,
     "the first value that is not empty",
     {"{{ coalesce nil \"\" 0 \"x\" }}", "x"}},
    {"all", "(...any) bool", all, "whether no value is empty", {"{{ all 1 \"a\" \"\" }}", "false"}},
    {"any", "(...any) bool", any, "whether a value is not empty", {"{{ any 0 \"a\" }}", "true"}},
    {"ternary",
     "(any, any, bool) any",
     ternary,
     "the first value when the condition holds, otherwise the second",
     {"{{ true | ternary \"on\" \"off\" }}", "on"}},
    {"fail",
     "(string) (string, error)",
     fail,
     "ends the render with this message",
     {"{{ if false }}{{ fail \"no\" }}{{ end }}", ""}},
};

constexpr tmpl::Function kHelmTable[] = {
    {"fail",
     "(string) (string, error)",
     fail_plainly,
     "ends the render with this message",
     {"{{ fail \"a host is needed\" }}", "error: a host is needed"}},
    {"required",
     "(string, any) (any, error)",
     required,
     "the value; ends the render with the message when it is missing or the empty text",
     {"{{ required \"a host is needed\" \"h\" }}", "h"}},
};

}  // namespace

std::span<const tmpl::Function> defaults() { return kTable; }
std::span<const tmpl::Function> helm_defaults() { return kHelmTable; }

}  // namespace copctl::funcs
