#include "support/catch.h"
#include "tmpl/engine.h"

namespace {

using namespace copctl;
using tests::run;
using tests::RunCase;
using tests::Texts;

tests::Run helm() {
  tests::Run how;
  how.options.helm = true;
  how.options.missing_key = tmpl::MissingKey::kZero;
  return how;
}

constexpr RunCase kCases[] = {
    {"a{{.zz}}b<no value>c", "abc"},
    {"<no <no value>value>", "<no value>"},
    {"{{define \"x\"}}[{{.}}]{{end}}{{include \"x\" .s | printf \"%q\"}}", "\"[str]\""},
    {"{{define \"x\"}}{{.zz}}{{end}}{{include \"x\" . | len}}", "10"},
    {"{{$v := 1}}{{define \"x\"}}{{$}}{{end}}{{include \"x\" .n}}{{$v}}", "31"},
    {"{{define \"fact\"}}{{if .}}x{{include \"fact\" (slice . 1)}}{{end}}{{end}}{{include \"fact\" "
     "\"abc\"}}",
     "xxx"},
    {"{{define \"labels\"}}{{end}}{{include \"lables\" .}}",
     "error: error calling include: template: no template \"lables\" associated with template "
     "\"gotpl\"; did you mean `labels`?"},
    {"{{include \"x\"}}",
     "error: wrong number of args for include: want 2 got 1; it takes (string, any)"},
    {"{{tpl \"<{{.s}}{{.zz}}>\" .}}{{tpl .s .}}{{tpl \"\" .}}", "<str>str"},
    {"{{tpl \"{{.k}}\" .m}}{{tpl \"{{tpl `{{.}}` .k}}\" .m}}", "vv"},
    {"{{define \"x\"}}old{{end}}{{tpl \"{{define `x`}}new{{end}}{{include `x` .}}{{template "
     "`x`}}\" "
     ".}}{{include \"x\" .}}",
     "newnewold"},
    {"{{define \"y\"}}{{include \"x\" .}}{{end}}{{define \"x\"}}1{{end}}{{tpl \"{{define "
     "`x`}}2{{end}}{{include `y` .}}\" .}}{{include \"y\" .}}",
     "21"},
    {"{{define \"x\"}}1{{end}}{{tpl \"{{define `x`}} {{end}}{{include `x` .}}\" .}}", "1"},
    {"{{tpl \"{{define `only`}}1{{end}}\" .}}{{include \"only\" .}}",
     "error: error calling include: template: no template \"only\" associated with template "
     "\"gotpl\""},
    {"{{$x := 1}}{{tpl \"{{$x}}\" .}}",
     "error: error calling tpl: cannot parse template \"{{$x}}\": undefined variable \"$x\"; a "
     "variable lives to the end of its block, and not in other templates"},
    {"{{tpl \"{{.s\" .}}",
     "error: error calling tpl: cannot parse template \"{{.s\": unclosed action"},
    {"{{tpl .n .}}", "error: wrong type for value; expected string; got int64"},
};

TEST_CASE("helm: include and tpl") {
  for (const RunCase& c : kCases) {
    DYNAMIC_SECTION(c.source) { CHECK(run(c.source, helm()) == c.expected); }
  }
}

TEST_CASE("helm: only there are include and tpl, and only there is no value deleted") {
  CHECK(run("{{include \"x\" .}}") == "error: function \"include\" not defined");
  CHECK(run("{{.zz}}") == "<no value>");
}

TEST_CASE("helm: one text given to tpl often is parsed once") {
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  tmpl::TemplateSet set(sources, helm().options);
  const auto id = sources.add(diag::SourceKind::kFile, "main",
                              "{{range 1000}}{{tpl \"{{.}}\" .}}{{tpl \"{{.}},\" .}}{{end}}");
  REQUIRE(set.parse("main", id, diagnostics));
  REQUIRE(set.execute("main", {}, diagnostics));
  CHECK(sources.add(diag::SourceKind::kFile, "next", "") == id + 3);
}

TEST_CASE("helm: the stack of calls follows the error, innermost first") {
  const Texts texts{{"_h.tpl",
                     "{{define \"deep\"}}\n  {{ include \"deeper\" . }}\n{{end}}\n"
                     "{{define \"deeper\"}}\n    {{ .s.q }}\n{{end}}"},
                    {"main.yaml", "{{ tpl \"{{ include `deep` . }}\" . }}"}};
  tests::Run how = helm();
  how.whole = true;
  CHECK(
      run(texts, "main.yaml", how) ==
      R"(_h.tpl:5:8: error: can't evaluate field q in type interface {}; `s` is of type string [TemplateExecution]
    5 |     {{ .s.q }}
      |        ^~~~
_h.tpl:2:6: note: in `deeper`, called here
    2 |   {{ include "deeper" . }}
      |      ^~~~~~~~~~~~~~~~~~
gotpl:1:4: note: in `deep`, called here
    1 | {{ include `deep` . }}
      |    ^~~~~~~~~~~~~~~~
main.yaml:1:4: note: in a `tpl` text, called here
    1 | {{ tpl "{{ include `deep` . }}" . }}
      |    ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
)");
}

TEST_CASE("helm: of a deep stack the innermost calls and the outermost are shown") {
  tests::Run how = helm();
  how.whole = true;
  how.options.limits.include_depth = 20;
  const std::string text =
      run("{{define \"x\"}}{{include \"x\" .}}{{end}}\n{{include \"x\" .}}", how);
  CHECK(
      text.starts_with("main:1:17: error: error calling include: rendering template has a nested "
                       "reference name: x: unable to execute template; it includes itself more "
                       "than 20 times (limit `include_depth`) [TemplateLimit]\n"));
  CHECK(text.find("main:2:3: note: in `x`, called here, 11 calls further out") !=
        std::string::npos);
}

}  // namespace
