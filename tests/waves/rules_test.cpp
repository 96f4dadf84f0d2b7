// Covers application_rules.cpp, image_rules.cpp, operator_rules.cpp, patches.cpp.
// Covers reference_rules.cpp, resource_rules.cpp.
#include "waves/rules.h"

#include "waves/trees.h"

namespace copctl::waves {
namespace {

// What is said of one folder in which one thing is wrong.
struct Case {
  std::string name;
  Texts texts;
  std::string said;
};

void check(const std::vector<Case>& cases, const Wishes& wishes = {}) {
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) { CHECK(Planned(c.texts, wishes).said() == c.said); }
  }
}

std::string annotated(const std::string& api_version, const std::string& kind,
                      const std::string& annotations, const std::string& rest = "") {
  return resource(api_version, kind, "x", "", "  annotations: {" + annotations + "}\n" + rest);
}

TEST_CASE("hooks") {
  const std::string job = "spec: {template: {spec: {restartPolicy: Never}}}\n";
  check({
      {"known",
       {{"a.yaml",
         annotated("batch/v1", "Job", "argocd.argoproj.io/hook: \"PreSync, PostSync\"", job)}},
       ""},
      {"unknown",
       {{"a.yaml", annotated("batch/v1", "Job", "argocd.argoproj.io/hook: AfterSync", job)}},
       "d/a.yaml:5:42: error: `Job/x` has the hook setting `AfterSync`; Argo CD knows PreSync, "
       "Sync, "
       "Skip, PostSync, SyncFail, PreDelete, PostDelete [InvalidHook]\n"},
      {"unknown policy",
       {{"a.yaml",
         annotated("batch/v1", "Job",
                   "argocd.argoproj.io/hook: Sync, argocd.argoproj.io/hook-delete-policy: Later",
                   job)}},
       "d/a.yaml:5:87: error: `Job/x` has the hook setting `Later`; Argo CD knows HookSucceeded, "
       "HookFailed, BeforeHookCreation [InvalidHook]\n"},
      {"a policy alone",
       {{"a.yaml",
         annotated("batch/v1", "Job", "argocd.argoproj.io/hook-delete-policy: HookFailed", job)}},
       "d/a.yaml:5:56: error: `Job/x` has a delete policy but is no hook; set "
       "`argocd.argoproj.io/hook` [InvalidHook]\n"},
      {"a job that starts again",
       {{"a.yaml", resource("batch/v1", "Job", "x", "", "spec: {template: {spec: {}}}\n")}},
       "d/a.yaml:5:19: error: `Job/x` has the restart policy `Always`; a Job takes `Never` or "
       "`OnFailure` [InvalidHook]\n"},
  });
}

TEST_CASE("schedules and replicas") {
  const std::string cnpg = "postgresql.cnpg.io/v1";
  const auto autoscaler = [](const std::string& spec) {
    return resource("autoscaling/v2", "HorizontalPodAutoscaler", "x", "", "spec: " + spec + "\n");
  };
  const std::string target = resource("apps/v1", "Deployment", "app", "",
                                      "spec: {template: {spec: {containers: [{name: c}]}}}\n");
  check({
      {"five fields",
       {{"a.yaml", resource("batch/v1", "CronJob", "x", "", "spec: {schedule: \"0 3 * * *\"}\n")}},
       ""},
      {"a word",
       {{"a.yaml", resource("batch/v1", "CronJob", "x", "", "spec: {schedule: \"@daily\"}\n")}},
       ""},
      {"six for a CronJob",
       {{"a.yaml",
         resource("batch/v1", "CronJob", "x", "", "spec: {schedule: \"0 0 3 * * *\"}\n")}},
       "d/a.yaml:5:18: error: `CronJob/x` has the schedule `0 0 3 * * *`; it must have 5 fields "
       "[InvalidSchedule]\n"},
      {"five for a backup",
       {{"a.yaml",
         resource(cnpg, "ScheduledBackup", "x", "", "spec: {schedule: \"0 3 * * *\"}\n")}},
       "d/a.yaml:5:18: error: `ScheduledBackup/x` has the schedule `0 3 * * *`; it must have 6 "
       "fields, "
       "the first for seconds [InvalidSchedule]\n"},
      {"more than at most",
       {{"a.yaml", autoscaler("{minReplicas: 5, maxReplicas: 2}")}},
       "d/a.yaml:5:21: error: `HorizontalPodAutoscaler/x` has at least 5 but at most 2 replicas "
       "[InvalidAutoscaler]\n"},
      {"a share of nothing",
       {{"a.yaml",
         autoscaler(
             "{maxReplicas: 2, scaleTargetRef: {kind: Deployment, name: app}, metrics: [{type: "
             "Resource, resource: {name: cpu, target: {type: Utilization}}}]}")},
        {"b.yaml", target}},
       "d/a.yaml:5:115: error: `HorizontalPodAutoscaler/x` scales by a share of the cpu that "
       "`Deployment/app` requests, but it requests none [InvalidAutoscaler]\n"},
  });
}

