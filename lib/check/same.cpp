#include "check/same.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string>

#include "check/quantity.h"

namespace copctl::check {
namespace {

using value::Value;

// A field that means the same when it is left out. An empty `parent` stands for any. A list with
// only that item counts as well.
struct Default {
  std::string_view parent;
  std::string_view key;
  std::string_view text;
};

// Only fields that some rule compares.
constexpr Default kDefaults[] = {
    {"", "type", "Opaque"},
    {"", "immutable", "false"},
    {"", "podManagementPolicy", "OrderedReady"},
    {"", "serviceName", ""},
    {"", "completionMode", "NonIndexed"},
    {"", "manualSelector", "false"},
    {"", "volumeMode", "Filesystem"},
    {"", "volumeName", ""},
    {"", "reclaimPolicy", "Delete"},
    {"", "volumeBindingMode", "Immediate"},
    {"", "preemptionPolicy", "PreemptLowerPriority"},
    {"", "attachRequired", "true"},
    {"", "volumeLifecycleModes", "Persistent"},
    {"roleRef", "apiGroup", "rbac.authorization.k8s.io"},
    {"volumeClaimTemplates", "apiVersion", "v1"},
    {"volumeClaimTemplates", "kind", "PersistentVolumeClaim"},
    {"spec", "revisionHistoryLimit", "10"},
    // Of pods.
    {"spec", "restartPolicy", "Always"},
    {"spec", "dnsPolicy", "ClusterFirst"},
    {"spec", "schedulerName", "default-scheduler"},
    {"spec", "terminationGracePeriodSeconds", "30"},
    {"spec", "enableServiceLinks", "true"},
    {"spec", "hostNetwork", "false"},
    {"spec", "hostPID", "false"},
    {"spec", "hostIPC", "false"},
    {"", "terminationMessagePath", "/dev/termination-log"},
    {"", "terminationMessagePolicy", "File"},
    {"", "stdin", "false"},
    {"", "stdinOnce", "false"},
    {"", "tty", "false"},
    {"", "readOnly", "false"},
    {"", "subPath", ""},
    {"", "defaultMode", "420"},
    {"hostPath", "type", ""},
    {"ports", "protocol", "TCP"},
    {"ports", "hostPort", "0"},
    {"fieldRef", "apiVersion", "v1"},
    {"resourceFieldRef", "divisor", "0"},
    {"serviceAccountToken", "expirationSeconds", "3600"},
    {"httpGet", "path", "/"},
    {"httpGet", "scheme", "HTTP"},
    {"livenessProbe", "timeoutSeconds", "1"},
    {"livenessProbe", "periodSeconds", "10"},
    {"livenessProbe", "successThreshold", "1"},
    {"livenessProbe", "failureThreshold", "3"},
    {"livenessProbe", "initialDelaySeconds", "0"},
    {"readinessProbe", "timeoutSeconds", "1"},
    {"readinessProbe", "periodSeconds", "10"},
    {"readinessProbe", "successThreshold", "1"},
    {"readinessProbe", "failureThreshold", "3"},
    {"readinessProbe", "initialDelaySeconds", "0"},
    {"startupProbe", "timeoutSeconds", "1"},
    {"startupProbe", "periodSeconds", "10"},
    {"startupProbe", "successThreshold", "1"},
    {"startupProbe", "failureThreshold", "3"},
    {"startupProbe", "initialDelaySeconds", "0"},
};

// Mappings for which empty and left out are one. Holding nothing but defaults is being empty.
constexpr std::string_view kEmptyIsNone[] = {
    "annotations", "binaryData",   "data",       "labels",   "limits",    "matchLabels",
    "metadata",    "nodeSelector", "parameters", "requests", "resources", "securityContext"};

// Mappings of amounts.
constexpr std::string_view kAmounts[] = {"requests", "limits", "capacity"};

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

// A scalar as a manifest writes it; empty for anything else.
std::string scalar_text(const Value& v) {
  if (v.is_string()) {
    return v.as_string();
  }
  if (v.is_bool()) {
    return v.as_bool() ? "true" : "false";
  }
  return v.is_int() ? fmt::format("{}", v.as_int().number) : std::string();
}

bool is_scalar(const Value& v) { return v.is_string() || v.is_bool() || v.is_int(); }

// SetDefaults_Container: a tag that moves is pulled each time.
std::string_view default_pull_policy(const Value& container) {
  const Value* image = container.find("image");
  if (image == nullptr || !image->is_string()) {
    return "";
  }
  const std::string_view text = image->as_string();
  const std::size_t colon = text.rfind(':');
  const std::size_t slash = text.rfind('/');
  const bool tagged =
      colon != std::string_view::npos && (slash == std::string_view::npos || colon > slash);
  const bool pinned = text.find('@') != std::string_view::npos;
  return pinned || (tagged && text.substr(colon + 1) != "latest") ? "IfNotPresent" : "Always";
}

// True when leaving the field out means `v`.
bool is_default(const Value& v, std::string_view key, std::string_view parent) {
  const bool wrapped = v.is_list() && v.items().size() == 1;
  const Value& one = wrapped ? v.items()[0] : v;
  return is_scalar(one) && std::ranges::any_of(kDefaults, [&](const Default& row) {
           return row.key == key && (row.parent.empty() || row.parent == parent) &&
                  row.text == scalar_text(one);
         });
}

bool is_none(const Value* v, std::string_view key, std::string_view parent) {
  if (v == nullptr || v->is_nil() || (v->is_list() && v->items().empty())) {
    return true;
  }
  if (v->is_map()) {
    return is_one_of(key, kEmptyIsNone) &&
           std::ranges::all_of(v->entries(), [&](const auto& entry) {
             return is_none(&entry.second, entry.first, key);
           });
  }
  return is_default(*v, key, parent);
}

bool same_entry(const Value& before, const Value& after, const std::string& name,
                std::string_view key) {
  const Value* old_entry = before.find(name);
  const Value* new_entry = after.find(name);
  if (name == "imagePullPolicy") {
    const auto policy = [](const Value* entry, const Value& container) {
      return entry == nullptr || entry->is_nil() ? std::string(default_pull_policy(container))
                                                 : scalar_text(*entry);
    };
    return policy(old_entry, before) == policy(new_entry, after);
  }
  // The server's own, never taken from a manifest.
  return name == "status" || same_stored(old_entry, new_entry, name, key);
}

bool same_maps(const Value& before, const Value& after, std::string_view key) {
  const auto holds = [&](const auto& entry) { return same_entry(before, after, entry.first, key); };
  return std::ranges::all_of(before.entries(), holds) &&
         std::ranges::all_of(after.entries(), holds);
}

}  // namespace

bool same_stored(const Value* before, const Value* after, std::string_view key,
                 std::string_view parent) {
  const bool old_none = is_none(before, key, parent);
  const bool new_none = is_none(after, key, parent);
  if (old_none || new_none) {
    return old_none == new_none;
  }
  if (before->is_map() && after->is_map()) {
    return same_maps(*before, *after, key);
  }
  if (before->is_list() && after->is_list()) {
    return std::ranges::equal(before->items(), after->items(),
                              [&](const Value& old_item, const Value& new_item) {
                                return same_stored(&old_item, &new_item, key, parent);
                              });
  }
  if (is_one_of(parent, kAmounts) || key == "sizeLimit") {
    const auto old_amount = Quantity::of(*before);
    const auto new_amount = Quantity::of(*after);
    return old_amount && new_amount ? *old_amount == *new_amount
                                    : value::same_data(*before, *after);
  }
  return value::same_data(*before, *after);
}

}  // namespace copctl::check
