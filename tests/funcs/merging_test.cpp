#include "funcs/engine.h"
#include "support/catch.h"

namespace {

using copctl::tests::RenderCase;
using copctl::tests::rendered;

constexpr RenderCase kMerge[] = {
    {R"({{ merge (dict "a" 1) (dict "a" 2 "b" 3) (dict "b" 4 "c" 5) }})", "map[a:1 b:3 c:5]"},
    {R"({{ merge (dict "a" 0 "b" "" "c" false "d" nil "e" (list) "f" (dict)) (dict "a" 1 "b" 2 "c" 3 "d" 4 "e" 5 "f" 6) }})",
     "map[a:1 b:2 c:3 d:4 e:5 f:6]"},
    {R"({{ merge (dict "a" 1) (dict "a" nil "b" nil) }})", "map[a:1]"},
    {R"({{ merge (dict "a" (dict "x" 1)) (dict "a" (dict "x" 2 "y" 3)) }})", "map[a:map[x:1 y:3]]"},
    {R"({{ merge (dict "a" "text") (dict "a" (dict "x" 1)) }} {{ merge (dict "a" (list)) (dict "a" (dict "x" 1)) }})",
     "map[a:text] map[a:map[x:1]]"},
    {R"({{ merge (dict "a" (dict "x" 1)) (dict "a" "text") }} {{ merge (dict "a" (list 1)) (dict "a" (list 2 3)) }})",
     "map[a:map[x:1]] map[a:[1]]"},
    {R"({{ $d := dict }}{{ $s := dict "a" (dict "x" 1) }}{{ $_ := merge $d $s }}{{ $_ := set $d.a "y" 2 }}{{ $s }})",
     "map[a:map[x:1 y:2]]"},
    {R"({{ $d := dict "a" (dict) }}{{ $s := dict "a" (dict "x" 1) }}{{ $_ := merge $d $s }}{{ $_ := set $d.a "y" 2 }}{{ $s }})",
     "map[a:map[x:1]]"},
    {R"({{ merge nil (dict "a" 1) }} {{ merge (dict "a" 1) nil }} {{ mustMerge (dict) (dict "a" 1) }} {{ merge (dict) }})",
     "map[a:1] map[a:1] map[a:1] map[]"},
    {R"({{ merge (dict "a" (split "," "x")) (dict "a" (dict "_1" "y")) }})",
     "error: error calling merge: reflect.Value.SetMapIndex: value of type interface {} is not "
     "assignable to type string"},
    {R"({{ $d := dict "a" (dict "b" 1) }}{{ $_ := merge $d $d }}{{ merge $d $d.a }})",
     "map[a:map[b:1] b:1]"},
};

TEST_CASE("merging: merge") {
  for (const RenderCase& c : kMerge) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}

constexpr RenderCase kMergeOverwrite[] = {
    {R"({{ mergeOverwrite (dict "a" 1 "z" 0) (dict "a" 2 "b" 3) (dict "b" 4) }})",
     "map[a:2 b:4 z:0]"},
    {R"({{ mergeOverwrite (dict "a" 1 "b" 2 "c" 3) (dict "a" "" "b" nil "c" (list)) }})",
     "map[a: b:<nil> c:[]]"},
    {R"({{ mergeOverwrite (dict "a" (dict "x" 1 "y" 2)) (dict "a" (dict "x" 9)) (dict "a" (dict)) }})",
     "map[a:map[x:9 y:2]]"},
    {R"({{ mergeOverwrite (dict "a" (dict "x" 1)) (dict "a" "text") }} {{ mergeOverwrite (dict "a" "text") (dict "a" (dict "x" 1)) }})",
     "map[a:text] map[a:text]"},
    {R"({{ mergeOverwrite (dict "a" (list 1 2)) (dict "a" (list 3)) }} {{ mergeOverwrite (dict "a" (list 1 2)) (dict "a" (dict "x" 1)) }})",
     "map[a:[3]] map[a:[1 2]]"},
    {R"({{ mergeOverwrite (dict "a" (dict "b" 1)) (dict "a" (split "," "x")) }} {{ mustMergeOverwrite (dict "a" 1) (dict "a" 2) }})",
     "map[a:map[_0:x b:1]] map[a:2]"},
};

TEST_CASE("merging: mergeOverwrite") {
  for (const RenderCase& c : kMergeOverwrite) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}
}  // namespace
