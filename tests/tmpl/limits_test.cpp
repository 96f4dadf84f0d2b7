#include <string>

#include "support/catch.h"
#include "tmpl/engine.h"

namespace {

using namespace copctl;
using tests::run;

std::string repeated(std::string_view text, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

tests::Run helm(tmpl::Limits limits = {}) {
  tests::Run how;
  how.options.helm = true;
  how.options.limits = limits;
  return how;
}

TEST_CASE("limits: nesting while parsing") {
  const std::string parens = repeated("(", 1000) + "1" + repeated(")", 1000);
  CHECK(run("{{" + parens + "}}") == "1");
  CHECK(run("{{(" + parens + ")}}") == "error: nested more than 1000 deep (limit `parse_depth`)");
  const std::string deep = repeated("{{if 1}}", 100000);
  CHECK(run(deep) == "error: nested more than 1000 deep (limit `parse_depth`)");
  CHECK(run(repeated("{{if 1}}", 1000) + "x" + repeated("{{end}}", 1000)) == "x");
  CHECK(run(repeated("{{block \"a\" 1}}", 100000)) ==
        "error: nested more than 1000 deep (limit `parse_depth`)");
}

TEST_CASE("limits: length is not depth") {
  CHECK(run("{{if 0}}" + repeated("{{else if 0}}", 100000) + "{{else}}x{{end}}") == "x");
  CHECK(run("{{1" + repeated("|print", 100000) + "}}") == "1");
  CHECK(run("{{len (print" + repeated(" 1", 100000) + ")}}") == "199999");
  CHECK(run(repeated("{{$x := 1}}", 20000) + "{{$x}}") == "1");
}

TEST_CASE("limits: parts of a set") {
  tests::Run how;
  how.options.limits.nodes = 10;
  CHECK(run(repeated("{{.}}", 20), how) ==
        "error: templates with more than 10 parts (limit `nodes`)");
}

TEST_CASE("limits: templates that run themselves") {
  CHECK(run("{{define \"x\"}}{{template \"x\"}}{{end}}{{template \"x\"}}") ==
        "error: exceeded maximum template depth (1000) (limit `exec_depth`)");
  CHECK(run("{{define \"x\"}}{{include \"x\" .}}{{end}}{{include \"x\" .}}", helm()) ==
        "error: error calling include: rendering template has a nested reference name: x: unable "
        "to execute template; it includes itself more than 1000 times (limit `include_depth`)");
  const value::Value text = value::Value::string("{{tpl . .}}");
  tests::Run how = helm();
  how.dot = text;
  how.options.limits.exec_depth = 300;
  CHECK(run("{{tpl . .}}", how) ==
        "error: exceeded maximum template depth (300) (limit `exec_depth`)");
}

TEST_CASE("limits: no chain of calls outruns the stack") {
  std::string texts;
  for (int i = 0; i < 3000; ++i) {
    texts += "{{define \"" + std::to_string(i) + "\"}}" + repeated("{{with 1}}", 50) +
             "{{include \"" + std::to_string((i + 1) % 3000) + "\" .}}" + repeated("{{end}}", 50) +
             "{{end}}";
  }
  CHECK(run(texts + "{{include \"0\" .}}", helm()) ==
        "error: templates that run each other need more than 6291456 bytes of stack; does one run "
        "itself? (limit `stack_bytes`)");
}

TEST_CASE("limits: steps") {
  tests::Run how;
  how.options.limits.steps = 1000;
  CHECK(run("{{range 1000000000}}{{end}}", how) ==
        "error: more than 1000 steps in one render; does a loop not end? (limit `steps`)");
  CHECK(run("{{range 10}}{{.}}{{end}}", how) == "0123456789");
}

TEST_CASE("limits: output") {
  tests::Run how;
  how.options.limits.output_bytes = 1000;
  CHECK(run("{{range 1000}}xxxxxxxxxx{{end}}", how) ==
        "error: output of more than 1000 bytes (limit `output_bytes`)");
  CHECK(run("{{range 20}}x{{end}}", how) == repeated("x", 20));
  CHECK(run("{{range 1000}}x{{end}}", how) ==
        "error: output of more than 1000 bytes (limit `output_bytes`)");
}

TEST_CASE("limits: what one call makes, and all calls together") {
  tmpl::Limits limits;
  limits.text_bytes = 1000;
  CHECK(run("{{printf \"%2000d\" 1}}", helm(limits)) ==
        "error: a value of more than 1000 bytes (limit `text_bytes`)");
  limits.made_bytes = 10000;
  CHECK(run("{{range 1000}}{{$x := printf \"%900d\" 1}}{{end}}", helm(limits)) ==
        "error: calls made more than 10000 bytes of values in one render (limit `made_bytes`)");
}

TEST_CASE("limits: texts given to tpl") {
  tmpl::Limits limits;
  limits.tpl_bytes = 100;
  CHECK(run("{{range 1000}}{{tpl (print \"text \" .) .}}{{end}}", helm(limits)) ==
        "error: error calling tpl: cannot parse template \"text 15\": different `tpl` texts of "
        "more than 100 bytes (limit `tpl_bytes`)");
}

}  // namespace
