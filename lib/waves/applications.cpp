#include "waves/applications.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/path.h"
#include "base/text.h"
#include "waves/fields.h"

namespace copctl::waves {

namespace {

using value::Value;

constexpr std::string_view kClusterFolders[] = {"clusters", "bootstrap"};

std::string clean_source_path(std::string_view path) {
  if (path.empty()) return {};
  const std::string cleaned = base::clean_path(path);
  return cleaned.starts_with("..") || cleaned.starts_with('/') ? std::string() : cleaned;
}

bool is_true(const Value& body, std::string_view pointer) {
  const Value* found = value::lookup_pointer(body, pointer);
  return found != nullptr && found->is_bool() && found->as_bool();
}

DirectoryWay way_of(const Value& body, const std::string& pointer) {
  return {is_true(body, pointer + "/directory/recurse"),
          std::string(text_at(body, pointer + "/directory/include")),
          std::string(text_at(body, pointer + "/directory/exclude"))};
}

Source source_of(const Value& body, std::string pointer) {
  Source source;
  source.repo = text_at(body, pointer + "/repoURL");
  source.path = clean_source_path(text_at(body, pointer + "/path"));
  source.pointer = std::move(pointer);
  return source;
}

bool has_option(const Value& body, std::string_view option) {
  return std::ranges::any_of(items_at(body, "/spec/syncPolicy/syncOptions"), [&](const Value& v) {
    return v.is_string() && v.as_string() == option;
  });
}

Application application_of(const Tree& tree, const manifest::Resource& resource) {
  Application app;
  app.resource = &resource;
  app.cluster = cluster_of(tree, resource);
  const Value& body = resource.body;
  if (const std::string* wave = annotation(resource, kWaveKey))
    app.has_wave = read_integer(*wave, app.wave);
  if (value::lookup_pointer(body, "/spec/source") != nullptr)
    app.sources.push_back(source_of(body, "/spec/source"));
  for (std::size_t i = 0; i < items_at(body, "/spec/sources").size(); ++i)
    app.sources.push_back(source_of(body, value::child_pointer("/spec/sources", i)));
  app.destination = text_at(body, "/spec/destination/namespace");
  app.makes_namespace = has_option(body, "CreateNamespace=true");
  return app;
}

void forget_contents(Application& app) {
  for (Source& source : app.sources) source.content = nullptr;
}

// Finds what the sources' paths hold.
class Opening {
 public:
  Opening(const Tree& tree, Folders& folders, Locator& locator, diag::Diagnostics& diagnostics)
      : tree_(tree), folders_(folders), locator_(locator), diagnostics_(diagnostics) {}

  void learn_own(const Application& app) {
    for (const Source& source : app.sources) {
      const auto [first, last] = folders_.range(source.path.empty() ? " " : source.path);
      if (first != last) own_.insert(source.repo);
    }
  }

  void open(Application& app) {
    for (Source& source : app.sources) {
      if (source.path.empty() || !own_.contains(source.repo)) continue;
      const Content& content =
          folders_.content(source.path, way_of(app.resource->body, source.pointer));
      if (!afford(app, content)) return;
      source.content = &content;
      check(app, source);
      app.root = app.root || holds_applications(*source.content);
    }
  }

  bool is_too_much() const { return deployed_ > kMaxDeployed; }

 private:
  bool afford(const Application& app, const Content& content) {
    if (deployed_ > kMaxDeployed) return false;
    deployed_ += content.items.size() + 1;
    if (deployed_ <= kMaxDeployed && !folders_.is_exhausted()) return true;
    diagnostics_.error(
        app.resource->head, diag::Kind::kTooLarge,
        fmt::format("the Applications up to here deploy more than {} resources", kMaxDeployed));
    deployed_ = kMaxDeployed + 1;
    return false;
  }

  bool holds_applications(const Content& content) const {
    return std::ranges::any_of(content.items, [&](const Deployed& item) {
      return is(tree_.resources[item.resource], kArgo, "Application");
    });
  }

  void check(const Application& app, const Source& source) {
    const Content& content = *source.content;
    const std::string fault = content.missing ? "is not there"
                              : content.empty ? "holds no manifest"
                                              : std::string();
    if (fault.empty()) return;
    const std::string hint = content.empty && !content.missing && is_deep(source.path)
                                 ? "; `directory.recurse: true` takes the folders in it"
                                 : "";
    diagnostics_.error(locator_.at(*app.resource, source.pointer + "/path"),
                       diag::Kind::kMissingPath,
                       fmt::format("`{}` of Application `{}` {}{}", base::printable(source.path),
                                   base::printable(app.name()), fault, hint));
  }

  // Manifests lie in folders below.
  bool is_deep(const std::string& path) const {
    const auto [first, last] = folders_.range(path);
    for (std::size_t file = first; file < last; ++file) {
      const auto [begin, end] = folders_.resources_of(file);
      if (begin != end) return true;
    }
    return false;
  }

  const Tree& tree_;
  Folders& folders_;
  Locator& locator_;
  diag::Diagnostics& diagnostics_;
  std::set<std::string> own_;
  std::size_t deployed_ = 0;
};

}  // namespace

std::string cluster_of(std::string_view path) {
  const std::vector<std::string_view> parts = base::split(path, '/');
  for (std::size_t i = 0; i + 2 < parts.size(); ++i) {
    if (std::ranges::find(kClusterFolders, parts[i]) != std::end(kClusterFolders))
      return std::string(parts[i + 1]);
  }
  return {};
}

std::string cluster_of(const Tree& tree, const manifest::Resource& resource) {
  const std::string by_path = cluster_of(tree.paths[resource.file]);
  return by_path.empty() ? std::string(label(resource, "cluster")) : by_path;
}

bool is_base(std::string_view path) {
  return path.starts_with('_') || path.find("/_") != std::string_view::npos;
}

std::map<std::string, std::vector<Application>> applications_of(const Tree& tree, Folders& folders,
                                                                Locator& locator,
                                                                diag::Diagnostics& diagnostics) {
  std::map<std::string, std::vector<Application>> clusters;
  Opening opening(tree, folders, locator, diagnostics);
  for (const manifest::Resource& resource : tree.resources) {
    if (!is(resource, kArgo, "Application") || is_base(tree.paths[resource.file])) continue;
    Application app = application_of(tree, resource);
    opening.learn_own(app);
    std::vector<Application>& of_cluster = clusters[app.cluster];
    of_cluster.push_back(std::move(app));
  }
  for (auto& [name, apps] : clusters) {
    for (Application& app : apps) opening.open(app);
  }
  if (opening.is_too_much()) {
    for (auto& [name, apps] : clusters) std::ranges::for_each(apps, forget_contents);
  }
  return clusters;
}

}  // namespace copctl::waves
