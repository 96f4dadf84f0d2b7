#include "funcs/engine.h"
#include "support/catch.h"

namespace {

using copctl::tests::Library;
using copctl::tests::RenderCase;
using copctl::tests::rendered;

constexpr RenderCase kJson[] = {
    {R"({{ toJson (dict "b" (list 1 nil 1.5 1e21 "<&>") "a" (rest (list))) }})",
     R"({"a":null,"b":[1,null,1.5,1e+21,"\u003c\u0026\u003e"]})"},
    {R"({{ toRawJson "<&>" }} {{ mustToRawJson (list) }} {{ mustToJson (dict) }})",
     R"("<&>" [] {})"},
    {R"({{ toPrettyJson (dict "a" (list 1 (dict)) "b" (list)) }})",
     "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}"},
    {"{{ mustToPrettyJson (list 1) }}", "[\n  1\n]"},
    {R"([{{ toJson (float64 "nan") }}][{{ toPrettyJson (float64 "inf") }}])", "[][]"},
    {R"({{ mustToJson (float64 "nan") }})",
     "error: error calling mustToJson: json: unsupported value: NaN"},
    {R"({{ toRawJson (float64 "inf") }})",
     "error: error calling toRawJson: json: unsupported value: +Inf"},
    {R"({{ mustToPrettyJson (float64 "-inf") }})",
     "error: error calling mustToPrettyJson: json: unsupported value: -Inf"},
    {R"({{ fromJson "{\"a\":[1,null,true]}" }} {{ fromJson "1" | typeOf }} {{ fromJson "x" | typeOf }} {{ mustFromJson "\"s\"" }})",
     "map[a:[1 <nil> true]] float64 <nil> s"},
    {R"({{ fromJson "{\"a\":1e400,\"b\":2}" | toJson }})", R"({"a":null,"b":2})"},
    {R"({{ mustFromJson "[1" }})",
     "error: error calling mustFromJson: unexpected end of JSON input"},
    {R"({{ mustFromJson "" }})", "error: error calling mustFromJson: unexpected end of JSON input"},
};

TEST_CASE("documents: JSON") {
  for (const RenderCase& c : kJson) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}

constexpr RenderCase kHelmsForms[] = {
    {R"({{ fromJson "{\"a\":1}" }} {{ fromJson "null" }} {{ fromJsonArray "[1]" }} {{ fromJsonArray "null" }})",
     "map[a:1] map[] [1] []"},
    {R"({{ fromJson "[1]" }})",
     "map[Error:json: cannot unmarshal array into Go value of type map[string]interface {}]"},
    {R"({{ fromJson "x" }})", "map[Error:invalid character 'x' looking for beginning of value]"},
    {R"({{ fromJsonArray "{}" }})",
     "[json: cannot unmarshal object into Go value of type []interface {}]"},
    {R"({{ fromJsonArray "\"s\"" }})",
     "[json: cannot unmarshal string into Go value of type []interface {}]"},
    {R"({{ toYaml (dict "b" (list 1 (dict "x" "yes")) "a" nil) }})",
     "a: null\nb:\n- 1\n- x: \"yes\""},
    {R"([{{ toYaml nil }}][{{ toYaml "" }}][{{ toYaml (float64 "nan") }}][{{ toYaml "a\n\n" }}])",
     "[null][\"\"][][|+\n  a\n]"},
    {R"({{ fromYaml "a: [1, yes, 012]\n---\nb: 2" }} {{ fromYaml "" }} {{ fromYaml "null" }} {{ fromYamlArray "- 1\n- b" }} {{ fromYamlArray "" | toJson }})",
     "map[a:[1 true 10]] map[] map[] [1 b] []"},
    {R"({{ fromYaml "- 1" }})",
     "map[Error:error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go "
     "value of type map[string]interface {}]"},
    {R"({{ fromYaml "5" }})",
     "map[Error:error unmarshaling JSON: while decoding JSON: json: cannot unmarshal number into "
     "Go value of type map[string]interface {}]"},
    {R"({{ fromYamlArray "a: 1" }})",
     "[error unmarshaling JSON: while decoding JSON: json: cannot unmarshal object into Go value "
     "of type []interface {}]"},
    {R"({{ toToml (dict "a" 1 "t" (dict "b" "x")) }})", "a = 1\n\n[t]\n  b = \"x\"\n"},
    {"{{ toToml 5 }}", "toml: top-level values must be Go maps or structs"},
    {"{{ toToml nil }}",
     "error: error calling toToml: reflect: call of reflect.Value.Type on zero Value"},
    {"{{ toToml (rest (list)) }}", "toml: top-level values must be Go maps or structs"},
    {R"({{ fromJson "null" | toJson }} {{ fromJsonArray "null" | toJson }} {{ fromYaml "null" | toJson }} {{ fromYamlArray "null" | toJson }} {{ fromToml "" | toJson }})",
     "null null {} [] {}"},
    {R"({{ fromJson "{\"a\":1e400}" | toJson }} {{ fromJsonArray "[1,1e400]" | toJson }})",
     R"({"Error":"json: cannot unmarshal number 1e400 into Go value of type float64","a":null} ["json: cannot unmarshal number 1e400 into Go value of type float64"])"},
    {R"({{ toYaml (list "99-01-01" "1999-01-01" "99-1-01") }})",
     "- 99-01-01\n- \"1999-01-01\"\n- 99-1-01"},
    {R"({{ lookup "v1" "Pod" "ns" "name" }}{{ if lookup "v1" "Pod" "" "" }}yes{{ end }})", "map[]"},
};

TEST_CASE("documents: Helm's forms") {
  for (const RenderCase& c : kHelmsForms) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source, Library::kHelm) == c.expected); }
  }
}
}  // namespace
