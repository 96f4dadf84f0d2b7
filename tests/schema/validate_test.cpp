// Covers pattern.cpp, prepare.cpp.
#include "schema/support.h"
#include "support/golden.h"

namespace copctl::schema {
namespace {

// Values against a schema: what they become, or what is wrong with them.
std::vector<support::Section> validate_case(const support::Archive& archive) {
  diag::SourceMap sources;
  const Schema schema = loaded(sources, archive.text("schema.yaml"));
  const codec::Document document = decoded(sources, "values.yaml", archive.text("values.yaml"));
  value::Value instance = value::deep_copy(document.value);
  const FilePlaces places(schema, document, sources);
  diag::Diagnostics diagnostics;
  const bool valid = schema.validate(instance, places, diagnostics);
  CHECK(valid == !diagnostics.has_errors());
  if (!valid) return {{"error", diag::print(diagnostics, sources)}};
  return {{"values", codec::encode_yaml(instance).value_or("")}};
}

TEST_CASE("values are judged with positions") {
  support::run_goldens({.folder = "tests/schema/testdata/validate",
                        .outputs = {"values", "error"},
                        .run = validate_case});
}

}  // namespace
}  // namespace copctl::schema
