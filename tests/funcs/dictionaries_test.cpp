#include "funcs/engine.h"
#include "support/catch.h"

namespace {

using copctl::tests::RenderCase;
using copctl::tests::rendered;

constexpr RenderCase kEntries[] = {
    {R"({{ dict "a" 1 "b" }} {{ dict 1 "x" true "y" nil "z" }} {{ dict "a" 1 "a" 2 }} {{ dict }})",
     "map[a:1 b:] map[1:x <nil>:z true:y] map[a:2] map[]"},
    {R"({{ get (dict "a" 1) "a" }}[{{ get (dict) "a" }}]{{ typeOf (get (dict "a" nil) "a") }})",
     "1[]<nil>"},
    {R"({{ $d := dict }}{{ $_ := set $d "a" 1 }}{{ $d }} {{ $_ := unset $d "a" }}{{ $d }})",
     "map[a:1] map[]"},
    {R"({{ set nil "a" 1 }})", "error: error calling set: assignment to entry in nil map"},
    {R"({{ unset nil "a" }} {{ hasKey (dict "a" nil) "a" }} {{ hasKey nil "a" }})",
     "map[] true false"},
    {R"({{ pluck "a" (dict "a" 1) (dict) (dict "a" nil) }} {{ pluck "a" | toJson }})",
     "[1 <nil>] []"},
    {"{{ values nil | toJson }} {{ keys | toJson }}", "[] []"},
    {R"({{ $d := dict "a" (dict "x" 1) "b" 2 }}{{ $p := pick $d "a" "c" }}{{ $_ := set $p.a "x" 9 }}{{ $d }} {{ omit $d "a" "zz" }})",
     "map[a:map[x:9] b:2] map[b:2]"},
};

TEST_CASE("dictionaries: entries") {
  for (const RenderCase& c : kEntries) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}

constexpr RenderCase kDigging[] = {
    {R"({{ dig "a" "b" "none" (dict "a" (dict "b" 1)) }} {{ dig "a" "x" "none" (dict "a" (dict "b" 1)) }} {{ dig "z" "b" "none" (dict) }})",
     "1 none none"},
    {R"([{{ dig "a" "none" (dict "a" nil) }}])", "[<no value>]"},
    {R"({{ dig "a" (dict) }})", "error: error calling dig: dig needs at least three arguments"},
    {R"({{ dig "a" "b" "d" (dict "a" nil) }})",
     "error: error calling dig: interface conversion: interface {} is nil, not "
     "map[string]interface {}"},
    {R"({{ dig "a" "b" "d" (dict "a" 1.5) }})",
     "error: error calling dig: interface conversion: interface {} is float64, not "
     "map[string]interface {}"},
    {R"({{ dig 1 "d" (dict) }})",
     "error: error calling dig: interface conversion: interface {} is int, not string"},
    {R"({{ dig "a" "d" (split "," "x") }})",
     "error: error calling dig: interface conversion: interface {} is map[string]string, not "
     "map[string]interface {}"},
};

TEST_CASE("dictionaries: digging") {
  for (const RenderCase& c : kDigging) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}

constexpr RenderCase kCopies[] = {
    {R"({{ $a := dict "k" (list 1 (dict "x" 1)) }}{{ $b := deepCopy $a }}{{ $_ := set (index $b.k 1) "x" 2 }}{{ $a }} {{ $b }})",
     "map[k:[1 map[x:1]]] map[k:[1 map[x:2]]]"},
    {R"({{ deepCopy (rest (list)) | toJson }} {{ deepCopy (splitList "," "a") | typeOf }} {{ deepCopy "s" }} {{ mustDeepCopy (list 1) }})",
     "null []string s [1]"},
    {"{{ deepCopy nil }}",
     "error: error calling deepCopy: reflect: call of reflect.Value.Type on zero Value"},
    {"{{ mustDeepCopy nil }}",
     "error: error calling mustDeepCopy: reflect: call of reflect.Value.Type on zero Value"},
};

TEST_CASE("dictionaries: copies") {
  for (const RenderCase& c : kCopies) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}
}  // namespace
