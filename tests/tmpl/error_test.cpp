// Covers report.cpp.
#include "support/catch.h"
#include "support/golden.h"
#include "tmpl/chart.h"
#include "tmpl/engine.h"

namespace {

using namespace copctl;

// Every case is one mistake; what comes out is all that its author is told.
TEST_CASE("error: every mistake is told where it is, with what to do") {
  support::run_goldens({.folder = "tests/tmpl/testdata/errors",
                        .outputs = {"error", "output"},
                        .run = tests::run_chart_case});
}

TEST_CASE("error: an unknown entry") {
  CHECK(tests::run({{"main.yaml", ""}}, "man.yaml") ==
        "error: no template \"man.yaml\" associated with template \"gotpl\"; did you mean "
        "`main.yaml`?");
}

}  // namespace
