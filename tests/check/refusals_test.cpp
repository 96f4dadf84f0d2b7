#include <fmt/format.h>

#include "check/resources.h"

// Covers refusals.cpp, workload_rules.cpp, storage_rules.cpp, service_rules.cpp, other_rules.cpp.
// Covers ways_out.cpp.

namespace copctl::check {
namespace {

// One line a fact, so that a table holds everything that a refusal says.
std::string printed(const Refusals& found) {
  constexpr std::string_view kVerdicts[] = {"refused", "may be refused", "keeps old"};
  std::string out;
  for (const Refusal& refusal : found.fields) {
    out += fmt::format("{}: {}: {}\n", kVerdicts[static_cast<std::size_t>(refusal.verdict)],
                       refusal.field, refusal.message);
    if (!refusal.condition.empty()) out += "  " + refusal.condition + "\n";
  }
  const WayOut& way_out = found.way_out;
  if (!way_out.effect.empty()) out += "  " + way_out.effect + "\n";
  if (way_out.data_loss) out += "  data loss\n";
  for (const std::string& line : way_out.before_apply) out += "  $ " + line + "\n";
  for (const std::string& line : way_out.after_apply) out += "  then $ " + line + "\n";
  return out;
}

// Only verdict and field, for tables about what is refused at all.
std::string brief(const Refusals& found) {
  constexpr std::string_view kVerdicts[] = {"", "?", "~"};
  std::vector<std::string> words;
  for (const Refusal& refusal : found.fields) {
    words.push_back(
        fmt::format("{}{}", kVerdicts[static_cast<std::size_t>(refusal.verdict)], refusal.field));
  }
  return fmt::format("{}", fmt::join(words, " "));
}

std::string manifest_of(const std::string& version, const std::string& kind,
                        const std::string& rest) {
  return "apiVersion: " + version + "\nkind: " + kind + "\nmetadata: {name: x}\n" + rest + "\n";
}

Refusals verdicts(const std::string& version, const std::string& kind, const std::string& before,
                  const std::string& after) {
  return refusals(resource_of(manifest_of(version, kind, before)),
                  resource_of(manifest_of(version, kind, after)), "cnvrg");
}

struct Case {
  std::string name;
  std::string version;
  std::string kind;
  std::string before;
  std::string after;
  std::string expected;
};

void check_brief(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.kind << ": " << c.name) {
      CHECK(brief(verdicts(c.version, c.kind, c.before, c.after)) == c.expected);
      // Nothing is refused that does not change.
      CHECK(brief(verdicts(c.version, c.kind, c.before, c.before)).empty());
      CHECK(brief(verdicts(c.version, c.kind, c.after, c.after)).empty());
    }
  }
}

void check_printed(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.kind << ": " << c.name) {
      CHECK(printed(verdicts(c.version, c.kind, c.before, c.after)) == c.expected);
    }
  }
}

