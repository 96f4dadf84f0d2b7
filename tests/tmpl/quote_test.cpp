#include "tmpl/quote.h"

#include "support/catch.h"

namespace {

using namespace copctl::tmpl;

TEST_CASE("quote: Go's escapes") {
  CHECK(quote("") == "\"\"");
  CHECK(quote("a\"\\'\n\t\a\b\f\r\v") == R"("a\"\\'\n\t\a\b\f\r\v")");
  CHECK(quote(std::string_view("\0\x01\x7f", 3)) == R"("\x00\x01\x7f")");
  CHECK(quote("é世🙂") == "\"é世🙂\"");
  CHECK(quote("\u00a0\u200b\u2028\ufeff") == R"("\u00a0\u200b\u2028\ufeff")");
  CHECK(quote("\xff\xc3") == R"("\xff\xc3")");
  CHECK(quote("\U000e0001") == R"("\U000e0001")");
  CHECK(quote_ascii("é🙂") == R"("\u00e9\U0001f642")");
  CHECK(quote_rune('\'', false) == R"('\'')");
  CHECK(quote_rune('"', false) == R"('"')");
  CHECK(quote_rune(0xe9, true) == R"('\u00e9')");
  CHECK(quote_rune(0xd800, false) == "'\uFFFD'");
}

TEST_CASE("quote: what backquotes can hold") {
  CHECK(can_backquote("a\tb é"));
  CHECK_FALSE(can_backquote("a\nb"));
  CHECK_FALSE(can_backquote("a`b"));
  CHECK_FALSE(can_backquote("\xff"));
  CHECK_FALSE(can_backquote("\ufeff"));
}

TEST_CASE("quote: literals read back") {
  CHECK(unquote(R"("a\n\x41\101\u00e9\U0001f642\"")") == "a\nAAé🙂\"");
  CHECK(unquote("\"a\xff\"") == "a\uFFFD");
  CHECK(unquote("`a\\n\r\nb`") == "a\\n\nb");
  CHECK_FALSE(unquote(R"("\'")"));
  CHECK_FALSE(unquote(R"("\ud800")"));
  CHECK_FALSE(unquote(R"("\U00110000")"));
  CHECK_FALSE(unquote(R"("\400")"));
  CHECK_FALSE(unquote(R"("\12")"));
  CHECK_FALSE(unquote(R"("\x4")"));
  CHECK_FALSE(unquote(R"("\q")"));
  CHECK_FALSE(unquote("\"a`"));
}

}  // namespace
