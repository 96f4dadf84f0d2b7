// Covers pack.cpp.
#include "schema/schema.h"

#include "schema/support.h"
#include "support/golden.h"

namespace copctl::schema {
namespace {

// A schema file: what is wrong with it.
std::vector<support::Section> load_case(const support::Archive& archive) {
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  auto document = decoded(sources, "schema.yaml", archive.text("schema.yaml"));
  const auto schema = Schema::load(std::move(document), diagnostics);
  CHECK(schema.has_value() == !diagnostics.has_errors());
  if (diagnostics.empty()) return {{"loaded", "yes\n"}};
  return {{"error", diag::print(diagnostics, sources)}};
}

TEST_CASE("a schema is judged with positions") {
  support::run_goldens(
      {.folder = "tests/schema/testdata/schema", .outputs = {"loaded", "error"}, .run = load_case});
}

// Every keyword of a node, so that each is packed.
constexpr const char* kEverything = R"(
type: object
required: [name]
minProperties: 1
maxProperties: 9
properties:
  name: {type: string, pattern: "^[a-z]+$", minLength: 2, maxLength: 9, default: abc, examples: [x]}
  size: {type: integer, minimum: 1, exclusiveMaximum: 9, multipleOf: 2, deprecated: true}
  mode: {enum: [a, 2], x-synonyms: {one: a}, x-flag: {name: how, short: m, group: G}}
  key: {type: string, writeOnly: true, pattern: "^[0-9a-f]{4}$", x-generate: {alphabet: hex, length: 4}}
  hosts: {type: array, minItems: 1, maxItems: 3, uniqueItems: true, items: {format: hostname}}
  labels: {propertyNames: {pattern: "^[a-z]$"}, additionalProperties: {type: string}, default: {a: b}}
  file: {type: object, additionalProperties: true, x-load: yaml, description: some text}
  none: false
patternProperties: {"^x-": {type: string}}
dependentRequired: {size: [mode]}
allOf: [{if: {required: [a]}, then: {required: [b]}, else: {required: [c]}}]
anyOf: [{properties: {d: {const: 1}}}]
oneOf: [{$ref: "#/$defs/e"}]
not: {required: [f], description: no f}
$defs: {e: {properties: {g: {type: "null"}}}}
)";

TEST_CASE("a packed schema comes back") {
  diag::SourceMap sources;
  const Schema schema = loaded(sources, kEverything);
  const auto back = Schema::unpack(schema.packed(), 77);
  REQUIRE(back);
  CHECK(back->packed() == schema.packed());
  REQUIRE(back->leaves().size() == schema.leaves().size());
  CHECK(back->leaves()[0].span.source == 77);
  CHECK(back->leaves()[0].span.begin == schema.leaves()[0].span.begin);
  CHECK(value::deep_equal(back->defaults(), schema.defaults()));
}

TEST_CASE("bytes that are no packed schema are refused, and do no harm") {
  diag::SourceMap sources;
  const std::string bytes = loaded(sources, kEverything).packed();
  CHECK_FALSE(Schema::unpack("", 1));
  CHECK_FALSE(Schema::unpack("nonsense", 1));
  CHECK_FALSE(Schema::unpack(bytes + "x", 1));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CHECK_FALSE(Schema::unpack(bytes.substr(0, size), 1));
  }
  for (std::size_t at = 4; at < bytes.size(); ++at) {
    for (const int flip : {1, 2, 16, 128}) {
      std::string bad = bytes;
      bad[at] = static_cast<char>(bad[at] ^ flip);
      const auto schema = Schema::unpack(bad, 1);
      if (schema) static_cast<void>(schema->defaults());
    }
  }
}

TEST_CASE("secret and declares follow every way to a property") {
  diag::SourceMap sources;
  const Schema schema = loaded(sources, R"(
properties:
  plain: {type: string}
  registry: {properties: {password: {type: string, writeOnly: true}}}
  vault: {writeOnly: true, properties: {key: {type: string}}}
  users: {type: array, items: {properties: {name: {type: string}, token: {$ref: "#/$defs/token"}}}}
  labels: {additionalProperties: {type: string}}
  free: {type: object}
  further: {type: object, additionalProperties: true}
  items: {type: array}
  referred: {$ref: "#/$defs/closed"}
  tls: {if: {properties: {mode: {const: own}}}, then: {properties: {key: {writeOnly: true}}}}
  a/b~c: {type: string, writeOnly: true}
$defs:
  token: {type: string, writeOnly: true}
  closed: {type: object, properties: {a: {type: string}}}
)");
  struct Case {
    const char* pointer;
    bool declared;
    bool secret;
  };
  const Case cases[] = {{"", true, false},
                        {"/plain", true, false},
                        {"/plain/more", false, false},
                        {"/registry", true, false},
                        {"/registry/password", true, true},
                        {"/registry/passwort", false, false},
                        {"/vault/key", true, true},
                        {"/users/3/name", true, false},
                        {"/users/3/token", true, true},
                        {"/users/x/token", false, false},
                        {"/labels/any", true, false},
                        {"/labels/any/below", false, false},
                        {"/free/any/below", true, false},
                        {"/further/any/below", true, false},
                        {"/items/0/below", true, false},
                        {"/referred/a", true, false},
                        {"/referred/b", false, false},
                        {"/tls/key", true, true},
                        {"/a~1b~0c", true, true},
                        {"/nothing", false, false}};
  for (const Case& one : cases) {
    DYNAMIC_SECTION("'" << one.pointer << "'") {
      CHECK(schema.declares(one.pointer) == one.declared);
      CHECK(schema.secret(one.pointer) == one.secret);
    }
  }
}

}  // namespace
}  // namespace copctl::schema
