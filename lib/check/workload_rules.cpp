#include <algorithm>

#include "check/quantity.h"
#include "check/rules.h"
#include "check/same.h"

// Deployments, stateful sets, jobs, pods.

namespace copctl::check {
namespace {

using value::Value;

constexpr std::string_view kImmutable = "field is immutable";
constexpr std::string_view kPodsStop = "its pods stop until the new ones are ready";
constexpr std::string_view kRunsAgain = "what it did is forgotten, and it runs again";

// pkg/apis/apps/validation: ValidateStatefulSetUpdate.
constexpr std::string_view kStatefulSetFrozen =
    "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', "
    "'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and "
    "'minReadySeconds' are forbidden";
// `selector` is no free key; it has a row of its own, since orphaned pods would not match the new.
constexpr std::string_view kStatefulSetFree[] = {
    "replicas",        "ordinals",
    "template",        "updateStrategy",
    "selector",        "revisionHistoryLimit",
    "minReadySeconds", "persistentVolumeClaimRetentionPolicy"};

std::optional<Verdict> judge_history_limit(const Value& before, const Value& after) {
  constexpr std::string_view kField = "spec.revisionHistoryLimit";
  const bool same =
      same_stored(at(before, kField), at(after, kField), "revisionHistoryLimit", "spec");
  return same ? std::nullopt : std::optional(Verdict::kMayBeRefused);
}

bool is_true(const Value* v) { return v != nullptr && v->is_bool() && v->as_bool(); }

// How many completions the server stores: neither this nor parallelism means 1 of each
// (pkg/apis/batch/v1/defaults.go).
Value stored_completions(const Value& body) {
  const Value* stated = at(body, "spec.completions");
  if (stated != nullptr && !stated->is_nil()) {
    return *stated;
  }
  const Value* parallelism = at(body, "spec.parallelism");
  return parallelism == nullptr || parallelism->is_nil() ? Value::integer(1) : Value::nil();
}

// validateCompletions: an Indexed job may be resized when both numbers move together.
std::optional<Verdict> judge_completions(const Value& before, const Value& after) {
  const Value wanted = stored_completions(after);
  if (value::same_data(stored_completions(before), wanted)) {
    return std::nullopt;
  }
  const Value* parallelism = at(after, "spec.parallelism");
  const bool elastic = text_at(after, "spec.completionMode") == "Indexed" &&
                       parallelism != nullptr && value::same_data(*parallelism, wanted);
  return elastic ? std::nullopt : std::optional(Verdict::kRefused);
}

// A map's entry made anew, so that what it is taken out of stays as it is.
Value without(const Value& from, std::initializer_list<std::string_view> keys) {
  Value copy = Value::map(from.entries());
  for (const std::string_view key : keys) {
    if (const auto found = copy.as_map().entries.find(key); found != copy.as_map().entries.end()) {
      copy.as_map().entries.erase(found);
    }
  }
  return copy;
}

Value entry(const Value& from, std::string_view key) {
  const Value* found = from.find(key);
  return found != nullptr && found->is_map() ? *found : Value::map();
}

// A job's template without what may still be directed while the job is suspended
// (validatePodTemplateUpdate).
Value undirected(const Value& body) {
  const Value* found = at(body, "spec.template");
  Value whole = found != nullptr ? *found : Value::map();
  Value spec = without(entry(whole, "spec"), {"nodeSelector", "tolerations", "schedulingGates"});
  const Value affinity = without(entry(spec, "affinity"), {"nodeAffinity"});
  spec = without(spec, {"affinity"});
  if (!affinity.entries().empty()) {
    spec.as_map().entries["affinity"] = affinity;
  }
  const Value metadata = without(entry(whole, "metadata"), {"labels", "annotations"});
  whole = without(whole, {"metadata", "spec"});
  whole.as_map().entries["metadata"] = metadata;
  whole.as_map().entries["spec"] = spec;
  return whole;
}

std::optional<Verdict> judge_job_template(const Value& before, const Value& after) {
  constexpr std::string_view kField = "spec.template";
  if (same_stored(at(before, kField), at(after, kField), "template", "spec")) {
    return std::nullopt;
  }
  if (is_true(at(before, "spec.suspend"))) {
    const Value old_rest = undirected(before);
    const Value new_rest = undirected(after);
    if (same_stored(&old_rest, &new_rest, "template", "spec")) {
      return std::nullopt;
    }
  }
  return Verdict::kRefused;
}

// pkg/apis/core/validation: ValidatePodUpdate.
constexpr std::string_view kPodFrozen =
    "pod updates may not change fields other than `spec.containers[*].image`,"
    "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only "
    "additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set "
    "to 1 if it was previously negative)";
constexpr std::string_view kPodFree[] = {"containers", "initContainers", "activeDeadlineSeconds",
                                         "tolerations"};

const value::Items& items_at(const Value& body, std::string_view path) {
  const Value* found = at(body, path);
  return found == nullptr ? value::kNoItems : found->items();
}

bool same_names(const value::Items& before, const value::Items& after) {
  return std::ranges::equal(before, after, [](const Value& a, const Value& b) {
    return text_at(a, "name") == text_at(b, "name");
  });
}

template <const std::string_view& kPath>
std::optional<Verdict> judge_added_containers(const Value& before, const Value& after) {
  const bool same = same_names(items_at(before, kPath), items_at(after, kPath));
  return same ? std::nullopt : std::optional(Verdict::kRefused);
}

template <const std::string_view& kPath>
std::optional<Verdict> judge_containers(const Value& before, const Value& after) {
  const value::Items& old_items = items_at(before, kPath);
  const value::Items& new_items = items_at(after, kPath);
  if (!same_names(old_items, new_items)) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < old_items.size(); ++i) {
    // The stored policy stays when only the image moves.
    const Value old_rest = without(old_items[i], {"image", "imagePullPolicy"});
    const Value new_rest = without(new_items[i], {"image", "imagePullPolicy"});
    if (!same_stored(&old_rest, &new_rest, "containers", "spec")) {
      return Verdict::kRefused;
    }
  }
  return std::nullopt;
}

std::optional<Verdict> judge_tolerations(const Value& before, const Value& after) {
  const value::Items& kept = items_at(after, "spec.tolerations");
  for (const Value& toleration : items_at(before, "spec.tolerations")) {
    const Value wanted = without(toleration, {"tolerationSeconds"});
    const bool there = std::ranges::any_of(kept, [&](const Value& candidate) {
      const Value rest = without(candidate, {"tolerationSeconds"});
      return same_stored(&wanted, &rest, "tolerations", "spec");
    });
    if (!there) {
      return Verdict::kRefused;
    }
  }
  return std::nullopt;
}

std::optional<Verdict> judge_deadline(const Value& before, const Value& after) {
  const Value* old_limit = at(before, "spec.activeDeadlineSeconds");
  const Value* new_limit = at(after, "spec.activeDeadlineSeconds");
  if (old_limit == nullptr || !old_limit->is_int()) {
    return std::nullopt;
  }
  const bool shorter = new_limit != nullptr && new_limit->is_int() &&
                       new_limit->as_int().number <= old_limit->as_int().number;
  return shorter ? std::nullopt : std::optional(Verdict::kRefused);
}

constexpr std::string_view kContainers = "spec.containers";
constexpr std::string_view kInitContainers = "spec.initContainers";
constexpr std::string_view kPodStops = "it stops until the apply";
constexpr std::string_view kAddedContainer = "pod updates may not add or remove containers";

// CronJob, and the PodDisruptionBudget of policy/v1, are not here: everything in them may change.
constexpr Rule kRules[] = {
    // pkg/registry/apps/deployment/strategy.go: ValidateUpdate, and its likes.
    {"apps", "Deployment", "spec.selector", kImmutable, Way::kDelete, kPodsStop},
    {"apps", "DaemonSet", "spec.selector", kImmutable, Way::kDelete, kPodsStop},
    {"apps", "ReplicaSet", "spec.selector", kImmutable, Way::kDelete, kPodsStop},
    {"apps", "StatefulSet", "spec.selector", kStatefulSetFrozen, Way::kDeleteKeepingClaims,
     "its pods stop until the new ones are ready; its volume claims stay"},
    {"apps", "StatefulSet", "spec", kStatefulSetFrozen, Way::kOrphan,
     "its pods keep running, and the new one takes them over", kStatefulSetFree},
    // github.com/kubernetes/kubernetes/issues/130263.
    {"apps",
     "StatefulSet",
     "spec.revisionHistoryLimit",
     kStatefulSetFrozen,
     Way::kOrphan,
     "its pods keep running, and the new one takes them over",
     {},
     judge_history_limit,
     "on servers before Kubernetes 1.33"},
    // pkg/apis/batch/validation: ValidateJobSpecUpdate.
    {"batch",
     "Job",
     "spec.completions",
     kImmutable,
     Way::kDelete,
     kRunsAgain,
     {},
     judge_completions},
    {"batch", "Job", "spec.selector", kImmutable, Way::kDelete, kRunsAgain},
    {"batch", "Job", "spec.template", kImmutable, Way::kDelete, kRunsAgain, {}, judge_job_template},
    {"batch", "Job", "spec.completionMode", kImmutable, Way::kDelete, kRunsAgain},
    {"batch", "Job", "spec.podFailurePolicy", kImmutable, Way::kDelete, kRunsAgain},
    {"batch", "Job", "spec.backoffLimitPerIndex", kImmutable, Way::kDelete, kRunsAgain},
    {"batch", "Job", "spec.managedBy", kImmutable, Way::kDelete, kRunsAgain},
    {"batch", "Job", "spec.successPolicy", kImmutable, Way::kDelete, kRunsAgain},
    {"", "Pod", "spec", kPodFrozen, Way::kDelete, kPodStops, kPodFree},
    {"",
     "Pod",
     kContainers,
     kAddedContainer,
     Way::kDelete,
     kPodStops,
     {},
     judge_added_containers<kContainers>},
    {"",
     "Pod",
     kContainers,
     kPodFrozen,
     Way::kDelete,
     kPodStops,
     {},
     judge_containers<kContainers>},
    {"",
     "Pod",
     kInitContainers,
     kAddedContainer,
     Way::kDelete,
     kPodStops,
     {},
     judge_added_containers<kInitContainers>},
    {"",
     "Pod",
     kInitContainers,
     kPodFrozen,
     Way::kDelete,
     kPodStops,
     {},
     judge_containers<kInitContainers>},
    {"",
     "Pod",
     "spec.tolerations",
     "existing toleration can not be modified except its tolerationSeconds",
     Way::kDelete,
     kPodStops,
     {},
     judge_tolerations},
    {"",
     "Pod",
     "spec.activeDeadlineSeconds",
     "must be less than or equal to previous value",
     Way::kDelete,
     kPodStops,
     {},
     judge_deadline},
};

}  // namespace

std::span<const Rule> workload_rules() { return kRules; }

}  // namespace copctl::check
