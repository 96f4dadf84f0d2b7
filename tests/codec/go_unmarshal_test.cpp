#include "codec/probe.h"
#include "support/catch.h"

// Covers go_unmarshal.cpp, go_syntax.cpp, yaml_events.cpp

namespace copctl::codec {
namespace {

using probe::json;

std::string unmarshalled(std::string_view text, Numbers numbers = Numbers::kFloat64) {
  const GoResult result = go_yaml_unmarshal(text, numbers);
  return result.error.empty() ? json(result.value) : result.error;
}

TEST_CASE("fromYaml's values") {
  const std::string texts[][2] = {
      {"", "null"},
      {"   ", "null"},
      {"a: 1\n---\n{bad", R"({"a":1})"},
      {"a: {x: 1}\na: {z: 2}\n", R"({"a":{"z":2}})"},
      {"a: 12345678901234567890\nb: 1e400\nc: 9007199254740993\n",
       R"({"a":12345678901234567000,"b":"1e400","c":9007199254740992})"},
      {"1: int\n1.5: float\ntrue: bool\n", R"({"1":"int","1.5":"float","true":"bool"})"},
      {"a: -0.0\nb: -0\n", R"({"a":-0,"b":0})"},
  };
  for (const auto& [text, expected] : texts) {
    DYNAMIC_SECTION(text) { CHECK(unmarshalled(text) == expected); }
  }
}

TEST_CASE("a text that is nowhere is empty") {
  CHECK(unmarshalled(std::string_view()) == "null");
}

TEST_CASE("numbers have been JSON") {
  const auto types = [](Numbers numbers) {
    const GoResult result =
        go_yaml_unmarshal("[1, 1.0, 1e6, 1.5, 1e21, 18446744073709551615]", numbers);
    std::string out;
    for (const auto& item : result.value.items()) {
      out += std::string(value::kind_name(item)) + " ";
    }
    return out;
  };
  CHECK(types(Numbers::kFloat64) == "float64 float64 float64 float64 float64 float64 ");
  CHECK(types(Numbers::kInt64) == "int64 int64 int64 float64 float64 float64 ");
  CHECK(types(Numbers::kInt) == "int int int float64 float64 float64 ");
}

TEST_CASE("fromYaml's errors, in Go's words") {
  const std::string texts[][2] = {
      {"a: b: c", "yaml: mapping values are not allowed in this context"},
      {"x: 1\na: b: c", "yaml: line 2: mapping values are not allowed in this context"},
      {"a:\n\tb: 1\n", "yaml: line 2: found character that cannot start any token"},
      {"{bad", "yaml: line 1: did not find expected ',' or '}'"},
      {"[1, 2", "yaml: line 1: did not find expected ',' or ']'"},
      {"'x", "yaml: found unexpected end of stream"},
      {"a: -\n", "yaml: block sequence entries are not allowed in this context"},
      {"...\n", "yaml: did not find expected node content"},
      {"a: \x01\n", "yaml: control characters are not allowed"},
      {"a: \xFF\n", "yaml: invalid leading UTF-8 octet"},
      {"a: .inf\nb: .nan\n", "json: unsupported value: +Inf"},
      {"a: [.nan]\n", "json: unsupported value: NaN"},
      {"null: x\n", "Unsupported map key of type: %!s(<nil>), key: <nil>, value: \"x\""},
      {"~: [1, {a: ~}]\n",
       "Unsupported map key of type: %!s(<nil>), key: <nil>, value: "
       "[]interface {}{1, map[interface {}]interface {}{\"a\":interface {}(nil)}}"},
      {"? [a, true]\n: b\n", "yaml: invalid map key: []interface {}{\"a\", true}"},
      {"a: *x\n", "yaml: unknown anchor 'x' referenced"},
      {"a: &x [*x]\n", "yaml: anchor 'x' value contains itself"},
      {"a: !!int x\n", "yaml: cannot decode !!str `x` as a !!int"},
      {"a: !!binary x\n", "yaml: !!binary value contains invalid base64 data"},
      {"<<: x\n", "yaml: map merge requires map or sequence of maps as the value"},
      {"a: !!int x\nb: [\n", "yaml: line 2: did not find expected node content"},
      {"~: 1\nb: !!int x\n", "yaml: cannot decode !!str `x` as a !!int"},
  };
  for (const auto& [text, expected] : texts) {
    DYNAMIC_SECTION(text) {
      CHECK(unmarshalled(text) == "error converting YAML to JSON: " + expected);
    }
  }
}

TEST_CASE("a value that is not what it is read into") {
  const auto mismatch = [](std::string_view text, value::Kind wanted) {
    return go_type_mismatch(probe::from_json(text), wanted);
  };
  const std::string into_map = " into Go value of type map[string]interface {}";
  CHECK(mismatch("{}", value::Kind::kMap) == "");
  CHECK(mismatch("null", value::Kind::kMap) == "");
  CHECK(mismatch("[]", value::Kind::kList) == "");
  CHECK(mismatch("[]", value::Kind::kMap) == "json: cannot unmarshal array" + into_map);
  CHECK(mismatch("1", value::Kind::kMap) == "json: cannot unmarshal number" + into_map);
  CHECK(mismatch("1.5", value::Kind::kMap) == "json: cannot unmarshal number" + into_map);
  CHECK(mismatch("\"s\"", value::Kind::kMap) == "json: cannot unmarshal string" + into_map);
  CHECK(mismatch("true", value::Kind::kMap) == "json: cannot unmarshal bool" + into_map);
  CHECK(mismatch("{}", value::Kind::kList) ==
        "json: cannot unmarshal object into Go value of type []interface {}");
}

}  // namespace
}  // namespace copctl::codec
