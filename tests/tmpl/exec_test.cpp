// Covers failure.cpp, set.cpp, tmpl.cpp.
#include "support/catch.h"
#include "tmpl/engine.h"

namespace {

using namespace copctl;
using tests::run;
using tests::RunCase;
using value::Value;

void check(std::span<const RunCase> cases, const tests::Run& how = {}) {
  for (const RunCase& c : cases) {
    DYNAMIC_SECTION(c.source) { CHECK(run(c.source, how) == c.expected); }
  }
}

constexpr RunCase kFields[] = {
    {"{{.s}} {{.n}} {{.f}} {{.b}} {{.l}} {{.m}}", "str 3 2.5 true [a b c] map[k:v sub:map[x:1]]"},
    {"{{.m.sub.x}} {{$.m.k}} {{(.m).k}} {{$m := .m}}{{$m.sub.x}}", "1 v v 1"},
    {"{{.nil}} {{.zz}} {{.zz.x}} {{(.nil).x}}", "<no value> <no value> <no value> <no value>"},
    {"{{.nil.x}}", "error: nil pointer evaluating interface {}.x; `nil` is null"},
    {"{{.s.q}}", "error: can't evaluate field q in type interface {}; `s` is of type string"},
    {"{{(.s).q}}", "error: can't evaluate field q in type string"},
    {"{{with .s}}{{.q}}{{end}}", "error: can't evaluate field q in type string"},
    {"{{range .l}}{{.q}}{{end}}", "error: can't evaluate field q in type interface {}"},
    {"{{range $k, $v := .m}}{{$k.q}}{{end}}", "error: can't evaluate field q in type string"},
    {"{{.m 1}}", "error: m is not a method but has arguments"},
    {"{{1 | .m}}", "error: m is not a method but has arguments"},
};

TEST_CASE("exec: fields") { check(kFields); }

constexpr RunCase kZeroKeys[] = {
    {"{{.zz}} {{(.zz).x}} {{$v := .zz}}{{$v.x}}", "<no value> <no value> <no value>"},
    {"{{.zz.x}}", "error: nil pointer evaluating interface {}.x; there is no `zz`"},
    {"{{.mm.k}}", "error: nil pointer evaluating interface {}.k; did you mean `m`?"},
    {"{{.zz | printf}}", "error: invalid value; expected string"},
    {"{{printf .zz}}",
     "error: wrong type for value; expected string; got interface {}; there is no value here"},
};

TEST_CASE("exec: a missing key that is a zero") {
  check(kZeroKeys, {.options = {.missing_key = tmpl::MissingKey::kZero}});
}

constexpr RunCase kErrorKeys[] = {
    {"{{.s}}", "str"},
    {"{{.zz}}", "error: map has no entry for key \"zz\""},
    {"{{.m.kk}}", "error: map has no entry for key \"kk\"; did you mean `k`?"},
    {"{{(index .m \"zz\").x}}", "error: nil data; no entry for key \"x\""},
};

TEST_CASE("exec: a missing key that is an error") {
  check(kErrorKeys, {.options = {.missing_key = tmpl::MissingKey::kError}});
}

constexpr RunCase kControl[] = {
    {"{{if .e}}1{{else if .nil}}2{{else if .n}}3{{else}}4{{end}}", "3"},
    {"{{if not .l}}1{{else}}2{{end}}", "2"},
    {"{{with .e}}1{{else}}{{.s}}{{end}} {{with $x := .m}}{{.k}}{{$x.k}}{{end}}", "str vv"},
    {"{{with .e}}1{{else with .m}}{{.k}}{{else}}2{{end}}", "v"},
    {"{{range .l}}{{.}},{{end}}", "a,b,c,"},
    {"{{range $i, $x := .l}}{{$i}}{{$x}} {{end}}", "0a 1b 2c "},
    {"{{range $k, $v := .m}}{{$k}}={{$v}} {{end}}", "k=v sub=map[x:1] "},
    {"{{range .nil}}1{{else}}none{{end}}{{range .e}}{{end}}", "error: range can't iterate over "},
    {"{{range 3}}{{.}}{{end}}{{range $i := .n}}{{$i}}{{end}}{{range 0}}x{{else}}-{{end}}",
     "012012-"},
    {"{{range $i, $j := 3}}{{end}}", "error: can't use 3 to iterate over more than one variable"},
    {"{{range .f}}{{end}}", "error: range can't iterate over 2.5"},
    {"{{range .l}}{{if eq . \"b\"}}{{continue}}{{end}}{{.}}{{end}}", "ac"},
    {"{{range .l}}{{with .}}{{if eq . \"b\"}}{{break}}{{end}}{{end}}{{.}}{{end}}", "a"},
    {"{{range .l}}{{.}}{{range $.zz}}{{else}}{{break}}{{end}}!{{end}}", "a!b!c!"},
    {"{{range .l}}{{.}}{{range $.zz}}{{else}}{{continue}}{{end}}!{{end}}", "abc"},
    {"{{$x := 0}}{{range $x = .l}}{{end}}{{$x}}", "c"},
    {"{{$i := 0}}{{$x := 0}}{{range $i, $x = .l}}{{end}}{{$i}}{{$x}}", "2c"},
};

TEST_CASE("exec: control structures") { check(kControl); }

TEST_CASE("exec: before Go 1.22 there is no range over an integer") {
  CHECK(run("{{range 3}}{{end}}", {.options = {.modern = false}}) ==
        "error: range can't iterate over 3");
}

constexpr RunCase kVariables[] = {
    {"{{$x := 1}}{{if true}}{{$x = 2}}{{$x := 3}}{{$x}}{{end}}{{$x}}", "32"},
    {"{{print ($v := .s) $v}}{{$v}}", "strstrstr"},
    {"{{$ := 1}}{{$}}", "1"},
    {"{{$x = 1}}", "error: undefined variable: $x; `:=` declares one"},
    {"{{or true ($v := 1)}}{{$v}}", "error: undefined variable: $v; `:=` declares one"},
    {"{{range .l}}{{$x := .}}{{end}}{{with $y := .s}}{{$y}}{{end}}", "str"},
};

TEST_CASE("exec: variables") { check(kVariables); }

constexpr RunCase kTemplates[] = {
    {"{{define \"t\"}}[{{.}}{{$}}]{{end}}{{template \"t\" .n}}{{template \"t\"}}",
     "[33][<no value><no value>]"},
    {"{{define \"t\"}}{{.}}{{end}}{{range .l}}{{template \"t\" $x := .}}{{$x}} {{end}}",
     "aa bb cc "},
    {"{{block \"b\" .m}}{{.k}}{{end}}", "v"},
    {"{{template \"tt\"}}{{define \"t\"}}x{{end}}",
     "error: template \"tt\" not defined; did you mean `t`?"},
};

TEST_CASE("exec: templates by name") { check(kTemplates); }

constexpr RunCase kArguments[] = {
    {"{{printf \"%v %v\" .n .s}} {{.s | printf \"%s-%s\" \"a\"}}", "3 str a-str"},
    {"{{len}}", "error: wrong number of args for len: want 1 got 0; it takes (any)"},
    {"{{.s | len 1}}",
     "error: wrong number of args for len: want 1 got 2; it takes (any), what is piped being the "
     "last"},
    {"{{1 | printf}}", "error: wrong type for value; expected string; got int"},
    {"{{printf}}",
     "error: wrong number of args for printf: want at least 1 got 0; it takes (string, ...any)"},
    {"{{printf 1}}", "error: expected string; found 1"},
    {"{{printf nil}}", "error: cannot assign nil to string"},
    {"{{printf .n}}", "error: wrong type for value; expected string; got int64"},
    {"{{printf .zz}}", "error: invalid value; expected string"},
    {"{{1 2}}", "error: can't give argument to non-function 1"},
    {"{{(print) 3}}", "error: can't give argument to non-function print"},
    {"{{\"a\" | $}}", "error: can't give argument to non-function $"},
    {"{{nil}}", "error: nil is not a command"},
    {"{{9223372036854775808}}", "error: 9223372036854775808 overflows int"},
    {"{{call .s}}", "error: error calling call: non-function .s of type string"},
    {"{{call nil}}", "error: error calling call: call of nil"},
    {"{{and .s 0 (index .l 9)}} {{or 0 .s (index .l 9)}} {{.n | and .s}} {{and nil}}",
     "0 str 3 <no value>"},
};

TEST_CASE("exec: arguments") { check(kArguments); }

Value double_it(tmpl::Call& call) { return Value::integer(call.integer(0) * 2); }
Value third(tmpl::Call& call) { return call.arg(2); }
Value complain(tmpl::Call& call) {
  call.fail("it is " + call.text(0));
  return {};
}
Value complain_plainly(tmpl::Call& call) {
  call.fail_plainly(call.text(0));
  return {};
}

constexpr tmpl::Function kFunctions[] = {
    {"double", "(int64) int64", double_it, "", {}},
    {"real", "(float64, bool, any) any", third, "", {}},
    {"keyed", "(map[string]any, []any, any) any", third, "", {}},
    {"timed", "(time.Time) any", double_it, "", {}},
    {"complain", "(string) any", complain, "", {}},
    {"plainly", "(string) any", complain_plainly, "", {}},
    {"random", "(int) string", double_it, "", {}, tmpl::Needs::kRandom},
    {"clock", "() any", double_it, "", {}, tmpl::Needs::kClock},
    {"home", "() any", double_it, "", {}, tmpl::Needs::kEnvironment},
    {"resolve", "() any", double_it, "", {}, tmpl::Needs::kNetwork},
};

constexpr RunCase kCalls[] = {
    {"{{double 4}} {{double .n}} {{double 1e3}} {{double 'a'}}", "8 6 2000 194"},
    {"{{double .f}}", "error: wrong type for value; expected int64; got float64"},
    {"{{double 1.5}}", "error: expected integer; found 1.5"},
    {"{{double \"2\"}}", "error: expected integer; found \"2\""},
    {"{{real 1 true 'x'}} {{real .f .b .s}}", "120 str"},
    {"{{real \"1\" true 1}}", "error: expected float; found \"1\""},
    {"{{real 1 1 1}}", "error: expected bool; found 1"},
    {"{{keyed .m .l 1}} {{keyed nil nil 2}} {{keyed .zz .zz 3}}", "1 2 3"},
    {"{{keyed .l .l 1}}",
     "error: wrong type for value; expected map[string]interface {}; got []interface {}"},
    {"{{keyed .nil .l 1}}",
     "error: wrong type for value; expected map[string]interface {}; got interface {}; there is no "
     "value here"},
    {"{{timed \"x\"}}", "error: can't handle \"x\" for arg of type time.Time"},
    {"{{timed nil}}", "error: cannot assign nil to time.Time"},
    {"{{complain \"bad\"}}", "error: error calling complain: it is bad"},
    {"{{plainly \"set x\"}}", "error: set x"},
    {"{{random 3}}",
     "error: `random` would make two renders differ; declare a parameter with `x-generate` in "
     "schema.yaml instead"},
    {"{{if false}}{{clock}}{{end}}",
     "error: `clock` would make two renders differ; declare a parameter for the time instead"},
    {"{{home}}",
     "error: function \"home\" not defined; templates see values alone, declare a parameter "
     "instead"},
    {"{{resolve}}",
     "error: function \"resolve\" not defined; templates see values alone, declare a parameter "
     "instead"},
};

TEST_CASE("exec: functions of a table") { check(kCalls, {.functions = kFunctions}); }

TEST_CASE("exec: a later table hides an earlier row") {
  constexpr tmpl::Function kOther[] = {{"len", "(any, any, any) any", third, "", {}}};
  CHECK(run("{{len 1 2 3}}", {.functions = kOther}) == "3");
}

Value shout(tmpl::Call& call) {
  return Value::string(call.arg(0).as_map().entries.begin()->first + call.text(1));
}

TEST_CASE("exec: methods come before keys") {
  constexpr tmpl::Method kMethods[] = {{"named.Map", "Shout", "(string) string", shout}};
  Value map = Value::map({{"Shout", Value::string("key")}});
  const tests::Run plain{.dot = map, .methods = kMethods};
  CHECK(run("{{.Shout}}", plain) == "key");
  map.as_map().type_name = "named.Map";
  CHECK(run("{{.Shout \"!\"}} {{\"?\" | .Shout}} {{(.Shout \"\") | len}}", plain) ==
        "Shout! Shout? 5");
  CHECK(run("{{.Shout}}", plain) ==
        "error: wrong number of args for Shout: want 1 got 0; it takes (string)");
  CHECK(run("{{.Shout.x \"!\"}}", plain) ==
        "error: wrong number of args for Shout: want 1 got 0; it takes (string)");
}

class Point final : public value::Object {
 public:
  std::string_view type_name() const override { return "geo.Point"; }
  const Value* field(std::string_view name) const override { return name == "X" ? &x_ : nullptr; }
  std::vector<std::string> field_names() const override { return {"X"}; }
  std::string text(bool addressable) const override { return addressable ? "point" : "{7}"; }

