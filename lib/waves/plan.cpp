#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/edit_distance.h"
#include "waves/application_order.h"
#include "waves/fields.h"
#include "waves/resource_order.h"
#include "waves/rules.h"
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
      judge(cluster, apps);
    }
    if (!timelines.empty()) judge_folders(scene_);
    return timelines;
  }

  void judge(const std::string& cluster, const std::vector<Application>& apps) {
    judge_applications(scene_, cluster, apps);
    judge_operators(scene_, apps);
    judge_items(deployed_by(apps), true);
  }

  // What the Applications of a cluster deploy; Applications themselves are judged apart.
  std::vector<Deployed> deployed_by(const std::vector<Application>& apps) const {
    std::vector<Deployed> all;
    for (const Application& app : apps) {
      if (app.root) continue;
      for (Deployed& item : items_of(scene_.tree, app)) all.push_back(std::move(item));
    }
    return all;
  }

  // Clusters share folders: what a resource has wrong by itself is said once.
  void judge_items(const std::vector<Deployed>& items, bool is_repository) {
    std::vector<Deployed> fresh;
    for (const Deployed& item : items) {
      if (judged_.insert(item.resource).second) fresh.push_back(item);
    }
    judge_resources(scene_, fresh);
    judge_references(scene_, items);
    if (scene_.wishes.air_gapped) judge_images(scene_, items);
    for (const Deployed& item : fresh) {
      const manifest::Resource& resource = scene_.tree.resources[item.resource];
      if (is_repository && is(resource, "", "Secret")) plain_secret(resource);
    }
  }

  // What Argo CD is told of a repository is a Secret even where it holds none.
  static bool is_address_only(const manifest::Resource& resource, const value::Value& values) {
    constexpr std::string_view kOpen[] = {"enableOCI", "insecure", "name", "project",
                                          "proxy",     "type",     "url"};
    return !label(resource, "argocd.argoproj.io/secret-type").empty() &&
           std::ranges::all_of(values.entries(), [&](const auto& entry) {
             return std::ranges::find(kOpen, entry.first) != std::end(kOpen);
           });
  }

  // Who can read the repository can read it.
  void plain_secret(const manifest::Resource& resource) {
    for (const std::string_view part : {"data", "stringData"}) {
      const value::Value* found = resource.body.find(part);
      if (found == nullptr || found->entries().empty() || is_address_only(resource, *found))
        continue;
      // Pointed at as a whole: the line of a value would show it.
      doubt(scene_, resource, "", diag::Kind::kPlainSecret,
            "is a Secret in plain text in what Argo CD reads from Git; seal it, or let an "
            "ExternalSecret fetch it");
      return;
    }
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
      judge_items(items, false);
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
  std::set<std::size_t> judged_;
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
