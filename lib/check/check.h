#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "diag/diagnostic.h"
#include "manifest/manifest.h"

// Offline verdicts over the resources of a dump. Front door of the room.

namespace copctl::check {

// Two documents that are the same resource: one error each, at the later one, with a note at the
// first. `texts` are indexed by Resource::file, `resources` are in the order in which they are to
// be applied. False when there is one.
[[nodiscard]] bool duplicates(std::span<const manifest::Resource> resources,
                              std::span<const manifest::Text> texts,
                              diag::Diagnostics& diagnostics);

enum class Verdict : std::uint8_t {
  // The API server refuses the apply.
  kRefused,
  // It depends on what only the cluster knows; Refusal::condition says on what.
  kMayBeRefused,
  // The apply goes through, and the old value silently stays.
  kKeepsOld,
};

// One field that an apply cannot bring about. Holds no value of the resource.
struct Refusal {
  Verdict verdict = Verdict::kRefused;
  // `spec.selector`.
  std::string field;
  // The API server's words.
  std::string message;
  // What the verdict hangs on, to stand behind the message: `unless …`. Empty when it is certain.
  std::string condition;

  bool operator==(const Refusal&) const = default;
};

// How the resource is brought there all the same, for all its refusals at once.
struct WayOut {
  // What it does beside: `its pods keep running`. Empty when there is nothing to run.
  std::string effect;
  // It deletes stored data.
  bool data_loss = false;
  // Command lines to run before and after the apply. Of the resource they hold names and amounts of
  // storage only.
  std::vector<std::string> before_apply;
  std::vector<std::string> after_apply;

  bool operator==(const WayOut&) const = default;
};

struct Refusals {
  std::vector<Refusal> fields;
  WayOut way_out;
};

// What the API server refuses when `kubectl apply` brings a resource that was applied as `before`
// to `after`; both have one identity. In the order of the rules, a field once. Fields that one side
// states with their default and the other leaves out are no change. Rules are those of the
// Validate…Update functions of Kubernetes 1.28 to 1.35; where they moved within that, the verdict
// is kMayBeRefused. `release_namespace` is for the commands about resources without a namespace.
Refusals refusals(const manifest::Resource& before, const manifest::Resource& after,
                  std::string_view release_namespace);

// `kubectl delete statefulset pg -n cnvrg`: every word quoted for a shell where it must be, kinds
// that Kubernetes does not own with their group.
std::string delete_command(const manifest::Resource& resource, std::string_view release_namespace);
// The same for several of a kind, by kubectl's name of it; at least one.
std::string delete_command(std::string_view kind, std::span<const std::string> names,
                           std::string_view name_space);
// The resource's own namespace, else that of the release; empty for cluster-scoped kinds.
std::string namespace_of(const manifest::Resource& resource, std::string_view release_namespace);

// Claims that a StatefulSet made, or would make, for its replicas: `data-pg-0`. At most
// kMaxClaimsNamed of them; `more` tells how many are left out.
struct Claims {
  std::vector<std::string> names;
  std::size_t more = 0;
};
inline constexpr std::size_t kMaxClaimsNamed = 32;
Claims claims_of(const manifest::Resource& stateful_set);
// True when deleting the StatefulSet deletes those claims
// (persistentVolumeClaimRetentionPolicy.whenDeleted: Delete).
bool deletes_its_claims(const manifest::Resource& stateful_set);

}  // namespace copctl::check
