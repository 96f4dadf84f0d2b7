#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "diag/diagnostic.h"
#include "diag/source_map.h"
#include "folder/plan.h"
#include "folder/secrets.h"
#include "value/value.h"

// The dump folder: what it remembers, what would change, and the all-or-nothing write. Front door
// of the room.
//
// A dump keeps its memory in `.copctl/`:
//   dump.lock     everything but secrets, made to be committed
//   secrets.lock  secret values and texts, mode 0600, encrypted when there is a key; absent when
//                 there are none
//   .gitignore    keeps all but dump.lock, and an encrypted secrets.lock, out of Git
//   staging/      what a running commit prepares; worthless once copctl is gone
//   journal/      a commit past the point of no return; `recover` completes it
//
// Order of calls: recover, inspect, read_lock (of a dump), plan, commit. All but recover and commit
// only read. A plan with conflicts that wait for the user is not committed.

namespace copctl::folder {

// The hidden folder in a dump, and its two files. Their names end in neither .yaml, .yml nor .json,
// so that kubectl, kustomize, Argo CD and Flux pass them over.
inline constexpr std::string_view kHidden = ".copctl";
inline constexpr std::string_view kLockName = "dump.lock";
inline constexpr std::string_view kSecretsLockName = "secrets.lock";

// Raised when a lock can no longer be read by those who read the one before. Keys that a reader
// does not know are passed over, so that a format can grow without being raised.
inline constexpr int kFormatVersion = 1;

// No file of a dump, and no lock, is larger: a lock may hold every text of the dump once more. A
// lock has no more lines either, which bounds what reading a hostile one takes: some 500 MB.
// 10,000 files of 100 lines are a million.
inline constexpr std::size_t kMaxFileBytes = 64u << 20;
inline constexpr std::size_t kMaxLockLines = 3'000'000;

// A file to be in the dump: path relative to the folder, plain (base::is_plain_relative_path).
struct File {
  std::string path;
  std::string text;
  bool secret = false;
  // What the file is, wherever it is: its path in the tree layout. A file whose path changes, by
  // another layout, is known by it. Empty: `path`.
  std::string key = {};
  // No manifest, whatever its name: a chart's values, a script.
  bool plain = false;

  const std::string& identity() const { return key.empty() ? path : key; }
};

// The origin of a secret that copctl generated.
inline constexpr std::string_view kGeneratedOrigin = "generated";

// A value as the lock keeps it: where it came from, in words.
struct LockedValue {
  value::Value value;
  std::string origin;

