#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "value/path.h"
#include "value/value.h"

// Differences between texts and between manifests. Front door of the room.
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

}  // namespace copctl::merge
