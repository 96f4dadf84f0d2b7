#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "value/path.h"
#include "value/value.h"

// Differences between texts and between manifests, and the three-way merge. Front door of the room.
// Everything here is a pure function of its arguments; what is passed as a view is borrowed for the
// call only.

namespace copctl::merge {

// One change: `old_count` lines from `old_begin` on give way to `new_count` lines of the new text.
// At least one count is not 0. Indices are 0-based.
struct Hunk {
  std::size_t old_begin = 0;
  std::size_t old_count = 0;
  std::size_t new_begin = 0;
  std::size_t new_count = 0;
  bool operator==(const Hunk&) const = default;
};

// Steps that one comparison may take before it gives up on the shortest answer: about a tenth of a
// second. Two texts of 3,000 lines without a line in common stay below it.
inline constexpr std::size_t kMaxDiffWork = 20'000'000;

// The lines of a text, each with its line break; the last one may lack it.
std::vector<std::string_view> lines(std::string_view text);

// The changes between two lists of lines, ascending and never touching, with the fewest lines
// removed and added (Myers, "An O(ND) Difference Algorithm and Its Variations"). Past kMaxDiffWork
// what is left undecided becomes one large hunk each: still right, no longer the shortest. A run
// that could stand in several places stands in the last, as `diff` has it.
std::vector<Hunk> diff_lines(const std::vector<std::string_view>& before,
                             const std::vector<std::string_view>& after);

// The difference as `diff -u` prints it, three lines of context, without time stamps; empty when
// the texts are equal. Names are shown as given.
std::string unified_diff(std::string_view before, std::string_view after,
                         std::string_view before_name, std::string_view after_name);

enum class ChangeKind : std::uint8_t { kAdded, kRemoved, kChanged, kReordered };

// One difference between two versions of a document. What comes or goes as a whole is one change,
// and so is a list whose items stand in another order (with both lists).
struct FieldChange {
  ChangeKind kind = ChangeKind::kChanged;
  // As people write it: `spec.template.spec.containers[name=app].env[name=FOO].value`. The empty
  // path is the document. Safe to show.
  std::string path;
  // Nil on the side that lacks it.
  value::Value before{};
  value::Value after{};
  // Where it is in the old and in the new document; empty on the side that lacks it.
  value::Path old_place{};
  value::Path new_place{};
};

// What is different, entries in the order of their keys, items in the old order with the new ones
// behind. Items of lists are paired by the keys that Kubernetes has for them (list_rules.cpp), else
// by position. The order of a map's keys, comments and formatting are no difference.
std::vector<FieldChange> changes(const value::Value& before, const value::Value& after);

// What a file is read as: manifests, or lines.
enum class Form : std::uint8_t { kYaml, kText };

// What becomes of a conflict.
enum class Decision : std::uint8_t {
  // Conflicts are told; the text is mine's, unchanged, when there is any.
  kReport,
  // Mine's side, or theirs'; all else is merged.
  kMine,
  kNew,
  // Both sides and the base stand in the text between diff3's markers (`<<<<<<< mine`,
  // `||||||| base`, `=======`, `>>>>>>> new`), which no YAML reader takes.
  kMark,
};

struct MergeOptions {
  Form form = Form::kYaml;
  Decision decision = Decision::kReport;
};

// A part that both sides changed, differently.
struct Conflict {
  // `Deployment/app`; empty when the document is no resource or the file no YAML.
  std::string resource;
  // As in FieldChange. Empty for a whole document, and for lines of a text.
  std::string path;
  // The part as each side has it, indented to column 0; empty where it is gone.
  std::string base;
  std::string mine;
  std::string theirs;
  // The line of mine, 1-based: where the part is, or what held it.
  std::size_t line = 1;
  bool operator==(const Conflict&) const = default;
};

struct Merged {
  std::string text;
  // In the order of the text, as they were before `decision`.
  std::vector<Conflict> conflicts;
};

// Carries what changed between `base` (as rendered last time) and `theirs` (as rendered now) into
// `mine` (what the user made of base). Mine keeps its comments, order, formatting, line breaks and
// byte order mark. Documents are paired by group, kind, namespace and name, parts of lists as in
// `changes`. Where mine is theirs or base, or theirs is base, the answer is one of them byte for
// byte. A merged text has been parsed and compared with the merge of the values; where they differ,
// the document is a conflict. What cannot be parsed is merged by lines.
Merged merge_texts(std::string_view base, std::string_view mine, std::string_view theirs,
                   const MergeOptions& options = {});

}  // namespace copctl::merge
