#pragma once

#include <string>
#include <string_view>
#include <vector>

// Three-way merge by lines.

namespace copctl::merge {

// A stretch of the merged text: either settled, or the lines on which both sides differ.
struct Chunk {
  bool conflict = false;
  // Settled: the text, in `mine`.
  std::string base;
  std::string mine;
  std::string theirs;
  // The line of mine that it begins at, 1-based.
  std::size_t line = 1;
};

// What only one side changed is taken from it, equal changes are one; changes that overlap or touch
// are a conflict.
std::vector<Chunk> merge_lines(std::string_view base, std::string_view mine,
                               std::string_view theirs);

// `<<<<<<< mine`, `||||||| base`, `=======`, `>>>>>>> new` around three texts of whole lines.
std::string marked(std::string_view base, std::string_view mine, std::string_view theirs);

}  // namespace copctl::merge
