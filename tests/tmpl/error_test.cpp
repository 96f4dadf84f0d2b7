// Covers report.cpp.
#include "support/catch.h"
#include "tmpl/engine.h"

namespace {

using namespace copctl;
using tests::run;
using tests::RunCase;

// Whole diagnostics: where, what, and the exact expression.
constexpr RunCase kCases[] = {
    {"a\n  {{ index .l 9 }}",
     R"(main:2:6: error: error calling index: index out of range: 9 [TemplateExecution]
    2 |   {{ index .l 9 }}
      |      ^~~~~~~~~~
)"},
    {"{{ .m.k.q.z }}",
     R"(main:1:4: error: can't evaluate field q in type interface {} [TemplateExecution]
    1 | {{ .m.k.q.z }}
      |    ^~~~~~~~
)"},
    {"{{ print 1 (printf .n) }}",
     R"(main:1:20: error: wrong type for value; expected string; got int64 [TemplateExecution]
    1 | {{ print 1 (printf .n) }}
      |                    ^~
)"},
    {"{{ 1 | len 2 3 }}",
     R"(main:1:8: error: wrong number of args for len: want 1 got 3 [TemplateExecution]
    1 | {{ 1 | len 2 3 }}
      |        ^~~
)"},
    {"{{ template \"nope\" . }}", R"(main:1:13: error: template "nope" not defined [UnknownTemplate]
    1 | {{ template "nope" . }}
      |             ^~~~~~~~
)"},
    {"{{ printt 1 }}",
     R"(main:1:4: error: function "printt" not defined; did you mean `print`? [UnknownFunction]
    1 | {{ printt 1 }}
      |    ^~~~~~
)"},
    {"{{ $y }}", R"(main:1:4: error: undefined variable "$y" [UnknownVariable]
    1 | {{ $y }}
      |    ^~
)"},
    {"{{ if .s }}\n{{ .x | 5 }}\n{{ end }}",
     R"(main:2:9: error: non executable command in pipeline stage 2 [TemplateSyntax]
    2 | {{ .x | 5 }}
      |         ^
)"},
    {"{{define \"t\"}}{{.q}}{{end}}\n{{template \"t\" .s}}",
     R"(main:1:17: error: can't evaluate field q in type string [TemplateExecution]
    1 | {{define "t"}}{{.q}}{{end}}
      |                 ^~
main:2:12: note: in `t`, run by `template` here
    2 | {{template "t" .s}}
      |            ^~~~~~
)"},
};

TEST_CASE("error: diagnostics point at the exact expression") {
  for (const RunCase& c : kCases) {
    DYNAMIC_SECTION(c.source) { CHECK(run(c.source, {.whole = true}) == c.expected); }
  }
}

TEST_CASE("error: an unknown entry") {
  CHECK(run({{"main.yaml", ""}}, "man.yaml") ==
        "error: no template \"man.yaml\" associated with template \"gotpl\"; did you mean "
        "`main.yaml`?");
}

}  // namespace
