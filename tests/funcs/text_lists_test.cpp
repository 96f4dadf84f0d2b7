#include "funcs/engine.h"
#include "support/catch.h"

namespace {

using copctl::tests::RenderCase;
using copctl::tests::rendered;

constexpr RenderCase kTexts[] = {
    {R"({{ splitList "," "a,,b," | toJson }} {{ splitList "" "aé" | toJson }} {{ splitList "," "" | toJson }} {{ splitList "" "" | toJson }})",
     R"(["a","","b",""] ["a","é"] [""] [])"},
    {R"({{ splitList "::" "a::b:c" | toJson }})", R"(["a","b:c"])"},
    {R"({{ split "$" "a$b" }} {{ (split "." "x.y")._1 }} {{ typeOf (split "." "x") }})",
     "map[_0:a _1:b] y map[string]string"},
    {R"({{ splitn "." 2 "a.b.c" }} {{ splitn "." 0 "a.b" }} {{ splitn "." -1 "a.b" }} {{ splitn "" 2 "abc" }})",
     "map[_0:a _1:b.c] map[] map[_0:a _1:b] map[_0:a _1:bc]"},
    {R"({{ join "-" (list 1 nil "a" true 1.5) }}|{{ join "," "x" }}|{{ join "," nil }}|{{ join "," (until 3) }})",
     "1-a-true-1.5|x||0,1,2"},
    {R"({{ sortAlpha (list "b" "B" "a" nil 3) }} {{ sortAlpha 5 }} {{ sortAlpha nil }})",
     "[3 B a b] [5] [<nil>]"},
    {R"({{ $l := splitList "," "c,a,b" }}{{ $s := sortAlpha $l }}{{ $l }} {{ typeOf $s }})",
     "[a b c] []string"},
    {R"({{ $l := list "c" "a" }}{{ $_ := sortAlpha $l }}{{ $l }})", "[c a]"},
    {R"({{ toStrings (list 1 nil "a") | toJson }} {{ toStrings nil | toJson }} {{ toStrings "x" }} {{ toStrings (until 2) | typeOf }})",
     R"(["1","a"] [] [x] []string)"},
};

TEST_CASE("text_lists: texts") {
  for (const RenderCase& c : kTexts) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}
}  // namespace
