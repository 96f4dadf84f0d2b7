#include "waves/folders.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/path.h"
#include "base/text.h"
#include "waves/fields.h"

namespace copctl::waves {

namespace {

bool is_kustomization(std::string_view path) {
  const std::string_view name = base::base_name(path);
  return name == "kustomization.yaml" || name == "kustomization.yml" || name == "Kustomization";
}

// A path of the tree, from what a file in `folder` names; `.` is the root.
std::string resolved(std::string_view folder, std::string_view entry) {
  return base::clean_path(base::join_path(folder == "." ? "" : folder, entry));
}

bool is_remote(std::string_view entry) {
  return entry.find("://") != std::string_view::npos ||
         entry.find("?ref=") != std::string_view::npos || entry.starts_with("git@") ||
         entry.starts_with("github.com/");
}

std::string folder_of(std::string_view path) {
  const std::string_view folder = base::dir_name(path);
  return folder.empty() ? "." : std::string(folder);
}

}  // namespace

Folders::Folders(const Tree& tree, const diag::SourceMap& sources, diag::Diagnostics& diagnostics)
    : tree_(tree), sources_(sources), diagnostics_(diagnostics), locator_(sources) {
  first_resource_.assign(tree.paths.size() + 1, 0);
  for (const manifest::Resource& resource : tree.resources) ++first_resource_[resource.file + 1];
  for (std::size_t i = 1; i < first_resource_.size(); ++i)
    first_resource_[i] += first_resource_[i - 1];
  for (std::size_t i = 0; i < tree.paths.size(); ++i) {
    if (base::base_name(tree.paths[i]) == "Chart.yaml") charts_.insert(folder_of(tree.paths[i]));
    if (is_kustomization(tree.paths[i]) && tree.sources[i] != diag::kNoSource)
      read_kustomization(i);
  }
}

void Folders::read_kustomization(std::size_t file) {
  const auto documents =
      codec::decode_yaml(sources_, tree_.sources[file], {.spans = false}, diagnostics_);
  if (!documents) return;
  Kustomization found{.file = file};
  const value::Value& body = documents->front().value;
  found.name_space = text_at(body, "/namespace");
  for (const std::string_view part :
       {"helmCharts", "generators", "configMapGenerator", "secretGenerator", "transformers"})
    found.partial = found.partial || body.find(part) != nullptr;
  for (const std::string_view part : {"/resources", "/bases", "/components"}) {
    for (std::size_t i = 0; i < items_at(body, part).size(); ++i) {
      const std::string pointer = value::child_pointer(part, i);
      found.entries.emplace_back(text_at(body, pointer), pointer);
    }
  }
  kustomizations_.emplace(folder_of(tree_.paths[file]), std::move(found));
}

std::pair<std::size_t, std::size_t> Folders::range(std::string_view path) const {
  if (path == ".") return {0, tree_.paths.size()};
  const std::string prefix = std::string(path) + "/";
  const auto first = std::ranges::lower_bound(tree_.paths, prefix);
  const auto last = std::partition_point(first, tree_.paths.end(), [&](const std::string& other) {
    return other.starts_with(prefix);
  });
  return {first - tree_.paths.begin(), last - tree_.paths.begin()};
}

std::pair<std::size_t, std::size_t> Folders::resources_of(std::size_t file) const {
  return {first_resource_[file], first_resource_[file + 1]};
}

void Folders::add_file(std::size_t file, const std::string& name_space, Content& content) const {
  const auto [first, last] = resources_of(file);
  for (std::size_t i = first; i < last; ++i) {
    const manifest::Resource& resource = tree_.resources[i];
    const bool scoped = manifest::cluster_scoped(resource.gvk);
    content.items.push_back({i, scoped               ? ""
                                : name_space.empty() ? resource.identity.name_space
                                                     : name_space});
  }
}

// Argo CD's directory tool (reposerver/repository: findManifests).
void Folders::add_plain(const std::string& path, const DirectoryWay& way, Content& content) {
  const auto [first, last] = range(path);
  looked_at_ += last - first;
  const std::size_t skip = path == "." ? 0 : path.size() + 1;
  for (std::size_t i = first; i < last; ++i) {
    const std::string_view inside = std::string_view(tree_.paths[i]).substr(skip);
    const bool is_deep = inside.find('/') != std::string_view::npos;
    if ((is_deep && !way.recurse) ||
        (!way.exclude.empty() && base::matches_glob(way.exclude, inside)) ||
        (!way.include.empty() && !base::matches_glob(way.include, inside)))
      continue;
    add_file(i, "", content);
  }
}

void Folders::report_entry(const Kustomization& from, std::size_t entry,
                           const std::string& target) {
  if (!reported_.emplace(from.file, entry).second) return;
  const diag::SourceId source = tree_.sources[from.file];
  const diag::Span whole{source, 0, 0};
  diagnostics_.error(locator_.at(whole, from.entries[entry].second), diag::Kind::kMissingPath,
                     fmt::format("`{}` names `{}`, which is not in the folder",
                                 base::printable(tree_.paths[from.file]), base::printable(target)));
}

// kustomize's accumulation, without recursion: each kustomization once, the namespace of the outer
// one wins.
void Folders::add_kustomized(const std::string& path, Content& content) {
  struct Pending {
    std::string folder;
    std::string name_space;
  };
  std::vector<Pending> pending{{path, ""}};
  std::set<std::string> seen{path};
  while (!pending.empty()) {
    const Pending at = std::move(pending.back());
    pending.pop_back();
    const Kustomization& kustomization = kustomizations_.find(at.folder)->second;
    content.partial = content.partial || kustomization.partial;
    const std::string& name_space =
        at.name_space.empty() ? kustomization.name_space : at.name_space;
    looked_at_ += kustomization.entries.size();
    for (std::size_t i = 0; i < kustomization.entries.size() && !is_exhausted(); ++i) {
      const std::string& entry = kustomization.entries[i].first;
      content.partial = content.partial || is_remote(entry);
      if (entry.empty() || is_remote(entry)) continue;
      const std::string target = resolved(at.folder, entry);
      const auto file = std::ranges::lower_bound(tree_.paths, target);
      if (file != tree_.paths.end() && *file == target) {
        add_file(file - tree_.paths.begin(), name_space, content);
      } else if (!kustomizations_.contains(target)) {
        report_entry(kustomization, i, target);
      } else if (seen.insert(target).second) {
        pending.push_back({target, name_space});
      }
    }
  }
}

const Content& Folders::content(const std::string& path, const DirectoryWay& way) {
  const auto [found, is_new] = contents_.try_emplace({path, way});
  Content& content = found->second;
  if (!is_new || is_exhausted()) return content;
  const auto [first, last] = range(path);
  content.missing = first == last;
  content.chart = charts_.contains(path);
  content.kustomized = kustomizations_.contains(path);
  if (content.kustomized) {
    add_kustomized(path, content);
  } else if (!content.chart) {
    add_plain(path, way, content);
    content.empty = content.items.empty();
  }
  return content;
}

std::string Folders::folder_above(std::string_view path) const {
  for (std::string folder = folder_of(path);; folder = folder_of(folder)) {
    if (kustomizations_.contains(folder)) return folder;
    if (folder == ".") return {};
  }
}

std::vector<Deployed> Folders::everything() {
  std::set<std::string, std::less<>> roots;
  Content all;
  for (std::size_t file = 0; file < tree_.paths.size(); ++file) {
    const std::string folder = folder_above(tree_.paths[file]);
    if (folder.empty())
      add_file(file, "", all);
    else
      roots.insert(folder);
  }
  for (const std::string& root : roots) add_kustomized(root, all);
  std::ranges::stable_sort(all.items, {}, &Deployed::resource);
  const auto same = [](const Deployed& a, const Deployed& b) { return a.resource == b.resource; };
  all.items.erase(std::unique(all.items.begin(), all.items.end(), same), all.items.end());
  return std::move(all.items);
}

}  // namespace copctl::waves
