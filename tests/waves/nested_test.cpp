#include "waves/nested.h"

#include "waves/trees.h"

namespace copctl::waves {
namespace {

std::string annotated(const std::string& kind, const std::string& name,
                      const std::string& annotations) {
  return resource(kind == "X" ? "x.io/v1" : "v1", kind, name, "",
                  annotations.empty() ? "" : "  annotations: {" + annotations + "}\n");
}

TEST_CASE("where Argo CD puts a resource") {
  struct Case {
    std::string name;
    std::string annotations;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {"nothing", "", "0"},
      {"a wave", "argocd.argoproj.io/sync-wave: \"-2\"", "-2"},
      {"no integer", "argocd.argoproj.io/sync-wave: late", "0"},
      {"the weight of a Helm hook", "helm.sh/hook: pre-install, helm.sh/hook-weight: \"3\"",
       "PreSync 3"},
      {"a hook", "argocd.argoproj.io/hook: PostSync", "PostSync 0"},
      {"the first of several", "argocd.argoproj.io/hook: \"PostSync,PreSync\"", "PreSync 0"},
      {"only when it fails", "argocd.argoproj.io/hook: SyncFail", "otherwise 0"},
      {"a hook of Sync", "argocd.argoproj.io/hook: Sync", "0"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const Planned planned(Texts{{"a.yaml", annotated("Secret", "s", c.annotations)}});
      REQUIRE(planned.tree);
      const manifest::Resource& resource = planned.tree->resources.front();
      CHECK(wave_label(place_of(resource)) == c.expected);
      CHECK(has_place(resource) == (c.annotations.find("argocd") != std::string::npos));
    }
  }
}

TEST_CASE("namespaces and types come no later than what needs them") {
  const Planned planned(
      Texts{{"a.yaml", annotated("Namespace", "ns", "")},
            {"b.yaml", resource("v1", "Secret", "s", "ns",
                                "  annotations: {argocd.argoproj.io/sync-wave: \"-3\"}\n")},
            {"c.yaml", resource("apiextensions.k8s.io/v1", "CustomResourceDefinition", "xs.x.io",
                                "", "spec: {group: x.io, names: {kind: X}}\n")},
            {"d.yaml", annotated("X", "x", "argocd.argoproj.io/sync-wave: \"-1\"")}});
  REQUIRE(planned.tree);
  CHECK(as_text(planned.timelines) ==
        "4 resources in 2 waves\n"
        "\n"
        "WAVE  RESOURCE                          WAITS FOR\n"
        "  -3  Namespace/ns                      -\n"
        "      Secret/s                          Namespace/ns\n"
        "  -1  CustomResourceDefinition/xs.x.io  -\n"
        "      X/x                               CustomResourceDefinition/xs.x.io\n");
}

TEST_CASE("kinds that Argo CD does not order come last") {
  const Planned planned(
      Texts{{"a.yaml", annotated("Secret", "s", "argocd.argoproj.io/sync-wave: \"0\"")},
            {"b.yaml", resource("scheduling.k8s.io/v1", "PriorityClass", "p")}});
  REQUIRE(planned.tree);
  CHECK(place_of(planned.tree->resources[1]) > place_of(planned.tree->resources[0]));
}

}  // namespace
}  // namespace copctl::waves
