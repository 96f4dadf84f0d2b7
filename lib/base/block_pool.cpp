#include "base/block_pool.h"

#include <sys/mman.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <mutex>
#include <new>

// Before each block stands its size in steps, in the eight bytes that alignment leaves free; 0 is a
// block of malloc's. Sizes with these eight bytes are multiples of a step.

namespace copctl::base {
namespace {

constexpr std::size_t kStep = 16;
constexpr std::size_t kHead = 8;
constexpr std::size_t kSteps = 64;
// What is asked of the system at once, and made present at once: cheaper than a fault a page.
constexpr std::size_t kFirstChunk = 64u << 10;
constexpr std::size_t kChunk = 256u << 10;

struct Free {
  Free* next;
};

struct Cache {
  std::array<Free*, kSteps> free{};
  // The rest of the newest chunk; it begins half a step before a boundary.
  char* rest = nullptr;
  char* end = nullptr;
  bool has_chunk = false;
  Cache* next_idle = nullptr;
};

// Caches of ended threads.
std::mutex idle_mutex;
Cache* idle = nullptr;

constinit thread_local Cache* cache = nullptr;

// Hands the cache on when its thread ends.
struct Lease {
  ~Lease() {
    const std::scoped_lock lock(idle_mutex);
    cache->next_idle = idle;
    idle = cache;
    cache = nullptr;
  }
};

void* map_memory(std::size_t size) {
  void* memory = mmap(nullptr, size, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
  return memory == MAP_FAILED ? nullptr : memory;
}

Cache* find_cache() {
  {
    const std::scoped_lock lock(idle_mutex);
    if (idle != nullptr) {
      cache = idle;
      idle = idle->next_idle;
    }
  }
  if (cache == nullptr) {
    void* memory = std::malloc(sizeof(Cache));
    if (memory == nullptr) return nullptr;
    cache = new (memory) Cache;
  }
  // Only a thread that has a cache needs to give one back.
  thread_local const Lease lease;
  static_cast<void>(lease);
  return cache;
}

void set_head(void* block, std::size_t steps) {
  *reinterpret_cast<std::uint64_t*>(static_cast<char*>(block) - kHead) = steps;
}

void* take_large(std::size_t size) {
  if (size > SIZE_MAX - kStep) return nullptr;
  auto* memory = static_cast<char*>(std::malloc(size + kStep));
  if (memory == nullptr) return nullptr;
  set_head(memory + kStep, 0);
  return memory + kStep;
}

bool add_chunk(Cache& own) {
  const std::size_t size = own.has_chunk ? kChunk : kFirstChunk;
  auto* memory = static_cast<char*>(map_memory(size));
  if (memory == nullptr) return false;
  own.rest = memory + kStep - kHead;
  own.end = memory + size;
  own.has_chunk = true;
  return true;
}

void* cut_block(std::size_t steps, std::size_t size) {
  Cache* own = cache != nullptr ? cache : find_cache();
  if (own == nullptr) return take_large(size);
  const std::size_t length = steps * kStep;
  if (static_cast<std::size_t>(own->end - own->rest) < length && !add_chunk(*own)) {
    return take_large(size);
  }
  void* block = own->rest + kHead;
  own->rest += length;
  set_head(block, steps);
  return block;
}

}  // namespace

void* take_block(std::size_t size) noexcept {
  if (size > kSteps * kStep - kStep - kHead) return take_large(size);
  const std::size_t steps = (size + kHead + kStep - 1) / kStep + (size == 0 ? 1 : 0);
  if (cache == nullptr || cache->free[steps] == nullptr) return cut_block(steps, size);
  Free* block = cache->free[steps];
  cache->free[steps] = block->next;
  return block;
}

void return_block(void* block) noexcept {
  if (block == nullptr) return;
  const std::size_t steps =
      *reinterpret_cast<const std::uint64_t*>(static_cast<char*>(block) - kHead);
  Cache* own = cache != nullptr ? cache : find_cache();
  if (steps == 0) {
    std::free(static_cast<char*>(block) - kStep);
  } else if (own != nullptr) {
    auto* freed = new (block) Free{own->free[steps]};
    own->free[steps] = freed;
  }
}

}  // namespace copctl::base
