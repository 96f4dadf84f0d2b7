#pragma once

#include <cstddef>

namespace copctl::base {

// Memory for small things that come and go by the ten thousand. Each thread keeps the blocks that
// it gave back, by size, and gives them out again without asking anybody; blocks may be given back
// on another thread. What is large comes from malloc. Small blocks never return to the system: they
// wait for the next of their size, those of an ended thread for the next thread.
//
// `size` bytes, aligned for anything; nullptr when there is no memory.
void* take_block(std::size_t size) noexcept;
// What take_block gave, or nullptr.
void return_block(void* block) noexcept;

}  // namespace copctl::base
