#include "check/check.h"
#include "diag/printer.h"
#include "support/catch.h"

namespace copctl::check {
namespace {

std::string verdict(const std::vector<std::string>& manifests) {
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  std::vector<manifest::Text> texts;
  std::vector<manifest::Resource> all;
  for (const std::string& text : manifests) {
    const std::string name = std::string(1, static_cast<char>('a' + texts.size())) + ".yaml";
    texts.push_back({sources.add(diag::SourceKind::kFile, name, text), nullptr, texts.size()});
    auto resources = manifest::parse(sources, texts.back(), diagnostics);
    REQUIRE(resources);
    all.insert(all.end(), resources->begin(), resources->end());
  }
  const bool sound = duplicates(all, texts, diagnostics);
  CHECK(sound == !diagnostics.has_errors());
  return diag::print(diagnostics, sources);
}

std::string resource(const std::string& version, const std::string& kind,
                     const std::string& metadata) {
  return "# made by hand\napiVersion: " + version + "\nkind: " + kind + "\nmetadata: {" + metadata +
         "}\n";
}

TEST_CASE("resources that are the same one") {
  struct Case {
    const char* name;
    std::vector<std::string> manifests;
    const char* expected;
  };
  const Case cases[] = {
      {"two names", {resource("v1", "Pod", "name: x"), resource("v1", "Pod", "name: z")}, ""},
      {"two kinds", {resource("v1", "Pod", "name: x"), resource("v1", "Secret", "name: x")}, ""},
      {"two namespaces",
       {resource("v1", "Pod", "name: x, namespace: m"),
        resource("v1", "Pod", "name: x, namespace: k")},
       ""},
      {"two groups of one kind",
       {resource("networking.k8s.io/v1", "Ingress", "name: x"),
        resource("config.openshift.io/v1", "Ingress", "name: x")},
       ""},
      {"the version is no difference",
       {resource("policy/v1", "PodDisruptionBudget", "name: x"),
        resource("policy/v1beta1", "PodDisruptionBudget", "name: x")},
       "b.yaml:2:1: error: `PodDisruptionBudget/x` is written twice; an apply would keep only one "
       "of them [DuplicateResource]\n"
       "    2 | apiVersion: policy/v1beta1\n"
       "      | ^~~~~~~~~~~~~~~~~~~~~~~~~~\n"
       "a.yaml:2:1: note: the first one is here\n"
       "    2 | apiVersion: policy/v1\n"
       "      | ^~~~~~~~~~~~~~~~~~~~~\n"},
      {"a cluster-scoped kind has no namespace",
       {resource("v1", "Namespace", "name: x"),
        resource("v1", "Namespace", "name: x, namespace: z")},
       "b.yaml:2:1: error: `Namespace/x` is written twice; an apply would keep only one of them "
       "[DuplicateResource]\n"
       "    2 | apiVersion: v1\n"
       "      | ^~~~~~~~~~~~~~\n"
       "a.yaml:2:1: note: the first one is here\n"
       "    2 | apiVersion: v1\n"
       "      | ^~~~~~~~~~~~~~\n"},
      {"one namespace",
       {resource("v1", "Pod", "name: x, namespace: k") + "---\n" +
        resource("v1", "Pod", "name: x, namespace: k")},
       "a.yaml:7:1: error: `Pod/x` in namespace `k` is written twice; an apply would keep only one "
       "of them [DuplicateResource]\n"
       "    7 | apiVersion: v1\n"
       "      | ^~~~~~~~~~~~~~\n"
       "a.yaml:2:1: note: the first one is here\n"
       "    2 | apiVersion: v1\n"
       "      | ^~~~~~~~~~~~~~\n"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) { CHECK(verdict(c.manifests) == c.expected); }
  }
}

}  // namespace
}  // namespace copctl::check
