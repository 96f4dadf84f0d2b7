#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "merge/list_rules.h"
#include "value/value.h"

// Which items of three lists are the same item.

namespace copctl::merge {

inline constexpr std::size_t kNone = static_cast<std::size_t>(-1);

// One item by its index in each list; kNone where it is not.
struct Slot {
  std::size_t base = kNone;
  std::size_t mine = kNone;
  std::size_t theirs = kNone;
  bool operator==(const Slot&) const = default;
};

// Three versions of one list; nullptr where there is none.
struct Lists {
  const value::Items* base = nullptr;
  const value::Items* mine = nullptr;
  const value::Items* theirs = nullptr;
};

// Every item of every list is in exactly one slot: first those of base in its order, then what mine
// added, then what theirs added.
struct Alignment {
  std::vector<Slot> slots;
  // nullptr: by position.
  const ListRule* rule = nullptr;
  // Both sides rewrote the same stretch of a list without keys, so that nothing says which item
  // became which.
  bool clash = false;
};

// `list` is the key that the list stands under.
Alignment align(std::string_view list, const Lists& lists);

// The order of what a merge leaves: `mine` keeps its order, and what only `theirs` has comes behind
// what it follows there, but after anything that mine added at the same place. Both hold numbers
// below `count`, none twice.
std::vector<std::size_t> interleave(const std::vector<std::size_t>& mine,
                                    const std::vector<std::size_t>& theirs, std::size_t count);

}  // namespace copctl::merge
