// Covers node.cpp.
#include "tmpl/parse.h"

#include <string>

#include "diag/source_map.h"
#include "support/catch.h"
#include "tmpl/engine.h"
#include "tmpl/failure.h"

namespace {

using namespace copctl;
using tests::run;
using tests::RunCase;

// The bodies of a text printed back, `name: source` a line.
std::string reprinted(std::string_view text) {
  diag::SourceMap sources;
  const auto source = sources.add_view(diag::SourceKind::kFile, "main", text);
  tmpl::Vocabulary vocabulary(true);
  const tmpl::Options options;
  std::size_t nodes = 0;
  std::string out;
  for (const tmpl::Body& body :
       tmpl::parse_text({vocabulary, options, nullptr, nodes}, "main", source, text)) {
    out += body.name + ": " + tmpl::source_text(body.nodes) + "\n";
  }
  return out;
}

constexpr RunCase kSpellings[] = {
    {"a {{- .x.y  -}} b", "main: a{{.x.y}}b\n"},
    {"{{ $x := 1 }}{{ $x = 'a' }}{{$x.y}}", "main: {{$x := 1}}{{$x = 'a'}}{{$x.y}}\n"},
    {"{{ print (len .a | not) nil true . 0x1F `r` \"s\" }}",
     "main: {{print (len .a | not) nil true . 0x1F `r` \"s\"}}\n"},
    {"{{ (.a).b.c }}{{ print.x }}", "main: {{(.a).b.c}}{{print.x}}\n"},
    {"{{ \"a\" | }}", "main: {{\"a\"}}\n"},
    {"{{if .a}}1{{else if .b}}2{{else}}3{{end}}",
     "main: {{if .a}}1{{else if .b}}2{{else}}3{{end}}\n"},
    {"{{with .a}}1{{else with .b}}2{{end}}", "main: {{with .a}}1{{else with .b}}2{{end}}\n"},
    {"{{range $i, $x := .l}}{{break}}{{else}}{{end}}",
     "main: {{range $i, $x := .l}}{{break}}{{else}}{{end}}\n"},
    {"{{define \"x\"}}X{{end}}{{template `x`}}{{template \"x\" .a}}",
     "x: X\nmain: {{template \"x\"}}{{template \"x\" .a}}\n"},
    {"{{block \"b\" .}}B{{end}}", "b: B\nmain: {{template \"b\" .}}\n"},
    {"{{define \"x\"}} {{end}}{{define \"x\"}}X{{end}}{{define \"x\"}}\n{{end}}", "x: X\nmain: \n"},
};

TEST_CASE("parse: texts printed back") {
  for (const RunCase& c : kSpellings) {
    DYNAMIC_SECTION(c.source) { CHECK(reprinted(c.source) == c.expected); }
  }
}

constexpr RunCase kMistakes[] = {
    {"{{}}", "error: missing value for command"},
    {"{{if}}{{end}}", "error: missing value for if"},
    {"{{print ()}}", "error: missing value for parenthesized pipeline"},
    {"{{block \"a\"}}{{end}}", "error: missing value for block clause"},
    {"{{| print}}", "error: unexpected \"|\" in command"},
    {"{{print | | print}}", "error: unexpected \"|\" in command"},
    {"{{print \"a\"\"b\"}}", "error: unexpected \"\\\"b\\\"\" in operand"},
    {"{{.x | 1}}", "error: non executable command in pipeline stage 2"},
    {"{{1.x}}", "error: bad number syntax: \"1.x\""},
    {"{{nil.x}}", "error: unexpected . after term \"nil\""},
    {"{{\"\\q\"}}", "error: invalid syntax; a backslash in double quotes is written `\\\\`"},
    {"{{'ab'}}", "error: malformed character constant: 'ab'"},
    {"{{nofunc}}", "error: function \"nofunc\" not defined"},
    {"{{pint 1}}", "error: function \"pint\" not defined; did you mean `print`?"},
    {"{{$x}}",
     "error: undefined variable \"$x\"; a variable lives to the end of its block, and not in other "
     "templates"},
    {"{{$name := 1}}{{$nmae}}", "error: undefined variable \"$nmae\"; did you mean `$name`?"},
    {"{{if $x := 1}}{{end}}{{$x}}",
     "error: undefined variable \"$x\"; a variable lives to the end of its block, and not in other "
     "templates"},
    {"{{$x := 1}}{{define \"a\"}}{{$x}}{{end}}",
     "error: undefined variable \"$x\"; a variable lives to the end of its block, and not in other "
     "templates"},
    {"{{$x, $y := 1}}", "error: too many declarations in command"},
    {"{{range $x, $y, $z := .l}}{{end}}", "error: too many declarations in range"},
    {"{{range $x, .l}}{{end}}", "error: range can only initialize variables"},
    {"{{if .x}}", "error: unexpected EOF; the `if` of line 1 has no `end`"},
    {"{{end}}", "error: unexpected {{end}}"},
    {"{{else}}", "error: unexpected {{else}}"},
    {"{{if .x}}{{else}}{{else}}{{end}}", "error: expected end; found {{else}}"},
    {"{{range .l}}{{else if .x}}{{end}}", "error: unexpected <if> in input"},
    {"{{define \"a\"}}{{else}}{{end}}", "error: unexpected {{else}} in define clause"},
    {"{{block \"a\" .}}{{else}}{{end}}", "error: unexpected {{else}} in block clause"},
    {"{{if .x}}{{define \"a\"}}{{end}}{{end}}", "error: unexpected <define> in command"},
    {"{{define a}}{{end}}", "error: unexpected \"a\" in define clause"},
    {"{{template a}}", "error: unexpected \"a\" in template clause"},
    {"{{break}}", "error: {{break}} outside {{range}}"},
    {"{{range .l}}{{else}}{{continue}}{{end}}", "error: {{continue}} outside {{range}}"},
    {"{{range .l}}{{break .}}{{end}}", "error: unexpected <.> in {{break}}"},
    {"{{define \"a\"}}1{{end}}{{define \"a\"}}2{{end}}",
     "error: template: multiple definition of template \"a\""},
    {"{{.x", "error: unclosed action"},
    {"{{.x\n", "error: unclosed action started at main:1"},
    {"\n{{(\n}}", "error: unclosed left paren in action started at main:2"},
};

TEST_CASE("parse: mistakes, in Go's words") {
  for (const RunCase& c : kMistakes) {
    DYNAMIC_SECTION(c.source) { CHECK(run(c.source) == c.expected); }
  }
}

// Go reports the line of the token that it read last.
TEST_CASE("parse: a mistake lies on the line that Go reports") {
  struct {
    const char* source;
    unsigned line;
  } const cases[] = {{"{{\n}}", 2},
                     {"{{nofunc\n}}", 1},
                     {"{{/* a\nb */}}\n{{nofunc}}", 3},
                     {"{{if .x}}\n\n", 3},
                     {"{{print 1\n| 2\n}}", 3},
                     {"{{define \"a\"}}1{{end}}\n{{define \"a\"}}2\n{{end}}", 3}};
  for (const auto& c : cases) {
    DYNAMIC_SECTION(c.source) {
      diag::SourceMap sources;
      diag::Diagnostics diagnostics;
      tmpl::TemplateSet set(sources, {});
      const auto source = sources.add_view(diag::SourceKind::kFile, "main", c.source);
      CHECK_FALSE(set.parse("main", source, diagnostics));
      CHECK(sources.position(diagnostics.all().front().span).line == c.line);
    }
  }
}

TEST_CASE("parse: a later text replaces a body unless its own is empty") {
  CHECK(run({{"a", "{{define \"x\"}}1{{end}}"},
             {"b", "{{define \"x\"}} {{end}}"},
             {"main", "{{template \"x\"}}"}},
            "main") == "1");
  CHECK(run({{"a", "{{define \"x\"}}1{{end}}"},
             {"b", "{{define \"x\"}}2{{end}}"},
             {"main", "{{template \"x\"}}"}},
            "main") == "2");
  CHECK(run({{"a", "{{define \"b\"}}1{{end}}"}, {"b", "\u00a0\n"}}, "b") == "1");
}

TEST_CASE("parse: before Go 1.23 there is no else with") {
  CHECK(run("{{with .s}}{{else with .l}}{{end}}", {.options = {.modern = false}}) ==
        "error: unexpected <with> in else");
}

}  // namespace
