#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "waves/fields.h"
#include "waves/nested.h"
#include "waves/rules.h"

// Operators of OpenShift's Operator Lifecycle Manager (operators.coreos.com).

namespace copctl::waves {

namespace {

constexpr std::string_view kOlm = "operators.coreos.com";

// Catalogs that every OpenShift brings.
constexpr std::string_view kDefaultCatalogs[] = {"certified-operators", "community-operators",
                                                 "redhat-marketplace", "redhat-operators"};

// Packages that are installed in one way only: into their own namespace, or for all.
struct InstallMode {
  std::string_view package;
  bool own_namespace;
};
constexpr InstallMode kInstallModes[] = {
    {"gpu-operator-certified", true},
    {"lvms-operator", true},
    {"nfd", true},
    {"nim-operator-certified", false},
};

// Groups whose types OpenShift itself brings, or OLM; anything else in dots comes with an operator.
bool is_given(std::string_view group) {
  constexpr std::string_view kGiven[] = {
      "config.openshift.io",   "console.openshift.io",
      "image.openshift.io",    "machineconfiguration.openshift.io",
      "monitoring.coreos.com", "oauth.openshift.io",
      "operator.openshift.io", "project.openshift.io",
      "route.openshift.io",    "security.openshift.io",
      "argoproj.io",           "operators.coreos.com"};
  return group.find('.') == std::string_view::npos || group.ends_with(".k8s.io") ||
         std::ranges::find(kGiven, group) != std::end(kGiven);
}

// The operators of one cluster.
class Judge {
 public:
  Judge(Scene& scene, const std::vector<Application>& apps) : scene_(scene) {
    for (const Application& app : apps) {
      if (app.root) continue;
      for (const Deployed& item : items_of(scene.tree, app)) learn(item);
    }
  }

  void run(const std::vector<Application>& apps) {
    for (const auto& [name_space, groups] : groups_) only_group(name_space, groups);
    for (const Deployed& item : subscriptions_) subscription(item);
    for (const Application& app : apps) {
      if (!app.root) custom_resources(app);
    }
  }

 private:
  const manifest::Resource& at(const Deployed& item) const {
    return scene_.tree.resources[item.resource];
  }

  void learn(const Deployed& item) {
    const manifest::Resource& resource = at(item);
    if (is(resource, kOlm, "OperatorGroup")) groups_[item.name_space].push_back(&resource);
    if (is(resource, kOlm, "Subscription")) subscriptions_.push_back(item);
    if (is(resource, kOlm, "CatalogSource")) catalogs_.insert(resource.identity.name);
    if (is(resource, "apiextensions.k8s.io", "CustomResourceDefinition"))
      types_.insert(std::string(text_at(resource.body, "/spec/group")));
  }

  void only_group(const std::string& name_space,
                  const std::vector<const manifest::Resource*>& groups) {
    for (std::size_t i = 1; i < groups.size(); ++i) {
      fault(
          scene_, *groups[i], "/metadata/name", diag::Kind::kInvalidOperator,
          fmt::format("is a second OperatorGroup of namespace {}; OLM installs nothing there then",
                      quoted(name_space)))
          .notes.push_back({groups[0]->head, "the first one is here"});
    }
  }

  void subscription(const Deployed& item) {
    const manifest::Resource& resource = at(item);
    for (const std::string_view field : {"name", "channel", "source", "sourceNamespace"}) {
      const std::string pointer = "/spec/" + std::string(field);
      if (text_at(resource.body, pointer).empty())
        fault(scene_, resource, pointer, diag::Kind::kInvalidOperator,
              fmt::format("has no `spec.{}`", field));
    }
    const std::string_view source = text_at(resource.body, "/spec/source");
    if (!source.empty() && !catalogs_.contains(std::string(source)) &&
        std::ranges::find(kDefaultCatalogs, source) == std::end(kDefaultCatalogs))
      doubt(scene_, resource, "/spec/source", diag::Kind::kUnknownCatalog,
            fmt::format("takes its operator from {}, a CatalogSource that is not in the folder",
                        quoted(source)));
    group_of(item);
  }

