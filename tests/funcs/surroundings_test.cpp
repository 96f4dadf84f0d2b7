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
TEST_CASE("surroundings: Helm has no environment, copctl no network") {
  const std::string refusal = "; templates see values alone, declare a parameter instead";
  CHECK(rendered(R"({{ env "HOME" }})", Library::kHelm) ==
        "error: function \"env\" not defined" + refusal);
  CHECK(rendered(R"({{ expandenv "$HOME" }})", Library::kHelm) ==
        "error: function \"expandenv\" not defined" + refusal);
  CHECK(rendered(R"({{ getHostByName "h" }})", Library::kHelm) ==
        "error: function \"getHostByName\" not defined" + refusal);
}

}  // namespace
