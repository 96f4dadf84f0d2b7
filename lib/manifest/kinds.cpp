#include <algorithm>
#include <array>
#include <utility>

#include "manifest/manifest.h"

namespace copctl::manifest {
namespace {

// helm: pkg/release/v1/util/kind_sorter.go, InstallOrder.
constexpr std::string_view kInstallOrder[] = {
    "PriorityClass",
    "Namespace",
    "NetworkPolicy",
    "ResourceQuota",
    "LimitRange",
    "PodSecurityPolicy",
    "PodDisruptionBudget",
    "ServiceAccount",
    "Secret",
    "SecretList",
    "ConfigMap",
    "StorageClass",
    "PersistentVolume",
    "PersistentVolumeClaim",
    "CustomResourceDefinition",
    "ClusterRole",
    "ClusterRoleList",
    "ClusterRoleBinding",
    "ClusterRoleBindingList",
    "Role",
    "RoleList",
    "RoleBinding",
    "RoleBindingList",
    "Service",
    "DaemonSet",
    "Pod",
    "ReplicationController",
    "ReplicaSet",
    "Deployment",
    "HorizontalPodAutoscaler",
    "StatefulSet",
    "Job",
    "CronJob",
    "IngressClass",
    "Ingress",
    "APIService",
    "MutatingWebhookConfiguration",
    "ValidatingWebhookConfiguration",
};

struct GroupKind {
  std::string_view group;
  std::string_view kind;
  auto operator<=>(const GroupKind&) const = default;
};

// `kubectl api-resources --namespaced=false` of Kubernetes 1.20 to 1.34, and of OpenShift 4; and
// the custom kinds of operators that are common (`spec.scope: Cluster` of their definitions).
constexpr GroupKind kClusterScoped[] = {
    {"", "ComponentStatus"},
    {"", "Namespace"},
    {"", "Node"},
    {"", "PersistentVolume"},
    {"admissionregistration.k8s.io", "MutatingAdmissionPolicy"},
    {"admissionregistration.k8s.io", "MutatingAdmissionPolicyBinding"},
    {"admissionregistration.k8s.io", "MutatingWebhookConfiguration"},
    {"admissionregistration.k8s.io", "ValidatingAdmissionPolicy"},
    {"admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding"},
    {"admissionregistration.k8s.io", "ValidatingWebhookConfiguration"},
    {"apiextensions.k8s.io", "CustomResourceDefinition"},
    {"apiregistration.k8s.io", "APIService"},
    {"authentication.k8s.io", "SelfSubjectReview"},
    {"authentication.k8s.io", "TokenReview"},
    {"authorization.k8s.io", "SelfSubjectAccessReview"},
    {"authorization.k8s.io", "SelfSubjectRulesReview"},
    {"authorization.k8s.io", "SubjectAccessReview"},
    {"cert-manager.io", "ClusterIssuer"},
    {"certificates.k8s.io", "CertificateSigningRequest"},
    {"certificates.k8s.io", "ClusterTrustBundle"},
    {"cilium.io", "CiliumClusterwideNetworkPolicy"},
    {"cilium.io", "TracingPolicy"},
    {"config.openshift.io", "APIServer"},
    {"config.openshift.io", "ClusterVersion"},
    {"config.openshift.io", "Image"},
    {"config.openshift.io", "ImageContentPolicy"},
    {"config.openshift.io", "ImageDigestMirrorSet"},
    {"config.openshift.io", "ImageTagMirrorSet"},
    {"config.openshift.io", "Ingress"},
    {"config.openshift.io", "OAuth"},
    {"config.openshift.io", "Proxy"},
    {"external-secrets.io", "ClusterExternalSecret"},
    {"external-secrets.io", "ClusterSecretStore"},
    {"flowcontrol.apiserver.k8s.io", "FlowSchema"},
    {"flowcontrol.apiserver.k8s.io", "PriorityLevelConfiguration"},
    {"gateway.networking.k8s.io", "GatewayClass"},
    {"internal.apiserver.k8s.io", "StorageVersion"},
    {"karpenter.k8s.aws", "EC2NodeClass"},
    {"karpenter.sh", "NodePool"},
    {"networking.k8s.io", "IPAddress"},
    {"networking.k8s.io", "IngressClass"},
    {"networking.k8s.io", "ServiceCIDR"},
    {"node.k8s.io", "RuntimeClass"},
    {"nvidia.com", "ClusterPolicy"},
    {"oauth.openshift.io", "OAuthClient"},
    {"policy", "PodSecurityPolicy"},
    {"project.openshift.io", "Project"},
    {"project.openshift.io", "ProjectRequest"},
    {"rbac.authorization.k8s.io", "ClusterRole"},
    {"rbac.authorization.k8s.io", "ClusterRoleBinding"},
    {"resource.k8s.io", "DeviceClass"},
    {"resource.k8s.io", "ResourceSlice"},
    {"scheduling.k8s.io", "PriorityClass"},
    {"security.openshift.io", "SecurityContextConstraints"},
    {"snapshot.storage.k8s.io", "VolumeSnapshotClass"},
    {"snapshot.storage.k8s.io", "VolumeSnapshotContent"},
    {"storage.k8s.io", "CSIDriver"},
    {"storage.k8s.io", "CSINode"},
    {"storage.k8s.io", "StorageClass"},
    {"storage.k8s.io", "VolumeAttachment"},
    {"storage.k8s.io", "VolumeAttributesClass"},
    {"storagemigration.k8s.io", "StorageVersionMigration"},
    {"user.openshift.io", "Group"},
    {"user.openshift.io", "Identity"},
    {"user.openshift.io", "User"},
};
static_assert(std::is_sorted(std::begin(kClusterScoped), std::end(kClusterScoped)));

}  // namespace

int install_rank(std::string_view kind) {
  const auto found = std::find(std::begin(kInstallOrder), std::end(kInstallOrder), kind);
  return static_cast<int>(found - std::begin(kInstallOrder));
}

bool cluster_scoped(const Gvk& gvk) {
  return std::binary_search(std::begin(kClusterScoped), std::end(kClusterScoped),
                            GroupKind{gvk.group, gvk.kind});
}

std::string display(const Identity& identity) { return identity.kind + "/" + identity.name; }

}  // namespace copctl::manifest
