#include "base/block_pool.h"

#include <cstdint>
#include <cstring>
#include <random>
#include <thread>
#include <vector>

#include "support/catch.h"

namespace copctl::base {
namespace {

struct Held {
  unsigned char* bytes;
  std::size_t size;
  unsigned char mark;
};

bool is_whole(const Held& held) {
  for (std::size_t i = 0; i < held.size; ++i) {
    if (held.bytes[i] != held.mark) return false;
  }
  return true;
}

// Takes and returns blocks of all sizes; what was written must stay. True when it did.
bool churn(unsigned seed, std::vector<Held>& left) {
  std::mt19937 random(seed);
  std::vector<Held> held = std::move(left);
  bool sound = true;
  for (int i = 0; i < 20000; ++i) {
    if (held.size() > 500 || (!held.empty() && random() % 3 == 0)) {
      std::swap(held[random() % held.size()], held.back());
      sound = sound && is_whole(held.back());
      return_block(held.back().bytes);
      held.pop_back();
      continue;
    }
    const std::size_t size = random() % 8 == 0 ? random() % 5000 : random() % 120;
    auto* bytes = static_cast<unsigned char*>(take_block(size));
    sound = sound && bytes != nullptr && reinterpret_cast<std::uintptr_t>(bytes) % 16 == 0;
    const auto mark = static_cast<unsigned char>(random());
    std::memset(bytes, mark, size);
    held.push_back({bytes, size, mark});
  }
  left = std::move(held);
  return sound;
}

TEST_CASE("blocks are aligned and keep what is written") {
  std::vector<Held> left;
  CHECK(churn(1, left));
  for (const Held& held : left) return_block(held.bytes);
  return_block(nullptr);
}

TEST_CASE("a block that was returned is given out again") {
  void* first = take_block(100);
  return_block(first);
  CHECK(take_block(97) == first);
  return_block(first);
}

TEST_CASE("blocks are returned on other threads, and outlive their own") {
  std::vector<Held> left[4];
  for (unsigned round = 0; round < 3; ++round) {
    bool sound[4] = {};
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < 4; ++i) {
      // Each goes on with what another thread left.
      threads.emplace_back([&, i] { sound[i] = churn(round * 4 + i, left[(i + round) % 4]); });
    }
    for (std::thread& thread : threads) thread.join();
    for (const bool each : sound) CHECK(each);
  }
  for (const auto& blocks : left) {
    for (const Held& held : blocks) {
      CHECK(is_whole(held));
      return_block(held.bytes);
    }
  }
}

TEST_CASE("what cannot be had is nullptr") {
  CHECK(take_block(SIZE_MAX) == nullptr);
  CHECK(take_block(SIZE_MAX - 20) == nullptr);
}

}  // namespace
}  // namespace copctl::base
