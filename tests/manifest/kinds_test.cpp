#include <algorithm>

#include "manifest/manifest.h"
#include "support/catch.h"

namespace copctl::manifest {
namespace {

TEST_CASE("kinds are ranked as Helm installs them") {
  std::vector<std::string> kinds = {"Widget",
                                    "Ingress",
                                    "Deployment",
                                    "Service",
                                    "StatefulSet",
                                    "ConfigMap",
                                    "Secret",
                                    "Namespace",
                                    "ClusterRole",
                                    "RoleBinding",
                                    "CustomResourceDefinition",
                                    "PriorityClass"};
  std::ranges::stable_sort(kinds, {}, [](const std::string& kind) { return install_rank(kind); });
  CHECK(kinds == std::vector<std::string>{"PriorityClass", "Namespace", "Secret", "ConfigMap",
                                          "CustomResourceDefinition", "ClusterRole", "RoleBinding",
                                          "Service", "Deployment", "StatefulSet", "Ingress",
                                          "Widget"});
  CHECK(install_rank("Gateway") == install_rank("VirtualService"));
}

TEST_CASE("kinds without a namespace") {
  struct Case {
    const char* group;
    const char* kind;
    bool expected;
  };
  const Case cases[] = {
      {"", "Namespace", true},
      {"", "Pod", false},
      {"rbac.authorization.k8s.io", "ClusterRole", true},
      {"rbac.authorization.k8s.io", "Role", false},
      {"scheduling.k8s.io", "PriorityClass", true},
      {"networking.k8s.io", "IngressClass", true},
      {"networking.k8s.io", "Ingress", false},
      {"config.openshift.io", "Ingress", true},
      {"apiextensions.k8s.io", "CustomResourceDefinition", true},
      {"security.openshift.io", "SecurityContextConstraints", true},
      {"cert-manager.io", "ClusterIssuer", true},
      {"cert-manager.io", "Issuer", false},
      {"example.org", "Namespace", false},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.group << "/" << c.kind) {
      CHECK(cluster_scoped({c.group, "v1", c.kind}) == c.expected);
    }
  }
}

TEST_CASE("resources are named by kind and name") {
  CHECK(display({"apps", "Deployment", "shop", "web"}) == "Deployment/web");
}

}  // namespace
}  // namespace copctl::manifest
