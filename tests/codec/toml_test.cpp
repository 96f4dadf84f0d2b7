#include "codec/probe.h"
#include "support/catch.h"

// Covers toml_reader.cpp, toml_scan.cpp, toml_writer.cpp

namespace copctl::codec {
namespace {

using probe::from_json;
using probe::json;
using probe::repeat;

std::string written(const value::Value& v) {
  const GoResult result = go_toml_marshal(v);
  return result.error.empty() ? result.value.as_string() : "<" + result.error + ">";
}

TEST_CASE("TOML as BurntSushi/toml writes it") {
  struct Row {
    std::string json;
    std::string expected;
  };
  const Row rows[] = {
      {"{}", ""},
      {R"({"s":"str","n":1,"f":1.5,"b":true,"z":2.0})",
       "b = true\nf = 1.5\nn = 1\ns = \"str\"\nz = 2.0\n"},
      {R"({"t":{"a":1,"b":{"c":2}}})", "[t]\n  a = 1\n  [t.b]\n    c = 2\n"},
      {R"({"k":"v","n":{"d":1}})", "k = \"v\"\n\n[n]\n  d = 1\n"},
      {R"({"l":[{"a":1},{"b":{"c":2}}]})", "[[l]]\n  a = 1\n\n[[l]]\n  [l.b]\n    c = 2\n"},
      {R"({"l":[1,[2,"x"],[]]})", "l = [1, [2, \"x\"], []]\n"},
      {R"({"l":[1,{"a":1,"b":{"c":2}}]})", "l = [1, {a = 1, b = {c = 2}}]\n"},
      {R"({"k 1":1,"k-2":2,"k.3":3,"":4,"é":5})",
       "\"\" = 4\n\"k 1\" = 1\nk-2 = 2\n\"k.3\" = 3\n\"é\" = 5\n"},
      {R"({"a b":{"c":{"d":1}}})", "[\"a b\"]\n  [\"a b\".c]\n    d = 1\n"},
      {R"({"nil":null,"a":1})", "a = 1\n"},
      {R"({"s":"\"\\\b\t\n\f\r\u0001\u007f"})", "s = \"\\\"\\\\\\b\\t\\n\\f\\r\\u0001\\u007f\"\n"},
      {R"({"f":[1e21,1e-7,0.1]})", "f = [1000000000000000000000.0, 0.0000001, 0.1]\n"},
      {R"({"a":[null]})", "<toml: cannot encode array with nil element>"},
      {"[1]", "<toml: top-level values must be Go maps or structs>"},
      {"[{\"a\":1}]", "<toml: top-level values must be Go maps or structs>"},
      {"\"s\"", "<toml: top-level values must be Go maps or structs>"},
      {"null", "<reflect: call of reflect.Value.Type on zero Value>"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.json) { CHECK(written(from_json(row.json)) == row.expected); }
  }
}

TEST_CASE("floats without a number, and what TOML has not") {
  CHECK(written(value::Value::map({{"a", value::Value::real(NAN)},
                                   {"b", value::Value::real(INFINITY)},
                                   {"c", value::Value::real(-INFINITY)}})) ==
        "a = nan\nb = +inf\nc = -inf\n");
  CHECK(written(value::Value::map({{"a", value::Value::complex(1, 2)}})) ==
        "<unsupported type: complex128>");
}

TEST_CASE("a TOML value that holds itself") {
  value::Value map = value::Value::map();
  map.as_map().entries["self"] = map;
  CHECK(written(map) == "<toml: exceeded max depth>");
  map.as_map().entries.clear();
  value::Value list = value::Value::list();
  list.as_list().items.push_back(list);
  CHECK(written(value::Value::map({{"a", list}})) == "<toml: exceeded max depth>");
  list.as_list().items.clear();
}

