#include "folder/plan.h"

#include <algorithm>

#include "base/text.h"
#include "folder/ancestry.h"
#include "folder/disk_view.h"
#include "folder/folder.h"
#include "folder/merging.h"
#include "folder/path_rules.h"
#include "folder/report.h"
#include "folder/resolution.h"

namespace copctl::folder {
namespace {

using base::FileKind;
using diag::Kind;

// Others may read, write or enter.
constexpr unsigned kOthersBits = 077;

// What becomes of a file that is there, wherever it then stands.
struct Fate {
  Action action = Action::kUnchanged;
  std::string text;
};

class Planner {
 public:
  Planner(const base::FileSystem& files, const Places& places, const std::vector<File>& wanted,
          const std::optional<Lock>& previous, const PlanOptions& options,
          diag::Diagnostics& diagnostics)
      : files_(files),
        places_(places),
        wanted_(wanted),
        previous_(previous),
        options_(options),
        ancestry_(wanted, previous),
        disk_(files, places),
        diagnostics_(diagnostics) {}

  std::optional<Plan> run(Target target) {
    const std::size_t before = diagnostics_.error_count();
    plan_.target = target;
    plan_.basis = previous_ ? previous_->basis : 0;
    warn_of_idle_rules(wanted_, previous_, options_.resolutions, diagnostics_);
    for (const File& file : wanted_) {
      place(file);
    }
    if (previous_) {
      for (const auto& [path, file] : previous_->files) {
        if (!ancestry_.is_wanted(path) && !moved_.contains(path)) {
          retire(file);
        }
      }
    }
    if (disk_.failed()) {
      report_unreadable(*disk_.failed(), disk_.error(), diagnostics_);
    }
    std::ranges::sort(plan_.changes, {}, &Change::path);
    std::ranges::stable_sort(plan_.conflicts, {}, &Conflict::path);
    return diagnostics_.error_count() == before ? std::optional(std::move(plan_)) : std::nullopt;
  }

 private:
  bool text_is_known(const File& base) const { return !base.secret || previous_->has_secrets; }

  // What is there now; empty and an error when it cannot be read.
  std::optional<std::string> read(const std::string& path) {
    std::error_code error;
    auto text = files_.read(places_.at(path), kMaxFileBytes, error);
    if (!text) {
      report_unreadable(places_.at(path), error, diagnostics_);
    }
    return text;
  }

  bool is_exposed(const File& file) const {
    std::error_code error;
    const auto stat =
        file.secret ? files_.stat(places_.at(file.path), error) : std::optional<base::FileStat>();
    return stat && (stat->mode & kOthersBits) != 0;
  }

  void add(Change change) { plan_.changes.push_back(std::move(change)); }

  // Adds a file that is there; one whose text stays is written all the same when others may read a
  // secret.
  void add_in_place(const File& file, Fate fate, std::string mine) {
    const bool stays = fate.action == Action::kUnchanged || fate.action == Action::kKeep;
    if (!stays) {
      add({fate.action, file.path, std::move(fate.text), std::move(mine), file.secret});
    } else if (is_exposed(file)) {
      add({Action::kUpdate, file.path, mine, mine, file.secret});
    } else {
      add({fate.action, file.path, std::move(mine), "", file.secret});
    }
  }

  void place(const File& file) {
    if (const auto obstacle = disk_.obstacle(file.path)) {
      report_path(Kind::kConflict, places_.at(*obstacle),
                  "stands where a folder is to be; move it away", diagnostics_);
      return;
    }
    const File* base = ancestry_.of(file);
    const bool moves = base != nullptr && base->path != file.path;
    const std::optional<FileKind> kind = disk_.kind(file.path);
    if (!kind) {
      moves ? move(file, *base) : place_anew(file, base);
    } else if (*kind != FileKind::kFile) {
      report_path(Kind::kConflict, places_.at(file.path),
                  "is no regular file, and one is to be written there; move it away", diagnostics_);
    } else if (auto mine = read(file.path)) {
      Fate fate = decide(file, moves ? nullptr : base, *mine);
      add_in_place(file, std::move(fate), std::move(*mine));
    }
  }

  // Adds a file that is not there: one that was rendered before is so because the user deleted it.
  void place_anew(const File& file, const File* base) {
    if (base != nullptr && !options_.force) {
      if (text_is_known(*base) && base->text != file.text) {
        warn_path(Kind::kConflict, places_.at(file.path),
                  "was deleted by you and is rendered otherwise now; it stays deleted",
                  diagnostics_);
      }
      add({Action::kKeep, file.path, "", "", file.secret});
    } else {
      add({Action::kCreate, file.path, file.text, "", file.secret});
    }
  }

