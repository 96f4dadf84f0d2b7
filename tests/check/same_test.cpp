#include "check/same.h"

#include "codec/codec.h"
#include "support/catch.h"

namespace copctl::check {
namespace {

value::Value yaml(const std::string& text) {
  return codec::go_yaml_unmarshal(text, codec::Numbers::kInt64).value;
}

TEST_CASE("what the API server stores alike") {
  struct Case {
    std::string name;
    std::string before;
    std::string after;
    bool same;
  };
  // Both sides are the mapping `spec` of something.
  const Case cases[] = {
      {"equal", "a: {b: [1, {c: x}]}", "a: {b: [1, {c: x}]}", true},
      {"a scalar", "a: 1", "a: 2", false},
      {"a text is no number", "a: '1'", "a: 1", false},
      {"left out", "a: x", "{}", false},
      {"null is left out", "a: null", "{}", true},
      {"an empty list is left out", "a: []", "{}", true},
      {"an empty mapping is a setting", "emptyDir: {}", "{}", false},
      {"empty labels are left out", "labels: {}", "{}", true},
      {"the order of a list", "a: [1, 2]", "a: [2, 1]", false},
      {"a longer list", "a: [1]", "a: [1, 2]", false},
      {"a default", "podManagementPolicy: OrderedReady", "{}", true},
      {"no default", "podManagementPolicy: Parallel", "{}", false},
      {"two that differ", "podManagementPolicy: Parallel", "podManagementPolicy: OrderedReady",
       false},
      {"a number's default", "defaultMode: 0644", "{}", true},
      {"a switch's default", "immutable: false", "{}", true},
      {"a list's default", "volumeLifecycleModes: [Persistent]", "{}", true},
      {"a port's protocol", "ports: [{containerPort: 1, protocol: TCP}]",
       "ports: [{containerPort: 1}]", true},
      {"a protocol elsewhere", "x: [{protocol: TCP}]", "x: [{}]", false},
      {"a probe", "livenessProbe: {httpGet: {port: 1, scheme: HTTP, path: /}, periodSeconds: 10}",
       "livenessProbe: {httpGet: {port: 1}}", true},
      {"amounts", "requests: {cpu: 1, memory: 1Gi}", "requests: {cpu: 1000m, memory: 1024Mi}",
       true},
      {"other amounts", "requests: {cpu: 1}", "requests: {cpu: 2}", false},
      {"no amounts", "requests: {cpu: x}", "requests: {cpu: y}", false},
      {"only amounts are amounts", "args: {a: 1}", "args: {a: 1000m}", false},
      {"the policy of a pinned image", "c: {image: 'a:1', imagePullPolicy: IfNotPresent}",
       "c: {image: 'a:1'}", true},
      {"of a digest", "c: {image: 'a:latest@sha256:1', imagePullPolicy: IfNotPresent}",
       "c: {image: 'a:latest@sha256:1'}", true},
      {"of a moving image", "c: {image: a, imagePullPolicy: Always}", "c: {image: a}", true},
      {"of the latest", "c: {image: 'a:latest', imagePullPolicy: Always}", "c: {image: 'a:latest'}",
       true},
      {"a registry's port is no tag", "c: {image: 'r:5000/a', imagePullPolicy: Always}",
       "c: {image: 'r:5000/a'}", true},
      {"another policy", "c: {image: 'a:1', imagePullPolicy: Always}", "c: {image: 'a:1'}", false},
      {"status is the server's", "status: {a: 1}", "{}", true},
      {"a claim's kind", "volumeClaimTemplates: [{kind: PersistentVolumeClaim, apiVersion: v1}]",
       "volumeClaimTemplates: [{}]", true},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const value::Value before = yaml(c.before);
      const value::Value after = yaml(c.after);
      CHECK(same_stored(&before, &after, "spec") == c.same);
      CHECK(same_stored(&after, &before, "spec") == c.same);
    }
  }
}

TEST_CASE("a field that both leave out") { CHECK(same_stored(nullptr, nullptr, "x")); }

}  // namespace
}  // namespace copctl::check
