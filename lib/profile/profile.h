#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "codec/codec.h"
#include "diag/diagnostic.h"
#include "diag/source_map.h"
#include "schema/schema.h"
#include "value/value.h"

// Profiles: their definition, their parameters, and the values that files, flags and environment
// give them. Front door of the room.

namespace copctl::profile {

// An input of a profile: a leaf of its schema, which it borrows, with its names on the command line
// and in the environment.
struct Parameter {
  const schema::Leaf& leaf;
  // Without dashes: `registry-password`.
  std::string_view flag;
  // 0 when there is none.
  char short_flag = 0;
  // Heading in the help.
  std::string_view group;

  // `COPCTL_REGISTRY_PASSWORD`.
  std::string environment() const;
  // `registry.password`.
  std::string display() const;
};

// A named set of values.
struct Preset {
  diag::SourceId source = diag::kNoSource;
  // As codec::pack writes it.
  std::string packed;

  codec::Document document() const;
};

// One loop of a `files` entry: the elements of `in` (a template expression such as
// `.Values.clusters`), each bound at the top level as `as`.
struct Loop {
  std::string as;
  std::string in;
  diag::Span span;
};

// What is computed once, before anything renders: the one document that a template writes, bound at
// the top level as `as`.
struct Binding {
  std::string as;
  // Relative to the templates folder.
  std::string path;
  diag::Span span;
};

// A template expression in profile.yaml, such as `.model.problems`; without text there is none.
struct Expression {
  std::string text;
  diag::Span span;
};

enum class OutputKind : std::uint8_t { kManifest, kFile };

// An entry of profile.yaml's `files`: what is not "each template once to the same path".
struct FileRule {
  // A glob over template paths.
  std::string templates;
  std::vector<Loop> loops;
  // A template for the path; empty: the template's own path.
  std::string output;
  OutputKind kind = OutputKind::kManifest;
  bool secret = false;
  diag::Span span;
};

struct TemplateFile {
  // Relative to the templates folder, `tmpl/pg/dep.yaml`.
  std::string path;
  // As templates see it: `NAME/templates/tmpl/pg/dep.yaml`.
  std::string name;
  diag::SourceId source = diag::kNoSource;
  bool partial = false;
};

enum class Layout : std::uint8_t { kFlat, kTree };

// What `profile list` shows.
struct Summary {
  std::string name;
  std::vector<std::string> aliases;
  std::string version;
  std::string app_version;
  std::string summary;
};

// A loaded profile. Texts are owned by the SourceMap it was loaded with.
struct Profile {
  Summary summary;
  // profile.yaml.
  diag::SourceId definition = diag::kNoSource;
  std::string output_dir;
  std::string release_namespace;
  Layout layout = Layout::kFlat;
  // Path of the notes template; empty when there are none.
  std::string notes;
  // In the order in which they are computed: a later one sees the earlier ones.
  std::vector<Binding> bindings;
  // A list of {at: [key or index, …], message, severity: error or warning}, each a diagnostic at
  // the value's origin.
  Expression problems;
  // A list of paths in the tree layout: files of the last dump that stay as they were rendered then
  // when they are not rendered now.
  Expression keep;
  std::vector<FileRule> files;
  std::vector<TemplateFile> templates;
  schema::Schema schema;
  std::vector<Parameter> parameters;
  std::map<std::string, Preset> presets;
  // The flags of the command itself, as given to `load`: their COPCTL_ variables are known.
  std::vector<std::string> reserved;

  // The parameter of a flag; nullptr when there is none.
  const Parameter* find(std::string_view flag) const;
};

// Shipped profiles by name, from the embedded file system (`profiles/<name>/…`,
// `templates/<name>/…`).
[[nodiscard]] std::vector<Summary> list(const base::FileSystem& embedded, diag::SourceMap& sources,
                                        diag::Diagnostics& diagnostics);

// Loads by shipped name or alias, or, when `reference` holds a slash or is `.` or `..`, the folder
// of that path (DIR/profile.yaml, DIR/schema.yaml, DIR/templates/…). An unknown name is an error
// with a did-you-mean. `reserved` are the flags of the command itself (one letter: a short form): a
// parameter whose flag or short form is one of them is an error in the schema. Links in a folder
// are not followed: a template that is one is left out with a warning.
[[nodiscard]] std::optional<Profile> load(const base::FileSystem& embedded,
                                          const base::FileSystem& disk, std::string_view reference,
                                          std::span<const std::string> reserved,
                                          diag::SourceMap& sources, diag::Diagnostics& diagnostics);

// A digest of all files of the profile, 16 hexadecimal digits: another one means
// another profile, though it may bear the same name and version.
std::string digest(const Profile& profile, const diag::SourceMap& sources);

// The files of a shipped profile in the form of a folder, path -> text, for `profile export`.
[[nodiscard]] std::optional<std::map<std::string, std::string>> exported(
    const base::FileSystem& embedded, std::string_view name, diag::SourceMap& sources,
    diag::Diagnostics& diagnostics);

// Where a value came from, weakest first.
enum class OriginKind : std::uint8_t {
  kDefault,
  kGenerated,
  // Given to an earlier dump.
  kKept,
  kPreset,
  kFile,
  kEnvironment,
  kSet,
  kFlag
};

struct Origin {
  OriginKind kind = OriginKind::kDefault;
  // `values.yaml:7:12`, `--ingress`, `COPCTL_INGRESS`, `preset ha`; empty for a default.
  std::string label;
  diag::Span span;
  diag::Span key_span;
};

// The origin of the part of an input at a JSON pointer of the values.
using OriginOf = std::function<Origin(const std::string& pointer)>;

// The values that templates see, each with its origin.
struct Values {
  value::Value tree;
  // By JSON pointer, for every leaf of `tree`: a scalar, or a map or list without entries.
  std::map<std::string, Origin, std::less<>> origins;
  // The same for maps and lists with entries: the last input that spoke of them. They say nothing
  // of where each entry comes from.
  std::map<std::string, Origin, std::less<>> inner_origins;
  // Documents of which the schema says nothing but that they are maps or lists, by pointer: each
  // counts as a leaf, and tells the origins of its parts when they are asked for, which in an
  // export of thousands of entries few are.
  std::map<std::string, OriginOf, std::less<>> documents;
  // Pointers of secret leaves (writeOnly), ascending.
  std::vector<std::string> secrets;
  // Where an input took something away (null), with that input.
  std::map<std::string, Origin, std::less<>> removed;

