// Covers yaml_reader.cpp, yaml_scalar.cpp, yaml_events.cpp, tree_builder.cpp
#include "codec/yaml_reader.h"

#include "codec/probe.h"
#include "support/catch.h"

namespace copctl::codec {
namespace {

using probe::json;
using probe::Source;
using probe::yaml_as_json;

struct Row {
  std::string name;
  std::string input;
  std::string expected;
};

TEST_CASE("YAML as values") {
  const Row rows[] = {
      {"scalars", "a: 1\nb: 1.5\nc: x\nd: true\ne: ~\nf:\n",
       R"({"a":1,"b":1.5,"c":"x","d":true,"e":null,"f":null})"},
      {"words of YAML 1.1", "[yes, no, on, off, y, n, 0777, 0o14, 1_000, 1e3, 12:30:45]",
       R"([true,false,true,false,true,false,511,12,1000,1000,"12:30:45"])"},
      {"quoted words", "['yes', \"no\", '1', \"~\", '']", R"(["yes","no","1","~",""])"},
      {"dates stay as they are", "[2001-01-01, 2001-01-01 10:00:00]",
       R"(["2001-01-01","2001-01-01 10:00:00"])"},
      {"collections", "a:\n- 1\n- - 2\n  - {b: c}\nd: {}\ne: []\n",
       R"({"a":[1,[2,{"b":"c"}]],"d":{},"e":[]})"},
      {"block scalars", "a: |\n  x\n   y\n\nb: >-\n  p\n  q\n\n  r\nc: |+\n  z\n\n",
       R"({"a":"x\n y\n","b":"p q\nr","c":"z\n\n"})"},
      {"folded plain and quoted", "a: x\n  y\nb: \"p\\\n  q\n\n  r\"\n",
       R"({"a":"x y","b":"pq\nr"})"},
      {"escapes", R"(["\x41\u00e9\U0001F600\t\0", 'it''s'])", "[\"Aé😀\\t\\u0000\",\"it's\"]"},
      {"explicit key", "? a\n: 1\n? |\n  long\n: 2\n", R"({"a":1,"long\n":2})"},
      {"keys that are no strings", "1: a\n012: b\n1.5: c\nyes: d\n2001-01-01: e\n.inf: f\n",
       R"({".inf":"f","1":"a","1.5":"c","10":"b","2001-01-01":"e","true":"d"})"},
      {"aliases", "a: &x {b: [1]}\nc: *x\nd: &y 5\ne: *y\n",
       R"({"a":{"b":[1]},"c":{"b":[1]},"d":5,"e":5})"},
      {"an alias as a key", "&k a: 1\nb: {*k : 2}\n", R"({"a":1,"b":{"a":2}})"},
      {"an anchor set again", "a: &x 1\nb: *x\nc: &x 2\nd: *x\n", R"({"a":1,"b":1,"c":2,"d":2})"},
      {"merge", "a: &x {p: 1, q: 2}\nb:\n  <<: *x\n  q: 3\n",
       R"({"a":{"p":1,"q":2},"b":{"p":1,"q":3}})"},
      {"merge behind a key wins, as in go-yaml v2", "a: &x {q: 2}\nb:\n  q: 3\n  <<: *x\n",
       R"({"a":{"q":2},"b":{"q":2}})"},
      {"merge of several, the first wins", "- &x {p: 1}\n- &y {p: 2, q: 3}\n- <<: [*x, *y]\n",
       R"([{"p":1},{"p":2,"q":3},{"p":1,"q":3}])"},
      {"a quoted merge key is a key", "'<<': {a: 1}\n", R"({"<<":{"a":1}})"},
      {"tags", "[!!str 5, !!int '5', !!float 1, !!bool 'yes', !!null '', !foo x, !!binary aGk=]",
       R"(["5",5,1,true,null,"x","hi"])"},
      {"a tagged date", "[!!timestamp '2001-01-01', !!str 2001-01-01]",
       R"(["2001-01-01","2001-01-01"])"},
      {"bytes that are no text", "!!binary /w==", "\"\xEF\xBF\xBD\""},
      {"documents", "a: 1\n---\nb: 2\n...\n---\n", "{\"a\":1}\n{\"b\":2}\nnull"},
      {"anchors end with their document", "&x 1\n---\n2\n", "1\n2"},
      {"CR LF", "a: 1\r\nb:\r\n- x\r\n", R"({"a":1,"b":["x"]})"},
      {"byte order mark",
       "\xEF\xBB\xBF"
       "a: 1\nb: 2\n",
       R"({"a":1,"b":2})"},
      {"directives", "%YAML 1.1\n%TAG !e! tag:example.com,2000:\n---\na: !e!x 1\n", R"({"a":"1"})"},
      {"empty", "", "null"},
      {"comments alone", "# a\n# b\n", "null"},
      {"a marker alone", "---\n", "null"},
      {"a list", "- 1\n", "[1]"},
      {"a word", "word\n", "\"word\""},
      {"JSON", "{\"a\": [1, 2.5, null, \"é\"]}", R"({"a":[1,2.5,null,"é"]})"},
      {"control characters in quotes", "a: \"\\e[31m\"\n", R"({"a":"\u001b[31m"})"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      CHECK(yaml_as_json(row.input) == row.expected);
      CHECK(yaml_as_json(row.input, {.spans = false}) == row.expected);
    }
  }
}

std::string types(const value::Value& v) {
  std::string out;
  for (const auto& item : v.items()) {
    out += std::string(value::kind_name(item)) + " ";
  }
  return out;
}

TEST_CASE("numbers are what was asked for") {
  const std::string text = "[1, 9007199254740993, 18446744073709551615, 18446744073709551616, 1.5]";
  struct Wanted {
    Numbers numbers;
    std::string types;
    std::string json;
  };
  const Wanted rows[] = {
      {Numbers::kInt64, "int64 int64 uint64 float64 float64 ",
       "[1,9007199254740993,18446744073709551615,18446744073709552000,1.5]"},
      {Numbers::kInt, "int int uint64 float64 float64 ",
       "[1,9007199254740993,18446744073709551615,18446744073709552000,1.5]"},
      {Numbers::kFloat64, "float64 float64 float64 float64 float64 ",
       "[1,9007199254740992,18446744073709552000,18446744073709552000,1.5]"},
  };
  for (const Wanted& row : rows) {
    DYNAMIC_SECTION(row.types << row.json) {
      Source source(text);
      const auto documents = source.yaml({.numbers = row.numbers});
      REQUIRE(documents);
      CHECK(types(documents->front().value) == row.types);
      CHECK(json(documents->front().value) == row.json);
    }
  }
}

TEST_CASE("an alias is a copy") {
  Source source("a: &x {b: 1}\nc: *x\n");
  const auto documents = source.yaml();
  REQUIRE(documents);
  const value::Value& root = documents->front().value;
  root.find("c")->as_map().entries["b"] = value::Value::integer(2);
  CHECK(json(root) == R"({"a":{"b":1},"c":{"b":2}})");
}

TEST_CASE("the last of equal keys wins when that is allowed") {
  CHECK(yaml_as_json("a: {x: 1}\nb: 2\na: {z: 3}\n", {.unique_keys = false}) ==
        R"({"a":{"z":3},"b":2})");
}

TEST_CASE("what is empty is told from null") {
  struct Emptiness {
    std::string text;
    std::vector<bool> expected;
  };
  const Emptiness rows[] = {
      {"", {true}},     {"# c\n", {true}}, {"---\n", {true}},
      {"~\n", {false}}, {"''\n", {false}}, {"a: 1\n---\n# c\n---\nnull\n", {false, true, false}},
  };
  for (const Emptiness& row : rows) {
    DYNAMIC_SECTION(row.text) {
      Source source(row.text);
      const auto documents = source.yaml();
      REQUIRE(documents);
      std::vector<bool> empty;
      for (const Document& document : *documents) {
        empty.push_back(document.empty);
      }
      CHECK(empty == row.expected);
    }
  }
}

}  // namespace
}  // namespace copctl::codec
