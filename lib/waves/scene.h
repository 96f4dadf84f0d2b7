#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "waves/applications.h"
#include "waves/folders.h"
#include "waves/locate.h"
#include "waves/needs.h"
#include "waves/waves.h"

namespace copctl::waves {

// What some resources bring, and what they need that none of them brings.
struct Digest {
  struct Brought {
    Thing what;
    std::size_t resource = 0;
  };
  struct Needed {
    Need need;
    std::size_t resource = 0;
  };
  std::vector<Brought> brought;
  std::vector<Needed> needed;
};
Digest digest_of(const Tree& tree, const std::vector<Deployed>& items);

// Everything that the parts of a plan share. Borrows all of it.
struct Scene {
  const Tree& tree;
  const Wishes& wishes;
  Folders& folders;
  Locator& locator;
  diag::Diagnostics& diagnostics;
  std::map<std::string, std::vector<Application>>& clusters;
  // Of a folder as it is deployed into a namespace: clusters share folders.
  std::map<std::pair<const Content*, std::string>, Digest> digests = {};

  const Digest& digest(const Content& content, const std::string& destination);
};

// The items with a namespace for those that state none and need one.
std::vector<Deployed> deployed_into(const Tree& tree, const std::vector<Deployed>& items,
                                    const std::string& destination);
// Everything that an Application deploys from the tree.
std::vector<Deployed> items_of(const Tree& tree, const Application& app);

// ` of cluster \`x\``; nothing when there are no clusters.
std::string of_cluster(std::string_view cluster);
// `b`, safe to show and in backticks.
std::string quoted(std::string_view name);

// Puts steps into their waves, by a key of which equal ones share a wave. Steps come in the order
// of keys.
void append_step(std::vector<Wave>& waves, const std::string& label, Step step);

// Reports a circle of waits; `names` in its order.
void report_cycle(diag::Span span, const std::vector<std::string>& names,
                  diag::Diagnostics& diagnostics);

}  // namespace copctl::waves
