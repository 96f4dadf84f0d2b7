#include <fmt/format.h>

#include "schema/support.h"

// Schemas and values made to hurt: each must end quickly, with a message.

namespace copctl::schema {
namespace {

std::string load_errors(const std::string& text) {
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  const auto schema = Schema::load(decoded(sources, "schema.yaml", text), diagnostics);
  CHECK(schema.has_value() == !diagnostics.has_errors());
  std::string out;
  for (const auto& one : diagnostics.all()) out += one.message + "\n";
  return out;
}

// a0 = `shape` of a1 twice, a1 of a2 twice …: 2^n ways.
std::string doubling(int levels, const char* shape) {
  std::string text = "$ref: \"#/$defs/a0\"\n$defs:\n";
  for (int i = 0; i < levels; ++i) {
    const std::string next = fmt::format("{{$ref: \"#/$defs/a{}\"}}", i + 1);
    text += fmt::format("  a{}: ", i) + fmt::format(fmt::runtime(shape), next, next) + "\n";
  }
  return text + fmt::format("  a{}: {{type: integer}}\n", levels);
}

TEST_CASE("a chain of references is bounded") {
  std::string text = "$ref: \"#/$defs/a0\"\n$defs:\n";
  for (int i = 0; i < 100'000; ++i)
    text += fmt::format("  a{}: {{$ref: \"#/$defs/a{}\"}}\n", i, i + 1);
  text += "  a100000: {type: string}\n";
  CHECK(load_errors(text) == "more than 64 schemas for one value, each within the other\n");
}

TEST_CASE("schemas that double with every level are bounded") {
  CHECK(load_errors(doubling(40, "{{properties: {{x: {}, y: {}}}}}")) ==
        "more than 10000 properties; does a `$ref` repeat them?\n");

  diag::SourceMap sources;
  const Schema schema = loaded(sources, doubling(30, "{{anyOf: [{}, {}]}}"));
  const codec::Document document = decoded(sources, "values.yaml", "a: 1\n");
  value::Value instance = value::deep_copy(document.value);
  diag::Diagnostics diagnostics;
  CHECK_FALSE(schema.validate(instance, FilePlaces(schema, document, sources), diagnostics));
  CHECK(diagnostics.all().back().message ==
        "the values need more than 2000000 comparisons with the schema");
}

TEST_CASE("a schema of any other shape is an error and no crash") {
  struct Case {
    const char* name;
    const char* text;
    const char* expected;
  };
  const Case cases[] = {{"list", "[]", "a schema must be a map; got a list\n"},
                        {"number", "3", "a schema must be a map; got 3\n"},
                        {"null", "~", "a schema must be a map; got null\n"},
                        {"true", "true", "a schema must be a map; got true\n"}};
  for (const Case& one : cases) {
    DYNAMIC_SECTION(one.name) { CHECK(load_errors(one.text) == one.expected); }
  }
}

TEST_CASE("every keyword with every type of value is an error or loads") {
  const char* keywords[] = {"$defs",
                            "$ref",
                            "additionalProperties",
                            "allOf",
                            "anyOf",
                            "const",
                            "default",
                            "dependentRequired",
                            "deprecated",
                            "description",
                            "else",
                            "enum",
                            "exclusiveMinimum",
                            "format",
                            "if",
                            "items",
                            "maxItems",
                            "maxLength",
                            "minimum",
                            "multipleOf",
                            "not",
                            "oneOf",
                            "pattern",
                            "patternProperties",
                            "properties",
                            "propertyNames",
                            "required",
                            "then",
                            "type",
                            "uniqueItems",
                            "writeOnly",
                            "x-flag",
                            "x-generate",
                            "x-load",
                            "x-synonyms"};
  const char* values[] = {"~",   "true", "-1",     "1.5",         "text", "[]",   "[1]",
                          "[a]", "{}",   "{a: 1}", "{a: {b: 1}}", "[[]]", "\"(\""};
  for (const char* keyword : keywords) {
    for (const char* v : values) {
      for (const char* around : {"{}: {}\n", "properties: {{a: {{{}: {}}}}}\n"}) {
        const std::string text = fmt::format(fmt::runtime(around), keyword, v);
        INFO(text);
        load_errors(text);
      }
    }
  }
}

}  // namespace
}  // namespace copctl::schema
