#include "codec/probe.h"
#include "support/catch.h"

// Covers yaml_emitter.cpp, yaml_writer.cpp, yaml_shape.cpp

namespace copctl::codec {
namespace {

using probe::from_json;
using probe::repeat;

std::string v2(const value::Value& v) { return encode_yaml(v).value_or("<none>"); }
std::string v3(const value::Value& v) { return encode_yaml_pretty(v).value_or("<none>"); }
value::Value text(std::string_view t) { return value::Value::string(t); }

TEST_CASE("the style of a string") {
  struct Row {
    std::string text;
    std::string expected;
  };
  const Row rows[] = {
      {"plain", "plain"},
      {"two words", "two words"},
      {"", "\"\""},
      {"yes", "\"yes\""},
      {"~", "\"~\""},
      {"0777", "\"0777\""},
      {"1e3", "\"1e3\""},
      {"12:30", "\"12:30\""},
      {"2001-01-01", "\"2001-01-01\""},
      {"<<", "<<"},
      {"=", "="},
      {"a: b", "'a: b'"},
      {"a:", "'a:'"},
      {"a:\tb", "\"a:\\tb\""},
      {"a:b", "a:b"},
      {"a #b", "'a #b'"},
      {"a#b", "a#b"},
      {"- a", "'- a'"},
      {"-", "'-'"},
      {"-a", "-a"},
      {"? a", "'? a'"},
      {"?a", "?a"},
      {":a", ":a"},
      {"#c", "'#c'"},
      {"a, [b]", "a, [b]"},
      {"[a]", "'[a]'"},
      {"{a", "'{a'"},
      {"&a", "'&a'"},
      {"*a", "'*a'"},
      {"!a", "'!a'"},
      {"|", "'|'"},
      {">", "'>'"},
      {"%a", "'%a'"},
      {"@a", "'@a'"},
      {"`a", "'`a'"},
      {"'a", "'''a'"},
      {"it's", "it's"},
      {"\"q\"", "'\"q\"'"},
      {" a", "' a'"},
      {"a ", "'a '"},
      {" ", "' '"},
      {"--- a", "'--- a'"},
      {"...", "'...'"},
      {"--a", "--a"},
      {"a\tb", "\"a\\tb\""},
      {std::string("a\0b", 3), "\"a\\0b\""},
      {"\a\b\v\f\r\x1b\x01", "\"\\a\\b\\v\\f\\r\\e\\x01\""},
      {"é\xC2\xA0ü", "é\xC2\xA0ü"},
      {"😀", "\"\\U0001F600\""},
      {"\xEF\xBB\xBF", "\"\\uFEFF\""},
      {"a\xE2\x80\xA8z", "'a\xE2\x80\xA8  z'"},
      {"a\nb", "|-\n  a\n  b"},
      {"a\nb\n", "|\n  a\n  b"},
      {"a\n\n", "|+\n  a\n"},
      {"\n", "|2+\n"},
      {"\na", "|2-\n\n  a"},
      {" a\nb", "|2-\n   a\n  b"},
      {"a\n b", "|-\n  a\n   b"},
      {"a \nb", "\"a \\nb\""},
      {"a\nb ", "\"a\\nb \""},
      {"a\n\tb", "\"a\\n\\tb\""},
      {"a\r\nb", "\"a\\r\\nb\""},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.expected) { CHECK(v2(text(row.text)) == row.expected + "\n"); }
  }
}

TEST_CASE("numbers behind JSON") {
  struct Row {
    double number;
    std::string v2;
    std::string v3;
  };
  const Row rows[] = {
      {1000000.0, "1000000", "1e+06"},
      {0.5, "0.5", "0.5"},
      {1234567.5, "1.2345675e+06", "1.2345675e+06"},
      {9007199254740992.0, "9007199254740992", "9.007199254740992e+15"},
      {9223372036854775808.0, "9223372036854776000", "9.223372036854776e+18"},
      {1e20, "1e+20", "1e+20"},
      {1.5e21, "1.5e+21", "1.5e+21"},
      {1e-6, "1e-06", "1e-06"},
      {1e-7, "1e-07", "1e-07"},
      {-0.0, "0", "-0"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.v2) {
      CHECK(v2(value::Value::real(row.number)) == row.v2 + "\n");
      CHECK(v3(value::Value::real(row.number)) == row.v3 + "\n");
    }
  }
  CHECK(v2(value::Value::integer(-1, value::IntType::kUint64)) == "18446744073709551615\n");
}

TEST_CASE("layout of collections") {
  struct Row {
    std::string json;
    std::string v2;
    std::string v3;
  };
  const Row rows[] = {
      {"null", "null\n", "null\n"},
      {"[]", "[]\n", "[]\n"},
      {"{}", "{}\n", "{}\n"},
      {R"({"a":[],"b":{},"c":null})", "a: []\nb: {}\nc: null\n", "a: []\nb: {}\nc: null\n"},
      {R"({"k":["a"]})", "k:\n- a\n", "k:\n  - a\n"},
      {R"({"k":[{"a":1,"b":2}]})", "k:\n- a: 1\n  b: 2\n", "k:\n  - a: 1\n    b: 2\n"},
      {"[[1,[2]],[]]", "- - 1\n  - - 2\n- []\n", "- - 1\n  - - 2\n- []\n"},
      {R"([[{"a":[1]}]])", "- - a:\n    - 1\n", "- - a:\n      - 1\n"},
      {R"({"a":{"b":{"c":true}}})", "a:\n  b:\n    c: true\n", "a:\n  b:\n    c: true\n"},
      {R"({"a10":1,"a2":2,"B":3,"yes":4})", "B: 3\na2: 2\na10: 1\n\"yes\": 4\n",
       "B: 3\na2: 2\na10: 1\n\"yes\": 4\n"},
      {R"({"k":"a\nb\n","l":["a\nb"]})", "k: |\n  a\n  b\nl:\n- |-\n  a\n  b\n",
       "k: |\n  a\n  b\nl:\n  - |-\n    a\n    b\n"},
      {R"({"a\nb":1})", "? |-\n  a\n  b\n: 1\n", "? |-\n  a\n  b\n: 1\n"},
      {R"({"a\nb":[1],"c\nd":{"e":2}})", "? |-\n  a\n  b\n: - 1\n? |-\n  c\n  d\n: e: 2\n",
       "? |-\n  a\n  b\n: - 1\n? |-\n  c\n  d\n: e: 2\n"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.json) {
      CHECK(v2(from_json(row.json)) == row.v2);
      CHECK(v3(from_json(row.json)) == row.v3);
    }
  }
}

TEST_CASE("a key of more than 128 bytes is explicit") {
  const std::string longest(128, 'k');
  CHECK(v2(value::Value::map({{longest, value::Value::integer(1)}})) == longest + ": 1\n");
  CHECK(v2(value::Value::map({{longest + "k", value::Value::integer(1)}})) ==
        "? " + longest + "k\n: 1\n");
  CHECK(v2(value::Value::map({{longest + "k", from_json("[1]")}})) ==
        "? " + longest + "k\n: - 1\n");
}

TEST_CASE("long scalars fold at the first blank behind column 80") {
  struct Row {
    std::string name;
    std::string text;
    std::string expected;
  };
  const std::string word77 = repeat("w", 77);
  const Row rows[] = {
      {"column 80 stays", repeat("w", 77) + " x", "key: " + repeat("w", 77) + "\n  x"},
      {"one before stays", repeat("w", 75) + " x y", "key: " + repeat("w", 75) + " x\n  y"},
      {"no blank, no fold", repeat("w", 200), "key: " + repeat("w", 200)},
      {"two blanks do not fold", word77 + "  x y", "key: " + word77 + "  x\n  y"},
      {"single quotes", "- " + word77 + " x", "key: '- " + word77 + "\n  x'"},
      {"double quotes", "\t" + word77 + " x", "key: \"\\t" + word77 + "\n  x\""},
      {"double quotes, a blank follows", "\t" + word77 + "  x",
       "key: \"\\t" + word77 + "\n  \\ x\""},
      {"characters count, not bytes", repeat("é", 75) + " x y",
       "key: " + repeat("é", 75) + " x\n  y"},
      {"a literal never folds", word77 + " x\ny", "key: |-\n  " + word77 + " x\n  y"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      const auto v = value::Value::map({{"key", text(row.text)}});
      CHECK(v2(v) == row.expected + "\n");
    }
  }
  CHECK(v2(text(word77 + "wwww x")) == word77 + "wwww\n  x\n");
  CHECK(v2(value::Value::list({text(word77 + "ww x")})) == "- " + word77 + "ww\n  x\n");
  CHECK(v3(value::Value::map({{"key", text(word77 + " x")}})) == "key: " + word77 + " x\n");
}

TEST_CASE("keys never fold") {
  const std::string key = repeat("w", 90) + " x";
  CHECK(v2(value::Value::map({{key, value::Value::integer(1)}})) == key + ": 1\n");
}

TEST_CASE("where go-yaml v3 differs") {
  CHECK(v3(text("a\n\tb")) == "|-\n  a\n  \tb\n");
  CHECK(v3(text("\na")) == "|2-\n  a\n");
  CHECK(v3(text("a\xFF")) == "!!binary Yf8=\n");
  CHECK(v3(text("a\x7F")) == "\"a\\x7F\"\n");
  CHECK(v3(value::Value::real(INFINITY)) == ".inf\n");
  CHECK(v3(value::Value::real(-INFINITY)) == "-.inf\n");
  CHECK(v3(value::Value::real(NAN)) == ".nan\n");
  CHECK(v3(value::Value::nil_list()) == "[]\n");
  CHECK(v3(value::Value::nil_map()) == "{}\n");
  CHECK(v3(text(std::string(60, '\xFF'))) ==
        "!!binary |\n  " + repeat("/", 70) + "\n  " + repeat("/", 10) + "\n");
}

TEST_CASE("what goes through JSON first") {
  const auto byte = value::Value::integer(104, value::IntType::kUint8);
  CHECK(v2(text("a\xFF")) == "a\xEF\xBF\xBD\n");
  CHECK(v2(text("a\xC2\x85z")) == "a z\n");
  CHECK(v2(value::Value::nil_list()) == "null\n");
  CHECK(v2(value::Value::nil_map()) == "null\n");
  CHECK(v2(value::Value::list({byte, byte}, value::Element::kByte)) == "aGg=\n");
}

TEST_CASE("what has no YAML form") {
  CHECK(v2(value::Value::real(NAN)) == "<none>");
  CHECK(v2(value::Value::real(INFINITY)) == "<none>");
  CHECK(v2(text("a\x7F")) == "<none>");
  CHECK(v2(value::Value::list({text("a\xC2\x80")})) == "<none>");
  CHECK(v2(value::Value::complex(1, 2)) == "<none>");
  CHECK(v2(value::Value::map({{std::string(1100, 'k'), {}}})) == "<none>");
  CHECK(v3(value::Value::complex(1, 2)) == "<none>");
}

TEST_CASE("a value that holds itself, and one too deep") {
  value::Value map = value::Value::map();
  map.as_map().entries["self"] = map;
  CHECK(v2(map) == "<none>");
  CHECK(v3(map) == "<none>");
  map.as_map().entries.clear();
  value::Value deep;
  for (std::size_t i = 0; i < kMaxEncodeDepth; ++i) {
    deep = value::Value::list({deep});
  }
  CHECK(encode_yaml(deep));
  CHECK(v2(value::Value::list({deep})) == "<none>");
}

TEST_CASE("keys that JSON makes equal become one") {
  CHECK(v2(value::Value::map({{"a\xFE", value::Value::integer(1)},
                              {"a\xFF", value::Value::integer(2)}})) == "a\xEF\xBF\xBD: 2\n");
}

}  // namespace
}  // namespace copctl::codec
