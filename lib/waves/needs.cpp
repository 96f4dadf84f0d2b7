#include "waves/needs.h"

#include <array>
#include <set>

#include "waves/fields.h"

namespace copctl::waves {

namespace {

using value::Value;

constexpr std::string_view kCrdGroup = "apiextensions.k8s.io";
constexpr std::string_view kCrd = "CustomResourceDefinition";
constexpr std::string_view kFluxSource = "source.toolkit.fluxcd.io";

// Kinds whose manifest holds a pod, and where.
struct PodHolder {
  std::string_view group;
  std::string_view kind;
  std::string_view pod;
};
constexpr PodHolder kPodHolders[] = {
    {"", "Pod", "/spec"},
    {"", "ReplicationController", "/spec/template/spec"},
    {"apps", "DaemonSet", "/spec/template/spec"},
    {"apps", "Deployment", "/spec/template/spec"},
    {"apps", "ReplicaSet", "/spec/template/spec"},
    {"apps", "StatefulSet", "/spec/template/spec"},
    {"batch", "CronJob", "/spec/jobTemplate/spec/template/spec"},
    {"batch", "Job", "/spec/template/spec"},
};

// A field that names another resource of the same namespace.
struct Reference {
  std::string_view group;
  std::string_view kind;
  std::string_view pointer;
  std::string_view to_group;
  std::string_view to_kind;
};
constexpr Reference kReferences[] = {
    {"", "PersistentVolumeClaim", "/spec/storageClassName", "storage.k8s.io", "StorageClass"},
    {"", "ServiceAccount", "/imagePullSecrets/*/name", "", "Secret"},
    {"networking.k8s.io", "Ingress", "/spec/tls/*/secretName", "", "Secret"},
    {"networking.k8s.io", "Ingress", "/spec/ingressClassName", "networking.k8s.io", "IngressClass"},
    {"traefik.io", "IngressRoute", "/spec/tls/secretName", "", "Secret"},
    {"traefik.io", "TLSStore", "/spec/defaultCertificate/secretName", "", "Secret"},
    {"route.openshift.io", "Route", "/spec/tls/externalCertificate/name", "", "Secret"},
    {"helm.toolkit.fluxcd.io", "HelmRelease", "/spec/kubeConfig/secretRef/name", "", "Secret"},
    {"helm.toolkit.fluxcd.io", "HelmRelease", "/spec/serviceAccountName", "", "ServiceAccount"},
    {kFluxSource, "HelmRepository", "/spec/secretRef/name", "", "Secret"},
    {kFluxSource, "HelmRepository", "/spec/certSecretRef/name", "", "Secret"},
    {kFluxSource, "OCIRepository", "/spec/secretRef/name", "", "Secret"},
    {kFluxSource, "GitRepository", "/spec/secretRef/name", "", "Secret"},
    {"cert-manager.io", "Issuer", "/spec/ca/secretName", "", "Secret"},
    {"apps.nvidia.com", "NIMService", "/spec/authSecret", "", "Secret"},
    {"apps.nvidia.com", "NIMService", "/spec/image/pullSecrets/*", "", "Secret"},
    {"apps.nvidia.com", "NIMService", "/spec/storage/nimCache/name", "apps.nvidia.com", "NIMCache"},
    {"apps.nvidia.com", "NIMCache", "/spec/source/ngc/authSecret", "", "Secret"},
    {"apps.nvidia.com", "NIMCache", "/spec/source/ngc/pullSecret", "", "Secret"},
    {"postgresql.cnpg.io", "ScheduledBackup", "/spec/cluster/name", "postgresql.cnpg.io",
     "Cluster"},
    {"postgresql.cnpg.io", "Backup", "/spec/cluster/name", "postgresql.cnpg.io", "Cluster"},
    {"postgresql.cnpg.io", "Database", "/spec/cluster/name", "postgresql.cnpg.io", "Cluster"},
    {"postgresql.cnpg.io", "Pooler", "/spec/cluster/name", "postgresql.cnpg.io", "Cluster"},
    {"postgresql.cnpg.io", "Cluster", "/spec/bootstrap/initdb/secret/name", "", "Secret"},
    {"postgresql.cnpg.io", "Cluster", "/spec/managed/roles/*/passwordSecret/name", "", "Secret"},
};

// Groups that every cluster serves, so that no CRD in the folder is waited for by mistake: a group
// without a dot, or below k8s.io.
bool is_built_in(std::string_view group) {
  return group.find('.') == std::string_view::npos ||
         (group.ends_with(".k8s.io") && group != "gateway.networking.k8s.io" &&
          group != "snapshot.storage.k8s.io");
}

// Collects the needs of one resource.
class Reading {
 public:
  Reading(const manifest::Resource& resource, const std::string& name_space)
      : resource_(resource), name_space_(name_space) {}

