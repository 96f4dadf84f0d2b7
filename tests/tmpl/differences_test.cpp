#include "base/text.h"
#include "support/catch.h"
#include "support/golden.h"
#include "tmpl/chart.h"

namespace {

using namespace copctl;

// What Go or Helm does otherwise: the case's first lines say why, its section `go` holds what comes
// from there.
std::vector<support::Section> run_case(const support::Archive& archive) {
  CHECK_FALSE(base::trim(archive.comment).empty());
  auto sections = tests::run_chart_case(archive);
  CHECK(archive.has("go"));
  CHECK(archive.text("go") != sections.front().text);
  return sections;
}

TEST_CASE("differences: each is as told, and has a reason") {
  support::run_goldens({.folder = "tests/tmpl/testdata/differences",
                        .outputs = {"error", "output"},
                        .run = run_case});
}

}  // namespace
