#include "funcs/engine.h"
#include "support/catch.h"

namespace {

using copctl::tests::RenderCase;
using copctl::tests::rendered;

constexpr RenderCase kLetters[] = {
    {R"({{ upper "straße éÉ ŉ ı" }})", "STRAßE ÉÉ ŉ I"},
    {R"({{ lower "ÀÉ İ ΑΣ" }})", "àé i ασ"},
    {R"({{ upper "a\xffb" | quote }})", R"("A�B")"},
    {R"({{ title "o'neill a_b a-b é-è 2nd" }})", "O'Neill A_b A-B É-È 2nd"},
    {R"({{ title "ǆ x" }})", "ǅ X"},
    {R"({{ untitle "One TWO\tÉcole" }})",
     "one tWO\t\xc3\xa9"
     "cole"},
    {R"({{ swapcase "This Is ǅ a-b" }})", "tHIS iS ǆ A-B"},
    {R"({{ initials "one two  three" }}|{{ initials "école x" }}|{{ initials "  " }})", "ott|Ãx|"},
};

TEST_CASE("letter_case: letters") {
  for (const RenderCase& c : kLetters) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}

constexpr RenderCase kWords[] = {
    {R"({{ snakecase "FirstName" }} {{ snakecase "HTTPServer" }} {{ snakecase "NoHTTPS" }} {{ snakecase "http2xx" }})",
     "first_name http_server no_https http_2xx"},
    {R"({{ kebabcase "Bld4Floor3rd" }} {{ kebabcase "HTTP20xOK" }} {{ kebabcase "v2Beta1" }} {{ kebabcase "GO PATH" }})",
     "bld4-floor-3rd http-20x-ok v2-beta1 go-path"},
    {R"({{ snakecase "a  b" }} {{ snakecase "a.b,c" }} {{ snakecase "日本Go語" }} {{ snakecase "x😀y" }})",
     "a__b a.b,c 日本_go_語 x_😀_y"},
    {R"({{ snakecase "_Private" }} {{ snakecase "end_" }} {{ snakecase "1" }} {{ snakecase "a1" }} {{ snakecase "A1B2" }})",
     "_private end_ 1 a1 a1_b2"},
    {R"({{ snakecase "a\xffB" | quote }} {{ kebabcase "\xff" | quote }})", R"("a_�b" "\xff")"},
    {R"({{ camelcase "http_server" }} {{ camelcase "some words-here" }} {{ camelcase "_complex__case_" }})",
     "HttpServer SomeWordsHere _Complex_Case_"},
    {R"({{ camelcase "_" }} {{ camelcase "a" }} {{ camelcase "FOO_BAR" }} [{{ camelcase "" }}])",
     "__ A FooBar []"},
};

TEST_CASE("letter_case: words") {
  for (const RenderCase& c : kWords) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}
}  // namespace