  void move(const File& file, const File& base) {
    if (disk_.obstacle(base.path) || disk_.kind(base.path) != FileKind::kFile) {
      place_anew(file, &base);
      return;
    }
    auto mine = read(base.path);
    if (!mine) {
      return;
    }
    moved_.insert(base.path);
    Fate fate = decide(file, &base, *mine);
    const bool stays = fate.action == Action::kUnchanged || fate.action == Action::kKeep;
    add({fate.action == Action::kMerge ? Action::kMerge : Action::kCreate, file.path,
         stays ? *mine : std::move(fate.text), *mine, file.secret, base.path});
    add({Action::kDelete, base.path, *mine, *mine, base.secret, {}, true});
  }

  // Decides about a file that is there with the text `mine`; nullptr: it is no file of the dump.
  Fate decide(const File& file, const File* base, const std::string& mine) {
    const bool known = base != nullptr && text_is_known(*base);
    const bool same_as_before = known && file.text == base->text;
    if (mine == file.text) {
      return {Action::kUnchanged, {}};
    }
    if ((options_.force && !same_as_before) || (known && mine == base->text)) {
      return {Action::kUpdate, file.text};
    }
    if (same_as_before) {
      warn_of_markers(file, mine);
      return {Action::kKeep, {}};
    }
    return merge(file, known ? base : nullptr, mine,
                 known             ? ConflictReason::kBothChanged
                 : base == nullptr ? ConflictReason::kInTheWay
                                   : ConflictReason::kBaseUnknown);
  }

  Fate merge(const File& file, const File* base, const std::string& mine, ConflictReason reason) {
    const auto base_text =
        base == nullptr ? std::nullopt : std::optional<std::string_view>(base->text);
    Merging merging =
        merge_file(file, base_text, mine, reason, resolution_of(file, options_.resolutions));
    std::ranges::move(merging.conflicts, std::back_inserter(plan_.conflicts));
    if (!merging.text || *merging.text == mine) {
      return {Action::kKeep, {}};
    }
    const bool is_new = *merging.text == file.text;
    return {is_new ? Action::kUpdate : Action::kMerge, std::move(*merging.text)};
  }

  void warn_of_markers(const File& file, const std::string& mine) {
    if (has_markers(mine)) {
      warn_path(Kind::kConflict, places_.at(file.path),
                "still has the markers of a conflict; decide between its sides before you apply it",
                diagnostics_);
    }
  }

  // Decides about a file that the last dump wrote and this one does not.
  void retire(const File& file) {
    if (disk_.obstacle(file.path) || disk_.kind(file.path) != FileKind::kFile) {
      return;
    }
    auto text = read(file.path);
    if (!text) {
      return;
    }
    if (text_is_known(file) && *text == file.text) {
      add({Action::kDelete, file.path, *text, *text, file.secret});
      return;
    }
    warn_path(Kind::kConflict, places_.at(file.path),
              text_is_known(file)
                  ? "is no longer rendered; it was edited, so it stays"
                  : "is no longer rendered; it stays, for only the missing secrets.lock could tell "
                    "whether it was edited",
              diagnostics_);
    add_in_place(file, {Action::kKeep, {}}, std::move(*text));
  }

  const base::FileSystem& files_;
  const Places& places_;
  const std::vector<File>& wanted_;
  const std::optional<Lock>& previous_;
  const PlanOptions& options_;
  Ancestry ancestry_;
  DiskView disk_;
  diag::Diagnostics& diagnostics_;
  // Paths of the last dump whose files stand elsewhere now.
  std::set<std::string> moved_;
  Plan plan_;
};

Plan plan_anew(const std::vector<File>& wanted) {
  Plan fresh;
  for (const File& file : wanted) {
    fresh.changes.push_back({Action::kCreate, file.path, file.text, "", file.secret});
  }
  std::ranges::sort(fresh.changes, {}, &Change::path);
  return fresh;
}

}  // namespace

bool Plan::is_settled() const {
  return std::ranges::none_of(
      conflicts, [](const Conflict& c) { return c.resolution == Resolution::kReport; });
}

std::optional<Plan> plan(const base::FileSystem& files, const std::string& dir,
                         const std::vector<File>& wanted, const std::optional<Lock>& previous,
                         const PlanOptions& options, diag::Diagnostics& diagnostics) {
  const Places places(dir);
  const auto target = inspect(files, dir, diagnostics);
  if (!target || !check_paths(wanted, diagnostics)) {
    return std::nullopt;
  }
  if (*target == Target::kForeign && !options.force) {
    report_path(Kind::kNotADump, places.dir,
                "is not empty and is no dump of copctl; choose another folder with -o, or write "
                "beside what is there with --force",
                diagnostics);
    return std::nullopt;
  }
  return *target == Target::kAbsent
             ? plan_anew(wanted)
             : Planner(files, places, wanted, previous, options, diagnostics).run(*target);
}

}  // namespace copctl::folder
