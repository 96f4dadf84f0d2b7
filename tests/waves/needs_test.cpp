#include "waves/needs.h"

#include <algorithm>

#include "waves/trees.h"

namespace copctl::waves {
namespace {

std::string text_of(const Thing& thing) {
  return thing.kind + "/" + (thing.name_space.empty() ? "" : thing.name_space + "/") + thing.name;
}

std::string needs(const std::string& manifest) {
  const Planned planned(Texts{{"a.yaml", manifest}});
  INFO(planned.said());
  REQUIRE(planned.tree);
  const manifest::Resource& resource = planned.tree->resources.front();
  std::string all;
  for (const Need& need : needs_of(resource, resource.identity.name_space))
    all += (all.empty() ? "" : " ") + text_of(need.what);
  return all;
}

std::string brings(const std::string& manifest) {
  const Planned planned(Texts{{"a.yaml", manifest}});
  REQUIRE(planned.tree);
  const manifest::Resource& resource = planned.tree->resources.front();
  std::string all;
  for (const Thing& thing : brought_by(resource, resource.identity.name_space))
    all += (all.empty() ? "" : " ") + text_of(thing);
  return all;
}

TEST_CASE("what resources need") {
  const std::string pod = R"(
      serviceAccountName: sa
      imagePullSecrets: [{name: pull}]
      volumes:
      - {name: a, secret: {secretName: v}}
      - {name: b, configMap: {name: c}}
      - {name: d, persistentVolumeClaim: {claimName: p}}
      - {name: e, projected: {sources: [{secret: {name: ps}}, {configMap: {name: pc}}]}}
      - {name: f, secret: {secretName: maybe, optional: true}}
      initContainers:
      - {name: i, env: [{name: X, valueFrom: {secretKeyRef: {name: e, key: k}}}]}
      containers:
      - name: m
        env: [{name: Y, valueFrom: {configMapKeyRef: {name: ec, key: k}}}]
        envFrom: [{secretRef: {name: es}}, {configMapRef: {name: ef, optional: true}}]
)";
  struct Case {
    std::string name;
    std::string manifest;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {"alone", resource("v1", "Namespace", "ns"), ""},
      {"a namespace", resource("v1", "Secret", "s", "ns"), "Namespace/ns"},
      {"a pod's readings",
       resource("apps/v1", "Deployment", "d", "", "spec:\n  template:\n    spec:" + pod),
       "ServiceAccount/sa Secret/pull Secret/v ConfigMap/c PersistentVolumeClaim/p Secret/ps "
       "ConfigMap/pc Secret/e ConfigMap/ec Secret/es"},
      {"a custom type", resource("x.example.com/v1", "X", "x"),
       "CustomResourceDefinition/X.x.example.com"},
      {"a type of Kubernetes", resource("networking.k8s.io/v1", "NetworkPolicy", "x"), ""},
      {"a binding",
       resource("rbac.authorization.k8s.io/v1", "RoleBinding", "b", "ns",
                "roleRef: {kind: Role, name: r}\nsubjects: [{kind: ServiceAccount, name: s}, "
                "{kind: User, name: u}, "
                "{kind: ServiceAccount, name: t, namespace: m}]\n"),
       "Namespace/ns Role/ns/r ServiceAccount/ns/s ServiceAccount/m/t"},
      {"a cluster role",
       resource("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", "b", "",
                "roleRef: {kind: ClusterRole, name: r}\n"),
       "ClusterRole/r"},
      {"an Ingress",
       resource("networking.k8s.io/v1", "Ingress", "i", "ns",
                "spec: {ingressClassName: c, tls: [{secretName: t}, {hosts: [x]}]}\n"),
       "Namespace/ns Secret/ns/t IngressClass/c"},
      {"a HelmRelease",
       resource(
           "helm.toolkit.fluxcd.io/v2", "HelmRelease", "h", "ns",
           "spec: {chart: {spec: {chart: c, sourceRef: {kind: HelmRepository, name: r, namespace: "
           "f}}}, "
           "valuesFrom: [{kind: Secret, name: s}, {kind: ConfigMap, name: c, optional: true}]}\n"),
       "Namespace/ns CustomResourceDefinition/HelmRelease.helm.toolkit.fluxcd.io "
       "HelmRepository/f/r Secret/ns/s"},
      {"an operator's subscription",
       resource("operators.coreos.com/v1alpha1", "Subscription", "s", "ns",
                "spec: {source: c, sourceNamespace: m}\n"),
       "Namespace/ns CustomResourceDefinition/Subscription.operators.coreos.com OperatorGroup/ns/* "
       "CatalogSource/m/c"},
      {"a certificate",
       resource("cert-manager.io/v1", "Certificate", "c", "ns",
                "spec: {issuerRef: {kind: ClusterIssuer, name: i}}\n"),
       "Namespace/ns CustomResourceDefinition/Certificate.cert-manager.io ClusterIssuer/i"},
      {"a claim", resource("v1", "PersistentVolumeClaim", "c", "", "spec: {storageClassName: f}\n"),
       "StorageClass/f"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) { CHECK(needs(c.manifest) == c.expected); }
  }
}

TEST_CASE("what resources bring") {
  struct Case {
    std::string name;
    std::string manifest;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {"itself", resource("v1", "Secret", "s", "ns"), "Secret/ns/s"},
      {"a type",
       resource("apiextensions.k8s.io/v1", "CustomResourceDefinition", "xs.x.io", "",
                "spec: {group: x.io, names: {kind: X}}\n"),
       "CustomResourceDefinition/xs.x.io CustomResourceDefinition/X.x.io"},
      {"a sealed secret", resource("bitnami.com/v1alpha1", "SealedSecret", "s", "ns"),
       "SealedSecret/ns/s Secret/ns/s"},
      {"one whose template has a name, which the controller passes over",
       resource("bitnami.com/v1alpha1", "SealedSecret", "s", "ns",
                "spec: {template: {metadata: {name: t}}}\n"),
       "SealedSecret/ns/s Secret/ns/s"},
      {"an external secret",
       resource("external-secrets.io/v1", "ExternalSecret", "s", "ns",
                "spec: {target: {name: t}}\n"),
       "ExternalSecret/ns/s Secret/ns/t"},
      {"a certificate",
       resource("cert-manager.io/v1", "Certificate", "c", "ns", "spec: {secretName: t}\n"),
       "Certificate/ns/c Secret/ns/t"},
      {"a database", resource("postgresql.cnpg.io/v1", "Cluster", "p", "ns"),
       "Cluster/ns/p Secret/ns/p-app Secret/ns/p-ca Secret/ns/p-server Secret/ns/p-replication"},
      {"a project", resource("project.openshift.io/v1", "Project", "p"), "Project/p Namespace/p"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) { CHECK(brings(c.manifest) == c.expected); }
  }
}

}  // namespace
}  // namespace copctl::waves
