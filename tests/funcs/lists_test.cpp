#include "funcs/engine.h"
#include "support/catch.h"

namespace {

using copctl::tests::RenderCase;
using copctl::tests::rendered;

constexpr RenderCase kParts[] = {
    {"{{ first (list 1 2) }} {{ last (list 1 2) }} {{ rest (list 1 2 3) }} {{ initial (list 1 2 3) "
     "}} {{ first (list) }} {{ last (until 3) }}",
     "1 2 [2 3] [1 2] <no value> 2"},
    {"{{ rest (list) | toJson }} {{ initial (list) | toJson }} {{ rest (list 1) | toJson }} {{ "
     "typeOf (rest (until 3)) }}",
     "null null [] []interface {}"},
    {R"({{ first "x" }})", "error: error calling first: Cannot find first on type string"},
    {"{{ last 5 }}", "error: error calling last: Cannot find last on type int"},
    {"{{ mustRest (dict) }}", "error: error calling mustRest: Cannot find rest on type map"},
    {R"({{ append (list 1) 2 }} {{ push (until 2) "x" }} {{ prepend (list 1) nil }} {{ $l := list 1 }}{{ $_ := append $l 2 }}{{ $l }})",
     "[1 2] [0 1 x] [<nil> 1] [1]"},
    {R"({{ append "s" 1 }})", "error: error calling append: Cannot push on type string"},
    {R"({{ prepend "s" 1 }})", "error: error calling prepend: Cannot prepend on type string"},
    {"{{ reverse (list 1 2 3) }} {{ reverse (list) | toJson }}", "[3 2 1] []"},
    {R"({{ slice (list 1 2 3 4) 1 3 }} {{ slice (list 1 2 3) 1 }} {{ slice (list 1) }} {{ slice (list) 0 5 | toJson }} {{ slice (until 5) "1" 2.9 | typeOf }})",
     "[2 3] [2 3] [1] null []int"},
    {R"({{ slice "abc" 1 }})",
     "error: error calling slice: list should be type of slice or array but string"},
    {"{{ chunk 2 (list 1 2 3) }} {{ chunk 3 (list 1 2 3) }} {{ chunk 9 (list 1) | toJson }} {{ "
     "chunk 2 (list) | toJson }} {{ typeOf (chunk 1 (list 1)) }}",
     "[[1 2] [3]] [[1 2 3]] [[1]] [] [][]interface {}"},
    {"{{ chunk -5 (list 1) }} {{ chunk -2 (list 1 2) }}", "[[1]] []"},
    {R"({{ chunk 1 "x" }})", "error: error calling chunk: Cannot chunk type string"},
    {R"({{ concat (list 1) (until 2) (splitList "," "a") }} {{ concat | toJson }} {{ concat (list) (list) | toJson }})",
     "[1 0 1 a] null null"},
    {R"({{ concat (list 1) "x" }})",
     "error: error calling concat: Cannot concat type string as list"},
    {R"({{ tuple 1 "a" }} {{ list | toJson }} {{ list nil | toJson }})", "[1 a] [] [null]"},
};

TEST_CASE("lists: parts") {
  for (const RenderCase& c : kParts) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}

constexpr RenderCase kContents[] = {
    {R"({{ uniq (list 1 2 1 1.0 "1" nil nil (list 1) (list 1) (dict "a" 1) (dict "a" 1)) }})",
     "[1 2 1 1 <nil> [1] map[a:1]]"},
    {R"({{ compact (list 1 "" nil 0 false (list) (dict) "x" 0.0) }} {{ compact (list 0) | toJson }})",
     "[1 x] []"},
    {"{{ without (list 1 2 3 2) 2 }} {{ without (list 1 nil) nil }} {{ without (list 1 1.0) 1.0 }} "
     "{{ without (list 1) }}",
     "[1 3] [1] [1] [1]"},
    {R"({{ has 2 (list 1 2) }} {{ has 2.0 (list 1 2) }} {{ has nil (list nil) }} {{ has (list 1) (list (list 1)) }} {{ has 1 nil }} {{ has "a" (splitList "," "a") }})",
     "true false true true false true"},
    {R"({{ has 1 "x" }})", "error: error calling has: Cannot find has on type string"},
    {"{{ mustHas 1 (list 1) }} {{ mustWithout (list 1 2) 1 }} {{ mustUniq (list 1 1) }} {{ "
     "mustCompact (list 1 0) }} {{ mustReverse (list 1 2) }}",
     "true [2] [1] [1] [2 1]"},
    {"{{ mustFirst (list 1) }} {{ mustLast (list 1) }} {{ mustInitial (list 1) }} {{ mustAppend "
     "(list) 1 }} {{ mustPush (list) 1 }} {{ mustPrepend (list) 1 }} {{ mustSlice (list 1 2) 1 }} "
     "{{ mustChunk 1 (list 1) }}",
     "1 1 [] [1] [1] [1] [2] [[1]]"},
};

// Where Go panics and says nothing of use.
constexpr RenderCase kRefusals[] = {
    {"{{ first nil }}", "error: error calling first: Cannot find first on a value that is missing"},
    {"{{ append nil 1 }}", "error: error calling append: Cannot push on a value that is missing"},
    {"{{ slice (list 1 2) 1 9 }}",
     "error: error calling slice: slice bounds out of range [1:9] with length 2"},
    {"{{ slice (list 1 2) -1 }}",
     "error: error calling slice: slice bounds out of range [-1:2] with length 2"},
    {"{{ chunk 0 (list 1) }}",
     "error: error calling chunk: the size of a chunk must be at least 1"},
};

TEST_CASE("lists: refusals") {
  for (const RenderCase& c : kRefusals) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}

TEST_CASE("lists: contents") {
  for (const RenderCase& c : kContents) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}
}  // namespace
