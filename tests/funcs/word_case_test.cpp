#include "funcs/word_case.h"

#include "support/catch.h"

namespace {

using copctl::funcs::camel_case;
using copctl::funcs::joined_lower_words;

struct WordCase {
  const char* text;
  const char* joined;
  const char* camel;
};

constexpr WordCase kWords[] = {
    {"", "", ""},
    {"HTTPServer", "http_server", "Httpserver"},
    {"someHTTP", "some_http", "Somehttp"},
    {"A1B2", "a1_b2", "A1b2"},
    {"Duration2m3s", "duration_2m3s", "Duration2m3s"},
    {"x.Y", "x.y", "X.y"},
    {"日本Go語", "日本_go_語", "日本go語"},
    {"__a", "__a", "__A"},
    {"a-", "a_", "A-"},
    {"5", "5", "5"},
    {"5Gx", "5_gx", "5gx"},
    {"²x", "²x", "²x"},
    {"\xff", "\xff", "\xEF\xBF\xBD"},
    {"a\xff", "a\xff", "A\xEF\xBF\xBD"},
};

TEST_CASE("word_case: words") {
  for (const WordCase& c : kWords) {
    DYNAMIC_SECTION(c.text) {
      CHECK(joined_lower_words(c.text, '_') == c.joined);
      CHECK(camel_case(c.text) == c.camel);
    }
  }
}

}  // namespace
