#include <set>

#include "base/path.h"
#include "folder/made_folders.h"
#include "folder/report.h"
#include "folder/steps.h"

// The first dump: a whole tree beside the folder, and one rename. Nothing is flushed to the disk,
// for the reasons in change_in_place.cpp.

namespace copctl::folder {
namespace {

using diag::Kind;

constexpr std::string_view kTreeName = "tree";

class Builder {
 public:
  Builder(base::FileSystem& files, const Places& places, diag::Diagnostics& diagnostics)
      : files_(files),
        places_(places),
        tree_(base::join_path(places.sibling, kTreeName)),
        parents_(files),
        diagnostics_(diagnostics) {}

  Outcome run(const Plan& plan, const LockTexts& locks) {
    std::error_code error;
    const bool empty = plan.target == Target::kEmpty;
    if (!parents_.make_all(std::string(base::dir_name(places_.dir)), error)) {
      return fail(places_.dir, error);
    }
    if (!claim(error)) {
      return fail_claim(empty, error);
    }
    Outcome outcome = Outcome::kFailed;
    if (build(plan, locks)) {
      outcome = appear(empty);
    }
    std::error_code ignored;
    base::remove_tree(files_, places_.sibling, ignored);
    if (outcome == Outcome::kDone) {
      parents_.keep();
    }
    return outcome;
  }

 private:
  // The folder's parent may be another's, or the folder a file system of its own.
  static bool is_not_ours(const std::error_code& error) {
    return error == std::errc::permission_denied || error == std::errc::operation_not_permitted ||
           error == std::errc::read_only_file_system || error == std::errc::cross_device_link ||
           error == std::errc::device_or_resource_busy;
  }

  Outcome fail(const std::string& path, const std::error_code& error) {
    if (error == std::errc::resource_unavailable_try_again) {
      report_busy(places_.dir, diagnostics_);
    } else {
      report_unwritable(path, error, diagnostics_);
    }
    return Outcome::kFailed;
  }

  Outcome fail_claim(bool empty, const std::error_code& error) {
    if (error == std::errc::not_a_directory || error == std::errc::too_many_symbolic_link_levels) {
      report_path(Kind::kCannotWrite, places_.sibling,
                  "stands where copctl prepares a dump; move it away", diagnostics_);
      return Outcome::kFailed;
    }
    return empty && is_not_ours(error) ? Outcome::kNotHere : fail(places_.dir, error);
  }

  // Makes the sibling and locks it. One that is there and not locked was left by a copctl that was
  // killed: it is removed and made anew, as what is in it may be anybody's.
  bool claim(std::error_code& error) {
    if (files_.make_directory(places_.sibling, base::kSecretFolderMode, error)) {
      lock_ = files_.lock(places_.sibling, error);
      return lock_ != nullptr;
    }
    if (error != std::errc::file_exists) {
      return false;
    }
    lock_ = files_.lock(places_.sibling, error);
    if (!lock_ || !base::remove_tree(files_, places_.sibling, error) ||
        !files_.make_directory(places_.sibling, base::kSecretFolderMode, error)) {
      return false;
    }
    lock_ = files_.lock(places_.sibling, error);
    return lock_ != nullptr;
  }

  bool build(const Plan& plan, const LockTexts& locks) {
    std::error_code error;
    if (!files_.make_directory(tree_, mode(), error)) {
      fail(places_.dir, error);
      return false;
    }
    for (const Step& step : steps_of(plan)) {
      if (step.after && !add(step.path, *step.after, step.secret)) {
        return false;
      }
    }
    for (const HiddenFile& file : hidden_files(locks)) {
      if (file.text && !add(hidden_path(file.name), *file.text, file.secret)) {
        return false;
      }
    }
    return true;
  }

  // The mode of the empty folder that is replaced.
  unsigned mode() const {
    std::error_code error;
    const auto stat = files_.stat(places_.dir, error);
    return stat ? stat->mode : base::kFolderMode;
  }

  bool add(const std::string& path, std::string_view text, bool secret) {
    std::error_code error;
    if (add_folders(path, error) &&
        files_.create(base::join_path(tree_, path), text, new_mode(secret), error)) {
      return true;
    }
    fail(places_.at(path), error);
    return false;
  }

  bool add_folders(const std::string& path, std::error_code& error) {
    for (std::size_t slash = path.find('/'); slash != std::string::npos;
         slash = path.find('/', slash + 1)) {
      const std::string folder = path.substr(0, slash);
      if (folders_.insert(folder).second &&
          !files_.make_directory(base::join_path(tree_, folder), base::kFolderMode, error)) {
        return false;
      }
    }
    return true;
  }

  Outcome appear(bool empty) {
    std::error_code error;
    if (files_.rename(tree_, places_.dir, error)) {
      return Outcome::kDone;
    }
    if (error == std::errc::directory_not_empty || error == std::errc::file_exists) {
      report_path(Kind::kConflict, places_.dir,
                  "was filled by somebody else in the meantime; look at it, and run copctl again",
                  diagnostics_);
      return Outcome::kFailed;
    }
    return empty && is_not_ours(error) ? Outcome::kNotHere : fail(places_.dir, error);
  }

  base::FileSystem& files_;
  const Places& places_;
  std::string tree_;
  std::unique_ptr<base::FolderLock> lock_;
  std::set<std::string> folders_;
  MadeFolders parents_;
  diag::Diagnostics& diagnostics_;
};

}  // namespace

Outcome build_anew(base::FileSystem& files, const Places& places, const Plan& plan,
                   const LockTexts& locks, diag::Diagnostics& diagnostics) {
  if (places.sibling.empty()) {
    return Outcome::kNotHere;
  }
  return Builder(files, places, diagnostics).run(plan, locks);
}

}  // namespace copctl::folder
