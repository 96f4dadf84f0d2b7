#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "diag/diagnostic.h"
#include "diag/source_map.h"
#include "value/value.h"

// The dump folder: what it remembers, what would change, and the all-or-nothing write. Front door
// of the room.

namespace copctl::folder {

// The hidden folder in a dump, and its two files. Their names end in neither .yaml, .yml nor .json,
// so that kubectl, kustomize, Argo CD and Flux pass them over.
inline constexpr std::string_view kHidden = ".copctl";
inline constexpr std::string_view kLockName = "dump.lock";
inline constexpr std::string_view kSecretsLockName = "secrets.lock";
inline constexpr int kFormatVersion = 1;

// A file to be in the dump: path relative to the folder, plain (base::is_plain_relative_path).
struct File {
  std::string path;
  std::string text;
  bool secret = false;
};

// A value as the lock keeps it: where it came from, in words.
struct LockedValue {
  value::Value value;
  std::string origin;
};

// What a dump remembers. `dump.lock` holds all but secrets; `secrets.lock` (mode 0600, kept out of
// Git by `.copctl/.gitignore`) holds the values and file texts marked secret.
struct Lock {
  int format = kFormatVersion;
  std::string copctl_version;
  std::string profile;
  std::string profile_version;
  std::string release_namespace;
  std::string layout;
  // By JSON pointer; secret ones stand in `secret_values`.
  std::map<std::string, LockedValue> values;
  std::map<std::string, LockedValue> secret_values;
  // Every file as rendered, by path.
  std::map<std::string, File> files;
  // False when secrets.lock was missing on reading.
  bool has_secrets = true;
};

// What is at a path that is to become, or is, a dump.
enum class Target : std::uint8_t { kAbsent, kEmpty, kDump, kForeign };

// Looks at `dir` without changing anything. Errors: it is a file, a symbolic link, or cannot be
// read.
[[nodiscard]] std::optional<Target> inspect(const base::FileSystem& files, const std::string& dir,
                                            diag::Diagnostics& diagnostics);

// Reads the lock of a dump. Errors say how to go on: damaged, truncated, of a newer format, not a
// lock at all.
[[nodiscard]] std::optional<Lock> read_lock(const base::FileSystem& files, const std::string& dir,
                                            diag::SourceMap& sources,
                                            diag::Diagnostics& diagnostics);

enum class Action : std::uint8_t { kCreate, kUpdate, kUnchanged, kDelete, kKeep };

// One file's fate.
struct Change {
  Action action = Action::kCreate;
  std::string path;
  // The text that will stand there; for kDelete and kKeep the text on the disk.
  std::string text;
  // The text that stands there now; empty for kCreate.
  std::string before;
  bool secret = false;
};

struct Plan {
  std::vector<Change> changes;
};

// What writing `wanted` into `dir` would do. In a dump, a file that the user edited or that stands
// where a new one would be written is an error that names it (until it can be merged); with `force`
// it is replaced. A foreign folder is refused unless `force`, which writes beside what is there and
// deletes nothing.
[[nodiscard]] std::optional<Plan> plan(const base::FileSystem& files, const std::string& dir,
                                       const std::vector<File>& wanted,
                                       const std::optional<Lock>& previous, bool force,
                                       diag::Diagnostics& diagnostics);

// Carries out the plan: a new dump appears whole or not at all; an existing one is replaced at one
// instant. Secret files are 0600. Nothing is written outside `dir` and its hidden sibling, which is
// gone afterwards. False with one error added when it failed; the folder then is as it was.
[[nodiscard]] bool commit(base::FileSystem& files, const std::string& dir, const Plan& plan,
                          const Lock& lock, diag::Diagnostics& diagnostics);

}  // namespace copctl::folder
