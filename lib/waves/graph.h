#pragma once

#include <cstddef>
#include <vector>

// Who waits for whom, by number. Nothing here recurses, and all of it is linear.

namespace copctl::waves {

// For each node those that it waits for.
using Graph = std::vector<std::vector<std::size_t>>;

struct Levels {
  // How many waits stand one after the other before a node can begin; 0 for who waits for nobody.
  std::vector<std::size_t> level;
  // Circles, each begun by its least node: every node waits for the next, the last for the first.
  // kMaxCycles at most.
  std::vector<std::vector<std::size_t>> cycles;
};
inline constexpr std::size_t kMaxCycles = 20;

// The levels; a node in a circle is taken as if its circle were done.
Levels levels_of(const Graph& graph);

}  // namespace copctl::waves
