#include "folder/ancestry.h"

namespace copctl::folder {

Ancestry::Ancestry(const std::vector<File>& wanted, const std::optional<Lock>& previous)
    : previous_(previous) {
  for (const File& file : wanted) {
    wanted_.insert(file.path);
  }
  if (previous_) {
    for (const auto& [path, file] : previous_->files) {
      by_key_.emplace(file.identity(), &file);
    }
  }
}

const File* Ancestry::of(const File& file) const {
  if (!previous_) {
    return nullptr;
  }
  if (const auto found = previous_->files.find(file.path); found != previous_->files.end()) {
    return &found->second;
  }
  // What stands where another file is wanted does not move away from under it.
  const auto found = by_key_.find(file.identity());
  return found == by_key_.end() || wanted_.contains(found->second->path) ? nullptr : found->second;
}

}  // namespace copctl::folder
