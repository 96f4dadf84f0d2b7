#include "check/commands.h"

#include "check/resources.h"

namespace copctl::check {
namespace {

TEST_CASE("words of a command line") {
  struct Case {
    std::string word;
    std::string expected;
  };
  const Case cases[] = {
      {"pg-0", "pg-0"},
      {"system:node", "system:node"},
      {"", "''"},
      {"a b", "'a b'"},
      {"$(rm -r x)", "'$(rm -r x)'"},
      {"it's", "'it'\\''s'"},
      {"a\nb", "'a\\nb'"},
      {"\x1b[0m", "'\\x1b[0m'"},
      {"*", "'*'"},
      {"~", "'~'"},
      {"a;b", "'a;b'"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.expected) { CHECK(shell_word(c.word) == c.expected); }
  }
}

TEST_CASE("command lines that delete") {
  struct Case {
    std::string version;
    std::string kind;
    std::string metadata;
    std::string expected;
  };
  const Case cases[] = {
      {"apps/v1", "StatefulSet", "name: pg", "kubectl delete statefulset pg -n cnvrg"},
      {"apps/v1", "StatefulSet", "name: pg, namespace: other",
       "kubectl delete statefulset pg -n other"},
      {"v1", "Namespace", "name: x", "kubectl delete namespace x"},
      {"rbac.authorization.k8s.io/v1", "ClusterRole", "name: 'system:x'",
       "kubectl delete clusterrole system:x"},
      {"cert-manager.io/v1", "Certificate", "name: web",
       "kubectl delete certificate.cert-manager.io web -n cnvrg"},
      {"rbac.authorization.k8s.io/v1", "Role", "name: '--all'",
       "kubectl delete role/--all -n cnvrg"},
      {"rbac.authorization.k8s.io/v1", "Role", "name: 'a;reboot'",
       "kubectl delete role 'a;reboot' -n cnvrg"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.expected) {
      const auto resource = resource_of("apiVersion: " + c.version + "\nkind: " + c.kind +
                                        "\nmetadata: {" + c.metadata + "}\n");
      CHECK(delete_command(resource, "cnvrg") == c.expected);
    }
  }
  CHECK(delete_command("pvc", std::vector<std::string>{"data-pg-0", "data pg"}, "x") ==
        "kubectl delete pvc data-pg-0 'data pg' -n x");
}

TEST_CASE("a resource stands in its own namespace, else in the release's") {
  const auto pod = resource_of("apiVersion: v1\nkind: Pod\nmetadata: {name: x}\n");
  CHECK(namespace_of(pod, "cnvrg") == "cnvrg");
  CHECK(namespace_of(pod, "").empty());
  const auto role = resource_of(
      "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: x}\n");
  CHECK(namespace_of(role, "cnvrg").empty());
}

}  // namespace
}  // namespace copctl::check
