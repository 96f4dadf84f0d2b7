#include "waves/folders.h"

#include "waves/trees.h"

namespace copctl::waves {
namespace {

std::string names_of(const Planned& planned, const std::vector<Deployed>& items) {
  std::string names;
  for (const Deployed& item : items) {
    names += (names.empty() ? "" : " ") + planned.tree->resources[item.resource].identity.name;
    if (!item.name_space.empty()) names += "@" + item.name_space;
  }
  return names;
}

std::string secret(const std::string& name, const std::string& name_space = "") {
  return resource("v1", "Secret", name, name_space);
}

TEST_CASE("what a folder deploys") {
  const Texts texts = {
      {"apps/plain/a.yaml", secret("a", "ns")},
      {"apps/plain/deep/b.yaml", secret("b")},
      {"apps/plain/x.txt", "x"},
      {"apps/built/kustomization.yaml",
       "namespace: k\nresources: [a.yaml, ../base, https://example.com/x?ref=1]\n"},
      {"apps/built/a.yaml", secret("built-a", "ns")},
      {"apps/built/patch.yaml", secret("patch")},
      {"apps/base/kustomization.yaml",
       "namespace: other\nresources: [ns.yaml, c.yaml, ../built]\n"},
      {"apps/base/ns.yaml", resource("v1", "Namespace", "space")},
      {"apps/base/c.yaml", secret("c")},
      {"apps/chart/Chart.yaml", "name: chart\n"},
      {"apps/none/README.md", "x"},
  };
  const Planned planned(texts);
  REQUIRE(planned.tree);
  struct Case {
    std::string path;
    DirectoryWay way;
    std::string expected;
    bool missing = false;
    bool empty = false;
  };
  const std::vector<Case> cases = {
      {"apps/plain", {}, "a@ns"},
      {"apps/plain", {.recurse = true}, "a@ns b"},
      {"apps/plain", {.recurse = true, .include = "deep/*"}, "b"},
      {"apps/plain", {.recurse = true, .exclude = "{a,c}.yaml"}, "b"},
      {"apps/built", {}, "built-a@k space c@k"},
      {"apps/chart", {}, ""},
      {"apps/none", {}, "", false, true},
      {"apps/absent", {}, "", true, true},
      {"app", {}, "", true, true},
  };
  diag::Diagnostics diagnostics;
  Folders folders(*planned.tree, planned.sources, diagnostics);
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.path << c.way.recurse << c.way.include << c.way.exclude) {
      const Content& content = folders.content(c.path, c.way);
      CHECK(names_of(planned, content.items) == c.expected);
      CHECK(content.missing == c.missing);
      CHECK(content.empty == c.empty);
    }
  }
  CHECK(diagnostics.empty());
  CHECK(folders.content("apps/chart", {}).chart);
  CHECK(folders.content("apps/built", {}).kustomized);
  CHECK(folders.has_kustomization("apps/base"));
}

TEST_CASE("everything in a tree, each once") {
  const Planned planned(Texts{{"a.yaml", secret("a")},
                              {"k/kustomization.yaml", "resources: [b.yaml]\n"},
                              {"k/b.yaml", secret("b")},
                              {"k/patch.yaml", secret("p")},
                              {"k/deep/c.yaml", secret("c")},
                              {"l/kustomization.yaml", "resources: [../k]\nnamespace: l\n"}});
  REQUIRE(planned.tree);
  diag::Diagnostics diagnostics;
  Folders folders(*planned.tree, planned.sources, diagnostics);
  CHECK(names_of(planned, folders.everything()) == "a b");
}

TEST_CASE("a kustomization that names what is not there") {
  const Planned planned(
      Texts{{"a.yaml", secret("a")}, {"kustomization.yaml", "resources:\n- a.yaml\n- b.yaml\n"}});
  CHECK(planned.said() ==
        "d/kustomization.yaml:3:3: error: `kustomization.yaml` names `b.yaml`, which is not in the "
        "folder [MissingPath]\n");
}

}  // namespace
}  // namespace copctl::waves