TEST_CASE("what workloads may change") {
  const std::string job = "spec: {completions: 2, parallelism: 2, completionMode: Indexed";
  check_brief({
      {"selector", "apps/v1", "Deployment", "spec: {selector: {matchLabels: {a: b}}}",
       "spec: {selector: {matchLabels: {a: c}}}", "spec.selector"},
      {"selector of a group that is not Kubernetes'", "apps.example.com/v1", "Deployment",
       "spec: {selector: {matchLabels: {a: b}}}", "spec: {selector: {matchLabels: {a: c}}}", ""},
      {"everything else", "apps/v1", "Deployment",
       "spec: {replicas: 1, selector: {matchLabels: {a: b}}, template: {spec: {hostNetwork: "
       "true}}}",
       "spec: {replicas: 2, selector: {matchLabels: {a: b}, matchExpressions: []}, template: {}, "
       "strategy: {type: Recreate}}",
       ""},
      {"selector", "apps/v1", "DaemonSet", "spec: {selector: {matchLabels: {a: b}}}",
       "spec: {selector: {matchLabels: {a: b, c: d}}}", "spec.selector"},
      {"selector", "apps/v1", "ReplicaSet", "spec: {selector: {matchLabels: {a: b, c: d}}}",
       "spec: {selector: {matchLabels: {a: b}}}", "spec.selector"},
      {"template", "apps/v1", "DaemonSet", "spec: {template: {spec: {dnsPolicy: None}}}",
       "spec: {template: {}}", ""},
      {"what may change", "apps/v1", "StatefulSet",
       "spec: {replicas: 1, minReadySeconds: 1, ordinals: {start: 1}}",
       "spec: {replicas: 2, template: {spec: {}}, updateStrategy: {type: OnDelete}, "
       "persistentVolumeClaimRetentionPolicy: {whenScaled: Delete}}",
       ""},
      {"defaults", "apps/v1", "StatefulSet",
       "spec: {podManagementPolicy: OrderedReady, serviceName: '', volumeClaimTemplates: "
       "[{metadata: {name: a}, spec: {volumeMode: Filesystem, resources: {requests: {storage: "
       "1Gi}}}}]}",
       "spec: {volumeClaimTemplates: [{apiVersion: v1, kind: PersistentVolumeClaim, metadata: "
       "{name: a, creationTimestamp: null}, spec: {resources: {requests: {storage: 1024Mi}}}}]}",
       ""},
      {"what may not", "apps/v1", "StatefulSet",
       "spec: {serviceName: a, podManagementPolicy: Parallel, selector: {matchLabels: {a: b}}}",
       "spec: {serviceName: b, selector: {matchLabels: {a: c}}, volumeClaimTemplates: [{metadata: "
       "{name: a}}], new: 1}",
       "spec.selector spec.new spec.podManagementPolicy spec.serviceName "
       "spec.volumeClaimTemplates"},
      {"history", "apps/v1", "StatefulSet", "spec: {revisionHistoryLimit: 1}", "spec: {}",
       "?spec.revisionHistoryLimit"},
      {"history by default", "apps/v1", "StatefulSet", "spec: {revisionHistoryLimit: 10}",
       "spec: {}", ""},
      {"what may change", "batch/v1", "Job", "spec: {parallelism: 1, suspend: true}",
       "spec: {parallelism: 2, backoffLimit: 1, activeDeadlineSeconds: 9, "
       "ttlSecondsAfterFinished: 5}",
       ""},
      {"a stated completion", "batch/v1", "Job", "spec: {}", "spec: {completions: 1}", ""},
      {"completions", "batch/v1", "Job", "spec: {completions: 1}", "spec: {completions: 2}",
       "spec.completions"},
      {"a work queue", "batch/v1", "Job", "spec: {parallelism: 2}",
       "spec: {parallelism: 2, completions: 1}", "spec.completions"},
      {"an elastic job", "batch/v1", "Job", job + "}",
       "spec: {completions: 3, parallelism: 3, completionMode: Indexed}", ""},
      {"not in step", "batch/v1", "Job", job + "}",
       "spec: {completions: 3, parallelism: 2, completionMode: Indexed}", "spec.completions"},
      {"all that is frozen", "batch/v1", "Job", "spec: {}",
       "spec: {selector: {matchLabels: {a: b}}, template: {spec: {restartPolicy: Never}}, "
       "completionMode: Indexed, podFailurePolicy: {rules: []}, backoffLimitPerIndex: 1, "
       "managedBy: x/y, successPolicy: {rules: []}}",
       "spec.selector spec.template spec.completionMode spec.podFailurePolicy "
       "spec.backoffLimitPerIndex spec.managedBy spec.successPolicy"},
      {"a template's defaults", "batch/v1", "Job",
       "spec: {completionMode: NonIndexed, template: {metadata: {labels: {}}, spec: {dnsPolicy: "
       "ClusterFirst, containers: [{name: a, image: 'b:1', imagePullPolicy: IfNotPresent, "
       "resources: {}}]}}}",
       "spec: {template: {spec: {terminationGracePeriodSeconds: 30, containers: [{name: a, image: "
       "'b:1'}]}}}",
       ""},
      {"an image", "batch/v1", "Job", "spec: {template: {spec: {containers: [{image: 'b:1'}]}}}",
       "spec: {template: {spec: {containers: [{image: 'b:2'}]}}}", "spec.template"},
      {"a label", "batch/v1", "Job", "spec: {template: {metadata: {labels: {a: b}}}}",
       "spec: {template: {metadata: {labels: {a: c}}}}", "spec.template"},
      {"where a suspended one runs", "batch/v1", "Job",
       "spec: {suspend: true, template: {metadata: {labels: {a: b}}, spec: {nodeSelector: {a: "
       "b}}}}",
       "spec: {template: {metadata: {labels: {a: c}}, spec: {tolerations: [{operator: Exists}], "
       "affinity: {nodeAffinity: {x: y}}}}}",
       ""},
      {"what a suspended one runs", "batch/v1", "Job",
       "spec: {suspend: true, template: {spec: {containers: [{image: 'b:1'}]}}}",
       "spec: {template: {spec: {containers: [{image: 'b:2'}]}}}", "spec.template"},
      {"beside what a suspended one runs", "batch/v1", "Job", "spec: {suspend: true}",
       "spec: {template: {spec: {affinity: {podAffinity: {x: y}}}}}", "spec.template"},
      {"one that may be gone", "batch/v1", "Job",
       "spec: {ttlSecondsAfterFinished: 5, completionMode: Indexed}", "spec: {}",
       "?spec.completionMode"},
      {"anything", "batch/v1", "CronJob",
       "spec: {schedule: a, jobTemplate: {spec: {completionMode: Indexed}}}",
       "spec: {schedule: b, jobTemplate: {spec: {template: {spec: {}}}}}", ""},
      {"what may change", "v1", "Pod",
       "spec: {containers: [{name: a, image: 'b:1'}], initContainers: [{name: c, image: 'd:1'}], "
       "activeDeadlineSeconds: 9}",
       "spec: {containers: [{name: a, image: b}], initContainers: [{name: c, image: 'd:2'}], "
       "activeDeadlineSeconds: 5, tolerations: [{operator: Exists}], restartPolicy: Always}",
       ""},
      {"what may not", "v1", "Pod",
       "spec: {containers: [{name: a}], activeDeadlineSeconds: 5, tolerations: [{key: a}]}",
       "spec: {containers: [{name: a, env: [{name: b}]}], initContainers: [{name: c}], "
       "activeDeadlineSeconds: 9, nodeName: n, tolerations: [{key: b}]}",
       "spec.nodeName spec.containers spec.initContainers spec.tolerations "
       "spec.activeDeadlineSeconds"},
      {"a deadline that goes", "v1", "Pod", "spec: {activeDeadlineSeconds: 5}", "spec: {}",
       "spec.activeDeadlineSeconds"},
      {"how long a toleration holds", "v1", "Pod",
       "spec: {tolerations: [{key: a, tolerationSeconds: 1}]}",
       "spec: {tolerations: [{key: a, tolerationSeconds: 2}]}", ""},
      {"labels", "v1", "Pod", "", "spec: {}", ""},
      {"the selector since policy/v1", "policy/v1", "PodDisruptionBudget",
       "spec: {selector: {matchLabels: {a: b}}, minAvailable: 1}",
       "spec: {selector: {matchLabels: {a: c}}, maxUnavailable: 1}", ""},
  });
}

