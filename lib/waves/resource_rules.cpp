#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "codec/codec.h"
#include "waves/fields.h"
#include "waves/rules.h"

namespace copctl::waves {

namespace {

using value::Value;
using Faults = std::vector<Fault>;
using Resource = manifest::Resource;

constexpr std::string_view kHook = "argocd.argoproj.io/hook";
constexpr std::string_view kDeletePolicy = "argocd.argoproj.io/hook-delete-policy";
constexpr std::string_view kHooks[] = {"PreSync",  "Sync",      "Skip",      "PostSync",
                                       "SyncFail", "PreDelete", "PostDelete"};
constexpr std::string_view kDeletePolicies[] = {"HookSucceeded", "HookFailed",
                                                "BeforeHookCreation"};

void check_words(const Resource& resource, std::string_view key,
                 std::span<const std::string_view> known, Faults& faults) {
  const std::string* list = annotation(resource, key);
  if (list == nullptr) return;
  for (const std::string& word : names_in(*list)) {
    if (std::ranges::find(known, word) != known.end()) continue;
    faults.push_back(
        {annotation_pointer(key), fmt::format("has the hook setting {}; Argo CD knows {}",
                                              quoted(word), fmt::join(known, ", "))});
  }
}

// Argo CD's docs, Resource Hooks.
void judge_hook(const Resource& resource, Faults& faults) {
  check_words(resource, kHook, kHooks, faults);
  check_words(resource, kDeletePolicy, kDeletePolicies, faults);
  if (annotation(resource, kHook) == nullptr && annotation(resource, kDeletePolicy) != nullptr)
    faults.push_back({annotation_pointer(kDeletePolicy),
                      fmt::format("has a delete policy but is no hook; set `{}`", kHook)});
}

// pkg/apis/batch/validation: a job's pods may not be started again for ever.
void judge_job(const Resource& resource, Faults& faults) {
  constexpr std::string_view kPointer = "/spec/template/spec/restartPolicy";
  const std::string_view policy = text_at(resource.body, kPointer);
  if (policy == "Never" || policy == "OnFailure") return;
  faults.push_back({std::string(kPointer),
                    fmt::format("has the restart policy {}; a Job takes `Never` or `OnFailure`",
                                quoted(policy.empty() ? "Always" : policy))});
}

std::size_t words_of(std::string_view text) {
  std::size_t count = 0;
  for (const std::string_view word : base::split(text, ' ')) count += word.empty() ? 0 : 1;
  return count;
}

// robfig/cron's standard parser, and CNPG's with seconds in front.
template <std::size_t kFields>
void judge_schedule(const Resource& resource, Faults& faults) {
  const std::string_view schedule = text_at(resource.body, "/spec/schedule");
  if (schedule.starts_with('@') || schedule.starts_with("TZ=") ||
      schedule.starts_with("CRON_TZ=") || words_of(schedule) == kFields)
    return;
  faults.push_back({"/spec/schedule",
                    fmt::format("has the schedule {}; it must have {} fields{}", quoted(schedule),
                                kFields, kFields == 6 ? ", the first for seconds" : "")});
}

// pkg/apis/autoscaling/validation.
void judge_autoscaler(const Resource& resource, Faults& faults) {
  const auto number = [&](std::string_view pointer, std::int64_t otherwise) {
    const Value* found = value::lookup_pointer(resource.body, pointer);
    return found != nullptr && found->is_int() ? found->as_int().number : otherwise;
  };
  const std::int64_t least = number("/spec/minReplicas", 1);
  const std::int64_t most = number("/spec/maxReplicas", least);
  if (least > most)
    faults.push_back(
        {"/spec/minReplicas", fmt::format("has at least {} but at most {} replicas", least, most)});
}

// The parts of kubeseal's framing that need no key: two bytes of length, a session key under RSA
// of 2048 bits or more, and a text with its tag of 16 bytes.
bool is_sealed(std::string_view text) {
  const auto bytes = codec::decode_base64(text);
  if (!bytes || bytes->size() < 2) return false;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>((*bytes)[i]); };
  const std::size_t key = byte(0) * 256u + byte(1);
  return key >= 256 && key % 64 == 0 && bytes->size() >= 2 + key + 16;
}

void judge_sealed(const Resource& resource, Faults& faults) {
  constexpr std::string_view kItems = "/spec/encryptedData";
  const Value* items = value::lookup_pointer(resource.body, kItems);
  if (items == nullptr || items->entries().empty()) {
    faults.push_back({std::string(kItems), "holds nothing in `spec.encryptedData`"});
    return;
  }
  for (const auto& [key, sealed] : items->entries()) {
    if (sealed.is_string() && is_sealed(sealed.as_string())) continue;
    // What is not sealed may be the secret itself, and its line would show it.
    faults.push_back({"", fmt::format("holds {}, which kubeseal did not make; seal it with the "
                                      "controller's certificate",
                                      quoted(key))});
  }
  for (const std::string_view scope :
       {"sealedsecrets.bitnami.com/namespace-wide", "sealedsecrets.bitnami.com/cluster-wide"}) {
    const std::string inner = value::child_pointer("/spec/template/metadata/annotations", scope);
    const std::string_view in_template = text_at(resource.body, inner);
    const std::string* own = annotation(resource, scope);
    if (in_template == (own == nullptr ? std::string_view() : std::string_view(*own))) continue;
    faults.push_back(
        {own == nullptr ? inner : annotation_pointer(scope),
         fmt::format("states the scope `{}` in one place only; both its own metadata and "
                     "that of its template must",
                     scope)});
  }
}

// config.openshift.io: a policy says what happens when the mirrors fail.
void judge_mirrors(const Resource& resource, Faults& faults) {
  const bool by_digest = resource.gvk.kind == "ImageDigestMirrorSet";
  const std::string list = by_digest ? "/spec/imageDigestMirrors" : "/spec/imageTagMirrors";
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < items_at(resource.body, list).size(); ++i) {
    const std::string at = value::child_pointer(list, i);
    const std::string_view source = text_at(resource.body, at + "/source");
    const std::string_view wrong =
        source.empty()                                 ? "no source"
        : source.find("://") != std::string_view::npos ? "a scheme in its source"
        : source.find('@') != std::string_view::npos || source.ends_with('/')
            ? "a digest or a slash at the end of its source"
            : "";
    if (!wrong.empty())
      faults.push_back({at + "/source", fmt::format("has an entry with {}", wrong)});
    else if (!seen.insert(source).second)
      faults.push_back({at + "/source", fmt::format("has {} twice", quoted(source))});
    if (!text_at(resource.body, at + "/mirrorSourcePolicy").empty() &&
        items_at(resource.body, at + "/mirrors").empty())
      faults.push_back({at + "/mirrorSourcePolicy",
                        fmt::format("has a policy for {} but no mirror", quoted(source))});
  }
}