 private:
  Value x_ = Value::integer(7);
};

class Holder final : public value::Object {
 public:
  std::string_view type_name() const override { return "*geo.Holder"; }
  std::string_view kind_name() const override { return "ptr"; }
  const Value* field(std::string_view) const override { return &point_; }
  std::string text(bool addressable) const override { return addressable ? "{{7}}" : "&{{7}}"; }

 private:
  Value point_ = Value::object(std::make_shared<const Point>());
};

TEST_CASE("exec: structs") {
  const Value holder = Value::object(std::make_shared<const Holder>());
  const tests::Run how{.dot = Value::map({{"h", holder}})};
  CHECK(run("{{.h.P.X}} {{.h.P}} {{print .h.P}} {{.h}} {{print .h}}", how) ==
        "7 point {7} {{7}} &{{7}}");
  CHECK(run("{{.h.P.x}}", how) ==
        "error: can't evaluate field x in type geo.Point; did you mean `X`?");
  CHECK(run("{{.h.P 1}}", how) == "error: P has arguments but cannot be invoked as function");
}

struct EvaluateCase {
  const char* source;
  const char* expected;
};

constexpr EvaluateCase kEvaluated[] = {
    {"{{ .l }}", "[a b c]"},
    {"{{ .m.sub | print }}", "map[x:1]"},
    {"{{ .zz }}", "<nil>"},
    {"{{ $.n }}", "3"},
    {"{{ .n }} ", "error: not one expression; write it as `.Values.name`"},
    {"{{ .s.x }}", "error: can't evaluate field x in type interface {}; `s` is of type string"},
    {"{{ .n", "error: unclosed action"},
};

TEST_CASE("exec: the value of one pipeline") {
  for (const EvaluateCase& c : kEvaluated) {
    DYNAMIC_SECTION(c.source) {
      diag::SourceMap sources;
      diag::Diagnostics diagnostics;
      const tmpl::TemplateSet set(sources, {});
      const auto id = sources.add_view(diag::SourceKind::kArgument, "in", c.source);
      const auto result = set.evaluate(id, tests::sample(), diagnostics);
      CHECK((result ? tmpl::print_value(*result) : "error: " + diagnostics.all().front().message) ==
            c.expected);
    }
  }
}

}  // namespace
