#pragma once

#include <cstddef>

namespace copctl::bench {

// What operator new gave since the program began, in this program.
struct Allocations {
  std::size_t count = 0;
  std::size_t bytes = 0;
};

Allocations allocations();

}  // namespace copctl::bench
