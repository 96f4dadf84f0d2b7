#include <fmt/format.h>

#include <algorithm>

#include "base/path.h"
#include "folder/disk_view.h"
#include "folder/folder.h"
#include "folder/merging.h"
#include "folder/report.h"

namespace copctl::folder {
namespace {

using base::FileKind;

constexpr unsigned kOthersBits = 077;
// Git's own folder is no file of the user.
constexpr std::string_view kGit = ".git";

class Survey {
 public:
  Survey(const base::FileSystem& files, const Places& places, const Lock& lock,
         diag::Diagnostics& diagnostics)
      : files_(files),
        places_(places),
        lock_(lock),
        disk_(files, places),
        diagnostics_(diagnostics) {}

  std::optional<std::vector<FileStatus>> run() {
    const std::size_t before = diagnostics_.error_count();
    for (const auto& [path, file] : lock_.files) {
      look_at(file);
    }
    if (!add_foreign("")) {
      report_path(
          diag::Kind::kTooLarge, places_.dir,
          fmt::format("holds more than {} files that are not of the dump", kMaxForeignFiles),
          diagnostics_);
    }
    if (disk_.failed()) {
      report_unreadable(*disk_.failed(), disk_.error(), diagnostics_);
    }
    std::ranges::sort(found_, {}, &FileStatus::path);
    return diagnostics_.error_count() == before ? std::optional(std::move(found_)) : std::nullopt;
  }

 private:
  void look_at(const File& file) {
    FileStatus status{file.path, FileState::kMissing, file.secret};
    if (!disk_.obstacle(file.path)) {
      describe(file, status);
    }
    found_.push_back(std::move(status));
  }

  void describe(const File& file, FileStatus& status) {
    const std::optional<FileKind> kind = disk_.kind(file.path);
    if (!kind || *kind == FileKind::kDirectory) {
      return;
    }
    status.state = *kind == FileKind::kFile ? state_of(file) : FileState::kEdited;
    status.exposed = file.secret && *kind == FileKind::kFile && is_exposed(file.path);
  }

  FileState state_of(const File& file) {
    std::error_code error;
    const std::string path = places_.at(file.path);
    const auto text = files_.read(path, kMaxFileBytes, error);
    if (!text) {
      report_unreadable(path, error, diagnostics_);
      return FileState::kUnknown;
    }
    if (has_markers(*text) && *text != file.text) {
      return FileState::kConflicting;
    }
    if (file.secret && !lock_.has_secrets) {
      return FileState::kUnknown;
    }
    return *text == file.text ? FileState::kUnchanged : FileState::kEdited;
  }

  bool is_exposed(const std::string& path) const {
    std::error_code error;
    const auto stat = files_.stat(places_.at(path), error);
    return stat && (stat->mode & kOthersBits) != 0;
  }

  // False when there are too many.
  bool add_foreign(const std::string& folder) {
    for (const auto& [name, kind] : disk_.names(folder)) {
      const std::string path = base::join_path(folder, name);
      if (kind == FileKind::kDirectory) {
        const bool passed_over = name == kGit || path == kHidden;
        if (!passed_over && !add_foreign(path)) {
          return false;
        }
      } else if (!lock_.files.contains(path)) {
        found_.push_back({path, FileState::kForeign});
        if (++foreign_ > kMaxForeignFiles) {
          return false;
        }
      }
    }
    return true;
  }

  const base::FileSystem& files_;
  const Places& places_;
  const Lock& lock_;
  DiskView disk_;
  diag::Diagnostics& diagnostics_;
  std::vector<FileStatus> found_;
  std::size_t foreign_ = 0;
};

}  // namespace

std::optional<std::vector<FileStatus>> status(const base::FileSystem& files, const std::string& dir,
                                              const Lock& lock, diag::Diagnostics& diagnostics) {
  const Places places(dir);
  return Survey(files, places, lock, diagnostics).run();
}

}  // namespace copctl::folder