TEST_CASE("what volumes may change") {
  check_brief({
      {"the same", "v1", "PersistentVolumeClaim",
       "spec: {volumeMode: Filesystem, accessModes: [ReadWriteOnce]}",
       "spec: {accessModes: [ReadWriteOnce], dataSource: null, volumeName: ''}", ""},
      {"modes", "v1", "PersistentVolumeClaim", "spec: {accessModes: [ReadWriteOnce]}",
       "spec: {accessModes: [ReadWriteMany], volumeMode: Block, selector: {matchLabels: {a: b}}}",
       "spec.accessModes spec.selector spec.volumeMode"},
      {"another class", "v1", "PersistentVolumeClaim", "spec: {storageClassName: a}",
       "spec: {storageClassName: b}", "spec.storageClassName"},
      {"no class", "v1", "PersistentVolumeClaim", "spec: {storageClassName: a}", "spec: {}",
       "spec.storageClassName"},
      {"no class at all", "v1", "PersistentVolumeClaim", "spec: {storageClassName: a}",
       "spec: {storageClassName: ''}", "spec.storageClassName"},
      {"the default class", "v1", "PersistentVolumeClaim", "spec: {}",
       "spec: {storageClassName: b}", "?spec.storageClassName"},
      {"a volume", "v1", "PersistentVolumeClaim", "spec: {}", "spec: {volumeName: b}",
       "?spec.volumeName"},
      {"another volume", "v1", "PersistentVolumeClaim", "spec: {volumeName: a}",
       "spec: {volumeName: b}", "spec.volumeName"},
      {"one size", "v1", "PersistentVolumeClaim", "spec: {resources: {requests: {storage: 1Gi}}}",
       "spec: {resources: {requests: {storage: 1024Mi}}}", ""},
      {"growing", "v1", "PersistentVolumeClaim", "spec: {resources: {requests: {storage: 1Gi}}}",
       "spec: {resources: {requests: {storage: 2Gi}}}", "?spec.resources.requests.storage"},
      {"shrinking", "v1", "PersistentVolumeClaim", "spec: {resources: {requests: {storage: 2Gi}}}",
       "spec: {resources: {requests: {storage: 1Gi}}}", "spec.resources.requests.storage"},
      {"other amounts", "v1", "PersistentVolumeClaim", "spec: {resources: {}}",
       "spec: {resources: {requests: {cpu: 1}, limits: {storage: 1}}}",
       "spec.resources.limits spec.resources.requests.cpu"},
      {"an attributes class", "v1", "PersistentVolumeClaim", "spec: {volumeAttributesClassName: a}",
       "spec: {volumeAttributesClassName: b}", ""},
      {"no attributes class", "v1", "PersistentVolumeClaim", "spec: {volumeAttributesClassName: a}",
       "spec: {}", "spec.volumeAttributesClassName"},
      {"what may change", "v1", "PersistentVolume",
       "spec: {capacity: {storage: 1Gi}, nfs: {server: a, path: b}}",
       "spec: {capacity: {storage: 2Gi}, nfs: {server: a, path: b, readOnly: false}, "
       "persistentVolumeReclaimPolicy: Retain, storageClassName: x, mountOptions: [a], "
       "accessModes: [ReadOnlyMany], nodeAffinity: {required: {}}}",
       ""},
      {"what may not", "v1", "PersistentVolume",
       "spec: {nfs: {server: a}, nodeAffinity: {required: {}}}",
       "spec: {hostPath: {path: a}, volumeMode: Block}",
       "spec.hostPath spec.nfs spec.volumeMode spec.nodeAffinity"},
      {"what may change", "storage.k8s.io/v1", "StorageClass",
       "provisioner: a\nreclaimPolicy: Delete\nvolumeBindingMode: Immediate\nparameters: {}",
       "provisioner: a\nallowVolumeExpansion: true\nmountOptions: [a]\nallowedTopologies: [{}]",
       ""},
      {"what may not", "storage.k8s.io/v1", "StorageClass", "provisioner: a",
       "provisioner: b\nreclaimPolicy: Retain\nvolumeBindingMode: WaitForFirstConsumer\n"
       "parameters: {a: b}",
       "parameters provisioner reclaimPolicy volumeBindingMode"},
      {"all", "storage.k8s.io/v1", "VolumeAttributesClass", "driverName: a\nparameters: {a: b}",
       "driverName: b\nparameters: {a: c}", "driverName parameters"},
      {"some", "storage.k8s.io/v1", "CSIDriver", "spec: {attachRequired: true}",
       "spec: {podInfoOnMount: true, fsGroupPolicy: File, volumeLifecycleModes: [Persistent]}", ""},
      {"others", "storage.k8s.io/v1", "CSIDriver", "spec: {}",
       "spec: {attachRequired: false, volumeLifecycleModes: [Ephemeral]}",
       "spec.attachRequired spec.volumeLifecycleModes"},
  });
}

