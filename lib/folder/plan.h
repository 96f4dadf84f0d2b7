#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What a dump would do with each file. Part of the front door, folder.h.

namespace copctl::folder {

// What is at a path that is to become, or is, a dump.
enum class Target : std::uint8_t { kAbsent, kEmpty, kDump, kForeign };

// kMerge: as kUpdate, and the new text holds both what is rendered now and what the user edited.
enum class Action : std::uint8_t { kCreate, kUpdate, kMerge, kUnchanged, kDelete, kKeep };

// One file's fate.
struct Change {
  Action action = Action::kCreate;
  std::string path;
  // The text that will stand there; for kDelete the text on the disk. kKeep: the user's text, empty
  // for a file that the user deleted.
  std::string text;
  // The text that stands now at `path` or, for a file that moves, at `from`. Empty for kCreate
  // without `from`; also for kUnchanged and kKeep, whose text stays.
  std::string before;
  bool secret = false;
  // Where the file was in the last dump, when it moves; that path has a kDelete of its own with
  // `moved`.
  std::string from = {};
  bool moved = false;
};

// What becomes of a conflict: told (nothing is written), the user's side, the rendered side, or
// both between the markers of diff3.
enum class Resolution : std::uint8_t { kReport, kMine, kNew, kMark };

// `mine`, or `mine:tmpl/pg/*` for the files whose path in the folder or whose tree path matches
// (base::matches_glob). Of several that apply the last one with a glob holds, else the last one.
struct ResolutionRule {
  Resolution resolution = Resolution::kReport;
  // Empty: every file.
  std::string glob;
};

// Reads a rule as the user writes it; empty when it is none.
std::optional<ResolutionRule> parse_resolution_rule(std::string_view text);
// `report`, `mine`, `new`, `mark`.
std::string_view resolution_name(Resolution resolution);

// Why copctl cannot decide alone.
enum class ConflictReason : std::uint8_t {
  // The user and the profile changed the same thing in different ways.
  kBothChanged,
  // A file of the user stands where a new file is to be.
  kInTheWay,
  // The text of the last dump is not known: secrets.lock is missing, or its key. kMine cannot decide
  // it: the lock would remember secrets that the file does not hold.
  kBaseUnknown,
  // The user's file still has the markers of an earlier conflict. Only kMine decides it: the edits
  // beside the markers would be lost with them.
  kMarkers,
  // Both changed, and one is no text in UTF-8.
  kNoText
};

// One conflict of one file. All but kBothChanged are about the whole file.
struct Conflict {
  std::string path;
  ConflictReason reason = ConflictReason::kBothChanged;
  // `Deployment/shop`, and the path inside it, `spec.containers[name=app].image`; empty when the
  // file is not read as a manifest, or when the whole of it is meant.
  std::string object = {};
  std::string field = {};
  // Where it is in the user's file, 1-based; 0 for the whole file.
  std::size_t line = 0;
  // The part as each side has it, from column 0 on; empty where it is gone, and for whole files.
  std::string base = {};
  std::string mine = {};
  std::string fresh = {};
  // The sides hold secrets, and are not to be shown.
  bool secret = false;
  // kReport: it stops the dump.
  Resolution resolution = Resolution::kReport;
};

struct Plan {
  // What the folder was when it was planned; Lock::basis of its lock.
  Target target = Target::kAbsent;
  std::uint64_t basis = 0;
  // By path, ascending; each path once.
  std::vector<Change> changes;
  // By path and line, also those that a rule resolved.
  std::vector<Conflict> conflicts;

  // No conflict waits for the user. Only such a plan can be committed.
  bool is_settled() const;
};

struct PlanOptions {
  // Write beside what stands in a foreign folder; replace edited files of a dump.
  bool force = false;
  std::vector<ResolutionRule> resolutions;
};

}  // namespace copctl::folder
