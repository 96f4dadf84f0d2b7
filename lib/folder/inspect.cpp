#include <algorithm>

#include "folder/folder.h"
#include "folder/places.h"
#include "folder/report.h"

namespace copctl::folder {
namespace {

// What each kind of node is when it stands where the output folder is to be.
std::string_view not_a_folder(base::FileKind kind) {
  switch (kind) {
    case base::FileKind::kFile:
      return "is a file, not a folder; choose another one with -o";
    case base::FileKind::kSymlink:
      return "is a symbolic link, and copctl writes through none; give the folder that it leads to";
    default:
      return "is no folder; choose another one with -o";
  }
}

// The names by which `.copctl` shows that a dump was here.
bool marks_dump(const base::DirectoryEntry& entry) {
  return entry.name == kLockName || entry.name == kSecretsLockName || entry.name == kJournalName;
}

std::optional<std::vector<base::DirectoryEntry>> list(const base::FileSystem& files,
                                                      const std::string& path,
                                                      diag::Diagnostics& diagnostics) {
  std::error_code error;
  auto entries = files.list(path, error);
  if (!entries) {
    report_unreadable(path, error, diagnostics);
  }
  return entries;
}

}  // namespace

std::optional<Target> inspect(const base::FileSystem& files, const std::string& dir,
                              diag::Diagnostics& diagnostics) {
  const Places places(dir);
  std::error_code error;
  const auto stat = files.stat(places.dir, error);
  if (!stat) {
    if (is_missing(error)) {
      return Target::kAbsent;
    }
    report_unwritable(places.dir, error, diagnostics);
    return std::nullopt;
  }
  if (stat->kind != base::FileKind::kDirectory) {
    report_path(diag::Kind::kCannotWrite, places.dir, not_a_folder(stat->kind), diagnostics);
    return std::nullopt;
  }
  const auto entries = list(files, places.dir, diagnostics);
  if (!entries) {
    return std::nullopt;
  }
  const auto hidden = std::ranges::find(*entries, kHidden, &base::DirectoryEntry::name);
  if (hidden == entries->end()) {
    return entries->empty() ? Target::kEmpty : Target::kForeign;
  }
  if (hidden->kind != base::FileKind::kDirectory) {
    report_path(diag::Kind::kInvalidLock, places.hidden,
                "is no folder; remove it, or choose another folder with -o", diagnostics);
    return std::nullopt;
  }
  const auto memory = list(files, places.hidden, diagnostics);
  if (!memory) {
    return std::nullopt;
  }
  return std::ranges::any_of(*memory, marks_dump) ? Target::kDump : Target::kForeign;
}

}  // namespace copctl::folder
