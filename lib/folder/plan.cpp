#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/path.h"
#include "base/text.h"
#include "base/unicode.h"
#include "folder/disk_view.h"
#include "folder/folder.h"
#include "folder/report.h"

namespace copctl::folder {
namespace {

using base::FileKind;
using diag::Kind;

// Others may read, write or enter.
constexpr unsigned kOthersBits = 077;

// As a file system that ignores letter case sees the path.
std::string folded(std::string_view path) {
  std::string result;
  while (!path.empty()) {
    const base::Rune rune = base::decode_rune(path);
    base::append_rune(result, base::to_lower(rune.code));
    path.remove_prefix(static_cast<std::size_t>(rune.length));
  }
  return result;
}

// Whether the paths of `wanted` can stand in one folder on every file system.
class PathRules {
 public:
  explicit PathRules(diag::Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  bool check(const std::vector<File>& wanted) {
    const std::size_t before = diagnostics_.error_count();
    for (const File& file : wanted) {
      check_alone(file.path);
      if (const auto [other, added] = by_folded_.emplace(folded(file.path), file.path); !added) {
        report_twins(other->second, file.path);
      }
    }
    for (const auto& [key, path] : by_folded_) {
      check_below(key, path);
    }
    return diagnostics_.error_count() == before;
  }

 private:
  void check_alone(const std::string& path) {
    const std::string_view first = std::string_view(path).substr(0, path.find('/'));
    if (!base::is_plain_relative_path(path)) {
      report_path(Kind::kUnsafePath, path, "is no plain path inside the output folder",
                  diagnostics_);
    } else if (folded(first) == kHidden) {
      report_path(Kind::kUnsafePath, path, "lies where copctl keeps its own files", diagnostics_);
    }
  }

  void report_twins(const std::string& one, const std::string& other) {
    report_path(Kind::kDuplicateOutput, one,
                one == other
                    ? "would be written twice"
                    : fmt::format("and `{}` differ in letter case only: on macOS and Windows they "
                                  "are one file",
                                  base::printable(other)),
                diagnostics_);
  }

  void check_below(const std::string& key, const std::string& path) {
    for (std::size_t slash = key.find('/'); slash != std::string::npos;
         slash = key.find('/', slash + 1)) {
      const auto file = by_folded_.find(key.substr(0, slash));
      if (file != by_folded_.end()) {
        report_path(Kind::kDuplicateOutput, path,
                    fmt::format("needs a folder where the file `{}` is to be",
                                base::printable(file->second)),
                    diagnostics_);
      }
    }
  }

  diag::Diagnostics& diagnostics_;
  std::map<std::string, std::string> by_folded_;
};

class Planner {
 public:
  Planner(const base::FileSystem& files, const Places& places, const std::optional<Lock>& previous,
          bool force, diag::Diagnostics& diagnostics)
      : files_(files),
        places_(places),
        previous_(previous),
        force_(force),
        disk_(files, places),
        diagnostics_(diagnostics) {}

  std::optional<Plan> run(const std::vector<File>& wanted, Target target) {
    const std::size_t before = diagnostics_.error_count();
    plan_.target = target;
    plan_.basis = previous_ ? previous_->basis : 0;
    std::set<std::string_view> paths;
    for (const File& file : wanted) {
      paths.insert(file.path);
      place(file);
    }
    if (previous_) {
      for (const auto& [path, file] : previous_->files) {
        if (!paths.contains(path)) {
          retire(file);
        }
      }
    }
    if (disk_.failed()) {
      report_unreadable(*disk_.failed(), disk_.error(), diagnostics_);
    }
    std::ranges::sort(plan_.changes, {}, &Change::path);
    return diagnostics_.error_count() == before ? std::optional(std::move(plan_)) : std::nullopt;
  }

 private:
  // The file as last rendered; nullptr when the dump did not have it.
  const File* base_of(const std::string& path) const {
    if (!previous_) {
      return nullptr;
    }
    const auto found = previous_->files.find(path);
    return found == previous_->files.end() ? nullptr : &found->second;
  }

  bool text_is_known(const File& base) const { return !base.secret || previous_->has_secrets; }

  // What is there now; empty and an error when it is no file or cannot be read.
  std::optional<std::string> read(const std::string& path) {
    std::error_code error;
    auto text = files_.read(places_.at(path), kMaxFileBytes, error);
    if (!text) {
      report_unreadable(places_.at(path), error, diagnostics_);
    }
    return text;
  }