  bool is_generated() const { return origin == kGeneratedOrigin; }
};

// What a dump remembers.
struct Lock {
  int format = kFormatVersion;
  std::string copctl_version;
  std::string profile;
  std::string profile_version;
  // Of the profile's own files; tells whether the same profile is at hand.
  std::string profile_digest;
  std::string release_name;
  std::string release_namespace;
  // `v1.30.2`, when one was asked for.
  std::string kube_version;
  // The Namespace was asked for.
  bool create_namespace = false;
  std::string layout;
  // By JSON pointer; secret ones stand in `secret_values`.
  std::map<std::string, LockedValue> values;
  std::map<std::string, LockedValue> secret_values;
  // Every file as rendered, by path.
  std::map<std::string, File> files;
  // False when secrets.lock, or its key, was missing on reading, though there are secrets: secret
  // values then are nil and secret files have no text.
  bool has_secrets = true;
  // Set by read_lock: a digest of dump.lock's bytes, by which `commit` sees that another copctl was
  // here in the meantime.
  std::uint64_t basis = 0;
};

// Looks at `dir` without changing anything. Errors: it, or its `.copctl`, is a file, a symbolic
// link, or cannot be read.
[[nodiscard]] std::optional<Target> inspect(const base::FileSystem& files, const std::string& dir,
                                            diag::Diagnostics& diagnostics);

// Reads the lock of a dump. Errors say how to go on: damaged, truncated, of a newer format, not a
// lock at all, encrypted with another key, a dump that was interrupted and not recovered. A missing
// secrets.lock is a warning.
[[nodiscard]] std::optional<Lock> read_lock(const base::FileSystem& files, const std::string& dir,
                                            const Secrecy& secrecy, diag::SourceMap& sources,
                                            diag::Diagnostics& diagnostics);

// What writing `wanted` into `dir` would do, file by file:
//   same as on the disk                       kUnchanged
//   not on the disk                           kCreate; kKeep when the user deleted it (`force`:
//                                             kCreate)
//   on the disk as last rendered              kUpdate
//   edited, and rendered as last time         kKeep
//   edited, and rendered otherwise            kMerge, or a conflict (`force`: kUpdate)
//   no file of the dump, but in its way       a conflict (`force`: kUpdate)
//   no longer rendered                        kDelete; edited: kKeep and a warning
// A file that the last dump wrote to another path is compared with what stands there, and moves
// with its edits. Nothing else in the folder is looked at. A secret file that others may read is
// kUpdate. A foreign folder is refused unless `force`, which writes beside what is there and
// deletes nothing. Other errors: paths that are not plain, that differ in letter case only, or of
// which one is to be a folder of the other; a link or a folder where a file is to be.
[[nodiscard]] std::optional<Plan> plan(const base::FileSystem& files, const std::string& dir,
                                       const std::vector<File>& wanted,
                                       const std::optional<Lock>& previous,
                                       const PlanOptions& options, diag::Diagnostics& diagnostics);

// Carries out a settled plan and writes the locks; parents of `dir` are made. False with one error
// added when it failed; the folder then is as it was. Secret files and secrets.lock are 0600. An
// encrypted secrets.lock whose content and key stay is left as it is, byte for byte; a plain one
// that is encrypted from now on is a warning, and an encrypted one is never made plain.
//
// A new dump is built in the hidden sibling `.NAME.copctl` (0700, gone afterwards) and appears with
// one rename; so does one in an empty folder, whose mode stays. In a folder with files, and in an
// empty one that cannot be replaced (`.`, a mount point, a parent that is not ours), new texts are
// staged in `.copctl/`, the journal is put in place with one rename, and each file changes with one
// rename: killed before the journal, the old dump stands; killed after it, `recover` completes the
// new one; failed, everything is moved back. Two commits exclude each other (kBusy), and a file
// that changed after `plan` is never replaced (kConflict).
[[nodiscard]] bool commit(base::FileSystem& files, const std::string& dir, const Plan& plan,
                          const Lock& lock, const Secrecy& secrecy, diag::Diagnostics& diagnostics);

// Completes what a killed commit left behind in `dir`, with a warning that says so, or clears its
// staging away without a word. Call it before anything else is done with `dir`, which need not
// exist. False with an error when another copctl is at work, or when a file was changed after the
// interruption.
[[nodiscard]] bool recover(base::FileSystem& files, const std::string& dir,
                           diag::Diagnostics& diagnostics);

// What became of a file since the last dump. kConflicting: it has the markers of a conflict.
// kForeign: the user added it. kUnknown: secret, and secrets.lock or its key is missing.
enum class FileState : std::uint8_t {
  kUnchanged,
  kEdited,
  kMissing,
  kForeign,
  kConflicting,
  kUnknown
};

struct FileStatus {
  std::string path;
  FileState state = FileState::kUnchanged;
  bool secret = false;
  // A secret file that others than its owner may read.
  bool exposed = false;
};

// Every file of the dump and every other file in its folder, by path; `.copctl` and `.git` are not
// looked into. Errors: what cannot be read, more than kMaxForeignFiles files of the user.
[[nodiscard]] std::optional<std::vector<FileStatus>> status(const base::FileSystem& files,
                                                            const std::string& dir,
                                                            const Lock& lock,
                                                            diag::Diagnostics& diagnostics);

// Beyond what anybody keeps beside a dump; a dump made into a home folder must not walk all of it.
inline constexpr std::size_t kMaxForeignFiles = 100'000;

}  // namespace copctl::folder
