#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "merge/align.h"
#include "merge/node.h"

// The three-way merge of values: what becomes of each part of a document, before any text is
// written.

namespace copctl::merge {

enum class Verdict : std::uint8_t {
  // As mine has it; the part is gone when mine has none.
  kMine,
  // As theirs has it; the part goes when theirs has none.
  kTheirs,
  // A list or map whose parts are decided one by one.
  kParts,
  // A text of lines, of which both sides changed different ones.
  kText,
  // Both sides changed it, differently.
  kConflict,
};

// Which side a conflict is decided for.
enum class Taker : std::uint8_t { kMine, kTheirs };

// One part in three versions; nullptr where there is none. Borrows the trees.
struct Versions {
  const Node* base = nullptr;
  const Node* mine = nullptr;
  const Node* theirs = nullptr;
};

struct Plan {
  Verdict verdict = Verdict::kMine;
  Versions versions;
  // Of kParts, in the order of the merged text. What is in neither result has no plan.
  std::vector<Plan> parts;
  // Of kText: the merged value.
  std::string text;
  // The step of the path to this part: `.spec`, `[name=app]`.
  std::string step;
};

// Decides a part that stands under `key`, and all parts of it.
Plan decide(const Versions& versions, std::string_view key);
// Decides the documents of files, given as lists, which `slots` pairs. Empty when both sides have
// put them in another order each. The steps of its parts are empty.
std::optional<Plan> decide_documents(const Versions& files, std::vector<Slot> slots);

// What the merge leaves of a part, with conflicts decided for one side; empty when it is gone.
std::optional<value::Value> merged_value(const Plan& plan, Taker taker);

// Whether the merged text differs from mine's in this part. A conflict counts as one.
bool differs_from_mine(const Plan& plan);
bool has_conflict(const Plan& plan);

// Whether two versions of a part hold the same value; both may be missing.
bool same_part(const Node* a, const Node* b);

}  // namespace copctl::merge
