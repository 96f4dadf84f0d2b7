#include "funcs/engine.h"
#include "support/catch.h"

namespace {

using copctl::tests::Library;
using copctl::tests::RenderCase;
using copctl::tests::rendered;

constexpr RenderCase kDefaults[] = {
    {R"({{ default "d" "" }} {{ default "d" 0 }} {{ default "d" nil }} {{ default "d" "x" }} {{ default "d" }} {{ default "d" (list) (list 1) }} {{ default "d" " " }})",
     "d d d x d d  "},
    {R"({{ empty 0 }} {{ empty "" }} {{ empty (dict) }} {{ empty nil }} {{ empty (list nil) }} {{ empty 0.1 }} {{ empty (semver "1.0.0") }})",
     "true true true true false false false"},
    {R"({{ coalesce nil "" 0 "x" "y" }} {{ coalesce 0 | toJson }} {{ coalesce | toJson }})",
     "x null null"},
    {R"({{ all 1 "a" }} {{ all 1 "" }} {{ all }} {{ any 0 "" }} {{ any 0 1 }} {{ any }})",
     "true false true false true false"},
    {"{{ ternary 1 2 true }} {{ ternary 1 2 false }}", "1 2"},
    {R"({{ ternary 1 2 "x" }})", R"(error: expected bool; found "x")"},
    {R"({{ fail "no way" }})", "error: error calling fail: no way"},
};

TEST_CASE("defaults: defaults") {
  for (const RenderCase& c : kDefaults) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}

constexpr RenderCase kRequired[] = {
    {R"({{ required "m" 0 }} {{ required "m" false }} {{ required "m" (list) }} {{ required "m" "x" }})",
     "0 false [] x"},
    {R"({{ required "m is needed" nil }})", "error: m is needed"},
    {R"({{ required "m is needed" "" }})", "error: m is needed"},
    {R"({{ fail "no way" }})", "error: no way"},
    {R"({{ fail "" }})", "error: `fail` has an empty message"},
    {R"({{ required "" nil }})", "error: `required` has an empty message"},
};

TEST_CASE("defaults: required") {
  for (const RenderCase& c : kRequired) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source, Library::kHelm) == c.expected); }
  }
}
}  // namespace
