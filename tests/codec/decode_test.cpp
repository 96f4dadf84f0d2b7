#include "codec/probe.h"
#include "support/catch.h"

// Covers decode.cpp, fault.cpp

namespace copctl::codec {
namespace {

using probe::Source;

TEST_CASE("bytes that are no UTF-8 are refused before anything is read") {
  struct Row {
    std::string name;
    std::string input;
    std::string expected;
  };
  const Row rows[] = {
      {"a stray byte", "a: b\nc: \xFF\n",
       "values.yaml:2:4: error: byte 0xff is not UTF-8; save the text as UTF-8 [InvalidUtf8]\n"
       "    2 | c: \\xff\n"
       "      |    ^~~~\n"},
      {"half a character at the end", "a: \xC3",
       "values.yaml:1:4: error: byte 0xc3 is not UTF-8; save the text as UTF-8 [InvalidUtf8]\n"
       "    1 | a: \\xc3\n"
       "      |    ^~~~\n"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      Source source(row.input);
      CHECK_FALSE(source.yaml());
      CHECK(source.printed() == row.expected);
      Source as_json(row.input);
      CHECK_FALSE(as_json.json());
      CHECK(as_json.printed() == row.expected);
    }
  }
}

TEST_CASE("UTF-16 is named") {
  using namespace std::string_literals;
  for (const std::string& input : {"\xFF\xFE"
                                   "a\0"s,
                                   "\xFE\xFF\0a"s, "a\0:\0"s, "\0a\0:"s}) {
    Source source(input);
    CHECK_FALSE(source.yaml());
    REQUIRE(source.diagnostics.all().size() == 1);
    CHECK(source.diagnostics.all()[0].message == "the text is UTF-16; save it as UTF-8");
    CHECK(source.diagnostics.all()[0].kind == diag::Kind::kInvalidUtf8);
  }
}

TEST_CASE("a text too large is refused unread") {
  Source source(std::string(kMaxInputBytes + 1, ' '));
  CHECK_FALSE(source.yaml());
  REQUIRE(source.diagnostics.all().size() == 1);
  CHECK(source.diagnostics.all()[0].message == "the text has 9 MB; at most 8 MB are read");
  CHECK(source.diagnostics.all()[0].kind == diag::Kind::kTooLarge);
  Source as_json(std::string(kMaxInputBytes + 1, ' '));
  CHECK_FALSE(as_json.json());
}

TEST_CASE("a long name is cut in a message") {
  Source source("a: *" + std::string(100, 'n') + "\n");
  CHECK_FALSE(source.yaml());
  CHECK(source.diagnostics.all()[0].message == "unknown anchor `" + std::string(60, 'n') + "…`");
}

TEST_CASE("no more errors are kept than are shown") {
  std::string text;
  for (int i = 0; i < 1000; ++i) {
    text += "a: 1\n";
  }
  Source source(text);
  CHECK_FALSE(source.yaml());
  CHECK(source.diagnostics.error_count() == diag::Diagnostics::kMaxErrors);
}

}  // namespace
}  // namespace copctl::codec