  std::vector<Need> run() {
    if (!name_space_.empty()) add("", "Namespace", name_space_, "");
    if (!is_built_in(resource_.gvk.group))
      add(kCrdGroup, kCrd, resource_.gvk.kind + "." + resource_.gvk.group, "/kind");
    for (const PodHolder& holder : kPodHolders) {
      if (is(resource_, holder.group, holder.kind)) pod(std::string(holder.pod));
    }
    for (const Reference& reference : kReferences) {
      if (is(resource_, reference.group, reference.kind))
        follow(reference.pointer, reference.to_group, reference.to_kind);
    }
    bindings();
    certificates();
    secrets();
    flux();
    subscriptions();
    return std::move(needs_);
  }

 private:
  void add(std::string_view group, std::string_view kind, std::string name, std::string pointer) {
    add_in(name_space_, group, kind, std::move(name), std::move(pointer));
  }

  void add_in(const std::string& name_space, std::string_view group, std::string_view kind,
              std::string name, std::string pointer) {
    if (name.empty()) return;
    manifest::Gvk gvk{std::string(group), "", std::string(kind)};
    const bool scoped = manifest::cluster_scoped(gvk);
    Thing what{std::move(gvk.group), std::move(gvk.kind), scoped ? "" : name_space,
               std::move(name)};
    if (seen_.insert(what).second) needs_.push_back({std::move(what), std::move(pointer)});
  }

  // What the field names; `*` stands for every item of a list, once.
  void follow(std::string_view pointer, std::string_view group, std::string_view kind) {
    const std::size_t star = pointer.find("/*");
    if (star == std::string_view::npos) {
      return add(group, kind, std::string(text_at(resource_.body, pointer)), std::string(pointer));
    }
    const std::string list(pointer.substr(0, star));
    for (std::size_t i = 0; i < items_at(resource_.body, list).size(); ++i) {
      const std::string at = value::child_pointer(list, i) + std::string(pointer.substr(star + 2));
      add(group, kind, std::string(text_at(resource_.body, at)), at);
    }
  }

  // A reference that the pod starts without is none.
  void refer(const std::string& at, std::string_view key, std::string_view kind) {
    const Value* reference = value::lookup_pointer(resource_.body, at);
    if (reference == nullptr) return;
    const Value* optional = reference->find("optional");
    if (optional != nullptr && optional->is_bool() && optional->as_bool()) return;
    const std::string pointer = value::child_pointer(at, key);
    add("", kind, std::string(text_at(resource_.body, pointer)), pointer);
  }

  void pod(const std::string& at) {
    add("", "ServiceAccount", std::string(text_at(resource_.body, at + "/serviceAccountName")),
        at + "/serviceAccountName");
    each(at + "/imagePullSecrets", [&](const std::string& item) { refer(item, "name", "Secret"); });
    each(at + "/volumes", [&](const std::string& volume) {
      refer(volume + "/secret", "secretName", "Secret");
      refer(volume + "/configMap", "name", "ConfigMap");
      refer(volume + "/persistentVolumeClaim", "claimName", "PersistentVolumeClaim");
      each(volume + "/projected/sources", [&](const std::string& source) {
        refer(source + "/secret", "name", "Secret");
        refer(source + "/configMap", "name", "ConfigMap");
      });
    });
    for (const std::string_view list : {"/initContainers", "/containers"})
      each(at + std::string(list), [&](const std::string& container) { environment(container); });
  }

  void environment(const std::string& container) {
    each(container + "/env", [&](const std::string& variable) {
      refer(variable + "/valueFrom/secretKeyRef", "name", "Secret");
      refer(variable + "/valueFrom/configMapKeyRef", "name", "ConfigMap");
    });
    each(container + "/envFrom", [&](const std::string& source) {
      refer(source + "/secretRef", "name", "Secret");
      refer(source + "/configMapRef", "name", "ConfigMap");
    });
  }

  template <class Visit>
  void each(const std::string& list, Visit visit) {
    for (std::size_t i = 0; i < items_at(resource_.body, list).size(); ++i)
      visit(value::child_pointer(list, i));
  }

  void bindings() {
    constexpr std::string_view kRbac = "rbac.authorization.k8s.io";
    if (!is(resource_, kRbac, "RoleBinding") && !is(resource_, kRbac, "ClusterRoleBinding")) return;
    add(kRbac, text_at(resource_.body, "/roleRef/kind"),
        std::string(text_at(resource_.body, "/roleRef/name")), "/roleRef/name");
    each("/subjects", [&](const std::string& subject) {
      if (text_at(resource_.body, subject + "/kind") != "ServiceAccount") return;
      const std::string_view own = text_at(resource_.body, subject + "/namespace");
      add_in(own.empty() ? name_space_ : std::string(own), "", "ServiceAccount",
             std::string(text_at(resource_.body, subject + "/name")), subject + "/name");
    });
  }

