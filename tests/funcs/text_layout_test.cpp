#include "funcs/engine.h"
#include "support/catch.h"

namespace {

using copctl::tests::RenderCase;
using copctl::tests::rendered;

constexpr RenderCase kLayout[] = {
    {R"({{ indent 2 "a\n\nb\n" | quote }} {{ nindent 0 "" | quote }} {{ indent 0 "a" }})",
     R"("  a\n  \n  b\n  " "\n" a)"},
    {R"({{ indent -1 "a" }})", "error: error calling indent: strings: negative Repeat count"},
    {R"({{ trunc 3 "hello" }} {{ trunc -2 "hello" }} {{ trunc 9 "hello" }} {{ trunc -9 "hello" }} [{{ trunc 0 "hello" }}] {{ trunc -5 "hello" }})",
     "hel lo hello hello [] hello"},
    {R"({{ trunc 1 "é" | quote }})", R"("\xc3")"},
    {R"({{ abbrev 6 "hello world" }} {{ abbrev 3 "hello" }} {{ abbrev 5 "hello" }})",
     "hel... hello hello"},
    {R"({{ abbrevboth 5 10 "1234 5678 9123" }}|{{ abbrevboth 0 5 "1234 5678" }}|{{ abbrevboth -5 8 "1234 5678 9123" }})",
     "...5678...|12...|1234 ..."},
    {R"({{ abbrevboth 6 10 "1234 5678 9123 4567" }}|{{ abbrevboth 100 8 "1234 5678 9123" }}|{{ abbrevboth 1 6 "12345678" }}|{{ abbrevboth 5 7 "1" }})",
     "...678 ...|... 9123|12345678|1"},
    {R"({{ wrap 5 "one two three" }})", "one\ntwo\nthree"},
    {R"({{ wrap 0 "a b" }}|{{ wrap 3 "longword x" }}|{{ wrap 4 "a   b   c" | quote }}|{{ wrap 2 "ends " | quote }})",
     "a\nb|longword\nx|\"a  \\nb  \\nc\"|\"ends\\n\""},
    {R"({{ wrapWith 4 "|" "one sixteen" }} {{ wrapWith 3 "" "abcdef" | quote }} {{ wrapWith 5 "--" " lead in text" }})",
     R"(one|sixt|een "abc\ndef" lead--in--text)"},
};

TEST_CASE("text_layout: layout") {
  for (const RenderCase& c : kLayout) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}
}  // namespace