// security.openshift.io: what the type requires; a list may be null.
void judge_scc(const Resource& resource, Faults& faults) {
  constexpr std::string_view kSwitches[] = {"allowHostDirVolumePlugin", "allowHostIPC",
                                            "allowHostNetwork",         "allowHostPID",
                                            "allowHostPorts",           "allowPrivilegedContainer",
                                            "readOnlyRootFilesystem"};
  constexpr std::string_view kLists[] = {"allowedCapabilities", "defaultAddCapabilities",
                                         "requiredDropCapabilities", "volumes", "priority"};
  for (const std::string_view key : kSwitches) {
    const Value* found = resource.body.find(key);
    if (found == nullptr || !found->is_bool())
      faults.push_back(
          {"/" + std::string(key), fmt::format("must state `{}`, true or false", key)});
  }
  for (const std::string_view key : kLists) {
    if (resource.body.find(key) == nullptr)
      faults.push_back(
          {"/" + std::string(key), fmt::format("must state `{}`, null at least", key)});
  }
  for (std::size_t i = 0; i < items_at(resource.body, "/users").size(); ++i) {
    const std::string at = value::child_pointer("/users", i);
    const std::string_view user = text_at(resource.body, at);
    const bool is_account = user.starts_with("system:serviceaccount:") &&
                            std::ranges::count(user, ':') == 3 && !user.ends_with(':');
    if (!is_account)
      faults.push_back({at, fmt::format("names the user {}; a service account is "
                                        "`system:serviceaccount:NAMESPACE:NAME`",
                                        quoted(user))});
  }
}

