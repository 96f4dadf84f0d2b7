#include "funcs/engine.h"
#include "support/catch.h"

namespace {

using copctl::tests::RenderCase;
using copctl::tests::rendered;

constexpr RenderCase kSearchingAndCutting[] = {
    {R"([{{ trim "  a b " }}])", "[a b]"},
    {R"([{{ trim "\u00a0\u2003a\u0085" }}])", "[a]"},
    {R"({{ trimAll "é-" "-éaé-" }}|{{ trimAll "" "a" }})", "a|a"},
    {R"({{ trimall "-" "--a--" }})", "a"},
    {R"({{ trimPrefix "v" "vv1" }} {{ trimSuffix "-" "a--" }} {{ trimPrefix "" "a" }})", "v1 a- a"},
    {R"({{ nospace " a b " }}|{{ nospace "é" }}|{{ nospace "à b" }})", "ab|é|Ãb"},
    {R"({{ contains "" "a" }} {{ contains "b" "abc" }} {{ contains "B" "abc" }})",
     "true true false"},
    {R"({{ hasPrefix "ab" "abc" }} {{ hasSuffix "ab" "abc" }})", "true false"},
    {R"({{ replace "a" "bb" "banana" }}|{{ replace "" "-" "aé" }}|{{ replace "x" "y" "abc" }})",
     "bbbnbbnbb|-a-é-|abc"},
    {R"({{ replace "aa" "b" "aaaaa" }})", "bba"},
    {R"({{ repeat 3 "ab" }}[{{ repeat 0 "ab" }}])", "ababab[]"},
    {R"({{ repeat -1 "a" }})", "error: error calling repeat: strings: negative Repeat count"},
    {R"({{ substr 1 3 "hello" }} {{ substr -1 3 "hello" }} {{ substr 2 -1 "hello" }} {{ substr 2 99 "hello" }})",
     "el hel llo llo"},
    {R"({{ plural "pod" "pods" 1 }} {{ plural "pod" "pods" 0 }} {{ plural "pod" "pods" -1 }})",
     "pod pods pods"},
    {"{{ hello }}", "Hello!"},
};

TEST_CASE("strings: searching and cutting") {
  for (const RenderCase& c : kSearchingAndCutting) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}

constexpr RenderCase kQuoting[] = {
    {R"({{ quote "a\"b\\" 5 nil true }})", R"("a\"b\\" "5" "true")"},
    {R"([{{ quote nil }}][{{ quote "" }}][{{ quote }}])", R"([][""][])"},
    {R"({{ quote "é\u200b\x01\U0001F600" }})", R"("é\u200b\x01😀")"},
    {R"({{ quote (list 1 "a") (dict "k" nil) }})", R"("[1 a]" "map[k:<nil>]")"},
    {R"({{ squote "it's" nil 1.5 }}[{{ squote nil }}])", "'it's' '1.5'[]"},
    {R"({{ cat "" "a" }}|{{ cat "a" "" }}|{{ cat " a " nil " b " }}|{{ cat }}|{{ cat nil }})",
     " a|a | a   b ||"},
    {"{{ cat 1 true (list 1 2) 1e6 }}", "1 true [1 2] 1e+06"},
    {R"({{ toString nil }} {{ toString 1e6 }} {{ toString (list nil "a") }})",
     "<nil> 1e+06 [<nil> a]"},
};

TEST_CASE("strings: a range outside of the text") {
  CHECK(rendered(R"({{ substr 3 1 "hello" }})") ==
        "error: error calling substr: slice bounds out of range [3:1] with length 5");
  CHECK(rendered(R"({{ substr -1 9 "hello" }})") ==
        "error: error calling substr: slice bounds out of range [0:9] with length 5");
}

TEST_CASE("strings: quoting") {
  for (const RenderCase& c : kQuoting) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}
}  // namespace
