#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/edit_distance.h"
#include "waves/application_order.h"
#include "waves/fields.h"
#include "waves/resource_order.h"
#include "waves/scene.h"
#include "waves/waves.h"

namespace copctl::waves {

namespace {

// `10` after `9`, words after numbers.
bool tier_less(const std::string& a, const std::string& b) {
  int left = 0;
  int right = 0;
  const bool left_is_number = read_integer(a, left);
  const bool right_is_number = read_integer(b, right);
  if (left_is_number != right_is_number) return left_is_number;
  return left_is_number && left != right ? left < right : a < b;
}

class Planner {
 public:
  explicit Planner(Scene scene) : scene_(std::move(scene)) {}

  std::vector<Timeline> run() {
    std::vector<Timeline> timelines = scene_.clusters.empty() ? resources() : applications();
    if (scene_.wishes.cluster.empty() || !timelines.empty()) return timelines;
    report_unknown_cluster();
    return {};
  }

 private:
  bool wanted(const std::string& cluster) {
    known_.push_back(cluster);
    return scene_.wishes.cluster.empty() || scene_.wishes.cluster == cluster;
  }

  std::vector<Timeline> applications() {
    std::vector<Timeline> timelines;
    for (const auto& [cluster, apps] : scene_.clusters) {
      if (!wanted(cluster)) continue;
      check_contents(apps);
      timelines.push_back(order_applications(scene_, cluster, apps));
      name_tiers(timelines.back(), apps);
    }
    return timelines;
  }

  // Clusters share folders; what is wrong in one is said once.
  void check_contents(const std::vector<Application>& apps) {
    for (const Application& app : apps) {
      for (const Source& source : app.sources) {
        if (app.root || source.content == nullptr || !checked_.insert(source.content).second)
          continue;
        check_synced(scene_, deployed_into(scene_.tree, source.content->items, app.destination));
      }
    }
  }

  std::vector<Timeline> resources() {
    std::map<std::string, std::vector<Deployed>> clusters;
    for (const Deployed& item : scene_.folders.everything()) {
      const manifest::Resource& resource = scene_.tree.resources[item.resource];
      if (is_base(scene_.tree.paths[resource.file])) continue;
      clusters[cluster_of(scene_.tree, resource)].push_back(item);
    }
    std::vector<Timeline> timelines;
    for (const auto& [cluster, items] : clusters) {
      if (!wanted(cluster)) continue;
      timelines.push_back(order_resources(scene_, cluster, items));
      name_tiers(timelines.back(), {});
    }
    return timelines;
  }

  static void name_tiers(Timeline& timeline, const std::vector<Application>& apps) {
    std::map<std::string, std::string, bool (*)(const std::string&, const std::string&)> tiers(
        tier_less);
    for (const Wave& wave : timeline.waves) {
      for (const Step& step : wave.steps) {
        if (!step.tier.empty()) tiers[step.tier];
      }
    }
    for (const Application& app : apps) {
      const std::string* name = annotation(*app.resource, kTierName);
      const auto found = tiers.find(std::string(label(*app.resource, "tier")));
      if (name != nullptr && found != tiers.end() && found->second.empty()) found->second = *name;
    }
    timeline.tiers.assign(tiers.begin(), tiers.end());
  }

  void report_unknown_cluster() {
    const auto meant = base::closest(scene_.wishes.cluster, known_);
    std::vector<std::string> names;
    for (const std::string& name : known_) {
      if (!name.empty()) names.push_back(quoted(name));
    }
    const std::string hint =
        meant && !meant->empty() ? fmt::format("; did you mean {}?", quoted(*meant))
        : names.empty()          ? "; the folder knows no clusters"
                                 : fmt::format("; there are {}", fmt::join(names, ", "));
    scene_.diagnostics.error({}, diag::Kind::kUnknownCluster,
                             fmt::format("no cluster {}{}", quoted(scene_.wishes.cluster), hint));
  }

  Scene scene_;
  std::vector<std::string> known_;
  std::set<const Content*> checked_;
};

}  // namespace

std::vector<Timeline> plan(const Tree& tree, const Wishes& wishes, const diag::SourceMap& sources,
                           diag::Diagnostics& diagnostics) {
  Locator locator(sources);
  Folders folders(tree, sources, diagnostics);
  auto clusters = applications_of(tree, folders, locator, diagnostics);
  return Planner({tree, wishes, folders, locator, diagnostics, clusters}).run();
}

}  // namespace copctl::waves
