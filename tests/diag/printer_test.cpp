#include "diag/printer.h"

#include <vector>

#include "support/catch.h"

namespace copctl::diag {
namespace {

struct Fixture {
  SourceMap sources;
  SourceId file =
      sources.add(SourceKind::kFile, "values.yaml", "domain: a\ningress:\n  ingress: nginx\n");
  SourceId argument = sources.add(SourceKind::kArgument, "--ingress", "--ingress nginx");
  SourceId variable =
      sources.add(SourceKind::kEnvironment, "COPCTL_INGRESS", "COPCTL_INGRESS=nginx");
  SourceId rendered =
      sources.add(SourceKind::kRendered, "tmpl/pg/dep.yaml", "kind: Deployment\n\treplicas: 1\n");

  std::string print_error(Span span, std::string message, std::vector<Note> notes = {}) const {
    return print(Diagnostic{.kind = Kind::kNotInEnum,
                            .span = span,
                            .message = std::move(message),
                            .notes = std::move(notes)},
                 sources);
  }
};

TEST_CASE_METHOD(Fixture, "an error in a file") {
  CHECK(print_error({file, 30, 35},
                    "`ingress` must be one of istio, ingress, openshift; got `nginx`") ==
        "values.yaml:3:12: error: `ingress` must be one of istio, ingress, openshift; got `nginx` "
        "[NotInEnum]\n"
        "    3 |   ingress: nginx\n"
        "      |            ^~~~~\n");
}

TEST_CASE_METHOD(Fixture, "an error in an argument shows the argument") {
  CHECK(print_error({argument, 10, 15}, "not one of these") ==
        "--ingress: error: not one of these [NotInEnum]\n"
        "      | --ingress nginx\n"
        "      |           ^~~~~\n");
}

TEST_CASE_METHOD(Fixture, "an error in the environment shows the variable") {
  CHECK(print_error({variable, 15, 20}, "not one of these") ==
        "COPCTL_INGRESS: error: not one of these [NotInEnum]\n"
        "      | COPCTL_INGRESS=nginx\n"
        "      |                ^~~~~\n");
}

TEST_CASE_METHOD(Fixture, "an error in rendered text says so") {
  CHECK(print_error({rendered, 17, 18}, "a tab cannot indent") ==
        "tmpl/pg/dep.yaml (rendered):2:1: error: a tab cannot indent [NotInEnum]\n"
        "    2 | \treplicas: 1\n"
        "      | ^\n");
}

TEST_CASE_METHOD(Fixture, "an error without a place is only told") {
  CHECK(print_error({}, "nothing to do") == "error: nothing to do [NotInEnum]\n");
}

TEST_CASE_METHOD(Fixture, "an empty source has no line to show") {
  const SourceId empty = sources.add(SourceKind::kFile, "empty.yaml", "");
  CHECK(print_error({empty, 0, 0}, "is empty") == "empty.yaml:1:1: error: is empty [NotInEnum]\n");
}

TEST_CASE_METHOD(Fixture, "notes follow, each with its line") {
  CHECK(print_error({file, 30, 35}, "bad", {{{argument, 0, 9}, "also given here"}, {{}, "so"}}) ==
        "values.yaml:3:12: error: bad [NotInEnum]\n"
        "    3 |   ingress: nginx\n"
        "      |            ^~~~~\n"
        "--ingress: note: also given here\n"
        "      | --ingress nginx\n"
        "      | ^~~~~~~~~\n"
        "note: so\n");
}

TEST_CASE_METHOD(Fixture, "a warning is called one") {
  Diagnostics diagnostics;
  diagnostics.warning({file, 0, 6}, Kind::kDeprecated, "`domain` is deprecated");
  CHECK(print(diagnostics, sources) ==
        "values.yaml:1:1: warning: `domain` is deprecated [Deprecated]\n"
        "    1 | domain: a\n"
        "      | ^~~~~~\n");
}

TEST_CASE_METHOD(Fixture, "diagnostics are sorted by place") {
  const SourceId second = sources.add(SourceKind::kFile, "b.yaml", "x\ny\n");
  const SourceId late = sources.add(SourceKind::kArgument, "--late", "--late 1");
  Diagnostics diagnostics;
  for (const Span span : {Span{second, 2, 3}, Span{second, 0, 1}, Span{late, 0, 0},
                          Span{file, 0, 0}, Span{argument, 0, 0}, Span{}}) {
    diagnostics.error(span, Kind::kUsage, "e");
  }
  diagnostics.error({second, 0, 1}, Kind::kUsage, "after its equal");
  CHECK(print(diagnostics, sources) ==
        "error: e [Usage]\n"
        "--ingress: error: e [Usage]\n      | --ingress nginx\n      | ^\n"
        "--late: error: e [Usage]\n      | --late 1\n      | ^\n"
        "values.yaml:1:1: error: e [Usage]\n    1 | domain: a\n      | ^\n"
        "b.yaml:1:1: error: e [Usage]\n    1 | x\n      | ^\n"
        "b.yaml:1:1: error: after its equal [Usage]\n    1 | x\n      | ^\n"
        "b.yaml:2:1: error: e [Usage]\n    2 | y\n      | ^\n");
}

TEST_CASE_METHOD(Fixture, "what was not kept is counted at the end") {
  Diagnostics diagnostics;
  for (std::size_t i = 0; i < Diagnostics::kMaxErrors + 1; ++i) {
    diagnostics.error({}, Kind::kUsage, "e");
    diagnostics.warning({}, Kind::kUsage, "w");
  }
  diagnostics.warning({}, Kind::kUsage, "w");
  const std::string text = print(diagnostics, sources);
  const std::string end = "1 more error is not shown\n2 more warnings are not shown\n";
  CHECK(text.substr(text.size() - end.size()) == end);
}

TEST_CASE_METHOD(Fixture, "line numbers of any length keep the bars in line") {
  const SourceId high =
      sources.add(SourceKind::kFile, "long.yaml", std::string(123455, '\n') + "x");
  CHECK(print_error({high, 123455, 123456}, "e") ==
        "long.yaml:123456:1: error: e [NotInEnum]\n"
        "123456 | x\n"
        "       | ^\n");
}

TEST_CASE_METHOD(Fixture, "what is echoed cannot steer a terminal") {
  const SourceId odd = sources.add(SourceKind::kFile, "a\x1b.yaml", "k: \x1b[2J\u202e\n");
  CHECK(print_error({odd, 3, 4}, "got `\x1b[31m\nvalues.yaml:1:1: error: forged`",
                    {{{}, "a\tb\n"}}) ==
        "a\\x1b.yaml:1:4: error: got `\\x1b[31m\\nvalues.yaml:1:1: error: forged` [NotInEnum]\n"
        "    1 | k: \\x1b[2J\\u202e\n"
        "      |    ^~~~\n"
        "note: a\\tb\\n\n");
}

TEST_CASE_METHOD(Fixture, "an author's text keeps its lines, indented") {
  const Diagnostic diagnostic{.kind = Kind::kTemplateFail,
                              .span = {},
                              .message = "set one:\n\t--a\nvalues.yaml:1:1: error: \x1b\n\n",
                              .notes = {},
                              .keeps_layout = true};
  CHECK(print(diagnostic, sources) ==
        "error: set one:\n"
        "    \t--a\n"
        "    values.yaml:1:1: error: \\x1b [TemplateFail]\n");
}

TEST_CASE_METHOD(Fixture, "a message that repeats a long input is cut between characters") {
  std::string message(8191, 'x');
  CHECK(print_error({}, message + "y") == "error: " + message + "y [NotInEnum]\n");
  CHECK(print_error({}, message + "é") == "error: " + message + "… [NotInEnum]\n");
}

TEST_CASE_METHOD(Fixture, "a secret is not shown") {
  const SourceId secret = sources.add(SourceKind::kArgument, "--password", "--password hunter2");
  sources.conceal({secret, 11, 18});
  CHECK(print_error({secret, 11, 18}, "too short") ==
        "--password: error: too short [NotInEnum]\n"
        "      | --password ***\n"
        "      |            ^~~\n");
}

TEST_CASE_METHOD(Fixture, "colour marks place, severity and caret") {
  Diagnostics diagnostics;
  diagnostics.error({file, 30, 35}, Kind::kNotInEnum, "bad")
      .notes.push_back({{argument, 0, 1}, "here"});
  diagnostics.warning({}, Kind::kUsage, "w");
  CHECK(print(diagnostics, sources, {.color = true}) ==
        "\x1b[1;35mwarning:\x1b[0m w [Usage]\n"
        "\x1b[1mvalues.yaml:3:12:\x1b[0m \x1b[1;31merror:\x1b[0m bad [NotInEnum]\n"
        "    3 |   ingress: nginx\n"
        "      |            \x1b[1;32m^~~~~\x1b[0m\n"
        "\x1b[1m--ingress:\x1b[0m \x1b[1;36mnote:\x1b[0m here\n"
        "      | --ingress nginx\n"
        "      | \x1b[1;32m^\x1b[0m\n");
}

}  // namespace
}  // namespace copctl::diag
