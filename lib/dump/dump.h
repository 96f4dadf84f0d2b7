#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "diag/diagnostic.h"
#include "diag/source_map.h"
#include "folder/folder.h"
#include "profile/profile.h"
#include "seal/seal.h"

// The whole act: profile + inputs -> a folder of manifests. Composes the stages; what the command
// line calls. Front door of the room.

namespace copctl::dump {

inline constexpr std::string_view kDefaultKubeVersion = "v1.35.0";

// The shipped profiles and their templates, as embedded at build time.
const base::FileSystem& embedded_profiles();

// What a dump acts on. Borrowed; outlives the call.
struct Surroundings {
  base::FileSystem& disk;
  const base::FileSystem& embedded;
  diag::SourceMap& sources;
  profile::RandomBytes random;
  // Shown in the lock.
  std::string copctl_version;
  // Asks the user for a secret, which is not shown while it is typed; empty where there is nobody
  // to ask.
  std::function<std::optional<std::string>(const std::string& question)> ask = {};
};

// What the user asked for, beside the profile's own parameters (which are in `inputs`).
struct Request {
  profile::Inputs inputs;
  // Empty: the profile's own. `-`: nothing is written, Result::stream holds everything.
  std::string output_dir;
  std::optional<profile::Layout> layout;
  std::string release_namespace;
  // `v1.30.2`; empty: that of the last dump, else kDefaultKubeVersion.
  std::string kube_version;
  // Empty: as in the last dump, else not.
  std::optional<bool> create_namespace;
  // Say what would change, write nothing.
  bool dry_run = false;
  // Write beside what stands in a foreign folder; replace edited files of a dump.
  bool force = false;
  // Forget what the last dump was given; its generated secrets stay.
  bool reset_values = false;
  // What becomes of conflicts between the user's edits and what is rendered now.
  std::vector<folder::ResolutionRule> resolutions;
  // Encrypts secrets.lock.
  std::optional<folder::SecretsKey> secrets_key;
  // Generated secrets to renew, as `pg.password`.
  std::vector<std::string> rotate;
  // The dump whose values and secrets are taken over; empty: the output folder's own.
  std::string values_from;
};

// A value that was given to an earlier dump and holds on: `webapp.replicas`, `3`,
// `--webapp-replicas`. Secrets are masked.
struct KeptSetting {
  std::string name;
  std::string value;
  std::string origin;
};

// What an apply of the dump will do, compared with an apply of what stood there before: for people,
// and as JSON. Without secrets.
struct ApplyReport {
  std::string text;
  std::string json;
};

struct Result {
  std::string dir;
  // Resources' files in the dump.
  std::size_t files = 0;
  profile::Layout layout = profile::Layout::kFlat;
  bool redump = false;
  std::vector<KeptSetting> kept;
  // Nothing was written when it is not settled: its conflicts are the user's to decide.
  folder::Plan plan;
  // Of a re-dump and of a dry run.
  std::optional<ApplyReport> apply;
  // The profile's notes, rendered.
  std::string notes;
  // One multi-document YAML in the order of installation, when the output folder is `-`.
  std::string stream;
};

// Loads nothing, writes all or nothing. Every error of a stage is reported before the next stage
// begins.
[[nodiscard]] std::optional<Result> dump(const profile::Profile& profile, const Request& request,
                                         const Surroundings& surroundings,
                                         diag::Diagnostics& diagnostics);

// Names of the secrets that `Request::rotate` can renew.
std::vector<std::string> rotatable(const profile::Profile& profile);

// What a profile would write for the inputs, for `profile show`: paths in the tree layout and the
// images that its containers name. A required parameter without a value takes the first of its
// schema's `examples`.
struct Preview {
  std::vector<std::string> files;
  std::vector<std::string> images;
};
[[nodiscard]] std::optional<Preview> preview(const profile::Profile& profile,
                                             const Request& request,
                                             const Surroundings& surroundings,
                                             diag::Diagnostics& diagnostics);

// How two states of manifests differ. Secrets are masked, unless it was asked to show them.
struct Difference {
  // By object: what differs in data; the order of keys, comments and formatting are no difference.
  bool objects_differ = false;
  std::string objects;
  std::string json;
  // By file: a unified diff.
  bool texts_differ = false;
  std::string texts;
};

// A dump as it stands, with its lock.
struct DumpFolder {
  const std::string& dir;
  const folder::Lock& lock;
};

// What was rendered into a dump against what stands there. Errors: a file that cannot be read, or
// is no manifest.
[[nodiscard]] std::optional<Difference> diff_edits(const DumpFolder& dump, bool show_secrets,
                                                   const Surroundings& surroundings,
                                                   diag::Diagnostics& diagnostics);
// Two dumps as they stand.
[[nodiscard]] std::optional<Difference> diff_dumps(const DumpFolder& before,
                                                   const DumpFolder& after, bool show_secrets,
                                                   const Surroundings& surroundings,
                                                   diag::Diagnostics& diagnostics);

// How `export_edits` writes: a kustomization.yaml (and added.yaml for objects that the user added)
// for the folder of a pristine dump, or patches.json, a list of targets with JSON patches.
enum class EditsForm : std::uint8_t { kKustomize, kJsonPatch };

struct ExportedEdits {
  // Name -> text.
  std::map<std::string, std::string> files;
  // A patch may hold a secret.
  bool secret = false;
};
// The user's edits in the dump in `dir` as patches. What the form cannot say is a warning. Errors:
// a file that cannot be read or is no manifest; secrets that nobody knows.
[[nodiscard]] std::optional<ExportedEdits> export_edits(const std::string& dir,
                                                        const folder::Lock& lock, EditsForm form,
                                                        const Surroundings& surroundings,
                                                        diag::Diagnostics& diagnostics);

// What `seal_secrets` seals. Borrows the key.
struct Sealing {
  const seal::PublicKey& key;
  // Empty: what the Secret's annotations say, else strict.
  std::optional<seal::Scope> scope;
  // What a manifest may leave out, or must agree with; the namespace may be empty.
  std::string name_space;
  std::string name;
  // Key -> bytes, beside and over those of the manifest.
  std::map<std::string, std::string> values;
  // A YAML or JSON text of Secrets; without one the Secret has the values alone.
  std::optional<diag::SourceId> manifest;
  // From which session keys and padding are derived, so that the same Secret gives the same bytes;
  // empty: they are random.
  std::string seed;
};

// A SealedSecret for each Secret, in its order, as YAML. The manifest is concealed from every
// message. Errors: what manifest::parse finds; anything but a Secret; a Secret without values, with
// values that are no base64, no texts, or under keys that no API server takes; a missing namespace
// for a scope that takes one.
[[nodiscard]] std::optional<std::string> seal_secrets(const Sealing& sealing,
                                                      const Surroundings& surroundings,
                                                      diag::Diagnostics& diagnostics);

// The file name of a tree path in the flat layout: without a leading `tmpl/`, `/` -> `-`.
std::string flat_name(std::string_view tree_path);
// `flat`, `tree`, as the lock names a layout; of another word nothing.
std::string_view layout_word(profile::Layout layout);
std::optional<profile::Layout> layout_of(std::string_view word);

}  // namespace copctl::dump
