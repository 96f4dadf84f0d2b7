#include "dump/apply_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace copctl::dump {
namespace {

using manifest::Resource;
using value::Value;

// One state's resources by what they are to the cluster.
class Index {
 public:
  explicit Index(const State& state) : state_(state) {
    for (const Resource& resource : state.resources) {
      all_[identity(resource)] = &resource;
    }
    for (const auto& [unused, resource] : all_) {
      in_order_.push_back(resource);
    }
    // The given order stands for what has one rank.
    std::ranges::sort(in_order_, {}, [](const Resource* resource) {
      return std::pair(manifest::install_rank(resource->gvk.kind), resource);
    });
  }

  manifest::Identity identity(const Resource& resource) const {
    return {resource.gvk.group, resource.gvk.kind,
            check::namespace_of(resource, state_.release_namespace), resource.identity.name};
  }
  const Resource* find(const manifest::Identity& identity) const {
    const auto found = all_.find(identity);
    return found == all_.end() ? nullptr : found->second;
  }
  const std::vector<const Resource*>& in_order() const { return in_order_; }

  PlannedResource planned(const Resource& resource) const {
    const manifest::Gvk& gvk = resource.gvk;
    return {gvk.group.empty() ? gvk.version : gvk.group + "/" + gvk.version, gvk.kind,
            identity(resource).name_space, resource.identity.name,
            resource.file < state_.paths.size() ? state_.paths[resource.file] : std::string()};
  }

