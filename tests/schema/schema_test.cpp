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

TEST_CASE("secret and declares follow every way to a property") {
  diag::SourceMap sources;
  const Schema schema = loaded(sources, R"(
properties:
  plain: {type: string}
  registry: {properties: {password: {type: string, writeOnly: true}}}
  vault: {writeOnly: true, properties: {key: {type: string}}}
  users: {type: array, items: {properties: {name: {type: string}, token: {$ref: "#/$defs/token"}}}}
  labels: {additionalProperties: {type: string}}
  tls: {if: {properties: {mode: {const: own}}}, then: {properties: {key: {writeOnly: true}}}}
  a/b~c: {type: string, writeOnly: true}
$defs:
  token: {type: string, writeOnly: true}
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