TEST_CASE("what services may change") {
  check_brief({
      {"the default type", "v1", "Service", "spec: {type: ClusterIP}", "spec: {}", ""},
      {"ports and types", "v1", "Service", "spec: {ports: [{port: 1}]}",
       "spec: {type: NodePort, ports: [{port: 1, nodePort: 30000}], selector: {a: b}}", ""},
      {"another node port", "v1", "Service",
       "spec: {type: NodePort, ports: [{port: 1, nodePort: 30000}]}",
       "spec: {type: NodePort, ports: [{port: 1, nodePort: 30001}]}", ""},
      {"from headless, which stays", "v1", "Service", "spec: {clusterIP: None}", "spec: {}",
       "~spec.clusterIP"},
      {"to headless", "v1", "Service", "spec: {}", "spec: {clusterIP: None}", "spec.clusterIP"},
      {"by the other spelling", "v1", "Service", "spec: {clusterIPs: [None]}",
       "spec: {clusterIP: None}", ""},
      {"to headless by the other spelling", "v1", "Service", "spec: {}",
       "spec: {clusterIPs: [None]}", "spec.clusterIP"},
      {"to an address", "v1", "Service", "spec: {}", "spec: {clusterIP: 10.0.0.1}",
       "?spec.clusterIP"},
      {"headless to an address", "v1", "Service", "spec: {clusterIP: None}",
       "spec: {clusterIP: 10.0.0.1}", "spec.clusterIP"},
      {"another address", "v1", "Service", "spec: {clusterIP: 10.0.0.1}",
       "spec: {clusterIP: 10.0.0.2}", "spec.clusterIP"},
      {"an address left out", "v1", "Service", "spec: {clusterIP: 10.0.0.1}", "spec: {}", ""},
      {"headless to the nodes", "v1", "Service", "spec: {clusterIP: None}",
       "spec: {type: NodePort}", "spec.clusterIP"},
      {"to an external name", "v1", "Service", "spec: {clusterIP: 10.0.0.1}",
       "spec: {type: ExternalName, externalName: a}", ""},
      {"from an external name", "v1", "Service", "spec: {type: ExternalName, externalName: a}",
       "spec: {clusterIP: None}", ""},
      {"families", "v1", "Service", "spec: {ipFamilies: [IPv4]}", "spec: {ipFamilies: [IPv6]}",
       "spec.ipFamilies"},
      {"a second family", "v1", "Service", "spec: {ipFamilies: [IPv4]}",
       "spec: {ipFamilies: [IPv4, IPv6], ipFamilyPolicy: PreferDualStack}", ""},
      {"families of a headless one", "v1", "Service", "spec: {clusterIP: None, ipFamilies: [IPv4]}",
       "spec: {clusterIP: None, ipFamilies: [IPv6]}", ""},
      {"a balancer's class", "v1", "Service", "spec: {type: LoadBalancer}",
       "spec: {type: LoadBalancer, loadBalancerClass: a/b}", "spec.loadBalancerClass"},
      {"a class for a new balancer", "v1", "Service", "spec: {}",
       "spec: {type: LoadBalancer, loadBalancerClass: a/b}", ""},
      {"a health check's port", "v1", "Service",
       "spec: {type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 30000}",
       "spec: {type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 30001}",
       "spec.healthCheckNodePort"},
      {"a health check's port left out", "v1", "Service",
       "spec: {type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 30000}",
       "spec: {type: LoadBalancer, externalTrafficPolicy: Local}", ""},
  });
}