  void group_of(const Deployed& item) {
    const auto found = groups_.find(item.name_space);
    if (found == groups_.end()) {
      // There OpenShift brings a group for all namespaces.
      if (item.name_space != "openshift-operators")
        fault(scene_, at(item), "", diag::Kind::kInvalidOperator,
              fmt::format("has no OperatorGroup in namespace {}; OLM installs nothing without one",
                          quoted(item.name_space)));
      return;
    }
    const std::string_view package = text_at(at(item).body, "/spec/name");
    for (const InstallMode& mode : kInstallModes) {
      if (mode.package == package) install_mode(item, *found->second.front(), mode);
    }
  }

  void install_mode(const Deployed& item, const manifest::Resource& group,
                    const InstallMode& mode) {
    const auto& targets = items_at(group.body, "/spec/targetNamespaces");
    const bool own =
        targets.size() == 1 && targets[0].is_string() && targets[0].as_string() == item.name_space;
    if (mode.own_namespace ? own : targets.empty()) return;
    fault(scene_, group, "/spec/targetNamespaces", diag::Kind::kInstallMode,
          mode.own_namespace
              ? fmt::format(
                    "must have the one target namespace {}: {} is installed into its own only",
                    quoted(item.name_space), quoted(mode.package))
              : fmt::format("must have no target namespaces: {} is installed for all only",
                            quoted(mode.package)));
  }

  // Argo CD tries every manifest before it applies any; a type that the operator beside it will
  // bring is not there yet.
  void custom_resources(const Application& app) {
    const std::vector<Deployed> items = items_of(scene_.tree, app);
    const std::vector<Place> places = places_of(scene_.tree, items);
    const Place* operator_place = nullptr;
    std::size_t operator_index = 0;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (!is(at(items[i]), kOlm, "Subscription")) continue;
      operator_place = &places[i];
      operator_index = i;
    }
    if (operator_place == nullptr) return;
    for (std::size_t i = 0; i < items.size(); ++i) {
      const manifest::Resource& resource = at(items[i]);
      if (is_given(resource.gvk.group) || types_.contains(resource.gvk.group)) continue;
      if (!checked_.insert(items[i].resource).second) continue;
      if (!skips_dry_run(app, resource))
        fault(scene_, resource, "/kind", diag::Kind::kMissingDryRunOption,
              "is of a type that the operator beside it brings; set the annotation "
              "`argocd.argoproj.io/sync-options: SkipDryRunOnMissingResource=true`");
      if (std::pair(places[i].phase, places[i].wave) <=
          std::pair(operator_place->phase, operator_place->wave))
        fault(
            scene_, resource, "", diag::Kind::kLateDependency,
            fmt::format("in wave {} needs the operator of {} in wave {}; put it into a later wave",
                        wave_label(places[i]),
                        quoted(manifest::display(at(items[operator_index]).identity)),
                        wave_label(*operator_place)));
    }
  }

  static bool skips_dry_run(const Application& app, const manifest::Resource& resource) {
    constexpr std::string_view kOption = "SkipDryRunOnMissingResource=true";
    const std::string* own = annotation(resource, "argocd.argoproj.io/sync-options");
    if (own != nullptr && std::ranges::count(names_in(*own), kOption) != 0) return true;
    return std::ranges::any_of(
        items_at(app.resource->body, "/spec/syncPolicy/syncOptions"),
        [&](const value::Value& v) { return v.is_string() && v.as_string() == kOption; });
  }

  Scene& scene_;
  std::map<std::string, std::vector<const manifest::Resource*>> groups_;
  std::vector<Deployed> subscriptions_;
  std::set<std::string> catalogs_;
  std::set<std::string, std::less<>> types_;
  std::set<std::size_t> checked_;
};

}  // namespace

void judge_operators(Scene& scene, const std::vector<Application>& apps) {
  Judge(scene, apps).run(apps);
}

}  // namespace copctl::waves
