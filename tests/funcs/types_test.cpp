#include "funcs/engine.h"
#include "support/catch.h"

namespace {

using copctl::tests::RenderCase;
using copctl::tests::rendered;

constexpr RenderCase kTypes[] = {
    {R"({{ typeOf nil }} {{ typeOf 1 }} {{ typeOf 1.5 }} {{ typeOf (add 1) }} {{ typeOf "a" }} {{ typeOf (list) }} {{ typeOf (dict) }} {{ typeOf (split "," "a") }} {{ typeOf (chunk 1 (list 1)) }} {{ typeOf (semver "1.0.0") }})",
     "<nil> int float64 int64 string []interface {} map[string]interface {} map[string]string "
     "[][]interface {} *semver.Version"},
    {R"({{ kindOf nil }} {{ kindOf true }} {{ kindOf (until 1) }} {{ kindOf (semver "1.0.0") }} {{ kindIs "map" (dict) }} {{ kindIs "int" 1.0 }})",
     "invalid bool slice ptr true false"},
    {R"({{ typeIs "int" 1 }} {{ typeIs "*semver.Version" (semver "1.0.0") }} {{ typeIs "semver.Version" (semver "1.0.0") }} {{ typeIsLike "semver.Version" (semver "1.0.0") }})",
     "true true false true"},
    {R"({{ deepEqual (list 1) (list 1) }} {{ deepEqual 1 1.0 }} {{ deepEqual (until 1) (list 0) }} {{ deepEqual nil nil }} {{ deepEqual (dict "a" (list 1)) (dict "a" (list 2)) }} {{ deepEqual (rest (list)) (list) }})",
     "true false false true false false"},
};

TEST_CASE("types: types") {
  for (const RenderCase& c : kTypes) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}
}  // namespace
