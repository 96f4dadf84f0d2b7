#include <deque>

#include "base/path.h"
#include "folder/disk_view.h"
#include "folder/journal.h"
#include "folder/made_folders.h"
#include "folder/report.h"
#include "folder/steps.h"

// A dump into a folder with files. As with a first dump, nothing is flushed to the disk: the
// journal guards against a process that dies and calls that fail, for which the kernel's view of
// the disk is enough. A flush costs milliseconds a file, ten times everything else; against a power
// cut in the seconds after a dump stands what stands against it for every file that is saved, the
// commit in Git or a backup.

namespace copctl::folder {
namespace {

using base::FileKind;
using diag::Kind;

constexpr unsigned kPermissionBits = 0777;

class Changer {
 public:
  Changer(base::FileSystem& files, const Places& places, diag::Diagnostics& diagnostics)
      : files_(files),
        places_(places),
        disk_(files, places),
        journal_(files, places),
        hidden_(files),
        diagnostics_(diagnostics) {}

  bool run(const Plan& plan, const LockTexts& locks) {
    if (!claim()) {
      return false;
    }
    steps_ = steps_of(plan);
    if (!check_basis(plan) || !check_disk() || !add_hidden(locks)) {
      return false;
    }
    if (steps_.empty()) {
      return true;
    }
    if (!stage() || !carry_out()) {
      std::error_code ignored;
      if (journal_.is_undone()) {
        journal_.end({}, ignored);
      } else {
        hidden_.keep();
      }
      return false;
    }
    hidden_.keep();
    tidy_up();
    return true;
  }

 private:
  // Makes `.copctl` where there is none yet, and locks it.
  bool claim() {
    std::error_code error;
    if (!hidden_.make(places_.hidden, base::kFolderMode, error) &&
        error != std::errc::file_exists) {
      return fail(places_.hidden, error);
    }
    lock_ = files_.lock(places_.hidden, error);
    if (!lock_ && error == std::errc::resource_unavailable_try_again) {
      report_busy(places_.dir, diagnostics_);
    } else if (!lock_) {
      fail(places_.hidden, error);
    } else if (files_.stat(places_.journal, error)) {
      return refuse(places_.dir, "holds a dump that was interrupted meanwhile; run copctl again");
    } else if (!base::remove_tree(files_, places_.staging, error)) {
      return fail(places_.staging, error);
    }
    return lock_ != nullptr;
  }

  bool fail(const std::string& path, const std::error_code& error) {
    report_unwritable(path, error, diagnostics_);
    return false;
  }

  bool refuse(const std::string& path, std::string_view why) {
    report_path(Kind::kConflict, path, why, diagnostics_);
    return false;
  }

  std::optional<std::string> read(const std::string& path) {
    std::error_code error;
    auto text = files_.read(places_.at(path), kMaxFileBytes, error);
    if (!text) {
      report_unreadable(places_.at(path), error, diagnostics_);
    }
    return text;
  }

  // The plan was made for the lock that is still there.
  bool check_basis(const Plan& plan) {
    const std::string path = hidden_path(kLockName);
    std::uint64_t basis = 0;
    if (disk_.kind(path)) {
      const auto text = read(path);
      if (!text) {
        return false;
      }
      basis = basis_of(*text);
    }
    return basis == plan.basis ||
           refuse(places_.dir, "was dumped into by another copctl meanwhile; run it again");
  }

  bool add_hidden(const LockTexts& locks) {
    for (const HiddenFile& file : hidden_files(locks)) {
      const std::string path = hidden_path(file.name);
      if (!disk_.kind(path)) {
        if (file.text) {
          steps_.push_back({path, std::nullopt, file.text, file.secret});
        }
      } else if (!add_changed(path, file)) {
        return false;
      }
    }
    return true;
  }

