#include "folder/resolution.h"

#include "diag/printer.h"
#include "support/catch.h"

namespace copctl::folder {
namespace {

TEST_CASE("rules are read as they are written") {
  struct Case {
    const char* text;
    // Empty: no rule.
    const char* resolution;
    const char* glob;
  };
  const Case cases[] = {
      {"mine", "mine", ""},
      {"new", "new", ""},
      {"mark", "mark", ""},
      {"report", "report", ""},
      {"mine:a/*", "mine", "a/*"},
      {"new:a:b", "new", "a:b"},
      {"", "", ""},
      {"theirs", "", ""},
      {"mine:", "", ""},
      {":a", "", ""},
      {"MINE", "", ""},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION('`' << c.text << '`') {
      const auto rule = parse_resolution_rule(c.text);
      CHECK(rule.has_value() == (*c.resolution != '\0'));
      if (rule) {
        CHECK(resolution_name(rule->resolution) == c.resolution);
        CHECK(rule->glob == c.glob);
      }
    }
  }
}

TEST_CASE("the last rule that fits holds, and those with a glob before those without") {
  struct Case {
    const char* name;
    std::vector<std::string> rules;
    const char* expected;
  };
  const Case cases[] = {
      {"none", {}, "report"},
      {"for every file", {"mine"}, "mine"},
      {"the last for every file", {"mine", "new"}, "new"},
      {"by the path in the folder", {"mine:pg-*"}, "mine"},
      {"by the tree path", {"mine:tmpl/pg/*"}, "mine"},
      {"another file's", {"mine:tmpl/redis/*"}, "report"},
      {"a glob before the rest", {"new:tmpl/pg/*", "mine"}, "new"},
      {"the last glob", {"new:tmpl/pg/*", "mark:tmpl/**"}, "mark"},
      {"back to telling", {"new", "report:tmpl/pg/*"}, "report"},
      {"a malformed glob fits nothing", {"new:[", "mine"}, "mine"},
  };
  const File file{"pg-secret.yaml", "", false, "tmpl/pg/secret.yaml"};
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      std::vector<ResolutionRule> rules;
      for (const std::string& text : c.rules) {
        rules.push_back(parse_resolution_rule(text).value());
      }
      CHECK(resolution_name(resolution_of(file, rules)) == c.expected);
    }
  }
}

TEST_CASE("a rule that fits no file is warned of") {
  const ResolutionRule rules[] = {{Resolution::kNew, ""},
                                  {Resolution::kMine, "a*"},
                                  {Resolution::kMine, "t/**"},
                                  {Resolution::kMine, "old"},
                                  {Resolution::kMine, "tpml/*"}};
  Lock previous;
  previous.files["old"] = {"old", ""};
  diag::Diagnostics diagnostics;
  warn_of_idle_rules({{"a.yaml", "", false, "t/a.yaml"}}, previous, rules, diagnostics);
  CHECK(diag::print(diagnostics, diag::SourceMap()) ==
        "warning: `tpml/*` matches no file of the dump [Usage]\n");
}

}  // namespace
}  // namespace copctl::folder
