#include "funcs/engine.h"
#include "support/catch.h"

namespace {

using copctl::tests::RenderCase;
using copctl::tests::rendered;

constexpr RenderCase kPaths[] = {
    {R"({{ base "" }} {{ base "/" }} {{ base "///" }} {{ base "a/b/" }} {{ base "/a" }} {{ osBase "x/y.z" }})",
     ". / / b a y.z"},
    {R"({{ dir "" }} {{ dir "a" }} {{ dir "/a" }} {{ dir "a/b/" }} {{ dir "a//b" }} {{ dir "../a" }} {{ osDir "/a/b" }})",
     ". . / a/b a .. /a"},
    {R"({{ clean "a/../b//c/." }} {{ clean "" }} {{ clean "/../a" }} {{ clean "a/../.." }} {{ osClean "./a" }})",
     "b/c . /a .. a"},
    {R"([{{ ext "a.tar.gz" }}][{{ ext ".hidden" }}][{{ ext "a.b/c" }}][{{ ext "a." }}][{{ osExt "" }}])",
     "[.gz][.hidden][][.][]"},
    {R"({{ isAbs "/a" }} {{ isAbs "a" }} {{ isAbs "" }} {{ osIsAbs "/" }})",
     "true false false true"},
};

TEST_CASE("paths: paths") {
  for (const RenderCase& c : kPaths) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}
}  // namespace