  void add(Action action, const File& file, std::string text, std::string before) {
    plan_.changes.push_back({action, file.path, std::move(text), std::move(before), file.secret});
  }

  // Adds a file whose text stays as it is, unless others may read a secret.
  void add_as_it_is(Action action, const File& file, const std::string& text) {
    std::error_code error;
    const auto stat =
        file.secret ? files_.stat(places_.at(file.path), error) : std::optional<base::FileStat>();
    const bool exposed = stat && (stat->mode & kOthersBits) != 0;
    add(exposed ? Action::kUpdate : action, file, text, text);
  }

  void place(const File& file) {
    const File* base = base_of(file.path);
    if (const auto obstacle = disk_.obstacle(file.path)) {
      report_path(Kind::kConflict, places_.at(*obstacle),
                  "stands where a folder is to be; move it away", diagnostics_);
      return;
    }
    const std::optional<FileKind> kind = disk_.kind(file.path);
    if (!kind) {
      const bool deleted = base != nullptr && !force_;
      add(deleted ? Action::kKeep : Action::kCreate, file, deleted ? "" : file.text, "");
      return;
    }
    if (*kind != FileKind::kFile) {
      report_path(Kind::kConflict, places_.at(file.path),
                  "is no regular file, and one is to be written there; move it away", diagnostics_);
      return;
    }
    if (auto text = read(file.path)) {
      replace(file, base, std::move(*text));
    }
  }

  // Decides about a file that is there.
  void replace(const File& file, const File* base, std::string text) {
    const bool known = base != nullptr && text_is_known(*base);
    if (text == file.text) {
      add_as_it_is(Action::kUnchanged, file, text);
    } else if (force_ && !(known && base->text == file.text)) {
      add(Action::kUpdate, file, file.text, std::move(text));
    } else if (known && text == base->text) {
      add(Action::kUpdate, file, file.text, std::move(text));
    } else if (known && file.text == base->text) {
      add_as_it_is(Action::kKeep, file, text);
    } else {
      report_path(Kind::kConflict, places_.at(file.path), clash(base, known), diagnostics_);
    }
  }

  static std::string_view clash(const File* base, bool known) {
    if (base == nullptr) {
      return "stands where a new file is to be written; move it away, or replace it with --force";
    }
    return known ? "was edited since the last dump, and would be written anew; keep a copy of your "
                   "edit and replace it with --force"
                 : "may have been edited since the last dump, which only the missing secrets.lock "
                   "could tell; keep a copy and replace it with --force";
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
      add(Action::kDelete, file, *text, *text);
      return;
    }
    warn_path(Kind::kConflict, places_.at(file.path),
              text_is_known(file)
                  ? "is no longer rendered; it was edited, so it stays"
                  : "is no longer rendered; it stays, for only the missing secrets.lock could tell "
                    "whether it was edited",
              diagnostics_);
    add_as_it_is(Action::kKeep, file, *text);
  }

  const base::FileSystem& files_;
  const Places& places_;
  const std::optional<Lock>& previous_;
  bool force_;
  DiskView disk_;
  diag::Diagnostics& diagnostics_;
  Plan plan_;
};

}  // namespace

std::optional<Plan> plan(const base::FileSystem& files, const std::string& dir,
                         const std::vector<File>& wanted, const std::optional<Lock>& previous,
                         bool force, diag::Diagnostics& diagnostics) {
  const Places places(dir);
  const auto target = inspect(files, dir, diagnostics);
  if (!target || !PathRules(diagnostics).check(wanted)) {
    return std::nullopt;
  }
  if (*target == Target::kForeign && !force) {
    report_path(Kind::kNotADump, places.dir,
                "is not empty and is no dump of copctl; choose another folder with -o, or write "
                "beside what is there with --force",
                diagnostics);
    return std::nullopt;
  }
  if (*target == Target::kAbsent) {
    Plan fresh;
    for (const File& file : wanted) {
      fresh.changes.push_back({Action::kCreate, file.path, file.text, "", file.secret});
    }
    std::ranges::sort(fresh.changes, {}, &Change::path);
    return fresh;
  }
  return Planner(files, places, previous, force, diagnostics).run(wanted, *target);
}

}  // namespace copctl::folder