TEST_CASE("databases") {
  const auto cluster = [](const std::string& spec) {
    return resource("postgresql.cnpg.io/v1", "Cluster", "x", "", "spec: " + spec + "\n");
  };
  check({
      {"a source that is there",
       {{"a.yaml",
         cluster("{bootstrap: {recovery: {source: old}}, externalClusters: [{name: old}]}")}},
       ""},
      {"a source that is not",
       {{"a.yaml", cluster("{bootstrap: {recovery: {source: old}}}")}},
       "d/a.yaml:5:39: error: `Cluster/x` restores from `old`, which is not in "
       "`spec.externalClusters` [InvalidRestore]\n"},
      {"two targets",
       {{"a.yaml",
         cluster("{bootstrap: {recovery: {recoveryTarget: {targetXID: \"1\", targetTime: t}}}}")}},
       "d/a.yaml:5:47: error: `Cluster/x` has more than one recovery target; CNPG takes one "
       "[InvalidRestore]\n"},
      {"a pinned image", {{"a.yaml", cluster("{imageName: \"r.io:5000/pg:17@sha256:0\"}")}}, ""},
      {"latest",
       {{"a.yaml", cluster("{imageName: \"r.io:5000/pg:latest\"}")}},
       "d/a.yaml:5:19: error: `Cluster/x` has the image `r.io:5000/pg:latest`; CNPG wants a tag "
       "other "
       "than `latest` [UnpinnedImage]\n"},
      {"a digest alone",
       {{"a.yaml", cluster("{imageName: \"r.io/pg@sha256:0\"}")}},
       "d/a.yaml:5:19: error: `Cluster/x` has the image `r.io/pg@sha256:0`; CNPG wants a tag other "
       "than "
       "`latest` [UnpinnedImage]\n"},
  });
}

TEST_CASE("sealed secrets") {
  const std::string sealed = "AQA" + std::string(363, 'A') + "==";
  const auto secret = [](const std::string& annotations, const std::string& spec) {
    return annotated("bitnami.com/v1alpha1", "SealedSecret", annotations, "spec: " + spec + "\n");
  };
  const std::string scope = "sealedsecrets.bitnami.com/cluster-wide: \"true\"";
  check({
      {"sealed", {{"a.yaml", secret("", "{encryptedData: {k: " + sealed + "}}")}}, ""},
      {"nothing",
       {{"a.yaml", secret("", "{}")}},
       "d/a.yaml:6:1: error: `SealedSecret/x` holds nothing in `spec.encryptedData` "
       "[InvalidSealedSecret]\n"},
      {"not sealed",
       {{"a.yaml", secret("", "{encryptedData: {k: aHVudGVyMg==}}")}},
       "d/a.yaml:1:1: error: `SealedSecret/x` holds `k`, which kubeseal did not make; seal it "
       "with the "
       "controller's certificate [InvalidSealedSecret]\n"},
      {"no base64",
       {{"a.yaml", secret("", "{encryptedData: {k: \"***\"}}")}},
       "d/a.yaml:1:1: error: `SealedSecret/x` holds `k`, which kubeseal did not make; seal it "
       "with the "
       "controller's certificate [InvalidSealedSecret]\n"},
      {"a scope in one place",
       {{"a.yaml", secret(scope, "{encryptedData: {k: " + sealed + "}}")}},
       "d/a.yaml:5:57: error: `SealedSecret/x` states the scope "
       "`sealedsecrets.bitnami.com/cluster-wide` in "
       "one place only; both its own metadata and that of its template must "
       "[InvalidSealedSecret]\n"},
      {"a scope in both",
       {{"a.yaml", secret(scope, "{encryptedData: {k: " + sealed +
                                     "}, template: {metadata: {annotations: {" + scope + "}}}}")}},
       ""},
  });
}