 private:
  const State& state_;
  std::map<manifest::Identity, const Resource*> all_;
  std::vector<const Resource*> in_order_;
};

const Value* at(const Value& body, std::initializer_list<std::string_view> keys) {
  const Value* found = &body;
  for (const std::string_view key : keys) {
    found = found == nullptr ? nullptr : found->find(key);
  }
  return found;
}

bool is_text(const Value* v, std::string_view text) {
  return v != nullptr && v->is_string() && v->as_string() == text;
}

// Deployment, StatefulSet and DaemonSet replace their pods when the template changes, but for the
// strategy that waits for somebody to delete them.
bool restarts_pods(const Resource& after, const std::vector<FieldChange>& fields) {
  constexpr std::string_view kKinds[] = {"Deployment", "StatefulSet", "DaemonSet"};
  const bool runs = after.gvk.group == "apps" &&
                    std::ranges::find(kKinds, after.gvk.kind) != std::end(kKinds) &&
                    !is_text(at(after.body, {"spec", "updateStrategy", "type"}), "OnDelete");
  return runs && std::ranges::any_of(fields, [](const FieldChange& change) {
           return change.field == "spec" || change.field.starts_with("spec.template");
         });
}

// Whether any part of `v` is an entry `key` with the text.
bool mentions(const Value& v, std::string_view key, std::string_view text) {
  const auto inside = [&](const Value& part) { return mentions(part, key, text); };
  return is_text(v.find(key), text) || std::ranges::any_of(v.items(), inside) ||
         std::ranges::any_of(v.entries(), [&](const auto& entry) { return inside(entry.second); });
}

// What a kind holds that cannot be had back, and in which order such kinds go: last what the others
// live in.
struct DataKind {
  std::string_view group;
  std::string_view kind;
  std::string_view loss;
};
constexpr DataKind kDataKinds[] = {
    {"apiextensions.k8s.io", "CustomResourceDefinition", "every resource of its kind goes with it"},
    {"snapshot.storage.k8s.io", "VolumeSnapshot", "the snapshot goes with it"},
    {"snapshot.storage.k8s.io", "VolumeSnapshotContent", "the snapshot goes with it"},
    {"", "PersistentVolumeClaim", "the data of its volume goes with it"},
    {"", "PersistentVolume", "nothing finds its data any more"},
    {"", "Namespace", "everything in it goes with it, whoever made it"},
};

// 0 for what holds nothing.
std::size_t data_rank(const manifest::Gvk& gvk) {
  const auto found = std::ranges::find_if(kDataKinds, [&](const DataKind& row) {
    return row.group == gvk.group && row.kind == gvk.kind;
  });
  return found == std::end(kDataKinds)
             ? 0
             : static_cast<std::size_t>(found - std::begin(kDataKinds)) + 1;
}

// A claim that a StatefulSet of the dump finds by its name.
bool is_claim_of(const Resource& resource, std::string_view name) {
  if (resource.gvk.kind != "StatefulSet") {
    return false;
  }
  const auto claims = check::claims_of(resource).names;
  return std::ranges::find(claims, name) != claims.end();
}

// Why a resource that is no longer in the dump must stay all the same; empty when it need not.
std::string_view still_needed(const Resource& gone, const Index& after) {
  const auto any = [&](auto needs) {
    return std::ranges::any_of(after.in_order(),
                               [&](const Resource* resource) { return needs(*resource); });
  };
  const std::string& name = gone.identity.name;
  if (gone.gvk.group.empty() && gone.gvk.kind == "Namespace") {
    const auto lives_in = [&](const Resource& r) { return after.identity(r).name_space == name; };
    return any(lives_in) ? "resources of the dump are in it" : "";
  }
  if (gone.gvk.kind == "CustomResourceDefinition") {
    const auto is_of = [&](const Resource& r) {
      return is_text(at(gone.body, {"spec", "group"}), r.gvk.group) &&
             is_text(at(gone.body, {"spec", "names", "kind"}), r.gvk.kind);
    };
    return any(is_of) ? "resources of the dump are of its kind" : "";
  }
  if (gone.gvk.group.empty() && gone.gvk.kind == "PersistentVolumeClaim") {
    const auto mounts = [&](const Resource& r) {
      return mentions(r.body, "claimName", name) || is_claim_of(r, name);
    };
    return any(mounts) ? "a pod of the dump mounts it" : "";
  }
  return "";
}

void add_claims(GoneResource& gone, const Resource& resource) {
  const check::Claims claims = check::claims_of(resource);
  if (claims.names.empty()) {
    return;
  }
  gone.claims = claims.names;
  gone.more_claims = claims.more;
  if (check::deletes_its_claims(resource)) {
    gone.data_loss = "its claims go with it, and their data";
    return;
  }
  gone.claims_command = check::delete_command("pvc", claims.names, gone.resource.name_space);
}

GoneResource gone_resource(const Resource& resource, const Index& before, const Index& after,
                           std::string_view release_namespace) {
  GoneResource gone{.resource = before.planned(resource)};
  gone.why = still_needed(resource, after);
  if (!gone.why.empty()) {
    return gone;
  }
  gone.command = check::delete_command(resource, release_namespace);
  if (const std::size_t rank = data_rank(resource.gvk); rank > 0) {
    gone.data_loss = kDataKinds[rank - 1].loss;
  }
  if (resource.gvk.group == "apps" && resource.gvk.kind == "StatefulSet") {
    add_claims(gone, resource);
  }
  return gone;
}

std::vector<GoneResource> find_gone(const Index& before, const Index& after,
                                    std::string_view release_namespace) {
  std::vector<const Resource*> missing;
  for (const Resource* resource : before.in_order()) {
    if (after.find(before.identity(*resource)) == nullptr) {
      missing.push_back(resource);
    }
  }
  std::ranges::reverse(missing);
  std::ranges::stable_sort(missing, {},
                           [](const Resource* resource) { return data_rank(resource->gvk); });
  std::vector<GoneResource> gone;
  for (const Resource* resource : missing) {
    gone.push_back(gone_resource(*resource, before, after, release_namespace));
  }
  return gone;
}

}  // namespace

ApplyPlan apply_plan(const State& before, const State& after, const Masking& masking) {
  const Index old_index(before);
  const Index new_index(after);
  ApplyPlan plan{.release_namespace = std::string(after.release_namespace)};
  for (const Resource* resource : new_index.in_order()) {
    const PlannedResource planned = new_index.planned(*resource);
    const Resource* old = old_index.find(new_index.identity(*resource));
    if (old == nullptr) {
      plan.created.push_back(planned);
      continue;
    }
    auto fields = field_changes(*old, *resource, masking);
    if (fields.empty()) {
      plan.unchanged.push_back(planned);
      continue;
    }
    const bool restarts = restarts_pods(*resource, fields);
    plan.changed.push_back({planned, std::move(fields), restarts});
    auto refusals = check::refusals(*old, *resource, after.release_namespace);
    if (!refusals.fields.empty()) {
      plan.refused.push_back({planned, std::move(refusals)});
    }
  }
  plan.gone = find_gone(old_index, new_index, before.release_namespace);
  return plan;
}

std::size_t count_refused(const ApplyPlan& plan) {
  std::size_t count = 0;
  for (const RefusedResource& resource : plan.refused) {
    count += static_cast<std::size_t>(std::ranges::count(
        resource.refusals.fields, check::Verdict::kRefused, &check::Refusal::verdict));
  }
  return count;
}

}  // namespace copctl::dump