TEST_CASE("what others may change") {
  const std::string rbac = "rbac.authorization.k8s.io/v1";
  check_brief({
      {"content", "v1", "Secret", "data: {a: eA==}\ntype: Opaque", "data: {a: eQ==}", ""},
      {"type", "v1", "Secret", "data: {}", "type: kubernetes.io/tls", "type"},
      {"sealing", "v1", "Secret", "immutable: false\ndata: {a: eA==}",
       "immutable: true\ndata: {a: eQ==}", ""},
      {"a sealed one, said otherwise", "v1", "Secret", "immutable: true\nstringData: {a: x}",
       "immutable: true\ndata: {a: eA==}", ""},
      {"a sealed one's content", "v1", "Secret", "immutable: true\nstringData: {a: x}",
       "immutable: true\nstringData: {a: y}", "data"},
      {"unsealing", "v1", "Secret", "immutable: true\ndata: {a: eA==}", "data: {a: eA==}",
       "immutable"},
      {"labels of a sealed one", "v1", "ConfigMap", "immutable: true\ndata: {}",
       "immutable: true\nbinaryData: {}", ""},
      {"all of a sealed one", "v1", "ConfigMap", "immutable: true\ndata: {a: b}",
       "binaryData: {a: eA==}", "immutable data binaryData"},
      {"an open one", "v1", "ConfigMap", "data: {a: b}", "data: {a: c}", ""},
      {"scopes in another order", "v1", "ResourceQuota", "spec: {scopes: [A, B]}",
       "spec: {scopes: [B, A], hard: {pods: 1}}", ""},
      {"scopes", "v1", "ResourceQuota", "spec: {scopes: [A]}", "spec: {scopes: [B]}",
       "spec.scopes"},
      {"the group is the default", rbac, "RoleBinding",
       "roleRef: {kind: Role, name: a, apiGroup: rbac.authorization.k8s.io}",
       "roleRef: {kind: Role, name: a}\nsubjects: []", ""},
      {"the role", rbac, "RoleBinding", "roleRef: {kind: Role, name: a}",
       "roleRef: {kind: Role, name: b}", "roleRef"},
      {"the role", rbac, "ClusterRoleBinding", "roleRef: {kind: ClusterRole, name: a}",
       "roleRef: {kind: ClusterRole, name: b}", "roleRef"},
      {"rules", rbac, "Role", "rules: [{verbs: [get]}]", "rules: []", ""},
      {"what may change", "scheduling.k8s.io/v1", "PriorityClass",
       "value: 1\npreemptionPolicy: PreemptLowerPriority",
       "value: 1\nglobalDefault: true\ndescription: a", ""},
      {"what may not", "scheduling.k8s.io/v1", "PriorityClass", "value: 1",
       "value: 2\npreemptionPolicy: Never", "value preemptionPolicy"},
      {"controller", "networking.k8s.io/v1", "IngressClass", "spec: {controller: a/b}",
       "spec: {controller: a/c, parameters: {kind: x}}", "spec.controller"},
      {"anything", "networking.k8s.io/v1", "Ingress", "spec: {ingressClassName: a}",
       "spec: {ingressClassName: b, rules: [{host: a}]}", ""},
      {"handler", "node.k8s.io/v1", "RuntimeClass", "handler: a", "handler: b", "handler"},
      {"address type", "discovery.k8s.io/v1", "EndpointSlice", "addressType: IPv4\nendpoints: []",
       "addressType: IPv6\nendpoints: [{}]", "addressType"},
      {"addresses", "v1", "Endpoints", "subsets: [{}]", "subsets: []", ""},
      {"names", "apiextensions.k8s.io/v1", "CustomResourceDefinition",
       "spec: {group: a.b, scope: Cluster, names: {kind: A, plural: as, shortNames: [a]}}",
       "spec: {group: a.c, scope: Namespaced, names: {kind: B, plural: bs, shortNames: [b]}}",
       "spec.group spec.scope spec.names.kind spec.names.plural"},
      {"versions that stay", "apiextensions.k8s.io/v1", "CustomResourceDefinition",
       "spec: {versions: [{name: v1alpha1}, {name: v1, storage: true}]}",
       "spec: {versions: [{name: v1}, {name: v2, storage: true}]}", ""},
      {"a stored version that goes", "apiextensions.k8s.io/v1", "CustomResourceDefinition",
       "spec: {versions: [{name: v1, storage: true}]}",
       "spec: {versions: [{name: v2, storage: true}]}", "?spec.versions"},
      {"anything", "example.com/v1", "Thing", "spec: {selector: a}\ntype: b",
       "spec: {selector: c}\ntype: d", ""},
  });
}