  // The origin at the pointer or its nearest ancestor; a default when there is none.
  Origin origin(std::string_view pointer) const;
};

// One argument that sets values, in the order of the command line.
struct Assignment {
  enum class Kind : std::uint8_t {
    kFlag,
    kFlagFile,
    kSet,
    kSetString,
    kSetFile,
    kSetJson
  } kind = Kind::kFlag;
  // The flag without dashes (`ingress`, `set`); for kFlagFile without its `-file`.
  std::string name;
  // Its argument as typed. A list flag given twice gives two assignments, whose items are joined.
  std::string text;
};

// A value that was given to an earlier dump. It stands in no list: lists are kept whole.
struct KeptValue {
  std::string pointer;
  // nil: it was taken away.
  value::Value value;
  // How it was given: `--webapp-replicas`.
  std::string label;
};

// What the user gave, before it is understood.
struct Inputs {
  std::vector<std::string> presets;
  // `-` is standard input.
  std::vector<std::string> value_files;
  std::vector<Assignment> assignments;
  // All of the environment: name -> value. Only COPCTL_<FLAG> counts; an empty one counts as not
  // given, and one that no parameter knows is a warning.
  std::map<std::string, std::string> environment;
  // What an earlier dump was given; weaker than everything else here.
  std::vector<KeptValue> kept;
  // Generated secrets of an earlier dump, by JSON pointer: taken where one would be generated now.
  std::map<std::string, std::string> remembered;
  // Standard input, read at most once, by the one input that names `-`.
  std::function<std::optional<std::string>()> standard_input;
};

// As many random bytes as asked for, for generated secrets; a test gives its own.
using RandomBytes = std::function<std::string(std::size_t)>;
// The kernel's CSPRNG (getrandom(2)).
RandomBytes kernel_random();

// Layers the inputs over the defaults, validates against the schema, and generates what is missing.
// Reports every error at once: a missing parameter with its flag and environment variable, unknown
// keys, wrong types, each at file:line:col or at the flag. Secrets never appear in a message.
//
// Lists of a flag are parted at commas, `\,` being a comma, and may be given several times;
// together they replace the list of weaker layers. `--labels a=b` adds to the map. A null in a file
// or `--set` removes what weaker layers gave, also a default, but a secret that can be generated
// still is;
// `--flag null` is the word.
[[nodiscard]] std::optional<Values> resolve(const Profile& profile, const Inputs& inputs,
                                            const base::FileSystem& disk, const RandomBytes& random,
                                            diag::SourceMap& sources,
                                            diag::Diagnostics& diagnostics);

// The secret parameters that the schema, as the values stand, requires and that nothing gives or
// generates. None when an input cannot be read.
std::vector<const Parameter*> missing_secrets(const Profile& profile, const Inputs& inputs,
                                              const base::FileSystem& disk,
                                              const RandomBytes& random, diag::SourceMap& sources);

// As `resolve`, but missing required values are left out, nothing is generated and nothing else is
// an error that the schema alone would find: for `profile values`.
[[nodiscard]] std::optional<Values> resolve_partially(const Profile& profile, const Inputs& inputs,
                                                      const base::FileSystem& disk,
                                                      diag::SourceMap& sources,
                                                      diag::Diagnostics& diagnostics);

// One value as a dump remembers it: a scalar, a list with all that is in it, or a map without
// entries.
struct Setting {
  std::string pointer;
  // nil: an input took it away.
  value::Value value;
  Origin origin;
  // It is a secret, or holds one.
  bool secret = false;
};
// The keys of a setting's pointer: it leads through maps only.
value::Path keys_of(std::string_view pointer);
// Everything that the values consist of, in the order of pointers; what was taken away comes last.
std::vector<Setting> settings_of(const Profile& profile, const Values& values);

// A values file in YAML with every parameter below its description, allowed values and default. It
// says what `values` says: read back it gives the same values. Parameters without a value, and all
// secrets, are there as comments, without their value.
std::string commented_values(const Profile& profile, const Values& values);

}  // namespace copctl::profile
