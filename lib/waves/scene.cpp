#include "waves/scene.h"

#include <fmt/format.h>

#include <set>

#include "base/text.h"

namespace copctl::waves {

Digest digest_of(const Tree& tree, const std::vector<Deployed>& items) {
  Digest digest;
  std::set<Thing> own;
  for (const Deployed& item : items) {
    for (Thing& thing : brought_by(tree.resources[item.resource], item.name_space)) {
      own.insert(thing);
      digest.brought.push_back({std::move(thing), item.resource});
    }
  }
  for (const Deployed& item : items) {
    for (Need& need : needs_of(tree.resources[item.resource], item.name_space)) {
      if (!own.contains(need.what)) digest.needed.push_back({std::move(need), item.resource});
    }
  }
  return digest;
}

const Digest& Scene::digest(const Content& content, const std::string& destination) {
  const auto [found, is_new] = digests.try_emplace({&content, destination});
  if (is_new) found->second = digest_of(tree, deployed_into(tree, content.items, destination));
  return found->second;
}

std::vector<Deployed> deployed_into(const Tree& tree, const std::vector<Deployed>& items,
                                    const std::string& destination) {
  std::vector<Deployed> result = items;
  for (Deployed& item : result) {
    if (item.name_space.empty() && !manifest::cluster_scoped(tree.resources[item.resource].gvk))
      item.name_space = destination;
  }
  return result;
}

std::vector<Deployed> items_of(const Tree& tree, const Application& app) {
  std::vector<Deployed> all;
  for (const Source& source : app.sources) {
    if (source.content == nullptr) continue;
    for (Deployed& item : deployed_into(tree, source.content->items, app.destination))
      all.push_back(std::move(item));
  }
  return all;
}

namespace {

// Of a circle: enough to see where it leads.
constexpr std::size_t kMaxNames = 12;

}  // namespace

std::string of_cluster(std::string_view cluster) {
  return cluster.empty() ? "" : " of cluster " + quoted(cluster);
}

std::string quoted(std::string_view name) { return "`" + base::printable(name) + "`"; }

void append_step(std::vector<Wave>& waves, const std::string& label, Step step) {
  if (waves.empty() || waves.back().label != label) waves.push_back({label, {}});
  waves.back().steps.push_back(std::move(step));
}

void report_cycle(diag::Span span, const std::vector<std::string>& names,
                  diag::Diagnostics& diagnostics) {
  std::string path;
  for (std::size_t i = 0; i < names.size() && i < kMaxNames; ++i) path += names[i] + " -> ";
  if (names.size() > kMaxNames) path += fmt::format("{} more -> ", names.size() - kMaxNames);
  diagnostics.error(
      span, diag::Kind::kDependencyCycle,
      fmt::format("{} waits for itself: {}", quoted(names.front()), quoted(path + names.front())));
}

}  // namespace copctl::waves