TEST_CASE("TOML as values") {
  struct Row {
    std::string text;
    std::string expected;
  };
  const Row rows[] = {
      {"", "{}"},
      {"# c\na = 1 # x\n", R"({"a":1})"},
      {"a = 1.5\nb = 'x'\nc = \"\\u00e9\"\nd = true\n", R"({"a":1.5,"b":"x","c":"é","d":true})"},
      {"[t]\na = 1\n[t.u]\nb = 2\n", R"({"t":{"a":1,"u":{"b":2}}})"},
      {"[[x]]\na = 1\n[[x]]\nb = [1, 'y', {c = 2}]\n", R"({"x":[{"a":1},{"b":[1,"y",{"c":2}]}]})"},
      {"k.\"q r\".z = 1", R"({"k":{"q r":{"z":1}}})"},
      {"h = 0xff\no = 0o17\nb = 0b11\nu = 1_000", R"({"b":3,"h":255,"o":15,"u":1000})"},
      {"d = 2001-01-01T00:00:00Z", R"({"d":"2001-01-01T00:00:00Z"})"},
      {"d = 2001-01-01T10:20:30.120-07:30", R"({"d":"2001-01-01T10:20:30.12-07:30"})"},
      {"d = 2001-01-01\nt = 10:00:00.5",
       R"({"d":"2001-01-01T00:00:00Z","t":"0000-01-01T10:00:00.5Z"})"},
      {"s = \"\"\"\na\\\n  b\"\"\"\"", R"({"s":"ab\""})"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.text) {
      const GoResult result = go_toml_unmarshal(row.text);
      CHECK(result.error == "");
      CHECK(json(result.value) == row.expected);
    }
  }
}

TEST_CASE("bad TOML") {
  for (const char* text : {"a = ", "a = 1\na = 2", "[a]\n[a]\n", "a = 1 b = 2", "a = \"\\x\"",
                           "a = 01", "a = \"\xFF\"", "a = \"\x01\"", "= 1", "[a"}) {
    DYNAMIC_SECTION(text) { CHECK(go_toml_unmarshal(text).error.starts_with("toml: line ")); }
  }
}

TEST_CASE("a TOML header without a name") {
  struct Row {
    std::string text;
    std::string error;
  };
  const Row rows[] = {
      {"[=]", "toml: line 1: expected the name of a table"},
      {"\ufeff[=]", "toml: line 1: expected the name of a table"},
      {"a = 1\n \t[ \t= [~, 1]]", "toml: line 2: expected the name of a table"},
      {"[[.a]]", "toml: line 1: expected the name of a table"},
      {"[[[a]]]", "toml: line 1: expected the name of a table"},
      {"a = [\n1]\nb = '''\n[=]'''\n[\n]", "toml: line 5: expected the name of a table"},
      {"# [=]\r\n[\u00e9]", "toml: line 2: expected the name of a table"},
      {"[\xff]", "toml: line 1: expected the name of a table"},
      {"[]",
       "toml: line 1: Error while parsing table header: tables with blank bare keys are explicitly "
       "prohibited"},
      {"[ [a]]", "toml: line 1: expected the name of a table"},
      {"[", "toml: line 1: Error while parsing table header: encountered end-of-file"},
      {"[a.=]",
       "toml: line 1: Error while parsing key: expected bare key starting character or string "
       "delimiter, saw '='"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.text) { CHECK(go_toml_unmarshal(row.text).error == row.error); }
  }
  const std::string headers =
      "[a]\n[ b ]\n[[_]]\n[[ -.'c']]\n[\"\"]\n[0]\nd = [\n[\n\"=\"], {e = [[[]]]}]\n";
  CHECK(json(go_toml_unmarshal(headers).value) ==
        R"({"":{},"-":{"c":[{}]},"0":{"d":[["="],{"e":[[[]]]}]},"_":[{}],"a":{},"b":{}})");
}

