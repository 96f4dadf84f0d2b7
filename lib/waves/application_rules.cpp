#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/path.h"
#include "base/text.h"
#include "codec/codec.h"
#include "waves/fields.h"
#include "waves/patches.h"
#include "waves/rules.h"

namespace copctl::waves {

namespace {

using value::Value;

bool has(const Value& body, std::string_view pointer) {
  const Value* found = value::lookup_pointer(body, pointer);
  return found != nullptr && !found->is_nil();
}

// Everything about one Application that needs no other.
class Judge {
 public:
  Judge(Scene& scene, const Application& app)
      : scene_(scene), app_(app), body_(app.resource->body) {}

  void run() {
    project();
    sources();
    destination();
    for (const Source& source : app_.sources) {
      tools(source);
      patches(source);
    }
  }

 private:
  void say(std::string_view pointer, diag::Kind kind, std::string_view message) {
    fault(scene_, *app_.resource, pointer, kind, message);
  }

  // argoproj.io's CRD requires it.
  void project() {
    if (text_at(body_, "/spec/project").empty())
      say("/spec/project", diag::Kind::kMissingProject,
          "has no `spec.project`; `default` is always there");
  }

  void sources() {
    const bool one = has(body_, "/spec/source");
    const bool several = has(body_, "/spec/sources");
    if (!one && !several) {
      say("/spec", diag::Kind::kInvalidSource, "has no `spec.source`");
    } else if (one && several) {
      say("/spec/source", diag::Kind::kInvalidSource,
          "has both `spec.source` and `spec.sources`; Argo CD passes over the first");
    }
    for (const Source& source : app_.sources) {
      const std::string problem = source_fault(source.pointer);
      if (!problem.empty()) say(source.pointer, diag::Kind::kInvalidSource, problem);
    }
  }

  // util/argo: validateSourceHelm, validateRepo.
  std::string source_fault(const std::string& at) const {
    const bool path = !text_at(body_, at + "/path").empty();
    const bool chart = !text_at(body_, at + "/chart").empty();
    if (text_at(body_, at + "/repoURL").empty()) return "has a source without `repoURL`";
    if (path && chart) return "has a source with both `path` and `chart`";
    if (!path && !chart && text_at(body_, at + "/ref").empty())
      return "has a source without `path` or `chart`";
    if (chart && text_at(body_, at + "/targetRevision").empty())
      return "has a chart without `targetRevision`, the version";
    return {};
  }

  // reposerver: several explicit types are refused.
  void tools(const Source& source) {
    std::vector<std::string> found;
    for (const std::string_view tool : {"helm", "kustomize", "directory", "plugin"}) {
      if (has(body_, source.pointer + "/" + std::string(tool))) found.push_back(quoted(tool));
    }
    if (found.size() > 1)
      say(source.pointer, diag::Kind::kInvalidSource,
          fmt::format("has {} in one source; Argo CD takes one of them",
                      fmt::join(found, " and ")));
  }

  void destination() {
    const bool server = has(body_, "/spec/destination/server");
    const bool name = has(body_, "/spec/destination/name");
    if (server == name) {
      say("/spec/destination", diag::Kind::kInvalidDestination,
          server ? "has both `server` and `name` in its destination; give one"
                 : "has neither `server` nor `name` in its destination");
    }
    if (!app_.destination.empty()) return;
    for (const Source& source : app_.sources) {
      if (source.content == nullptr) continue;
      const auto homeless = std::ranges::find_if(source.content->items, [&](const Deployed& item) {
        return item.name_space.empty() &&
               !manifest::cluster_scoped(scene_.tree.resources[item.resource].gvk) &&
               scene_.tree.resources[item.resource].gvk.group.find('.') == std::string::npos;
      });
      if (homeless == source.content->items.end()) continue;
      const manifest::Resource& resource = scene_.tree.resources[homeless->resource];
      say("/spec/destination", diag::Kind::kInvalidDestination,
          fmt::format("has no namespace in its destination, and {} has none either",
                      quoted(manifest::display(resource.identity))));
      return;
    }
  }

  void patches(const Source& source) {
    const std::string list = source.pointer + "/kustomize/patches";
    if (source.content == nullptr || items_at(body_, list).empty()) return;
    if (!source.content->kustomized) {
      say(list, diag::Kind::kMissingKustomization,
          fmt::format("patches {}, which has no kustomization.yaml", quoted(source.path)));
      return;
    }
    for (std::size_t i = 0; i < items_at(body_, list).size(); ++i) {
      const std::string problem =
          patch_fault(scene_.tree, items_at(body_, list)[i], *source.content);
      if (!problem.empty())
        say(value::child_pointer(list, i), diag::Kind::kUnmatchedPatch, problem);
    }
  }

  Scene& scene_;
  const Application& app_;
  const Value& body_;
};

// What the Applications of a cluster have to do with their files.
class Coverage {
 public:
  Coverage(Scene& scene, const std::string& cluster, const std::vector<Application>& apps)
      : scene_(scene), cluster_(cluster), apps_(apps) {}

  void run() {
    for (const Application& app : apps_) {
      if (!app.root)
        file_name(app);
      else
        learn(app);
    }
    if (!has_root_) return;
    for (const Application& app : apps_) {
      if (!app.root && !covered_.contains(index_of(app))) uncovered(app);
    }
  }

 private:
  std::size_t index_of(const Application& app) const {
    return static_cast<std::size_t>(app.resource - scene_.tree.resources.data());
  }

