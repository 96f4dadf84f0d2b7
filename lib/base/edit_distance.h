#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace copctl::base {

// Damerau-Levenshtein distance (adjacent swaps count one), in bytes; stops early and returns limit
// + 1 when it is larger than `limit`.
int edit_distance(std::string_view a, std::string_view b, int limit);

// The candidate that `word` was most likely meant to be: the nearest within a third of its length
// (at least 1, at most 3), letter case ignored first; the earliest of equals. Empty when nothing is
// near.
std::optional<std::string> closest(std::string_view word, std::span<const std::string> candidates);

}  // namespace copctl::base