TEST_CASE("the way out of a refusal") {
  check_printed({
      {"selector", "apps/v1", "Deployment", "spec: {selector: {matchLabels: {a: b}}}",
       "spec: {selector: {matchLabels: {a: c}}}",
       "refused: spec.selector: field is immutable\n"
       "  its pods stop until the new ones are ready\n"
       "  $ kubectl delete deployment x -n cnvrg\n"},
      {"a name", "apps/v1", "StatefulSet", "spec: {serviceName: a}", "spec: {serviceName: b}",
       "refused: spec.serviceName: updates to statefulset spec for fields other than 'replicas', "
       "'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', "
       "'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden\n"
       "  its pods keep running, and the new one takes them over\n"
       "  $ kubectl delete statefulset x -n cnvrg --cascade=orphan\n"},
      {"a selector and claims that would go", "apps/v1", "StatefulSet",
       "spec: {selector: {matchLabels: {a: b}}, persistentVolumeClaimRetentionPolicy: "
       "{whenDeleted: Delete}}",
       "spec: {selector: {matchLabels: {a: c}}, persistentVolumeClaimRetentionPolicy: "
       "{whenDeleted: Delete}}",
       "refused: spec.selector: updates to statefulset spec for fields other than 'replicas', "
       "'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', "
       "'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden\n"
       "  its pods stop until the new ones are ready; its volume claims stay\n"
       "  $ kubectl patch statefulset x -n cnvrg --type merge -p "
       "'{\"spec\":{\"persistentVolumeClaimRetentionPolicy\":{\"whenDeleted\":\"Retain\"}}}'\n"
       "  $ kubectl delete statefulset x -n cnvrg\n"},
      {"claims that grow", "apps/v1", "StatefulSet",
       "spec: {replicas: 2, ordinals: {start: 1}, volumeClaimTemplates: [{metadata: {name: data}, "
       "spec: {resources: {requests: {storage: 10Gi}}}}, {metadata: {name: wal}, spec: {resources: "
       "{requests: {storage: 5Gi}}}}]}",
       "spec: {replicas: 2, ordinals: {start: 1}, volumeClaimTemplates: [{metadata: {name: data}, "
       "spec: {resources: {requests: {storage: 20Gi}}}}, {metadata: {name: wal}, spec: {resources: "
       "{requests: {storage: 1Gi}}}}]}",
       "refused: spec.volumeClaimTemplates: updates to statefulset spec for fields other than "
       "'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', "
       "'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden\n"
       "  its pods keep running, and the new one takes them over\n"
       "  $ kubectl delete statefulset x -n cnvrg --cascade=orphan\n"
       "  then $ kubectl patch pvc data-x-1 -n cnvrg --type merge -p "
       "'{\"spec\":{\"resources\":{\"requests\":{\"storage\":\"20Gi\"}}}}'\n"
       "  then $ kubectl patch pvc data-x-2 -n cnvrg --type merge -p "
       "'{\"spec\":{\"resources\":{\"requests\":{\"storage\":\"20Gi\"}}}}'\n"},
      {"one way out for all", "apps/v1", "StatefulSet",
       "spec: {serviceName: a, selector: {matchLabels: {a: b}}, volumeClaimTemplates: [{metadata: "
       "{name: a}, spec: {resources: {requests: {storage: 1Gi}}}}]}",
       "spec: {serviceName: b, selector: {matchLabels: {a: c}}, volumeClaimTemplates: [{metadata: "
       "{name: a}, spec: {resources: {requests: {storage: 2Gi}}}}]}",
       "refused: spec.selector: updates to statefulset spec for fields other than 'replicas', "
       "'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', "
       "'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden\n"
       "refused: spec.serviceName: updates to statefulset spec for fields other than 'replicas', "
       "'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', "
       "'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden\n"
       "refused: spec.volumeClaimTemplates: updates to statefulset spec for fields other than "
       "'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', "
       "'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden\n"
       "  its pods stop until the new ones are ready; its volume claims stay\n"
       "  $ kubectl delete statefulset x -n cnvrg\n"
       "  then $ kubectl patch pvc a-x-0 -n cnvrg --type merge -p "
       "'{\"spec\":{\"resources\":{\"requests\":{\"storage\":\"2Gi\"}}}}'\n"},
      {"history", "apps/v1", "StatefulSet", "spec: {revisionHistoryLimit: 1}",
       "spec: {revisionHistoryLimit: 2}",
       "may be refused: spec.revisionHistoryLimit: updates to statefulset spec for fields other "
       "than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', "
       "'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden\n"
       "  on servers before Kubernetes 1.33\n"
       "  its pods keep running, and the new one takes them over\n"
       "  $ kubectl delete statefulset x -n cnvrg --cascade=orphan\n"},
      {"template", "batch/v1", "Job", "spec: {template: {spec: {nodeName: a}}}", "spec: {}",
       "refused: spec.template: field is immutable\n"
       "  what it did is forgotten, and it runs again\n"
       "  $ kubectl delete job x -n cnvrg\n"},
      {"one that may be gone", "batch/v1", "Job",
       "spec: {ttlSecondsAfterFinished: 60, template: {spec: {nodeName: a}}}", "spec: {}",
       "may be refused: spec.template: field is immutable\n"
       "  unless it has finished and its ttlSecondsAfterFinished removed it\n"
       "  what it did is forgotten, and it runs again\n"
       "  $ kubectl delete job x -n cnvrg\n"},
      {"shrinking", "v1", "PersistentVolumeClaim", "spec: {resources: {requests: {storage: 2Gi}}}",
       "spec: {resources: {requests: {storage: 1Gi}}}",
       "refused: spec.resources.requests.storage: field can not be less than previous value\n"
       "  the volume's data is lost, unless it was copied before; to keep it, leave the field as "
       "it "
       "was\n"
       "  data loss\n"
       "  $ kubectl delete persistentvolumeclaim x -n cnvrg\n"},
      {"growing", "v1", "PersistentVolumeClaim", "spec: {resources: {requests: {storage: 1Gi}}}",
       "spec: {resources: {requests: {storage: 2Gi}}}",
       "may be refused: spec.resources.requests.storage: only dynamically provisioned pvc can be "
       "resized and the storageclass that provisions the pvc must support resize\n"
       "  unless its storage class has `allowVolumeExpansion: true`\n"},
      {"cluster-scoped", "v1", "PersistentVolume", "spec: {nfs: {server: a}}",
       "spec: {nfs: {server: b}}",
       "refused: spec.nfs: spec.persistentvolumesource is immutable after creation\n"
       "  the claim that is bound to it loses its volume; to keep the data, leave the field as it "
       "was\n"
       "  data loss\n"
       "  $ kubectl delete persistentvolume x\n"},
      {"kept", "v1", "Service", "spec: {clusterIP: None}", "spec: {}",
       "keeps old: spec.clusterIP: may not change once set\n"
       "  its address, node ports and load balancer are given up, and it gets new ones\n"
       "  $ kubectl delete service x -n cnvrg\n"},
      {"role", "rbac.authorization.k8s.io/v1", "ClusterRoleBinding",
       "roleRef: {kind: ClusterRole, name: a}", "roleRef: {kind: ClusterRole, name: b}",
       "refused: roleRef: cannot change roleRef\n"
       "  its subjects are without these rights until the apply\n"
       "  $ kubectl delete clusterrolebinding x\n"},
      {"a stored version", "apiextensions.k8s.io/v1", "CustomResourceDefinition",
       "spec: {versions: [{name: v1, storage: true}]}",
       "spec: {versions: [{name: v2, storage: true}]}",
       "may be refused: spec.versions: a previous storage version must remain in spec.versions "
       "until a storage migration ensures no data remains persisted in it and removes it from "
       "status.storedVersions\n"
       "  unless status.storedVersions no longer names it\n"
       "  before, apply once with the old version still listed and `storage: false`\n"
       "  $ kubectl get x -A -o yaml | kubectl replace -f -\n"
       "  $ kubectl patch crd x --subresource=status --type merge -p "
       "'{\"status\":{\"storedVersions\":[\"v2\"]}}'\n"},
  });
}