  // One file, one Application: who deletes the file removes it and nothing else.
  void file_name(const Application& app) {
    const std::string& path = scene_.tree.paths[app.resource->file];
    if (cluster_of(path).empty()) return;
    const auto [first, last] = scene_.folders.resources_of(app.resource->file);
    const std::string_view base_name = base::base_name(path);
    const std::string_view stem = base_name.substr(0, base_name.rfind('.'));
    if (last - first > 1) {
      doubt(scene_, *app.resource, "/metadata/name", diag::Kind::kMisnamedFile,
            "shares its file with others; one Application a file can be removed alone");
    } else if (stem != app.name()) {
      doubt(scene_, *app.resource, "/metadata/name", diag::Kind::kMisnamedFile,
            fmt::format("is in {}; a file is best named for its Application", quoted(base_name)));
    }
  }

  void learn(const Application& root) {
    has_root_ = true;
    for (const Source& source : root.sources) {
      if (source.content == nullptr) continue;
      for (const Deployed& item : source.content->items) {
        covered_.insert(item.resource);
        const std::string& path = scene_.tree.paths[scene_.tree.resources[item.resource].file];
        if (!is_base(path) || !told_.insert(source.path).second) continue;
        fault(scene_, *root.resource, source.pointer + "/path", diag::Kind::kUncoveredApplication,
              fmt::format("deploys {}, which is a base and no cluster's own", quoted(path)));
      }
    }
  }

  void uncovered(const Application& app) {
    fault(scene_, *app.resource, "/metadata/name", diag::Kind::kUncoveredApplication,
          fmt::format("is in no folder that a root Application{} reads", of_cluster(cluster_)));
  }

  Scene& scene_;
  const std::string& cluster_;
  const std::vector<Application>& apps_;
  bool has_root_ = false;
  std::set<std::size_t> covered_;
  std::set<std::string> told_;
};

}  // namespace

void judge_applications(Scene& scene, const std::string& cluster,
                        const std::vector<Application>& apps) {
  for (const Application& app : apps) Judge(scene, app).run();
  Coverage(scene, cluster, apps).run();
}

namespace {

bool judges_applications(const manifest::Resource& argo) {
  const auto& checks = items_at(argo.body, "/spec/resourceHealthChecks");
  return std::ranges::any_of(checks, [](const Value& check) {
    return text_at(check, "/group") == kArgo && text_at(check, "/kind") == "Application";
  });
}

// Argo CD judges no Application by itself since 1.8 (docs: Resource Health): without a rule of its
// own the root takes every wave for done at once. The rule is a key of argocd-cm, also in the
// values of a chart, or an entry of the ArgoCD resource of the root's cluster.
void health_check(Scene& scene, const std::vector<diag::SourceId>& sources,
                  const diag::SourceMap& texts) {
  for (const diag::SourceId source : sources) {
    if (texts.text(source).find("health.argoproj.io_Application") != std::string_view::npos) return;
  }
  std::set<std::string> told;
  for (const manifest::Resource& resource : scene.tree.resources) {
    if (is(resource, kArgo, "ArgoCD") && judges_applications(resource))
      told.insert(cluster_of(scene.tree, resource));
  }
  for (const auto& [cluster, apps] : scene.clusters) {
    const auto root = std::ranges::find_if(apps, &Application::root);
    if (root == apps.end() || told.contains(cluster) || told.contains("")) continue;
    doubt(scene, *root->resource, "", diag::Kind::kMissingHealthCheck,
          "cannot wait between waves: nothing here tells Argo CD the health of Applications; set "
          "`resource.customizations.health.argoproj.io_Application`");
  }
}

// Folders beside those that Applications deploy, as far as they are all in one named `apps`.
void orphans(Scene& scene) {
  std::set<std::string> used;
  std::set<std::string> parents;
  for (const auto& [cluster, apps] : scene.clusters) {
    for (const Application& app : apps) {
      for (const Source& source : app.sources) {
        if (source.content == nullptr || app.root) continue;
        used.insert(source.path);
        const std::string parent(base::dir_name(source.path));
        if (base::base_name(parent) == "apps") parents.insert(parent);
        for (const Deployed& item : source.content->items)
          used.emplace(base::dir_name(scene.tree.paths[scene.tree.resources[item.resource].file]));
      }
    }
  }
  // Those of bases are deployed by whoever takes the base.
  for (const manifest::Resource& resource : scene.tree.resources) {
    if (is(resource, kArgo, "Application"))
      used.emplace(base::clean_path(text_at(resource.body, "/spec/source/path")));
  }
  const auto is_used = [&](const std::string& folder) {
    const auto found = used.lower_bound(folder);
    return found != used.end() && (*found == folder || found->starts_with(folder + "/"));
  };
  for (const std::string& parent : parents) {
    std::string last;
    const auto [first, end] = scene.folders.range(parent);
    for (std::size_t file = first; file < end; ++file) {
      const std::string_view path = scene.tree.paths[file];
      const std::size_t slash = path.find('/', parent.size() + 1);
      const std::string folder(path.substr(0, slash));
      if (slash == std::string_view::npos || folder == last || is_base(folder)) continue;
      const auto [begin, behind] = scene.folders.resources_of(file);
      if (begin == behind) continue;
      last = folder;
      if (!is_used(folder))
        scene.diagnostics.warning(scene.tree.resources[begin].head, diag::Kind::kOrphanFolder,
                                  fmt::format("no Application deploys {}", quoted(folder)));
    }
  }
}

}  // namespace

void judge_folders(Scene& scene) {
  health_check(scene, scene.tree.sources, scene.locator.sources());
  orphans(scene);
}

}  // namespace copctl::waves