  void kind_and_name(std::string_view at, std::string_view group, std::string_view default_kind) {
    const std::string pointer(at);
    const std::string_view kind = text_at(resource_.body, pointer + "/kind");
    add(group, kind.empty() ? default_kind : kind,
        std::string(text_at(resource_.body, pointer + "/name")), pointer + "/name");
  }

  void certificates() {
    if (is(resource_, "cert-manager.io", "Certificate"))
      kind_and_name("/spec/issuerRef", "cert-manager.io", "Issuer");
  }

  void secrets() {
    if (is(resource_, "external-secrets.io", "ExternalSecret"))
      kind_and_name("/spec/secretStoreRef", "external-secrets.io", "SecretStore");
  }

  void flux() {
    if (is(resource_, "helm.toolkit.fluxcd.io", "HelmRelease")) {
      in_own_namespace("/spec/chart/spec/sourceRef", "HelmRepository");
      in_own_namespace("/spec/chartRef", "OCIRepository");
      each("/spec/valuesFrom", [&](const std::string& source) {
        refer(source, "name", text_at(resource_.body, source + "/kind"));
      });
    } else if (is(resource_, "kustomize.toolkit.fluxcd.io", "Kustomization")) {
      in_own_namespace("/spec/sourceRef", "GitRepository");
    }
  }

  void in_own_namespace(const std::string& at, std::string_view default_kind) {
    const std::string_view kind = text_at(resource_.body, at + "/kind");
    const std::string_view space = text_at(resource_.body, at + "/namespace");
    add_in(space.empty() ? name_space_ : std::string(space), kFluxSource,
           kind.empty() ? default_kind : kind, std::string(text_at(resource_.body, at + "/name")),
           at + "/name");
  }

  void subscriptions() {
    if (!is(resource_, "operators.coreos.com", "Subscription")) return;
    add("operators.coreos.com", "OperatorGroup", "*", "");
    add_in(std::string(text_at(resource_.body, "/spec/sourceNamespace")), "operators.coreos.com",
           "CatalogSource", std::string(text_at(resource_.body, "/spec/source")), "/spec/source");
  }

  const manifest::Resource& resource_;
  const std::string& name_space_;
  std::set<Thing> seen_;
  std::vector<Need> needs_;
};

// What CNPG makes for a cluster (docs: Applications; Connecting).
constexpr std::string_view kClusterSecrets[] = {"-app", "-ca", "-server", "-replication"};

std::string_view or_else(std::string_view text, std::string_view other) {
  return text.empty() ? other : text;
}

}  // namespace

std::vector<Need> needs_of(const manifest::Resource& resource, const std::string& name_space) {
  return Reading(resource, name_space).run();
}

std::vector<Thing> brought_by(const manifest::Resource& resource, const std::string& name_space) {
  Thing self = resource.identity;
  self.name_space = name_space;
  std::vector<Thing> things{self};
  const auto secret = [&](std::string_view name) {
    if (!name.empty()) things.push_back({"", "Secret", name_space, std::string(name)});
  };
  const value::Value& body = resource.body;
  const std::string& name = resource.identity.name;
  if (is(resource, kCrdGroup, kCrd)) {
    things.push_back({std::string(kCrdGroup), std::string(kCrd), "",
                      std::string(text_at(body, "/spec/names/kind")) + "." +
                          std::string(text_at(body, "/spec/group"))});
  } else if (is(resource, "project.openshift.io", "Project")) {
    things.push_back({"", "Namespace", "", name});
  } else if (is(resource, "operators.coreos.com", "OperatorGroup")) {
    things.push_back({"operators.coreos.com", "OperatorGroup", name_space, "*"});
  } else if (is(resource, "bitnami.com", "SealedSecret")) {
    secret(name);
  } else if (is(resource, "external-secrets.io", "ExternalSecret")) {
    secret(or_else(text_at(body, "/spec/target/name"), name));
  } else if (is(resource, "cert-manager.io", "Certificate")) {
    secret(text_at(body, "/spec/secretName"));
  } else if (is(resource, "postgresql.cnpg.io", "Cluster")) {
    for (const std::string_view end : kClusterSecrets) secret(name + std::string(end));
    if (value::lookup_pointer(body, "/spec/enableSuperuserAccess") != nullptr)
      secret(name + "-superuser");
  }
  return things;
}

}  // namespace copctl::waves
