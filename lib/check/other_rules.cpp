#include <algorithm>
#include <map>

#include "check/rules.h"
#include "codec/codec.h"

// Everything that neither runs, stores nor serves.

namespace copctl::check {
namespace {

using value::Value;

constexpr std::string_view kImmutable = "field is immutable";
constexpr std::string_view kSealed = "field is immutable when `immutable` is set";
constexpr std::string_view kPodsKeep =
    "pods that mount it keep the old content until they are restarted";
constexpr std::string_view kNoRights = "its subjects are without these rights until the apply";
constexpr std::string_view kGone = "every resource of its kind is deleted with it";

bool is_sealed(const Value& body) {
  const Value* immutable = body.find("immutable");
  return immutable != nullptr && immutable->is_bool() && immutable->as_bool();
}

std::optional<Verdict> judge_unsealing(const Value& before, const Value& after) {
  return is_sealed(before) && !is_sealed(after) ? std::optional(Verdict::kRefused) : std::nullopt;
}

// What the server stores of `data` and `stringData` together (pkg/apis/core/v1/conversion.go).
std::map<std::string, std::string> stored_content(const Value& body) {
  std::map<std::string, std::string> content;
  const auto add = [&](std::string_view field, bool encoded) {
    const Value* entries = body.find(field);
    for (const auto& [key, v] : entries == nullptr ? value::kNoEntries : entries->entries()) {
      const std::string text = v.is_string() ? v.as_string() : std::string();
      content[key] = encoded ? codec::encode_base64(text) : text;
    }
  };
  add("data", false);
  add("stringData", true);
  return content;
}

std::optional<Verdict> judge_secret_content(const Value& before, const Value& after) {
  const bool differs = is_sealed(before) && stored_content(before) != stored_content(after);
  return differs ? std::optional(Verdict::kRefused) : std::nullopt;
}

template <const std::string_view& kField>
std::optional<Verdict> judge_content(const Value& before, const Value& after) {
  const Value* old_content = before.find(kField);
  const Value* new_content = after.find(kField);
  const Value none = Value::map();
  const bool differs = !value::same_data(old_content == nullptr ? none : *old_content,
                                         new_content == nullptr ? none : *new_content);
  return is_sealed(before) && differs ? std::optional(Verdict::kRefused) : std::nullopt;
}

// ValidateResourceQuotaUpdate compares them as sets.
std::optional<Verdict> judge_scopes(const Value& before, const Value& after) {
  const auto scopes = [](const Value& body) {
    std::vector<std::string> found;
    const Value* list = at(body, "spec.scopes");
    for (const Value& scope : list == nullptr ? value::kNoItems : list->items()) {
      found.push_back(scope.is_string() ? scope.as_string() : std::string());
    }
    std::ranges::sort(found);
    return found;
  };
  return scopes(before) == scopes(after) ? std::nullopt : std::optional(Verdict::kRefused);
}

const value::Items& versions_of(const Value& body) {
  const Value* versions = at(body, "spec.versions");
  return versions == nullptr ? value::kNoItems : versions->items();
}

// pkg/apis/apiextensions/validation: ValidateUpdateCustomResourceDefinition: what was ever stored
// stays readable.
std::optional<Verdict> judge_stored_versions(const Value& before, const Value& after) {
  const auto& stored = versions_of(before);
  const auto old_storage = std::ranges::find_if(stored, [](const Value& version) {
    const Value* storage = version.find("storage");
    return storage != nullptr && storage->is_bool() && storage->as_bool();
  });
  if (old_storage == stored.end()) {
    return std::nullopt;
  }
  const bool kept = std::ranges::any_of(versions_of(after), [&](const Value& version) {
    return text_at(version, "name") == text_at(*old_storage, "name");
  });
  return kept ? std::nullopt : std::optional(Verdict::kMayBeRefused);
}

constexpr std::string_view kData = "data";
constexpr std::string_view kBinaryData = "binaryData";

constexpr Rule kRules[] = {
    // pkg/apis/core/validation: ValidateSecretUpdate, ValidateConfigMapUpdate.
    {"", "Secret", "type", kImmutable, Way::kDelete, kPodsKeep},
    {"", "Secret", "immutable", kSealed, Way::kDelete, kPodsKeep, {}, judge_unsealing},
    {"", "Secret", kData, kSealed, Way::kDelete, kPodsKeep, {}, judge_secret_content},
    {"", "ConfigMap", "immutable", kSealed, Way::kDelete, kPodsKeep, {}, judge_unsealing},
    {"", "ConfigMap", kData, kSealed, Way::kDelete, kPodsKeep, {}, judge_content<kData>},
    {"",
     "ConfigMap",
     kBinaryData,
     kSealed,
     Way::kDelete,
     kPodsKeep,
     {},
     judge_content<kBinaryData>},
    // ValidateResourceQuotaUpdate.
    {"",
     "ResourceQuota",
     "spec.scopes",
     kImmutable,
     Way::kDelete,
     "nothing is limited until the apply",
     {},
     judge_scopes},
    // pkg/apis/rbac/validation: ValidateRoleBindingUpdate, ValidateClusterRoleBindingUpdate.
    {"rbac.authorization.k8s.io", "RoleBinding", "roleRef", "cannot change roleRef", Way::kDelete,
     kNoRights},
    {"rbac.authorization.k8s.io", "ClusterRoleBinding", "roleRef", "cannot change roleRef",
     Way::kDelete, kNoRights},
    // pkg/apis/scheduling/validation: ValidatePriorityClassUpdate. description and globalDefault
    // may change.
    {"scheduling.k8s.io", "PriorityClass", "value", "may not be changed in an update.",
     Way::kDelete, "pods keep the priority that they were made with"},
    {"scheduling.k8s.io", "PriorityClass", "preemptionPolicy", kImmutable, Way::kDelete,
     "pods keep the policy that they were made with"},
    // pkg/apis/networking/validation: ValidateIngressClassUpdate. parameters may change.
    {"networking.k8s.io", "IngressClass", "spec.controller", kImmutable, Way::kDelete,
     "its ingresses are not served until the apply"},
    // pkg/apis/node/validation: ValidateRuntimeClassUpdate.
    {"node.k8s.io", "RuntimeClass", "handler", kImmutable, Way::kDelete,
     "no pod of the class starts until the apply"},
    // pkg/apis/discovery/validation: ValidateEndpointSliceUpdate.
    {"discovery.k8s.io", "EndpointSlice", "addressType", kImmutable, Way::kDelete,
     "its endpoints are not served until the apply"},
    // pkg/apis/apiextensions/validation: ValidateUpdateCustomResourceDefinition.
    {"apiextensions.k8s.io", "CustomResourceDefinition", "spec.group", kImmutable,
     Way::kDeleteWithData, kGone},
    {"apiextensions.k8s.io", "CustomResourceDefinition", "spec.scope", kImmutable,
     Way::kDeleteWithData, kGone},
    {"apiextensions.k8s.io", "CustomResourceDefinition", "spec.names.kind", kImmutable,
     Way::kDeleteWithData, kGone},
    {"apiextensions.k8s.io", "CustomResourceDefinition", "spec.names.plural", kImmutable,
     Way::kDeleteWithData, kGone},
    {"apiextensions.k8s.io",
     "CustomResourceDefinition",
     "spec.versions",
     "a previous storage version must remain in spec.versions until a storage migration ensures no "
     "data remains persisted in it and removes it from status.storedVersions",
     Way::kMigrateStorage,
     "before, apply once with the old version still listed and `storage: false`",
     {},
     judge_stored_versions,
     "unless status.storedVersions no longer names it"},
};

}  // namespace

std::span<const Rule> other_rules() { return kRules; }

}  // namespace copctl::check
