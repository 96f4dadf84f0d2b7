#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "waves/folders.h"
#include "waves/waves.h"

// Argo CD Applications of a tree, and the clusters that they are for.

namespace copctl::waves {

// The folder below `clusters/` or `bootstrap/` that a path lies in; empty when there is none.
std::string cluster_of(std::string_view path);
// The same, or else the label `cluster`.
std::string cluster_of(const Tree& tree, const manifest::Resource& resource);
// A part of the path begins with `_`: others take from it, it is not deployed itself.
bool is_base(std::string_view path);

// One of `spec.source` and `spec.sources`.
struct Source {
  // Of the source in the Application: `/spec/source`.
  std::string pointer;
  std::string repo;
  // Cleaned; empty when there is none, or it leads out of the tree.
  std::string path;
  // Of the tree's own repository: what its path holds; else nullptr. Borrowed from Folders.
  const Content* content = nullptr;
};

// Borrows its resource.
struct Application {
  const manifest::Resource* resource = nullptr;
  std::string cluster;
  // Argo CD takes 0 for one that is missing or no integer.
  int wave = 0;
  bool has_wave = false;
  std::vector<Source> sources;
  // Where its resources without a namespace go, and whether that namespace is made for them.
  std::string destination;
  bool makes_namespace = false;
  // Its folder holds Applications.
  bool root = false;

  const std::string& name() const { return resource->identity.name; }
};

// What all Applications together may deploy, a resource counted for each that does: what is then
// looked at fits into some seconds and 1 GB.
inline constexpr std::size_t kMaxDeployed = 2'000'000;

// Every Application that is deployed, by cluster, in the order of files. The tree's own repository
// is that of an Application whose path is in the tree; other repositories are not looked into.
// Errors: paths that do not exist in the own repository, or hold nothing; more than kMaxDeployed,
// of which then nothing is told.
std::map<std::string, std::vector<Application>> applications_of(const Tree& tree, Folders& folders,
                                                                Locator& locator,
                                                                diag::Diagnostics& diagnostics);

}  // namespace copctl::waves