  bool add_changed(const std::string& path, const HiddenFile& file) {
    auto before = read(path);
    if (!before) {
      return false;
    }
    const bool is_ours = file.only_over.empty() || before == file.only_over;
    if (is_ours && (before != file.text || (file.secret && mode_of(path) != base::kSecretMode))) {
      old_texts_.push_back(std::move(*before));
      steps_.push_back({path, old_texts_.back(), file.text, file.secret});
    }
    return true;
  }

  std::optional<unsigned> mode_of(const std::string& path) {
    std::error_code error;
    const auto stat = files_.stat(places_.at(path), error);
    return stat ? std::optional(stat->mode & kPermissionBits) : std::nullopt;
  }

  // What is to be replaced is still what the plan saw; nothing stands where nothing was.
  bool check_disk() {
    constexpr std::string_view kChanged =
        "changed while copctl was at work; nothing was written: run it again";
    bool sound = true;
    for (const Step& step : steps_) {
      const std::optional<FileKind> kind = disk_.kind(step.path);
      const bool expected = step.before ? kind == FileKind::kFile : !kind;
      if (!expected || disk_.obstacle(step.path)) {
        sound = refuse(places_.at(step.path), kChanged);
      } else if (step.before) {
        const auto now = read(step.path);
        sound = now && (*now == *step.before || refuse(places_.at(step.path), kChanged)) && sound;
      }
    }
    return sound;
  }

  bool stage() {
    std::error_code error;
    if (!files_.make_directory(places_.staging, base::kSecretFolderMode, error)) {
      return fail(places_.staging, error);
    }
    for (std::size_t n = 0; n < steps_.size(); ++n) {
      const Step& step = steps_[n];
      if (step.after && !stage_text(journal_.staged(n), step, error)) {
        return fail(places_.at(step.path), error);
      }
      operations_.push_back({step.path, digest(step.before), digest(step.after)});
    }
    return journal_.write_list(operations_, error) || fail(places_.staging, error);
  }

  bool stage_text(const std::string& path, const Step& step, std::error_code& error) {
    const std::string old = step.like.empty() ? step.path : std::string(step.like);
    const bool keeps_mode = !step.secret && (step.before || !step.like.empty());
    const auto old_mode = keeps_mode ? mode_of(old) : std::nullopt;
    return files_.create(path, *step.after, old_mode.value_or(new_mode(step.secret)), error);
  }

  static std::optional<std::uint64_t> digest(const std::optional<std::string_view>& text) {
    return text ? std::optional(digest_of(*text)) : std::nullopt;
  }

  bool carry_out() {
    std::error_code error;
    std::string failed;
    if (!journal_.begin(error)) {
      return fail(places_.journal, error);
    }
    if (journal_.apply(operations_, failed, error)) {
      return true;
    }
    fail(places_.at(failed), error);
    if (!journal_.is_undone()) {
      warn_path(Kind::kCannotWrite, places_.dir,
                "is half changed: what was done could not be taken back; run copctl on it again, "
                "which completes it",
                diagnostics_);
    }
    return false;
  }

  // The dump is complete; what is left of the journal is the next copctl's to remove.
  void tidy_up() {
    std::error_code error;
    if (!journal_.end(operations_, error)) {
      warn_path(Kind::kCannotWrite, places_.journal,
                "could not be removed; the next copctl removes it", diagnostics_);
    }
  }

  base::FileSystem& files_;
  const Places& places_;
  DiskView disk_;
  Journal journal_;
  MadeFolders hidden_;
  std::unique_ptr<base::FolderLock> lock_;
  std::vector<Step> steps_;
  std::vector<Operation> operations_;
  // Of the locks; steps borrow them.
  std::deque<std::string> old_texts_;
  diag::Diagnostics& diagnostics_;
};

}  // namespace

bool change_in_place(base::FileSystem& files, const Places& places, const Plan& plan,
                     const LockTexts& locks, diag::Diagnostics& diagnostics) {
  return Changer(files, places, diagnostics).run(plan, locks);
}

}  // namespace copctl::folder
