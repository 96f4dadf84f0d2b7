// The released program's `new` and `delete`: most of what it allocates is small and short-lived,
// and the C library's ways for it took a sixth of a dump.
#include <cstddef>
#include <new>

#include "base/block_pool.h"

void* operator new(std::size_t size) {
  if (void* block = copctl::base::take_block(size)) return block;
  throw std::bad_alloc();
}
void* operator new[](std::size_t size) { return operator new(size); }
void operator delete(void* block) noexcept { copctl::base::return_block(block); }
void operator delete[](void* block) noexcept { copctl::base::return_block(block); }
void operator delete(void* block, std::size_t) noexcept { copctl::base::return_block(block); }
void operator delete[](void* block, std::size_t) noexcept { copctl::base::return_block(block); }
