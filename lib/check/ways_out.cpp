#include "check/ways_out.h"

#include <fmt/format.h>

#include <algorithm>

#include "check/commands.h"
#include "check/quantity.h"
#include "codec/codec.h"

namespace copctl::check {
namespace {

using value::Value;

constexpr std::int64_t kMaxReplicas = 1'000'000;

// A whole number at `path`, within what a StatefulSet can have.
std::int64_t count_at(const Value& body, std::string_view path, std::int64_t otherwise) {
  const Value* found = at(body, path);
  return found != nullptr && found->is_int()
             ? std::clamp<std::int64_t>(found->as_int().number, 0, kMaxReplicas)
             : otherwise;
}

const value::Items& claim_templates(const Value& body) {
  const Value* found = at(body, "spec.volumeClaimTemplates");
  return found == nullptr ? value::kNoItems : found->items();
}

// `data-pg-0`, `data-pg-1`: one for each replica (pkg/controller/statefulset:
// getPersistentVolumeClaimName).
Claims claims_of_template(const manifest::Resource& set, std::string_view claim) {
  const std::int64_t replicas = count_at(set.body, "spec.replicas", 1);
  const std::int64_t start = count_at(set.body, "spec.ordinals.start", 0);
  Claims claims;
  for (std::int64_t i = 0; i < replicas; ++i) {
    if (claims.names.size() == kMaxClaimsNamed) {
      claims.more = static_cast<std::size_t>(replicas - i);
      break;
    }
    claims.names.push_back(fmt::format("{}-{}-{}", claim, set.identity.name, start + i));
  }
  return claims;
}

// The new size of a claim template that only grew; nullptr for any other.
const Value* grown_size(const manifest::Resource& before, std::string_view claim,
                        const Value& wanted) {
  constexpr std::string_view kStorage = "spec.resources.requests.storage";
  const Value* new_size = at(wanted, kStorage);
  for (const Value& old : claim_templates(before.body)) {
    const Value* old_size = at(old, kStorage);
    if (text_at(old, "metadata.name") != claim || old_size == nullptr || new_size == nullptr) {
      continue;
    }
    const auto old_amount = Quantity::of(*old_size);
    const auto new_amount = Quantity::of(*new_size);
    return old_amount && new_amount && *new_amount > *old_amount ? new_size : nullptr;
  }
  return nullptr;
}

// A template's new size is for claims to come; those that exist are resized one by one
// (https://kubernetes.io/docs/concepts/storage/persistent-volumes/, "Expanding Persistent Volumes
// Claims").
void add_resizing(WayOut& out, const manifest::Resource& before, const manifest::Resource& after,
                  const std::string& name_space) {
  for (const Value& wanted : claim_templates(after.body)) {
    const std::string_view claim = text_at(wanted, "metadata.name");
    const Value* size = grown_size(before, claim, wanted);
    if (size == nullptr) {
      continue;
    }
    const std::string amount =
        size->is_string() ? size->as_string() : fmt::format("{}", size->as_int().number);
    const std::string patch =
        fmt::format(R"({{"spec":{{"resources":{{"requests":{{"storage":"{}"}}}}}}}})", amount);
    for (const std::string& name : claims_of_template(before, claim).names) {
      out.after_apply.push_back(kubectl_line("patch", "pvc", name, name_space) +
                                " --type merge -p " + shell_word(patch));
    }
  }
}

std::string retain_claims(const manifest::Resource& set, const std::string& name_space) {
  return kubectl_line("patch", "statefulset", set.identity.name, name_space) + " --type merge -p " +
         shell_word(
             R"({"spec":{"persistentVolumeClaimRetentionPolicy":{"whenDeleted":"Retain"}}})");
}

// https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/,
// "Upgrade existing objects to a new stored version".
void add_migration(WayOut& out, const manifest::Resource& after) {
  std::string stored;
  const Value* versions = at(after.body, "spec.versions");
  for (const Value& version : versions == nullptr ? value::kNoItems : versions->items()) {
    const Value* storage = version.find("storage");
    if (storage != nullptr && storage->is_bool() && storage->as_bool()) {
      stored = text_at(version, "name");
    }
  }
  const std::string& name = after.identity.name;
  std::string patch = R"({"status":{"storedVersions":[)";
  codec::append_json_string(patch, stored);
  patch += "]}}";
  out.before_apply = {
      fmt::format("kubectl get {} -A -o yaml | kubectl replace -f -", shell_word(name)),
      kubectl_line("patch", "crd", name, "") + " --subresource=status --type merge -p " +
          shell_word(patch)};
}

}  // namespace

Claims claims_of(const manifest::Resource& stateful_set) {
  Claims all;
  for (const Value& claim : claim_templates(stateful_set.body)) {
    Claims some = claims_of_template(stateful_set, text_at(claim, "metadata.name"));
    const std::size_t room = kMaxClaimsNamed - all.names.size();
    const std::size_t taken = std::min(room, some.names.size());
    all.more += some.more + some.names.size() - taken;
    std::move(some.names.begin(), some.names.begin() + static_cast<std::ptrdiff_t>(taken),
              std::back_inserter(all.names));
  }
  return all;
}

bool deletes_its_claims(const manifest::Resource& stateful_set) {
  return text_at(stateful_set.body, "spec.persistentVolumeClaimRetentionPolicy.whenDeleted") ==
         "Delete";
}

WayOut way_out(Way way, const manifest::Resource& before, const manifest::Resource& after,
               std::string_view release_namespace) {
  const std::string name_space = namespace_of(before, release_namespace);
  const std::string removal = delete_command(before, release_namespace);
  WayOut out{.data_loss = way == Way::kDeleteWithData};
  switch (way) {
    case Way::kNone:
      break;
    case Way::kMigrateStorage:
      add_migration(out, after);
      break;
    case Way::kOrphan:
      out.before_apply = {removal + " --cascade=orphan"};
      add_resizing(out, before, after, name_space);
      break;
    case Way::kDeleteKeepingClaims:
      if (deletes_its_claims(before)) {
        out.before_apply = {retain_claims(before, name_space)};
      }
      out.before_apply.push_back(removal);
      add_resizing(out, before, after, name_space);
      break;
    case Way::kDelete:
    case Way::kDeleteWithData:
      out.before_apply = {removal};
      break;
  }
  return out;
}

}  // namespace copctl::check
