// Covers locate.cpp.
#include "support/faulty_file_system.h"
#include "waves/locate.h"
#include "waves/trees.h"

namespace copctl::waves {
namespace {

const std::string kSecret = resource("v1", "Secret", "s");

TEST_CASE("which files are manifests") {
  struct Case {
    std::string name;
    Texts texts;
    std::size_t resources;
    std::string said;
  };
  const std::vector<Case> cases = {
      {"a manifest", {{"a.yaml", kSecret}}, 1, ""},
      {"JSON",
       {{"a.json", R"({"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "s"}})"}},
       1,
       ""},
      {"another ending", {{"a.yaml", kSecret}, {"a.txt", kSecret}}, 1, ""},
      {"hidden files and folders",
       {{"a.yaml", kSecret}, {".b.yaml", "apiVersion: [kind"}, {".github/w.yaml", kSecret}},
       1,
       ""},
      {"values", {{"a.yaml", kSecret}, {"values.yaml", "replicas: 1\n"}}, 1, ""},
      {"a kustomization",
       {{"a.yaml", kSecret}, {"kustomization.yaml", "kind: Kustomization\napiVersion: x/v1\n"}},
       1,
       ""},
      {"a Helm chart",
       {{"a.yaml", kSecret},
        {"c/Chart.yaml", "name: c\n"},
        {"c/templates/b.yaml", "apiVersion: kind {{ . }}"}},
       1,
       ""},
      {"a template", {{"a.yaml", kSecret}, {"b.yaml", "apiVersion: v1\nkind: {{ . }}\n"}}, 1, ""},
      {"settings of a tool",
       {{"a.yaml", kSecret},
        {"kind.yaml", "apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\nname: c\n"}},
       1,
       ""},
      {"none", {{"a.txt", "x"}}, 0, "error: `d` holds no manifests [NoManifests]\n"},
      {"bad YAML",
       {{"a.yaml", "apiVersion: v1\nkind: [\n"}},
       0,
       "d/a.yaml:3:1: error: did not find expected node content [InvalidYaml]\n"},
      {"no name",
       {{"a.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {}\n"}},
       0,
       "d/a.yaml:3:1: error: `metadata.name` is missing [InvalidManifest]\n"},
      {"a wave without quotes",
       {{"a.yaml", application("a", "-5")}},
       0,
       "d/a.yaml:7:35: error: the wave is `-5` without quotes, and an annotation is a string; "
       "write "
       "`\"-5\"` [InvalidWave]\n"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const Planned planned(c.texts);
      CHECK(planned.said() == c.said);
      CHECK((planned.tree ? planned.tree->resources.size() : 0) == c.resources);
    }
  }
}

TEST_CASE("what cannot be read is an error") {
  base::MemoryFileSystem memory({{"d/a.yaml", kSecret}, {"d/b.yaml", kSecret}});
  support::FaultyFileSystem disk(memory);
  disk.fail_reads("d/b.yaml", std::errc::permission_denied);
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  CHECK_FALSE(read(disk, "d", sources, diagnostics));
  REQUIRE(diagnostics.all().size() == 1);
  CHECK(diagnostics.all()[0].message == "cannot read `d/b.yaml`: permission denied");
  diag::Diagnostics missing;
  CHECK_FALSE(read(disk, "e", sources, missing));
  REQUIRE(missing.all().size() == 1);
  CHECK(missing.all()[0].message == "cannot read `e`: no such file or directory");
}

TEST_CASE("a secret is not shown, whatever is wrong with its file") {
  const Planned planned(
      Texts{{"a.yaml", resource("v1", "Secret", "s", "", "stringData:\n  a: {hunter2\n")},
            {"b.yaml", resource("v1", "Secret", "1", "", "data: {}\n")}});
  const std::string printed = diag::print(planned.diagnostics, planned.sources, {});
  CHECK(printed.find("[InvalidYaml]") != std::string::npos);
  CHECK(printed.find("hunter2") == std::string::npos);
}

TEST_CASE("folders in folders without end are an error") {
  std::string deep;
  for (std::ptrdiff_t i = 0; i <= kMaxDepth + 1; ++i) deep += "a/";
  const Planned planned(Texts{{deep + "s.yaml", kSecret}});
  const std::string path = "d/" + deep.substr(0, static_cast<std::size_t>(kMaxDepth) * 2 + 1);
  CHECK(planned.said() ==
        "error: cannot read `" + path + "`: value too large for defined data type [CannotRead]\n");
}

TEST_CASE("what is read once more to be pointed at has an end") {
  const std::string comment = "# " + std::string(4u << 20, 'x') + "\n";
  Texts texts;
  for (int i = 0; i < 6; ++i)
    texts["f" + std::to_string(i) + ".yaml"] = resource("v1", "Secret", "s") + comment;
  const Planned planned(texts);
  REQUIRE(planned.tree);
  Locator locator(planned.sources);
  std::size_t exact = 0;
  for (const manifest::Resource& resource : planned.tree->resources)
    exact += planned.sources.text(locator.at(resource, "/metadata/name")) == "s" ? 1 : 0;
  CHECK(exact == 3);
}

TEST_CASE("positions of a resource's fields") {
  const Planned planned(
      Texts{{"a.yaml", kSecret + "---\n# two\n" + resource("v1", "Secret", "t", "ns", "type: x\n")},
            {"b.yaml",
             "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Secret, "
             "metadata: {name: u}}\n"}});
  REQUIRE(planned.tree);
  Locator locator(planned.sources);
  const auto& resources = planned.tree->resources;
  CHECK(planned.sources.text(locator.at(resources[1], "/type")) == "x");
  CHECK(planned.sources.text(locator.at(resources[1], "/metadata")) == "metadata");
  CHECK(planned.sources.text(locator.at(resources[1], "/metadata/labels/x")) == "metadata");
  CHECK(planned.sources.text(locator.at(resources[1], "/absent")) == "apiVersion: v1");
  CHECK(planned.sources.position(locator.at(resources[0], "/metadata/name")).line == 4);
  CHECK(planned.sources.text(locator.at(resources[2], "/metadata/name")) == "apiVersion: v1");
}

}  // namespace
}  // namespace copctl::waves
