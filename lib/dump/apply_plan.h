#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "check/check.h"
#include "dump/field_changes.h"
#include "dump/masking.h"
#include "manifest/manifest.h"

// What `kubectl apply` of one state of a dump does to a cluster that has another state of it, told
// without the cluster: the first is taken to have been applied and not touched since. Pure
// functions; nothing in a plan is a secret, and every text is safe to print but names, which are
// shown printable by text_of.

namespace copctl::dump {

// One state. Borrowed.
struct State {
  std::span<const manifest::Resource> resources;
  // Where resources without a namespace are applied (`kubectl -n`).
  std::string_view release_namespace;
  // Paths of the files, by Resource::file; empty when they do not matter.
  std::span<const std::string> paths = {};
};

struct PlannedResource {
  std::string api_version;
  std::string kind;
  // The release's for a resource that states none; empty for cluster-scoped kinds.
  std::string name_space;
  std::string name;
  // Of the file in the state that has it; empty when not known.
  std::string path;
  bool operator==(const PlannedResource&) const = default;
};

struct ChangedResource {
  PlannedResource resource;
  std::vector<FieldChange> fields;
  // Its pods are replaced.
  bool restarts = false;
};

struct RefusedResource {
  PlannedResource resource;
  check::Refusals refusals;
};

// A resource that an apply leaves in the cluster, because `kubectl apply` deletes nothing.
struct GoneResource {
  PlannedResource resource;
  // What deletes it; empty when it must stay, and then `why` says so.
  std::string command;
  // Not empty when the command deletes stored data: what goes.
  std::string data_loss;
  std::string why;
  // Claims that outlive a StatefulSet, and what deletes them with their data.
  std::vector<std::string> claims;
  std::size_t more_claims = 0;
  std::string claims_command;
};

// Created, changed, unchanged and refused in the order of installation; gone in the reverse, after
// that what holds data: custom resource definitions, snapshots, claims, volumes, namespaces. A
// refused resource is among the changed, too.
struct ApplyPlan {
  std::string release_namespace;
  std::vector<PlannedResource> created;
  std::vector<ChangedResource> changed;
  std::vector<PlannedResource> unchanged;
  std::vector<GoneResource> gone;
  std::vector<RefusedResource> refused;
};

// Resources are the same when group, kind, namespace and name are; of several the last one counts,
// as in an apply.
ApplyPlan apply_plan(const State& before, const State& after, const Masking& masking);
inline ApplyPlan apply_plan(const State& before, const State& after,
                            const std::vector<std::string>& secrets) {
  return apply_plan(before, after, Masking(secrets));
}

// Fields that the API server is sure to refuse.
std::size_t count_refused(const ApplyPlan& plan);

// For people: a line of counts, the resources with their changed fields, what is refused with the
// way out, what is gone with the commands that delete it, those that delete data by themselves. A
// plan without any change is the line of counts alone.
std::string text_of(const ApplyPlan& plan);
// The resources that differ, as text_of lists them, and nothing about an apply.
std::string differences_text(const ApplyPlan& plan);
// Fields of one resource that text_of shows; the others are counted.
inline constexpr std::size_t kMaxFieldsShown = 20;

// For machines, indented, with a final newline. Keys are only ever added:
//   counts     {created, changed, unchanged, gone, refused}; refused as count_refused
//   created    [{apiVersion, kind, namespace, name, file}]; also unchanged
//   changed    the same and {restarts, fields: [{field, change: added|changed|removed, before,
//              after}]}
//   gone       the same and {command, dataLoss, why, claims, moreClaims, claimsCommand}
//   refused    the same and {fields: [{verdict: refused|mayBeRefused|keepsOld, field, message,
//              condition}], effect, dataLoss, beforeApply: [line], afterApply: [line]}
std::string json_of(const ApplyPlan& plan);

}  // namespace copctl::dump
