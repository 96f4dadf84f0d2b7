#include "codec/json_reader.h"

#include "codec/probe.h"
#include "support/catch.h"
#include "support/golden.h"

// Covers json_words.cpp

namespace copctl::codec {
namespace {

using probe::json;
using probe::json_as_json;
using probe::Source;

TEST_CASE("JSON as values") {
  const std::string texts[][2] = {
      {" {\"a\" : [ 1 , -2.5e3, true,false ,null ] } \n", R"({"a":[1,-2500,true,false,null]})"},
      {"[]", "[]"},
      {"{}", "{}"},
      {"[[],{},[{}]]", "[[],{},[{}]]"},
      {R"("\"\\\/\b\f\n\r\t\u0041\u00e9\ud83d\ude00")", R"("\"\\/\u0008\u000c\n\r\tAé😀")"},
      {R"("\ud800x")", "\"\xEF\xBF\xBDx\""},
      {R"("\ud800\u0041")",
       "\"\xEF\xBF\xBD"
       "A\""},
      {R"("\udc00")", "\"\xEF\xBF\xBD\""},
      {"0", "0"},
      {"-0", "0"},
      {"9223372036854775807", "9223372036854775807"},
      {"9223372036854775808", "9223372036854776000"},
      {"1e-400", "0"},
  };
  for (const auto& [input, expected] : texts) {
    DYNAMIC_SECTION(input) { CHECK(json_as_json(input) == expected); }
  }
}

TEST_CASE("the type of a JSON number") {
  struct Row {
    std::string text;
    Numbers numbers;
    std::string type;
  };
  const Row rows[] = {
      {"1", Numbers::kInt64, "int64"},     {"1", Numbers::kInt, "int"},
      {"1", Numbers::kFloat64, "float64"}, {"1.0", Numbers::kInt64, "float64"},
      {"1e2", Numbers::kInt, "float64"},   {"18446744073709551615", Numbers::kInt64, "float64"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.text << " " << row.type) {
      Source source(row.text);
      const auto document = source.json(row.numbers);
      REQUIRE(document);
      CHECK(value::kind_name(document->value) == row.type);
    }
  }
}

TEST_CASE("JSON without positions has the same value") {
  Source source(R"({"a": [1, {"b": null}]})");
  const auto document = source.json(Numbers::kInt64, false);
  REQUIRE(document);
  CHECK(json(document->value) == R"({"a":[1,{"b":null}]})");
  CHECK(document->spans.empty());
}

TEST_CASE("Go's words for bad JSON") {
  const std::string texts[][2] = {
      {"", "unexpected end of JSON input"},
      {"[1,2", "unexpected end of JSON input"},
      {"\"abc", "unexpected end of JSON input"},
      {"{\"a\"", "unexpected end of JSON input"},
      {"{bad", "invalid character 'b' looking for beginning of object key string"},
      {"{\"a\":1,}", "invalid character '}' looking for beginning of object key string"},
      {"[1,]", "invalid character ']' looking for beginning of value"},
      {"'x'", "invalid character '\\'' looking for beginning of value"},
      {"{\"a\" 1}", "invalid character '1' after object key"},
      {"{\"a\":1 \"b\"}", "invalid character '\"' after object key:value pair"},
      {"[1 2]", "invalid character '2' after array element"},
      {"[1}", "invalid character '}' after array element"},
      {"01", "invalid character '1' after top-level value"},
      {"1 2", "invalid character '2' after top-level value"},
      {"-x", "invalid character 'x' in numeric literal"},
      {"-", "invalid character ' ' in numeric literal"},
      {"1.", "invalid character ' ' after decimal point in numeric literal"},
      {"1ex", "invalid character 'x' in exponent of numeric literal"},
      {"nan", "invalid character 'a' in literal null (expecting 'u')"},
      {"tru", "invalid character ' ' in literal true (expecting 'e')"},
      {"\"\\x\"", "invalid character 'x' in string escape code"},
      {"\"\\u00g0\"", "invalid character 'g' in \\u hexadecimal character escape"},
      {"\"a\nb\"", "invalid character '\\n' in string literal"},
      {"\"a\x01\"", "invalid character '\\x01' in string literal"},
      {"\xC3\xA9", "invalid character 'Ã' looking for beginning of value"},
      {"\x80", "invalid character '\\u0080' looking for beginning of value"},
      {"\x7F", "invalid character '\\x7f' looking for beginning of value"},
      {"[1e400]", "json: cannot unmarshal number 1e400 into Go value of type float64"},
      {"[1e400", "unexpected end of JSON input"},
  };
  for (const auto& [input, expected] : texts) {
    DYNAMIC_SECTION(input) { CHECK(go_json_unmarshal(input, Numbers::kFloat64).error == expected); }
  }
}

TEST_CASE("for templates equal keys replace and bytes are mended") {
  CHECK(
      json(go_json_unmarshal("{\"a\":{\"x\":1},\"a\":{\"y\":\"\xFF\"}}", Numbers::kInt64).value) ==
      "{\"a\":{\"y\":\"\xEF\xBF\xBD\"}}");
}

TEST_CASE("what is wrong with JSON, as printed") {
  support::run_goldens(
      {.folder = "tests/codec/testdata/json",
       .outputs = {"error"},
       .run = [](const support::Archive& archive) -> std::vector<support::Section> {
         Source source{std::string(archive.text("values.yaml"))};
         CHECK_FALSE(source.json());
         Source fast{std::string(archive.text("values.yaml"))};
         CHECK_FALSE(fast.json(Numbers::kInt64, false));
         CHECK(fast.printed() == source.printed());
         return {{"error", source.printed()}};
       }});
}

}  // namespace
}  // namespace copctl::codec
