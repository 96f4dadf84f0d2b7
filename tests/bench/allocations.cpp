#include "allocations.h"

#include <cstdlib>
#include <new>

namespace copctl::bench {
namespace {

Allocations counted;

}  // namespace

Allocations allocations() { return counted; }

}  // namespace copctl::bench

// The standard's other forms all come down to these.
void* operator new(std::size_t size) {
  ++copctl::bench::counted.count;
  copctl::bench::counted.bytes += size;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}

void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
