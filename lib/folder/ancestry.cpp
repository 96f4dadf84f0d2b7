#include "folder/ancestry.h"

#include <algorithm>

#include "manifest/manifest.h"

namespace copctl::folder {
namespace {

// The resources of a manifest in one line each, in whatever order they stand there; empty when it
// has none or is no manifest.
std::string resources_of(const File& file) {
  diag::SourceMap sources;
  diag::Diagnostics ignored;
  const auto source = sources.add_view(diag::SourceKind::kFile, file.path, file.text);
  const auto resources = manifest::parse(sources, {.source = source}, ignored);
  std::vector<manifest::Identity> identities;
  for (const manifest::Resource& resource : resources.value_or(std::vector<manifest::Resource>())) {
    identities.push_back(resource.identity);
  }
  std::ranges::sort(identities);
  std::string lines;
  for (const manifest::Identity& id : identities) {
    lines += id.group + '/' + id.kind + '/' + id.name_space + '/' + id.name + '\n';
  }
  return lines;
}

// Files by their resources; nullptr for those that several files have.
std::map<std::string, const File*> by_resources(const std::vector<const File*>& files) {
  std::map<std::string, const File*> found;
  for (const File* file : files) {
    const auto [at, is_new] = found.emplace(resources_of(*file), file);
    at->second = is_new && !at->first.empty() ? file : nullptr;
  }
  return found;
}

}  // namespace

Ancestry::Ancestry(const std::vector<File>& wanted, const std::optional<Lock>& previous)
    : previous_(previous) {
  if (!previous_) {
    return;
  }
  for (const File& file : wanted) {
    wanted_.insert(file.path);
  }
  for (const auto& [path, file] : previous_->files) {
    by_key_.emplace(file.identity(), &file);
  }
  find_renamed(wanted);
}

void Ancestry::find_renamed(const std::vector<File>& wanted) {
  std::set<std::string_view> continued;
  std::vector<const File*> fresh;
  for (const File& file : wanted) {
    if (const File* base = of(file)) {
      continued.insert(base->path);
    } else {
      fresh.push_back(&file);
    }
  }
  std::vector<const File*> orphans;
  for (const auto& [path, file] : previous_->files) {
    if (!continued.contains(path) && !wanted_.contains(path)) {
      orphans.push_back(&file);
    }
  }
  if (fresh.empty() || orphans.empty()) {
    return;
  }
  const auto by_content = by_resources(orphans);
  for (const auto& [resources, file] : by_resources(fresh)) {
    const auto found = by_content.find(resources);
    if (file != nullptr && found != by_content.end() && found->second != nullptr) {
      renamed_.emplace(file->path, found->second);
    }
  }
}

const File* Ancestry::by_key(const File& file) const {
  const auto found = by_key_.find(file.identity());
  // What stands where another file is wanted does not move away from under it.
  return found == by_key_.end() || wanted_.contains(found->second->path) ? nullptr : found->second;
}

const File* Ancestry::of(const File& file) const {
  if (!previous_) {
    return nullptr;
  }
  if (const auto found = previous_->files.find(file.path); found != previous_->files.end()) {
    return &found->second;
  }
  const auto renamed = renamed_.find(file.path);
  return renamed == renamed_.end() ? by_key(file) : renamed->second;
}

}  // namespace copctl::folder