TEST_CASE("claims of a stateful set") {
  const auto set = [](const std::string& spec) {
    return resource_of(manifest_of("apps/v1", "StatefulSet", "spec: " + spec));
  };
  CHECK(claims_of(set("{replicas: 2}")).names.empty());
  CHECK(claims_of(set("{volumeClaimTemplates: [{metadata: {name: a}}]}")).names ==
        std::vector<std::string>{"a-x-0"});
  CHECK(
      claims_of(set("{replicas: 0, volumeClaimTemplates: [{metadata: {name: a}}]}")).names.empty());
  CHECK(claims_of(set("{replicas: 2, ordinals: {start: 3}, volumeClaimTemplates: [{metadata: "
                      "{name: a}}, {metadata: {name: b}}]}"))
            .names == std::vector<std::string>{"a-x-3", "a-x-4", "b-x-3", "b-x-4"});
  const Claims many = claims_of(
      set("{replicas: 999999999999, volumeClaimTemplates: [{metadata: {name: a}}, {metadata: "
          "{name: b}}]}"));
  CHECK(many.names.size() == kMaxClaimsNamed);
  CHECK(many.more == 2'000'000 - kMaxClaimsNamed);
  CHECK_FALSE(deletes_its_claims(set("{}")));
  CHECK(deletes_its_claims(set("{persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete}}")));
}