TEST_CASE("mirrors") {
  const auto mirrors = [](const std::string& entries) {
    return resource("config.openshift.io/v1", "ImageDigestMirrorSet", "x", "",
                    "spec: {imageDigestMirrors: [" + entries + "]}\n");
  };
  check({
      {"sound",
       {{"a.yaml",
         mirrors("{source: quay.io, mirrors: [m], mirrorSourcePolicy: NeverContactSource}")}},
       ""},
      {"no source",
       {{"a.yaml", mirrors("{mirrors: [m]}")}},
       "d/a.yaml:5:29: error: `ImageDigestMirrorSet/x` has an entry with no source "
       "[InvalidMirror]\n"},
      {"a scheme",
       {{"a.yaml", mirrors("{source: \"https://quay.io\"}")}},
       "d/a.yaml:5:38: error: `ImageDigestMirrorSet/x` has an entry with a scheme in its source "
       "[InvalidMirror]\n"},
      {"a slash",
       {{"a.yaml", mirrors("{source: quay.io/}")}},
       "d/a.yaml:5:38: error: `ImageDigestMirrorSet/x` has an entry with a digest or a slash at "
       "the end of "
       "its source [InvalidMirror]\n"},
      {"twice",
       {{"a.yaml", mirrors("{source: quay.io}, {source: quay.io}")}},
       "d/a.yaml:5:57: error: `ImageDigestMirrorSet/x` has `quay.io` twice [InvalidMirror]\n"},
      {"a policy without a mirror",
       {{"a.yaml", mirrors("{source: quay.io, mirrorSourcePolicy: AllowContactingSource}")}},
       "d/a.yaml:5:67: error: `ImageDigestMirrorSet/x` has a policy for `quay.io` but no mirror "
       "[InvalidMirror]\n"},
  });
}

TEST_CASE("security context constraints") {
  const std::string sound =
      "allowHostDirVolumePlugin: false\nallowHostIPC: false\nallowHostNetwork: "
      "false\nallowHostPID: false\n"
      "allowHostPorts: false\nallowPrivilegedContainer: false\nreadOnlyRootFilesystem: false\n"
      "allowedCapabilities: null\ndefaultAddCapabilities: null\nrequiredDropCapabilities: [ALL]\n"
      "volumes: [secret]\npriority: null\n";
  const auto scc = [](const std::string& rest) {
    return resource("security.openshift.io/v1", "SecurityContextConstraints", "x", "", rest);
  };
  check({
      {"sound", {{"a.yaml", scc(sound + "users: [\"system:serviceaccount:a:b\"]\n")}}, ""},
      {"a switch is missing",
       {{"a.yaml", scc(sound.substr(sound.find('\n') + 1))}},
       "d/a.yaml:1:1: error: `SecurityContextConstraints/x` must state `allowHostDirVolumePlugin`, "
       "true or "
       "false [InvalidScc]\n"},
      {"a list is missing",
       {{"a.yaml", scc(sound.substr(0, sound.find("priority")))}},
       "d/a.yaml:1:1: error: `SecurityContextConstraints/x` must state `priority`, null at least "
       "[InvalidScc]\n"},
      {"a user",
       {{"a.yaml", scc(sound + "users: [b]\n")}},
       "d/a.yaml:17:9: error: `SecurityContextConstraints/x` names the user `b`; a service account "
       "is "
       "`system:serviceaccount:NAMESPACE:NAME` [InvalidScc]\n"},
  });
}

