#include "tmpl/builtins.h"

#include <fmt/format.h>

#include <utility>

#include "tmpl/print.h"
#include "tmpl/tmpl.h"

namespace copctl::tmpl {

namespace {

using value::Value;

// More than any limit on growth: what fails is Call::reserve.
constexpr std::size_t kUnbounded = static_cast<std::size_t>(-1) / 2;
// What a Printer may make before it is asked whether that was too much.
constexpr std::size_t kPrintBytes = 64u << 20;

Value call_not(Call& call) { return Value::boolean(!value::truth(call.arg(0))); }

template <class Print>
Value printed(Call& call, Print print) {
  std::string out;
  Printer printer(out, kPrintBytes);
  print(printer);
  call.reserve(printer.stopped() ? kUnbounded : out.size());
  return Value::string(std::move(out));
}

Value call_print(Call& call) {
  return printed(call, [&](Printer& printer) { printer.print(call.args()); });
}

Value call_printf(Call& call) {
  return printed(call, [&](Printer& printer) { printer.printf(call.text(0), call.rest(1)); });
}

Value call_println(Call& call) {
  return printed(call, [&](Printer& printer) { printer.println(call.args()); });
}

constexpr Function kBuiltins[] = {
    {"and",
     "(any, ...any) any",
     nullptr,
     "the first argument that is false, or the last",
     {R"({{ and 1 "" 3 | printf "%q" }})", R"("")"}},
    {"call",
     "(any, ...any) any",
     nullptr,
     "calls a function value; values hold none",
     {"{{ with .callback }}{{ call . 1 }}{{ else }}none{{ end }}", "none"}},
    {"eq",
     "(any, ...any) bool",
     call_eq,
     "whether the first argument equals one of the others",
     {"{{ eq 1 2 1 }}", "true"}},
    {"ge", "(any, any) bool", call_ge, "whether a >= b", {"{{ ge 2 2 }}", "true"}},
    {"gt", "(any, any) bool", call_gt, "whether a > b", {"{{ gt 2 1 }}", "true"}},
    {"html",
     "(...any) string",
     call_html,
     "the printed arguments, escaped for HTML",
     {R"({{ html "<a>" }})", "&lt;a&gt;"}},
    {"index",
     "(any, ...any) any",
     call_index,
     "the element at a key or index, step by step",
     {R"({{ index "abc" 1 }})", "98"}},
    {"js",
     "(...any) string",
     call_js,
     "the printed arguments, escaped for JavaScript",
     {R"({{ js "it's" }})", R"(it\'s)"}},
    {"le", "(any, any) bool", call_le, "whether a <= b", {"{{ le 2 1 }}", "false"}},
    {"len",
     "(any) int",
     call_len,
     "bytes of a text, elements of a list or map",
     {R"({{ len "abc" }})", "3"}},
    {"lt", "(any, any) bool", call_lt, "whether a < b", {R"({{ lt "a" "b" }})", "true"}},
    {"ne", "(any, any) bool", call_ne, "whether a and b differ", {"{{ ne 1 2 }}", "true"}},
    {"not", "(any) bool", call_not, "whether the argument is false", {"{{ not 0 }}", "true"}},
    {"or",
     "(any, ...any) any",
     nullptr,
     "the first argument that is true, or the last",
     {R"({{ or "" "x" }})", "x"}},
    {"print",
     "(...any) string",
     call_print,
     "the arguments as text, blanks between those that are no texts",
     {"{{ print 1 2 }}", "1 2"}},
    {"printf",
     "(string, ...any) string",
     call_printf,
     "the arguments as Go's fmt.Sprintf writes them",
     {R"({{ printf "%03d|%s" 7 "x" }})", "007|x"}},
    {"println",
     "(...any) string",
     call_println,
     "the arguments with blanks between, and a line break",
     {R"({{ println "a" 1 }})", "a 1\n"}},
    {"slice",
     "(any, ...any) any",
     call_slice,
     "the part of a text or list between two indexes",
     {R"({{ slice "abcd" 1 3 }})", "bc"}},
    {"urlquery",
     "(...any) string",
     call_urlquery,
     "the printed arguments, escaped for a URL's query",
     {R"({{ urlquery "a b" }})", "a+b"}},
};

constexpr Function kHelm[] = {
    {"include",
     "(string, any) string",
     nullptr,
     "the output of a template, as text",
     {R"({{ define "x" }}[{{ . }}]{{ end }}{{ include "x" 1 }})", "[1]"}},
    {"tpl",
     "(string, any) string",
     nullptr,
     "a text run as a template",
     {R"({{ tpl "<{{ . }}>" 1 }})", "<1>"}},
};

}  // namespace

std::span<const Function> builtin_functions() { return kBuiltins; }
std::span<const Function> helm_functions() { return kHelm; }

}  // namespace copctl::tmpl
