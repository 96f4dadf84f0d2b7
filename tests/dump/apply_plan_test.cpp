#include "dump/apply_plan.h"

#include "base/text.h"
#include "diag/printer.h"
#include "support/catch.h"
#include "support/golden.h"

// Covers apply_plan.cpp, apply_plan_text.cpp, apply_plan_json.cpp, field_changes.cpp.

namespace copctl::dump {
namespace {

std::vector<manifest::Resource> resources_of(std::string_view text) {
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  const auto source = sources.add(diag::SourceKind::kFile, "a.yaml", std::string(text));
  auto resources = manifest::parse(sources, {source, nullptr, 0}, diagnostics);
  INFO(diag::print(diagnostics, sources));
  REQUIRE(resources);
  return std::move(*resources);
}

// Each case has the manifests `before` and `after`, and a line for each text in `secrets`. A
// section `namespaces` has the release's before and after, when it moves.
TEST_CASE("plans of applies") {
  support::run_goldens(
      {.folder = "tests/dump/testdata/apply_plan",
       .outputs = {"text", "json"},
       .run = [](const support::Archive& archive) {
         const auto before = resources_of(archive.text("before"));
         const auto after = resources_of(archive.text("after"));
         std::vector<std::string> secrets;
         for (const std::string_view line : base::split_lines(archive.text("secrets"))) {
           secrets.emplace_back(line);
         }
         auto namespaces = base::split_lines(archive.text("namespaces"));
         if (namespaces.empty()) namespaces = {"cnvrg", "cnvrg"};
         const std::vector<std::string> paths{"all.yaml"};
         const ApplyPlan plan =
             apply_plan({before, namespaces[0], paths}, {after, namespaces[1], paths}, secrets);
         std::vector<support::Section> out{{"text", text_of(plan)}};
         // The schema is told by the cases that ask for it.
         if (archive.has("json")) out.push_back({"json", json_of(plan)});
         return out;
       }});
}

TEST_CASE("the last of several counts, as in an apply") {
  const auto before =
      resources_of("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: '2'}\n");
  const auto after = resources_of(
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: '1'}\n---\n"
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: m}\ndata: {x: '2'}\n");
  const ApplyPlan plan = apply_plan({before, "m"}, {after, "m"}, {});
  CHECK(plan.unchanged.size() == 1);
  CHECK(plan.changed.empty());
}

}  // namespace
}  // namespace copctl::dump