// CNPG's webhook: ValidateRecovery… of api/v1/cluster_webhook.go.
void judge_restore(const Resource& resource, Faults& faults) {
  constexpr std::string_view kSource = "/spec/bootstrap/recovery/source";
  const std::string_view source = text_at(resource.body, kSource);
  const auto& clusters = items_at(resource.body, "/spec/externalClusters");
  const bool known = std::ranges::any_of(
      clusters, [&](const Value& cluster) { return text_at(cluster, "/name") == source; });
  if (!source.empty() && !known)
    faults.push_back(
        {std::string(kSource),
         fmt::format("restores from {}, which is not in `spec.externalClusters`", quoted(source))});
  const Value* target =
      value::lookup_pointer(resource.body, "/spec/bootstrap/recovery/recoveryTarget");
  std::size_t targets = 0;
  if (target != nullptr) {
    for (const std::string_view key :
         {"targetTime", "targetLSN", "targetXID", "targetName", "targetImmediate"})
      targets += target->find(key) != nullptr ? 1 : 0;
  }
  if (targets > 1)
    faults.push_back({"/spec/bootstrap/recovery/recoveryTarget",
                      "has more than one recovery target; CNPG takes one"});
}

// The same: a tag must tell the major version.
void judge_database_image(const Resource& resource, Faults& faults) {
  constexpr std::string_view kPointer = "/spec/imageName";
  const std::string_view image = text_at(resource.body, kPointer);
  const std::string_view last = image.substr(image.rfind('/') + 1);
  const std::string_view untagged = last.substr(0, last.find('@'));
  if (image.empty() ||
      (untagged.find(':') != std::string_view::npos && !untagged.ends_with(":latest")))
    return;
  faults.push_back(
      {std::string(kPointer),
       fmt::format("has the image {}; CNPG wants a tag other than `latest`", quoted(image))});
}

constexpr std::string_view kCnpg = "postgresql.cnpg.io";
constexpr ResourceRule kRules[] = {
    {"", "", diag::Kind::kInvalidHook, judge_hook},
    {"batch", "Job", diag::Kind::kInvalidHook, judge_job},
    {"batch", "CronJob", diag::Kind::kInvalidSchedule, judge_schedule<5>},
    {kCnpg, "ScheduledBackup", diag::Kind::kInvalidSchedule, judge_schedule<6>},
    {"autoscaling", "HorizontalPodAutoscaler", diag::Kind::kInvalidAutoscaler, judge_autoscaler},
    {"bitnami.com", "SealedSecret", diag::Kind::kInvalidSealedSecret, judge_sealed},
    {"config.openshift.io", "ImageDigestMirrorSet", diag::Kind::kInvalidMirror, judge_mirrors},
    {"config.openshift.io", "ImageTagMirrorSet", diag::Kind::kInvalidMirror, judge_mirrors},
    {"security.openshift.io", "SecurityContextConstraints", diag::Kind::kInvalidScc, judge_scc},
    {kCnpg, "Cluster", diag::Kind::kInvalidRestore, judge_restore},
    {kCnpg, "Cluster", diag::Kind::kUnpinnedImage, judge_database_image},
};

}  // namespace

std::span<const ResourceRule> resource_rules() { return kRules; }

diag::Diagnostic& fault(Scene& scene, const Resource& resource, std::string_view pointer,
                        diag::Kind kind, std::string_view message) {
  return scene.diagnostics.error(
      scene.locator.at(resource, pointer), kind,
      fmt::format("{} {}", quoted(manifest::display(resource.identity)), message));
}

diag::Diagnostic& doubt(Scene& scene, const Resource& resource, std::string_view pointer,
                        diag::Kind kind, std::string_view message) {
  return scene.diagnostics.warning(
      scene.locator.at(resource, pointer), kind,
      fmt::format("{} {}", quoted(manifest::display(resource.identity)), message));
}

void judge_resources(Scene& scene, const std::vector<Deployed>& items) {
  Faults faults;
  for (const Deployed& item : items) {
    const Resource& resource = scene.tree.resources[item.resource];
    for (const ResourceRule& rule : kRules) {
      if (!rule.kind.empty() && !is(resource, rule.group, rule.kind)) continue;
      faults.clear();
      rule.judge(resource, faults);
      for (const Fault& found : faults)
        fault(scene, resource, found.pointer, rule.says, found.message);
    }
  }
}

}  // namespace copctl::waves
