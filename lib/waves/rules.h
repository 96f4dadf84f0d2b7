#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "waves/scene.h"

// What else can be told offline of a folder that Argo CD or Flux deploys. Rules over one resource
// are rows; those that look at several are functions.

namespace copctl::waves {

// One thing that is wrong with a resource. `message` goes on where its name ends: "has no …".
struct Fault {
  std::string pointer;
  std::string message;
};

struct ResourceRule {
  // An empty kind is every one.
  std::string_view group;
  std::string_view kind;
  diag::Kind says;
  void (*judge)(const manifest::Resource& resource, std::vector<Fault>& faults);
};
// Hooks, schedules, sealed secrets, mirrors, security context constraints, databases.
std::span<const ResourceRule> resource_rules();

void judge_resources(Scene& scene, const std::vector<Deployed>& items);
// Sources and destinations, patches, names of files, folders that nobody deploys, and whether
// Argo CD can wait at all.
void judge_applications(Scene& scene, const std::string& cluster,
                        const std::vector<Application>& apps);
void judge_folders(Scene& scene);
// Operators that OLM installs: their groups, catalogs, and the custom resources beside them.
void judge_operators(Scene& scene, const std::vector<Application>& apps);
// What resources of one cluster name in others: secrets of another namespace, issuers that cannot
// prove a wildcard, namespaces that no selector can meet.
void judge_references(Scene& scene, const std::vector<Deployed>& items);
// Images that no mirror set of the cluster covers. Nothing when it has none.
void judge_images(Scene& scene, const std::vector<Deployed>& items);

// Adds an error about a field of a resource, `message` behind its name.
diag::Diagnostic& fault(Scene& scene, const manifest::Resource& resource, std::string_view pointer,
                        diag::Kind kind, std::string_view message);
// The same as a warning.
diag::Diagnostic& doubt(Scene& scene, const manifest::Resource& resource, std::string_view pointer,
                        diag::Kind kind, std::string_view message);

}  // namespace copctl::waves