TEST_CASE("TOML that ends where a value should begin") {
  struct Row {
    std::string text;
    std::string error;
  };
  const std::string array = "toml: line 1: expected the end of an array";
  const std::string time = "toml: line 1: expected a time behind the date";
  const Row rows[] = {
      {"a = [}", array},
      {"a = {b = [1, }]}", array},
      {"a = {b = {c = [}}&", array},
      {"a = [1 }", array},
      {"a = [#\n\n}", "toml: line 3: expected the end of an array"},
      {"a = {b = [1]]",
       "toml: line 1: Error while parsing inline table: expected key or closing '}', saw ']'"},
      {"a = 1979-05-27 1\n", time},
      {"a = 1979-05-27 1]", time},
      {"a = 1979-05-27T:1", time},
      {"a = [0001-01-01t+1:0]", time},
      {"a = 1979-05-27T",
       "toml: line 1: Error while parsing value: could not determine value type"},
      {"a =9999-9!-9= 1\t", time},
      {"a = [1,1979-05-27 1,]", time},
      {"a = [\n1979-05-27 0#", "toml: line 2: expected a time behind the date"},
      {"a = 1_979-05-27__ 07:32:00", time},
      {"a = 1" + repeat("_", 117) + "979-05-27 07:32:00", time},
      {"a = 1979-05-27 1",
       "toml: line 1: Error while parsing key-value pair: expected a comment or whitespace, saw "
       "'1'"},
      {"a = 1979-05-27 1a",
       "toml: line 1: Error while parsing value: could not determine value type"},
      {"a = 1979-05-27  1\n",
       "toml: line 1: Error while parsing key-value pair: expected a comment or whitespace, saw "
       "'1'"},
      {"a = 1" + repeat("_", 125) + "979-05-27 1\n", time},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.text) { CHECK(go_toml_unmarshal(row.text).error == row.error); }
  }
}

TEST_CASE("TOML that looks like a torn date, and is none") {
  struct Row {
    std::string text;
    std::string expected;
  };
  const Row rows[] = {
      {"1979-05-2= 1\n", R"({"1979-05-2":1})"},
      {"a = {x = 1, 1979-05-2= 1}\n", R"({"a":{"1979-05-2":1,"x":1}})"},
      {"[1979-05-2. 1]\n", R"({"1979-05-2":{"1":{}}})"},
      {"[[1979-05-2. 1]]\na = 1", R"({"1979-05-2":{"1":[{"a":1}]}})"},
      {"a = [1979-05-27, 1]\n", R"({"a":["1979-05-27T00:00:00Z",1]})"},
      {"a = 1979-05-27 \nb = '1979-05-27 1'#1979-05-27 1\n",
       R"({"a":"1979-05-27T00:00:00Z","b":"1979-05-27 1"})"},
      {"a = 1979-05-27 07:32:00\n", R"({"a":"1979-05-27T07:32:00Z"})"},
      {"a = 1\nab-cd-eft = 1979-05-27t07:32:00\n", R"({"a":1,"ab-cd-eft":"1979-05-27T07:32:00Z"})"},
      {"a = [{}, [[], {}]]", R"({"a":[{},[[],{}]]})"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.text) {
      const GoResult result = go_toml_unmarshal(row.text);
      CHECK(result.error == "");
      CHECK(json(result.value) == row.expected);
    }
  }
}

