#pragma once

#include <string>
#include <string_view>
#include <vector>

// Differences between texts. Front door of the room.

namespace copctl::merge {

// A run of lines: `kept` lines stand in both texts, then `removed` lines of the old give way to
// `added` lines of the new.
struct Hunk {
  std::size_t old_begin = 0;
  std::size_t old_count = 0;
  std::size_t new_begin = 0;
  std::size_t new_count = 0;
};

// The changed runs between two texts, by line, least in number (Myers); falls back to one large
// hunk past a bound on work.
std::vector<Hunk> diff_lines(const std::vector<std::string_view>& before,
                             const std::vector<std::string_view>& after);

// The difference as `diff -u` prints it, three lines of context; empty when the texts are equal.
// Names are shown as given.
std::string unified_diff(std::string_view before, std::string_view after,
                         std::string_view before_name, std::string_view after_name);

}  // namespace copctl::merge