TEST_CASE("references") {
  const std::string tls = "spec: {tls: [{secretName: cert}]}\n";
  const std::string ingress = resource("networking.k8s.io/v1", "Ingress", "x", "web", tls);
  const auto certificate = [](const std::string& issuer) {
    return resource(
        "cert-manager.io/v1", "Certificate", "x", "web",
        "spec: {dnsNames: [a.io, \"*.a.io\"], secretName: s, issuerRef: " + issuer + "}\n");
  };
  const auto issuer = [](const std::string& solver) {
    return resource("cert-manager.io/v1", "ClusterIssuer", "i", "",
                    "spec: {acme: {solvers: [" + solver + "]}}\n");
  };
  const auto policy = [](const std::string& labels) {
    return resource(
        "networking.k8s.io/v1", "NetworkPolicy", "x", "",
        "spec: {ingress: [{from: [{namespaceSelector: {matchLabels: {" + labels + "}}}]}]}\n");
  };
  check({
      {"a secret of the same namespace",
       {{"a.yaml", ingress}, {"b.yaml", resource("v1", "Secret", "cert", "web")}},
       ""},
      {"a secret from elsewhere", {{"a.yaml", ingress}}, ""},
      {"a secret of another namespace",
       {{"a.yaml", ingress}, {"b.yaml", resource("v1", "Secret", "cert", "cert-manager")}},
       "d/a.yaml:6:27: error: `Ingress/x` reads `Secret/cert` in namespace `web`, but it is only "
       "in "
       "`cert-manager` [ForeignSecret]\n"},
      {"a wildcard by DNS",
       {{"a.yaml", certificate("{kind: ClusterIssuer, name: i}")},
        {"b.yaml", issuer("{dns01: {}}")}},
       ""},
      {"a wildcard by HTTP, all of it deployed by an Application",
       {{"app.yaml", application("a", "\"0\"")},
        {"apps/a/a.yaml", certificate("{kind: ClusterIssuer, name: i}")},
        {"apps/a/b.yaml", issuer("{http01: {}}")}},
       "d/apps/a/a.yaml:6:25: error: `Certificate/x` asks `ClusterIssuer/i` for the wildcard "
       "`*.a.io`, which takes a "
       "`dns01` solver [WildcardSolver]\n  d/apps/a/b.yaml:1:1: the issuer is here\n"},
      {"a wildcard by HTTP",
       {{"a.yaml", certificate("{kind: ClusterIssuer, name: i}")},
        {"b.yaml", issuer("{http01: {}}")}},
       "d/a.yaml:6:25: error: `Certificate/x` asks `ClusterIssuer/i` for the wildcard `*.a.io`, "
       "which takes a "
       "`dns01` solver [WildcardSolver]\n  d/b.yaml:1:1: the issuer is here\n"},
      {"a namespace by its name", {{"a.yaml", policy("kubernetes.io/metadata.name: traefik")}}, ""},
      {"a namespace by a label",
       {{"a.yaml", policy("name: traefik")},
        {"b.yaml", resource("v1", "Namespace", "traefik", "", "  labels: {name: traefik}\n")}},
       ""},
      {"a label that no namespace has",
       {{"a.yaml", policy("name: traefik")}, {"b.yaml", resource("v1", "Namespace", "traefik")}},
       "d/a.yaml:5:60: warning: `NetworkPolicy/x` lets in namespaces labelled `name: traefik`, and "
       "none in "
       "the folder is; every namespace has `kubernetes.io/metadata.name` [UnmatchedSelector]\n"},
  });
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

const std::string kHealth = "# resource.customizations.health.argoproj.io_Application\n";

TEST_CASE("what an Application says of its source and destination") {
  const std::string app = application("a", "\"0\"");
  const auto with = [&](const std::string& from, const std::string& to) {
    return Texts{{"a.yaml", replaced(app, from, to)},
                 {"apps/a/s.yaml", resource("v1", "ServiceAccount", "s")}};
  };
  const std::string path = "    path: apps/a\n";
  const std::string at_source = "d/a.yaml:10:3: error: `Application/a` ";
  check({
      {"sound", {{"a.yaml", app}}, ""},
      {"no project", with("  project: default\n", ""),
       "d/a.yaml:8:1: error: `Application/a` has no `spec.project`; `default` is always there "
       "[MissingProject]\n"},
      {"no source",
       {{"a.yaml",
         "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: a\n  "
         "annotations:\n"
         "    argocd.argoproj.io/sync-wave: \"0\"\nspec:\n  project: default\n  destination:\n    "
         "name: x\n"
         "    namespace: y\n"}},
       "d/a.yaml:7:1: error: `Application/a` has no `spec.source` [InvalidSource]\n"},
      {"both", with("  destination:", "  sources: [{repoURL: r, ref: x}]\n  destination:"),
       at_source + "has both `spec.source` and `spec.sources`; Argo CD passes over the first "
                   "[InvalidSource]\n"},
      {"no repository", with("    repoURL: https://git.example.com/r.git\n", ""),
       at_source + "has a source without `repoURL` [InvalidSource]\n"},
      {"path and chart", with(path, path + "    chart: c\n"),
       at_source + "has a source with both `path` and `chart` [InvalidSource]\n"},
      {"neither", with(path, ""),
       at_source + "has a source without `path` or `chart` [InvalidSource]\n"},
      {"a chart without a version", with("    targetRevision: main\n" + path, "    chart: c\n"),
       at_source + "has a chart without `targetRevision`, the version [InvalidSource]\n"},
      {"two tools", with(path, path + "    helm: {}\n    kustomize: {}\n"),
       at_source +
           "has `helm` and `kustomize` in one source; Argo CD takes one of them [InvalidSource]\n"},
      {"no server", with("    server: https://kubernetes.default.svc\n", ""),
       "d/a.yaml:15:5: error: `Application/a` has neither `server` nor `name` in its destination "
       "[InvalidDestination]\n"},
      {"server and name", with("    namespace: a\n", "    namespace: a\n    name: in-cluster\n"),
       "d/a.yaml:14:3: error: `Application/a` has both `server` and `name` in its destination; "
       "give one "
       "[InvalidDestination]\n"},
      {"no namespace", with("    namespace: a\n", ""),
       "d/a.yaml:15:5: error: `Application/a` has no namespace in its destination, and "
       "`ServiceAccount/s` has "
       "none either [InvalidDestination]\n"},
  });
}

TEST_CASE("patches") {
  const std::string source = "    path: apps/a\n";
  const auto with = [&](const std::string& patch,
                        const std::string& kustomization = "resources: [s.yaml]\n") {
    Texts texts = {
        {"a.yaml", replaced(application("a", "\"0\""), source,
                            source + "    kustomize:\n      patches:\n      - " + patch + "\n")},
        {"apps/a/s.yaml", resource("v1", "Service", "ui", "", "spec: {type: LoadBalancer}\n")}};
    if (!kustomization.empty()) texts["apps/a/kustomization.yaml"] = kustomization;
    return texts;
  };
  const std::string target = "{target: {kind: Service, name: ui}, patch: ";
  const std::string here = "d/a.yaml:16:9: error: `Application/a` ";
  check({
      {"sound", with(target + "'[{op: replace, path: /spec/type, value: x}]'}"), ""},
      {"by itself", with("{patch: '{kind: Service, metadata: {name: ui}, spec: {}}'}"), ""},
      {"an expression", with("{target: {name: \"u.*\"}, patch: '[]'}"), ""},
      {"added first",
       with(target +
            "'[{op: add, path: /spec/x, value: {}}, {op: replace, path: /spec/x/y, value: 1}]'}"),
       ""},
      {"what a chart makes",
       with("{target: {kind: Service, name: web}, patch: '[]'}", "helmCharts: []\n"), ""},
      {"no kustomization", with(target + "'[]'}", ""),
       "d/a.yaml:16:7: error: `Application/a` patches `apps/a`, which has no kustomization.yaml "
       "[MissingKustomization]\n"},
      {"no such resource", with("{target: {kind: Service, name: web}, patch: '[]'}"),
       here + "patches `Service/web`, which is not in the folder [UnmatchedPatch]\n"},
      {"no such field", with(target + "'[{op: replace, path: /spec/loadBalancerIP, value: x}]'}"),
       here +
           "patches `/spec/loadBalancerIP` of `Service/ui`, which is not there [UnmatchedPatch]\n"},
      {"no YAML", with(target + "'[{'}"), here + "has a patch that is no YAML [UnmatchedPatch]\n"},
  });
}

TEST_CASE("files and folders") {
  const std::string app = application("a", "\"0\"");
  const std::string secret = resource("v1", "ServiceAccount", "s");
  const std::string root = application("root", "", "", "clusters/x") + kHealth;
  const auto argo = [](const std::string& kind) {
    return resource(
        "argoproj.io/v1beta1", "ArgoCD", "argo", "argocd",
        "spec: {resourceHealthChecks: [{group: argoproj.io, kind: " + kind + ", check: x}]}\n");
  };
  check({
      {"named for its Application", {{"clusters/x/a.yaml", app}}, ""},
      {"named otherwise",
       {{"clusters/x/b.yaml", app}},
       "d/clusters/x/b.yaml:4:9: warning: `Application/a` is in `b.yaml`; a file is best named for "
       "its "
       "Application [MisnamedFile]\n"},
      {"two in one file",
       {{"clusters/x/a.yaml", app + "---\n" + secret}},
       "d/clusters/x/a.yaml:4:9: warning: `Application/a` shares its file with others; one "
       "Application a "
       "file can be removed alone [MisnamedFile]\n"},
      {"a folder that nobody deploys",
       {{"a.yaml", app},
        {"apps/a/s.yaml", secret},
        {"apps/b/s.yaml", secret},
        {"apps/c/README.md", "x"}},
       "d/apps/b/s.yaml:1:1: warning: no Application deploys `apps/b` [OrphanFolder]\n"},
      {"a folder that another takes",
       {{"a.yaml", app},
        {"apps/a/kustomization.yaml", "resources: [../b/s.yaml]\n"},
        {"apps/b/s.yaml", secret}},
       ""},
      {"an Application that no root reads",
       {{"clusters/x/a.yaml", app},
        {"clusters/x/more/c.yaml", application("c", "\"0\"")},
        {"apps/a/s.yaml", secret},
        {"apps/c/s.yaml", secret},
        {"bootstrap/x/root.yaml", root}},
       "d/clusters/x/more/c.yaml:4:9: error: `Application/c` is in no folder that a root "
       "Application of "
       "cluster `x` reads [UncoveredApplication]\n"},
      {"a root that takes bases",
       {{"clusters/x/a.yaml", app},
        {"clusters/_base/b.yaml", application("b", "\"0\"")},
        {"apps/a/s.yaml", secret},
        {"bootstrap/x/root.yaml",
         replaced(application("root", "", "", "clusters") + kHealth, "    path: clusters\n",
                  "    path: clusters\n    directory: {recurse: true}\n")}},
       "d/bootstrap/x/root.yaml:13:11: error: `Application/root` deploys `clusters/_base/b.yaml`, "
       "which is a "
       "base and no cluster's own [UncoveredApplication]\n"},
      {"nobody tells the health of Applications",
       {{"clusters/x/a.yaml", app},
        {"apps/a/s.yaml", secret},
        {"bootstrap/x/root.yaml", application("root", "", "", "clusters/x")}},
       "d/bootstrap/x/root.yaml:1:1: warning: `Application/root` cannot wait between waves: "
       "nothing here tells "
       "Argo CD the health of Applications; set "
       "`resource.customizations.health.argoproj.io_Application` "
       "[MissingHealthCheck]\n"},
      {"the root's own cluster tells it",
       {{"clusters/x/a.yaml", app},
        {"apps/a/s.yaml", secret},
        {"bootstrap/x/root.yaml", application("root", "", "", "clusters/x")},
        {"bootstrap/x/argocd.yaml", argo("Application")}},
       ""},
      {"another kind's health, and that of another cluster",
       {{"clusters/x/a.yaml", app},
        {"clusters/y/a.yaml", app},
        {"apps/a/s.yaml", secret},
        {"bootstrap/x/root.yaml", application("root", "", "", "clusters/x")},
        {"bootstrap/x/argocd.yaml", argo("AppProject")},
        {"bootstrap/y/argocd.yaml", argo("Application")}},
       "d/bootstrap/x/root.yaml:1:1: warning: `Application/root` cannot wait between waves: "
       "nothing here tells "
       "Argo CD the health of Applications; set "
       "`resource.customizations.health.argoproj.io_Application` "
       "[MissingHealthCheck]\n"},
      {"the address of a repository",
       {{"a.yaml", app},
        {"apps/a/s.yaml", resource("v1", "Secret", "s", "",
                                   "  labels: {argocd.argoproj.io/secret-type: "
                                   "repository}\nstringData: {url: u, type: helm}\n")}},
       ""},
      {"a secret in plain text",
       {{"a.yaml", app},
        {"apps/a/s.yaml", resource("v1", "Secret", "s", "", "stringData: {k: hunter2}\n")}},
       "d/apps/a/s.yaml:1:1: warning: `Secret/s` is a Secret in plain text in what Argo CD reads "
       "from Git; seal "
       "it, or let an ExternalSecret fetch it [PlainSecret]\n"},
  });
}

std::string olm(const std::string& kind, const std::string& wave, const std::string& spec) {
  return "---\n" + resource(kind == "OperatorGroup" ? "operators.coreos.com/v1"
                                                    : "operators.coreos.com/v1alpha1",
                            kind, "o", "own",
                            "  annotations: {argocd.argoproj.io/sync-wave: \"" + wave +
                                "\"}\nspec: " + spec + "\n");
}

TEST_CASE("operators") {
  const std::string group = olm("OperatorGroup", "-1", "{targetNamespaces: [own]}");
  const std::string subscription =
      olm("Subscription", "0",
          "{name: nfd, channel: stable, source: redhat-operators, sourceNamespace: m}");
  const std::string option = "argocd.argoproj.io/sync-options: SkipDryRunOnMissingResource=true";
  const auto custom = [&](const std::string& annotations) {
    return "---\n" + annotated("nfd.openshift.io/v1", "NodeFeatureDiscovery", annotations);
  };
  const auto with = [&](const std::string& manifests) {
    return Texts{{"a.yaml", application("a", "\"0\"")}, {"apps/a/o.yaml", manifests}};
  };
  check({
      {"sound",
       with(group + subscription + custom("argocd.argoproj.io/sync-wave: \"1\", " + option)), ""},
      {"a group after its subscription",
       with(olm("OperatorGroup", "1", "{targetNamespaces: [own]}") + subscription),
       "d/apps/a/o.yaml:10:1: error: `Subscription/o` in wave 0 needs `OperatorGroup/o`, which "
       "comes only in wave 1 "
       "[LateDependency]\n  d/apps/a/o.yaml:2:1: it is here\n"},
      {"two groups", with(group + replaced(group, "name: o", "name: p") + subscription),
       "d/apps/a/o.yaml:13:9: error: `OperatorGroup/p` is a second OperatorGroup of namespace "
       "`own`; OLM installs "
       "nothing there then [InvalidOperator]\n  d/apps/a/o.yaml:2:1: the first one is here\n"},
      {"no group", with(subscription),
       "d/apps/a/o.yaml:2:1: error: `Subscription/o` has no OperatorGroup in namespace `own`; OLM "
       "installs nothing "
       "without one [InvalidOperator]\n"},
      {"no channel", with(group + replaced(subscription, "channel: stable, ", "")),
       "d/apps/a/o.yaml:16:1: error: `Subscription/o` has no `spec.channel` [InvalidOperator]\n"},
      {"an unknown catalog", with(group + replaced(subscription, "redhat-operators", "mine")),
       "d/apps/a/o.yaml:16:44: warning: `Subscription/o` takes its operator from `mine`, a "
       "CatalogSource that is not "
       "in the folder [UnknownCatalog]\n"},
      {"installed for all", with(replaced(group, "{targetNamespaces: [own]}", "{}") + subscription),
       "d/apps/a/o.yaml:8:1: error: `OperatorGroup/o` must have the one target namespace `own`: "
       "`nfd` is installed "
       "into its own only [InstallMode]\n"},
      {"installed for one",
       with(group + replaced(subscription, "name: nfd", "name: nim-operator-certified")),
       "d/apps/a/o.yaml:8:26: error: `OperatorGroup/o` must have no target namespaces: "
       "`nim-operator-certified` is "
       "installed for all only [InstallMode]\n"},
      {"a type that is not there yet",
       with(group + subscription + custom("argocd.argoproj.io/sync-wave: \"1\"")),
       "d/apps/a/o.yaml:19:7: error: `NodeFeatureDiscovery/x` is of a type that the operator "
       "beside it brings; set "
       "the annotation `argocd.argoproj.io/sync-options: SkipDryRunOnMissingResource=true` "
       "[MissingDryRunOption]\n"},
      {"before its operator", with(group + subscription + custom(option)),
       "d/apps/a/o.yaml:18:1: error: `NodeFeatureDiscovery/x` in wave 0 needs the operator of "
       "`Subscription/o` in "
       "wave 0; put it into a later wave [LateDependency]\n"},
  });
}

TEST_CASE("images on a site without a way out") {
  const auto pod = [](const std::string& image) {
    return resource("v1", "Pod", "p", "",
                    "spec: {containers: [{name: c, image: \"" + image + "\"}]}\n");
  };
  const std::string digests =
      resource("config.openshift.io/v1", "ImageDigestMirrorSet", "d", "",
               "spec: {imageDigestMirrors: [{source: quay.io/a}, {source: \"*.io\"}]}\n");
  const std::string tags = resource("config.openshift.io/v1", "ImageTagMirrorSet", "t", "",
                                    "spec: {imageTagMirrors: [{source: docker.io/library}]}\n");
  const std::string here = "d/a.yaml:5:38: error: `Pod/p` has an image that ";
  check(
      {
          {"no mirrors", {{"a.yaml", pod("quay.io/b")}}, ""},
          {"by digest", {{"a.yaml", pod("quay.io/a/b@sha256:0")}, {"b.yaml", digests}}, ""},
          {"a wildcard", {{"a.yaml", pod("x.io/b@sha256:0")}, {"b.yaml", digests}}, ""},
          {"by tag", {{"a.yaml", pod("nginx:1")}, {"b.yaml", tags}}, ""},
          {"a tag and digests",
           {{"a.yaml", pod("quay.io/a/b:1")}, {"b.yaml", digests}},
           here + "only an ImageDigestMirrorSet covers, and that takes no tags: `quay.io/a/b:1` "
                  "[UnmirroredImage]\n"},
          {"half a name",
           {{"a.yaml", pod("quay.com/ab@sha256:0")}, {"b.yaml", digests}},
           here + "no ImageDigestMirrorSet covers: `quay.com/ab@sha256:0` [UnmirroredImage]\n"},
          {"a port",
           {{"a.yaml", pod("r.local:5000/x")}, {"b.yaml", tags}},
           here + "no ImageTagMirrorSet covers: `r.local:5000/x` [UnmirroredImage]\n"},
      },
      {.air_gapped = true});
  CHECK(Planned(Texts{{"a.yaml", pod("r.local/x")}, {"b.yaml", tags}}).said().empty());
}

}  // namespace
}  // namespace copctl::waves
