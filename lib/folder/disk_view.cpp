#include "folder/disk_view.h"

#include "base/path.h"

namespace copctl::folder {

const DiskView::Names& DiskView::names(std::string_view folder) {
  const auto known = listed_.find(folder);
  if (known != listed_.end()) {
    return known->second;
  }
  Names& names = listed_[std::string(folder)];
  if (!folder.empty() && kind(folder) != base::FileKind::kDirectory) {
    return names;
  }
  const std::string path = folder.empty() ? places_.dir : places_.at(folder);
  std::error_code error;
  const auto entries = files_.list(path, error);
  if (entries) {
    for (const base::DirectoryEntry& entry : *entries) {
      names.emplace(entry.name, entry.kind);
    }
  } else if (!failed_) {
    failed_ = path;
    error_ = error;
  }
  return names;
}

std::optional<base::FileKind> DiskView::kind(std::string_view path) {
  const Names& siblings = names(base::dir_name(path));
  const auto found = siblings.find(base::base_name(path));
  return found == siblings.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::string> DiskView::obstacle(std::string_view path) {
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/', slash + 1)) {
    const std::string_view folder = path.substr(0, slash);
    const auto found = kind(folder);
    if (!found) {
      return std::nullopt;
    }
    if (*found != base::FileKind::kDirectory) {
      return std::string(folder);
    }
  }
  return std::nullopt;
}

}  // namespace copctl::folder
