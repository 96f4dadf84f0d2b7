#include "merge/list_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"

namespace copctl::merge {
namespace {

constexpr KeyField kName[] = {{"name"}};
constexpr KeyField kContainerPort[] = {{"containerPort"}, {"protocol", "TCP", true}};
constexpr KeyField kPort[] = {{"port"}, {"protocol", "TCP", true}};
constexpr KeyField kMountPath[] = {{"mountPath"}};
constexpr KeyField kDevicePath[] = {{"devicePath"}};
constexpr KeyField kIp[] = {{"ip"}};
constexpr KeyField kUid[] = {{"uid"}};
constexpr KeyField kType[] = {{"type"}};
constexpr KeyField kSpread[] = {{"topologyKey"}, {"whenUnsatisfiable"}};
constexpr KeyField kResource[] = {{"kind"}, {"metadata.namespace", "", true}, {"metadata.name"}};

// Kubernetes API reference: patchMergeKey and x-kubernetes-list-map-keys of the built-in kinds
// (PodSpec, Container, ServiceSpec, ServiceAccount, ObjectMeta, the statuses). Where a list has no
// such key, people tell its items apart by `name`, and so does the last row; what has none (rules,
// tolerations, args) goes by position.
constexpr ListRule kRules[] = {
    {"ports", kContainerPort, "name"},
    {"ports", kPort, "name"},
    {"volumeMounts", kMountPath, "name"},
    {"volumeDevices", kDevicePath, "name"},
    {"hostAliases", kIp},
    {"podIPs", kIp},
    {"ownerReferences", kUid},
    {"conditions", kType},
    {"topologySpreadConstraints", kSpread},
    {"items", kResource},
    {"", kName},
};

const value::Value* field(const value::Value& item, std::string_view path) {
  const value::Value* at = &item;
  for (const std::string_view step : base::split(path, '.')) {
    at = at == nullptr ? nullptr : at->find(step);
  }
  return at;
}

std::optional<std::string> scalar_text(const value::Value& v) {
  if (v.is_string() && !v.as_string().empty()) {
    return v.as_string();
  }
  if (v.is_int()) {
    return fmt::format("{}", v.as_int().number);
  }
  return std::nullopt;
}

bool keys_all(const ListRule& rule, const value::Items& items) {
  std::set<std::string> keys;
  return std::ranges::all_of(items, [&](const value::Value& item) {
    std::optional<std::string> key = item_key(rule, item);
    return key && keys.insert(std::move(*key)).second;
  });
}

}  // namespace

std::optional<std::string> item_key(const ListRule& rule, const value::Value& item) {
  std::string key;
  for (const KeyField& part : rule.fields) {
    const value::Value* v = field(item, part.name);
    if (v == nullptr && part.optional) {
      continue;
    }
    const std::optional<std::string> text = v == nullptr ? std::nullopt : scalar_text(*v);
    if (!text) {
      return std::nullopt;
    }
    if (!part.optional || *text != part.fallback) {
      key += fmt::format("{}{}={}", key.empty() ? "" : ",", part.name, base::printable(*text));
    }
  }
  return key;
}

const ListRule* rule_for(std::string_view list, std::span<const value::Items* const> lists) {
  const auto fits = [&](const ListRule& rule) {
    return (rule.list.empty() || rule.list == list) &&
           std::ranges::all_of(lists, [&](const value::Items* items) {
             return items == nullptr || keys_all(rule, *items);
           });
  };
  const auto* const found = std::ranges::find_if(kRules, fits);
  return found == std::end(kRules) ? nullptr : &*found;
}

}  // namespace copctl::merge