// Bodies are what a person wrote: no shape may be taken for granted.
TEST_CASE("ill-shaped bodies are compared, too") {
  const std::string shapes[] = {
      "spec: 1",
      "spec: []",
      "spec: {selector: 1, template: [], containers: {a: b}}",
      "spec: {versions: [1, {storage: true}], scopes: [1], names: x}",
      "spec: {volumeClaimTemplates: [1, {}], replicas: x}",
      "spec: {clusterIPs: [1], ipFamilies: {}, ports: 1}",
      "spec: {tolerations: [1], containers: [1, {name: []}]}",
      "spec: {suspend: true, template: {spec: {affinity: 1}, metadata: []}}",
      "immutable: true\ndata: 1",
      "immutable: x\ndata: {a: [1]}"};
  const std::pair<std::string, std::string> kinds[] = {
      {"apps/v1", "StatefulSet"},
      {"batch/v1", "Job"},
      {"v1", "Pod"},
      {"v1", "PersistentVolumeClaim"},
      {"v1", "Service"},
      {"v1", "Secret"},
      {"v1", "ResourceQuota"},
      {"apiextensions.k8s.io/v1", "CustomResourceDefinition"}};
  for (const auto& [version, kind] : kinds) {
    for (const std::string& before : shapes) {
      for (const std::string& after : shapes) {
        const auto found = verdicts(version, kind, before, after);
        CHECK((before != after || found.fields.empty()));
      }
    }
  }
}

}  // namespace
}  // namespace copctl::check
