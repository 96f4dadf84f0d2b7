#include "funcs/engine.h"
#include "support/catch.h"

namespace {

using copctl::tests::Library;
using copctl::tests::RenderCase;
using copctl::tests::rendered;

constexpr RenderCase kNothingIsSeen[] = {
    {R"({{ expandenv "a$ b $$ ${} ${x ${y}z $1x $-k $_a é$é" }})", "a$ b   z x k  é$é"},
    {R"([{{ expandenv "$COPCTL_NOT_SET" }}][{{ expandenv "${" }}][{{ expandenv "a${x}b${" }}])",
     "[][][ab]"},
};

TEST_CASE("surroundings: nothing is seen") {
  for (const RenderCase& c : kNothingIsSeen) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}
}  // namespace