TEST_CASE("TOML holds ASCII outside of strings") {
  struct Row {
    std::string text;
    std::string error;
  };
  const std::string line_1 = "toml: line 1: expected ASCII outside of strings and comments";
  const Row rows[] = {
      {"\u00e9 = 1", line_1},
      {"\ufeff\ufeff", line_1},
      {"a = \u0499", line_1},
      {"a = 1\u00a0", line_1},
      {"a\u2c5e", line_1},
      {"a = [1, \ufc26]", line_1},
      {"a = \xff", line_1},
      {"[a\u00e9]", line_1},
      {"a = [+'''[\u00e9", line_1},
      {"a = 1\"\u00e9\"", line_1},
      {"a = 1979-05-27 07'\u00e9'", line_1},
      {"a = 1979-05-27 07 2'\u00e9'",
       "toml: line 1: Error while parsing value: could not determine value type"},
      {"# \u00e9\na = '\u00e9' # \u00e9\nb = \"\u00e9\"\n\u00e9 = 1",
       "toml: line 4: expected ASCII outside of strings and comments"},
      {"a = \"\"\"\n\\\u00e9\"\"\"", "toml: line 2: unknown escape sequence"},
      {"a = \"\"\"\\\u3000\n\"\"\"", "toml: line 1: unknown escape sequence"},
      {"a = \"\"\"\\ \u00e9\"\"\"",
       "toml: line 1: Error while parsing string: line-ending backslashes must be the last "
       "non-whitespace character on the line"},
      {"a = \"\"\"\\\n \xff\"\"\"", "toml: line 2: Encountered invalid utf-8 sequence"},
      {"a = \"\\\u00e9\"",
       "toml: line 1: Error while parsing string: unknown escape sequence '\\\u00e9'"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.text) { CHECK(go_toml_unmarshal(row.text).error == row.error); }
  }
}

TEST_CASE("letters of every script stand in strings of TOML") {
  struct Row {
    std::string text;
    std::string expected;
  };
  const Row rows[] = {
      {"\ufeffa = 'é'", R"({"a":"é"})"},
      {"a = [1,'é',-1 ,'é'\n,+1#é\n,'é']", R"({"a":[1,"é",-1,"é",1,"é"]})"},
      {"a = 1979-05-27 07:32:00 # 'é'", R"({"a":"1979-05-27T07:32:00Z"})"},
      {"'é' = \"\\\\é\"", R"({"é":"\\é"})"},
      {"[\"é\".'ж']", R"({"é":{"ж":{}}})"},
      {"a = \"\"\"\\\n  é\\\n\n \tжé\\ \r\n\u3000😀x\"\"\"\nb = 'é'",
       "{\"a\":\"éжé\u3000😀x\",\"b\":\"é\"}"},
      {"a = '''\\\n é'''", R"({"a":"\\\n é"})"},
      {"a = \"\"\"\\\\\n é\"\"\"", R"({"a":"\\\n é"})"},
      {"a = \"\"\"\\\n \"\"\"\"\nb = 'é'", R"({"a":"\"","b":"é"})"},
      {"a = \"\"\"\\\n \\u00e9é\"\"\"", R"({"a":"éé"})"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.text) {
      const GoResult result = go_toml_unmarshal(row.text);
      CHECK(result.error == "");
      CHECK(json(result.value) == row.expected);
    }
  }
}

TEST_CASE("TOML is read no deeper and no longer than it is safe") {
  const std::string deep[] = {
      "a = " + repeat("[", 100000),
      "a = " + repeat("{a = ", 100000),
      "a" + repeat(".a", 100000) + " = 1",
      "[" + repeat("a.", 100000) + "a]",
      "a = [\"\"\"x\"\"\"\", {" + repeat("b.", 1000) + "c = 1}]",
      "a = {" + repeat("b.", 150) + "c = {" + repeat("d.", 150) + "e = 1}}",
  };
  for (const std::string& text : deep) {
    DYNAMIC_SECTION(text.substr(0, 20) << text.size()) {
      CHECK(go_toml_unmarshal(text).error == "toml: exceeded max depth");
    }
  }
  CHECK(go_toml_unmarshal("a = \"" + std::string(kMaxTomlBytes, 'x') + "\"").error ==
        "toml: document is too large");
  CHECK(go_toml_unmarshal("a = [" + repeat("1.5, ", 1000) + "]\n" + repeat("# ......\n", 100) +
                          "b = '" + repeat(".", 1000) + "'\n" + "c = \"\\\"" + repeat(".", 1000) +
                          "\"\n")
            .error == "");
}

}  // namespace
}  // namespace copctl::codec
