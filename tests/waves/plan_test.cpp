// Covers application_order.cpp, applications.cpp, resource_order.cpp, scene.cpp.
#include "waves/applications.h"
#include "waves/trees.h"

namespace copctl::waves {
namespace {

// What Argo CD must be told to wait for Applications, anywhere in the folder.
const std::string kHealth = "# resource.customizations.health.argoproj.io_Application\n";
const std::string kSecret = resource("v1", "Secret", "s");

// Every Application with a folder of its own.
Texts with_folders(Texts texts) {
  Texts all = texts;
  for (const auto& [path, text] : texts) {
    const std::size_t at = text.find("path: apps/");
    if (at == std::string::npos) continue;
    const std::string folder = text.substr(at + 6, text.find('\n', at) - at - 6);
    all.emplace(folder + "/s.yaml", resource("v1", "Secret", folder.substr(5)));
  }
  return all;
}

TEST_CASE("which cluster a path is for") {
  CHECK(cluster_of("clusters/one/a.yaml") == "one");
  CHECK(cluster_of("clusters/one/apps/a.yaml") == "one");
  CHECK(cluster_of("gitops/bootstrap/one/a.yaml") == "one");
  CHECK(cluster_of("clusters/a.yaml").empty());
  CHECK(cluster_of("apps/one/a.yaml").empty());
  CHECK(is_base("clusters/_base/a.yaml"));
  CHECK(is_base("_x/a.yaml"));
  CHECK_FALSE(is_base("a_b/c.yaml"));
}

TEST_CASE("Applications by wave and name") {
  const Planned planned(with_folders(
      {{"clusters/one/b.yaml", application("b", "\"-5\"")},
       {"clusters/one/a.yaml", application("a", "\"10\"", "copctl.io/depends-on: \"b, c\"\n")},
       {"clusters/one/c.yaml", application("c", "\"-5\"", "copctl.io/depends-on-external: cni\n")},
       {"clusters/two/b.yaml", application("b", "\"0\"")},
       {"clusters/_base/x.yaml", application("x", "\"0\"")},
       {"bootstrap/one/root.yaml", application("root", "", "", "clusters/one") + kHealth}}));
  CHECK(planned.said().empty());
  CHECK(as_text(planned.timelines) ==
        "one: 3 applications in 2 waves, deployed by root\n"
        "\n"
        "WAVE  APPLICATION  WAITS FOR\n"
        "  -5  b            -\n"
        "      c            cni (external)\n"
        "  10  a            b, c\n"
        "\n"
        "two: 1 application in 1 wave\n"
        "\n"
        "WAVE  APPLICATION  WAITS FOR\n"
        "   0  b            -\n");
}

TEST_CASE("what keeps Applications from being deployed in order") {
  const std::string on = "copctl.io/depends-on: ";
  struct Case {
    std::string name;
    Texts texts;
    std::string said;
    Wishes wishes = {};
  };
  const std::vector<Case> cases = {
      {"no wave",
       {{"a.yaml", application("a", "")}, {"b.yaml", application("b", "\"1\"")}},
       "d/a.yaml:1:1: error: Application `a` has no wave; set the annotation "
       "`argocd.argoproj.io/sync-wave` [MissingWave]\n"},
      {"no waves at all", {{"a.yaml", application("a", "")}, {"b.yaml", application("b", "")}}, ""},
      {"no waves, but an order",
       {{"a.yaml", application("a", "")}, {"b.yaml", application("b", "\"1\"", on + "a")}},
       "d/a.yaml:1:1: error: Application `a` has no wave; set the annotation "
       "`argocd.argoproj.io/sync-wave` [MissingWave]\n"},
      {"no integer",
       {{"a.yaml", application("a", "\"1.5\"")}},
       "d/a.yaml:7:35: error: the wave of Application `a` must be an integer; got `1.5` "
       "[InvalidWave]\n"},
      {"a later wave",
       {{"a.yaml", application("a", "\"1\"", on + "b")}, {"b.yaml", application("b", "\"2\"")}},
       "d/a.yaml:8:27: error: `a` in wave 1 waits for `b` in wave 2; give it a later wave "
       "[LateDependency]\n  d/b.yaml:7:35: the other's wave is here\n"},
      {"one wave",
       {{"a.yaml", application("a", "\"1\"", on + "b")}, {"b.yaml", application("b", "\"1\"")}},
       "d/a.yaml:8:27: error: `a` waits for `b`, and both are in wave 1; give it a later wave, or "
       "allow "
       "it with the annotation `copctl.io/same-wave-as` [LateDependency]\n"
       "  d/b.yaml:7:35: the other's wave is here\n"},
      {"one wave, allowed there",
       {{"a.yaml", application("a", "\"1\"", on + "b\ncopctl.io/same-wave-as: b")},
        {"b.yaml", application("b", "\"1\"")}},
       ""},
      {"one wave, allowed by the command",
       {{"a.yaml", application("a", "\"1\"", on + "b")}, {"b.yaml", application("b", "\"1\"")}},
       "",
       {.same_wave = {{"a", "b"}}}},
      {"a later wave is never allowed",
       {{"a.yaml", application("a", "\"1\"", on + "b\ncopctl.io/same-wave-as: b")},
        {"b.yaml", application("b", "\"2\"")}},
       "d/a.yaml:8:27: error: `a` in wave 1 waits for `b` in wave 2; give it a later wave "
       "[LateDependency]\n  d/b.yaml:7:35: the other's wave is here\n"},
      {"a misspelt dependency",
       {{"a.yaml", application("a", "\"1\"", on + "operater")},
        {"b.yaml", application("operator", "\"0\"")}},
       "d/a.yaml:8:27: error: Application `a` waits for `operater`, which is no Application here; "
       "did "
       "you mean `operator`? [UnknownDependency]\n"},
      {"a dependency that is not there",
       {{"clusters/x/a.yaml", application("a", "\"1\"", on + "operator")},
        {"clusters/y/operator.yaml", application("operator", "\"0\"")}},
       "d/clusters/x/a.yaml:8:27: error: Application `a` waits for `operator`, which is no "
       "Application "
       "of cluster `x`; name what is no part of the folder in `copctl.io/depends-on-external` "
       "[UnknownDependency]\n"},
      {"the root",
       {{"c/a.yaml", application("a", "\"1\"", on + "root")},
        {"r.yaml", application("root", "", "", "c") + kHealth}},
       "d/c/a.yaml:8:27: error: Application `a` waits for `root`, which is no Application here; "
       "the "
       "Application that holds it is no dependency [UnknownDependency]\n"},
      {"a circle",
       {{"a.yaml", application("a", "\"1\"", on + "b")},
        {"b.yaml", application("b", "\"2\"", on + "c")},
        {"c.yaml", application("c", "\"3\"", on + "a")}},
       "d/a.yaml:8:27: error: `a` waits for itself: `a -> b -> c -> a` [DependencyCycle]\n"},
      {"itself",
       {{"a.yaml", application("a", "\"1\"", on + "a")}},
       "d/a.yaml:8:27: error: `a` waits for itself: `a -> a` [DependencyCycle]\n"},
      {"two of one name",
       {{"a.yaml", application("a", "\"1\"")}, {"b.yaml", application("a", "\"2\"")}},
       "d/b.yaml:4:9: error: there are two Applications `a`; Argo CD would keep one of them "
       "[DuplicateApplication]\n  d/a.yaml:1:1: the first one is here\n"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const Planned planned(with_folders(c.texts), c.wishes);
      CHECK(planned.said() == c.said);
    }
  }
}

TEST_CASE("a long circle is told in short") {
  std::string apps;
  for (int i = 0; i < 20; ++i)
    apps += "---\n" + application(fmt::format("a{:02}", i), "\"0\"",
                                  fmt::format("copctl.io/depends-on: a{:02}", (i + 1) % 20));
  CHECK(Planned(Texts{{"a.yaml", apps}}).said() ==
        "d/a.yaml:9:27: error: `a00` waits for itself: `a00 -> a01 -> a02 -> a03 -> a04 -> a05 -> "
        "a06 "
        "-> a07 -> a08 -> a09 -> a10 -> a11 -> 8 more -> a00` [DependencyCycle]\n");
}

TEST_CASE("paths of Applications") {
  const Texts texts = {{"apps/a/s.yaml", kSecret},
                       {"a.yaml", application("a", "\"0\"")},
                       {"b.yaml", application("b", "\"0\"")},
                       {"c.yaml", application("c", "\"0\"")},
                       {"apps/c/README.md", "x"},
                       {"e.yaml", application("e", "\"0\"")},
                       {"apps/e/deep/s.yaml", kSecret},
                       {"f.yaml", application("f", "\"0\"", "", "../x")}};
  CHECK(Planned(texts).said() ==
        "d/b.yaml:13:11: error: `apps/b` of Application `b` is not there [MissingPath]\n"
        "d/c.yaml:13:11: error: `apps/c` of Application `c` holds no manifest [MissingPath]\n"
        "d/e.yaml:13:11: error: `apps/e` of Application `e` holds no manifest; `directory.recurse: "
        "true` takes the folders in it [MissingPath]\n");
  CHECK(Planned(Texts{{"a.yaml", application("a", "\"0\"")}}).said().empty());
}

TEST_CASE("Applications wait for what their resources need") {
  const std::string reader = resource(
      "v1", "Pod", "p", "ns", "spec: {volumes: [{name: v, secret: {secretName: creds}}]}\n");
  const auto said = [&](const std::string& wave, const std::string& more = "") {
    return Planned(Texts{
        {"a.yaml", application("a", "\"1\"", more)},
        {"apps/a/p.yaml", reader},
        {"b.yaml", application("b", wave)},
        {"apps/b/s.yaml", resource("external-secrets.io/v1", "ExternalSecret", "creds", "ns")}});
  };
  CHECK(as_text(said("\"0\"").timelines) ==
        "2 applications in 2 waves\n"
        "\n"
        "WAVE  APPLICATION  WAITS FOR\n"
        "   0  b            -\n"
        "   1  a            b (Secret/creds)\n");
  CHECK(said("\"0\"").said().empty());
  CHECK(said("\"1\"").said() ==
        "d/apps/a/p.yaml:6:49: warning: `Pod/p` of Application `a` in wave 1 needs `Secret/creds`, "
        "which `b` brings in the same wave 1 [LateDependency]\n"
        "  d/b.yaml:7:35: that wave is set here\n");
  CHECK(said("\"1\"", "copctl.io/same-wave-as: b").said().empty());
  CHECK(said("\"2\"").said() ==
        "d/apps/a/p.yaml:6:49: error: `Pod/p` of Application `a` in wave 1 needs `Secret/creds`, "
        "which `b` brings only in wave 2 [LateDependency]\n"
        "  d/b.yaml:7:35: that wave is set here\n");
}

TEST_CASE("namespaces that come too late") {
  const std::string made = "  syncPolicy: {syncOptions: [CreateNamespace=true]}\n";
  const auto said = [](const std::string& first, const std::string& second) {
    return Planned(Texts{{"a.yaml", first},
                         {"apps/a/s.yaml", resource("v1", "Secret", "s", "b")},
                         {"b.yaml", second},
                         {"apps/b/n.yaml", resource("v1", "Namespace", "b")}})
        .said();
  };
  const std::string late =
      "d/apps/a/s.yaml:1:1: error: `Secret/s` of Application `a` in wave 1 needs `Namespace/b`, "
      "which "
      "`b` brings only in wave 2 [LateDependency]\n  d/b.yaml:7:35: that wave is set here\n";
  CHECK(said(application("a", "\"1\""), application("b", "\"2\"")) == late);
  CHECK(said(application("a", "\"1\""), application("b", "\"0\"")).empty());
  CHECK(said(application("a", "\"1\"") + made, application("b", "\"2\"")) == late);
  CHECK(Planned(Texts{{"a.yaml", application("a", "\"1\"") + made},
                      {"apps/a/s.yaml", kSecret},
                      {"b.yaml", application("b", "\"2\"")},
                      {"apps/b/n.yaml", resource("v1", "Namespace", "a")}})
            .said()
            .empty());
}

TEST_CASE("resources in waves that can never be reached") {
  const std::string wave = "  annotations: {argocd.argoproj.io/sync-wave: ";
  const std::string pod =
      resource("v1", "Pod", "p", "",
               wave + "\"1\"}\nspec: {volumes: [{name: v, secret: {secretName: s}}]}\n");
  const std::string late =
      "d/apps/a/p.yaml:6:49: error: `Pod/p` in wave 1 needs `Secret/s`, which comes only in wave 2 "
      "[LateDependency]\n  d/apps/a/s.yaml:1:1: it is here\n";
  CHECK(Planned(Texts{{"apps/a/p.yaml", pod},
                      {"apps/a/s.yaml", resource("v1", "Secret", "s", "", wave + "\"2\"}\n")},
                      {"clusters/x/a.yaml", application("a", "\"0\"")},
                      {"clusters/y/a.yaml", application("a", "\"0\"")}})
            .said() == late);
  CHECK(Planned(Texts{{"apps/a/p.yaml", pod}, {"apps/a/s.yaml", resource("v1", "Secret", "s")}})
            .said()
            .empty());
}

TEST_CASE("the order of a sync") {
  const Planned planned(
      {{"a.yaml", resource("v1", "Namespace", "ns", "",
                           "  annotations: {argocd.argoproj.io/sync-wave: \"-2\"}\n")},
       {"b.yaml", resource("batch/v1", "Job", "fix", "ns",
                           "  annotations: {argocd.argoproj.io/hook: PostSync}\n"
                           "spec: {template: {spec: {restartPolicy: Never}}}\n")},
       {"c.yaml", resource("apps/v1", "Deployment", "a", "ns")},
       {"d.yaml", resource("v1", "Secret", "z", "ns")}});
  CHECK(planned.said().empty());
  CHECK(as_text(planned.timelines) ==
        "4 resources in 3 waves\n"
        "\n"
        "      WAVE  RESOURCE      WAITS FOR\n"
        "        -2  Namespace/ns  -\n"
        "         0  Secret/z      Namespace/ns\n"
        "            Deployment/a  Namespace/ns\n"
        "PostSync 0  Job/fix       Namespace/ns\n");
}

TEST_CASE("resources by what they need") {
  const std::string release = "helm.toolkit.fluxcd.io/v2";
  const Planned planned(
      {{"flux/a.yaml",
        resource(release, "HelmRelease", "a", "ns", "spec: {dependsOn: [{name: b}]}\n")},
       {"flux/b.yaml",
        resource(
            release, "HelmRelease", "b", "ns",
            "spec: {chart: {spec: {chart: x, sourceRef: {kind: HelmRepository, name: r}}}}\n")},
       {"repo/r.yaml", resource("source.toolkit.fluxcd.io/v1", "HelmRepository", "r", "ns")},
       {"repo/n.yaml", resource("v1", "Namespace", "ns")},
       {"repo/x.yaml", resource("v1", "Secret", "x", "ns",
                                "  annotations: {copctl.io/depends-on: HelmRelease/a}\n")}});
  CHECK(planned.said().empty());
  CHECK(as_text(planned.timelines) ==
        "5 resources in 5 waves\n"
        "\n"
        "WAVE  RESOURCE          FOLDER  WAITS FOR\n"
        "   0  Namespace/ns      repo    -\n"
        "   1  HelmRepository/r  repo    Namespace/ns\n"
        "   2  HelmRelease/b     flux    HelmRepository/r\n"
        "   3  HelmRelease/a     flux    HelmRelease/b\n"
        "   4  Secret/x          repo    HelmRelease/a\n");
}

TEST_CASE("numbered folders are phases") {
  const std::string release = "helm.toolkit.fluxcd.io/v2";
  const Texts texts = {{"00-base/n.yaml", resource("v1", "Namespace", "ns")},
                       {"5-flux/d.yaml", resource("apps/v1", "Deployment", "d", "ns")},
                       {"10-app/a.yaml", resource(release, "HelmRelease", "a", "ns",
                                                  "spec: {dependsOn: [{name: b}]}\n")},
                       {"10-app/b.yaml", resource(release, "HelmRelease", "b", "ns")}};
  CHECK(as_text(Planned(texts).timelines) ==
        "4 resources in 4 waves\n"
        "\n"
        "WAVE  RESOURCE       FOLDER   WAITS FOR\n"
        "   0  Namespace/ns   00-base  -\n"
        "   1  Deployment/d   5-flux   Namespace/ns\n"
        "   2  HelmRelease/b  10-app   Namespace/ns\n"
        "   3  HelmRelease/a  10-app   HelmRelease/b\n");
  Texts late = texts;
  late["5-flux/d.yaml"] =
      resource(release, "HelmRelease", "d", "ns", "spec: {dependsOn: [{name: b}]}\n");
  CHECK(Planned(late).said() ==
        "d/5-flux/d.yaml:6:20: error: `HelmRelease/d` in folder `5-flux` needs `HelmRelease/b`, "
        "which "
        "comes only in folder `10-app` [LateDependency]\n  d/10-app/b.yaml:1:1: it is here\n");
}

TEST_CASE("waits of resources that lead nowhere") {
  const std::string release = "helm.toolkit.fluxcd.io/v2";
  const auto said = [&](const std::string& depends, const std::string& other) {
    return Planned(Texts{{"a.yaml", resource(release, "HelmRelease", "istiod", "ns",
                                             "spec: {dependsOn: [" + depends + "]}\n")},
                         {"b.yaml", other}})
        .said();
  };
  const std::string base = resource(release, "HelmRelease", "istio-base", "m");
  CHECK(said("{name: istio-bse, namespace: m}", base) ==
        "d/a.yaml:6:20: error: `HelmRelease/istiod` waits for `HelmRelease/istio-bse` in namespace "
        "`m`, "
        "which is not in the folder; did you mean `istio-base`? [UnknownDependency]\n");
  CHECK(said("{name: istio-base}", base) ==
        "d/a.yaml:6:20: error: `HelmRelease/istiod` waits for `HelmRelease/istio-base` in "
        "namespace `ns`, "
        "which is not in the folder; there is one in namespace `m` [UnknownDependency]\n");
  CHECK(said("{name: b}", resource(release, "HelmRelease", "b", "ns",
                                   "spec: {dependsOn: [{name: istiod}]}\n")) ==
        "d/a.yaml:6:20: error: `HelmRelease/istiod` waits for itself: `HelmRelease/istiod -> "
        "HelmRelease/b -> HelmRelease/istiod` [DependencyCycle]\n");
}

TEST_CASE("more Applications of more resources than anybody has") {
  std::string many;
  for (int i = 0; i < 2'000; ++i)
    many += "---\n" + resource("v1", "Secret", "s" + std::to_string(i));
  std::string apps;
  for (int i = 0; i < 1'001; ++i)
    apps += "---\n" + application("a" + std::to_string(i), "\"0\"", "", "apps/many");
  const Planned planned(Texts{{"apps/many/s.yaml", many}, {"a.yaml", apps}});
  CHECK(planned.said() ==
        "d/a.yaml:16985:1: error: the Applications up to here deploy more than 2000000 resources "
        "[TooLarge]\n");
}

TEST_CASE("one cluster of several") {
  const Texts texts = {{"clusters/one/a.yaml", application("a", "\"0\"")},
                       {"clusters/two/a.yaml", application("a", "\"0\"")}};
  CHECK(Planned(texts, {.cluster = "two"}).timelines.size() == 1);
  CHECK(Planned(texts, {.cluster = "tow"}).said() ==
        "error: no cluster `tow`; did you mean `two`? [UnknownCluster]\n");
  CHECK(Planned(texts, {.cluster = "zzzzz"}).said() ==
        "error: no cluster `zzzzz`; there are `one`, `two` [UnknownCluster]\n");
  CHECK(Planned(Texts{{"a.yaml", kSecret}}, {.cluster = "one"}).said() ==
        "error: no cluster `one`; the folder knows no clusters [UnknownCluster]\n");
}

}  // namespace
}  // namespace copctl::waves
