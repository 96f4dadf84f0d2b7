// Covers parallel.cpp.
#include "base/parallel.h"

#include <atomic>
#include <new>
#include <string>
#include <vector>

#include "support/catch.h"

using namespace copctl;

TEST_CASE("each index is worked on once, however many threads there are") {
  const std::size_t threads = GENERATE(0U, 1U, 2U, 4U, 100U);
  const std::size_t count = GENERATE(0U, 1U, 3U, 1000U);
  CAPTURE(threads, count);
  std::vector<std::atomic<int>> met(count);
  std::atomic<std::size_t> highest_thread = 0;
  base::for_each_index(count, threads, [&](std::size_t index, std::size_t thread) {
    ++met[index];
    for (std::size_t seen = highest_thread; seen < thread;)
      highest_thread.compare_exchange_weak(seen, thread);
  });
  for (const auto& times : met) CHECK(times == 1);
  CHECK(highest_thread < std::max<std::size_t>(1, std::min(threads, base::kMaxThreads)));
}

TEST_CASE("several threads do take part") {
  std::atomic<int> waiting = 0;
  base::for_each_index(2, 2, [&](std::size_t, std::size_t) {
    ++waiting;
    while (waiting < 2) {
    }
  });
  CHECK(waiting == 2);
}

TEST_CASE("an exception ends the round and reaches the caller") {
  std::atomic<int> calls = 0;
  const auto fail = [&](std::size_t, std::size_t) {
    ++calls;
    throw std::bad_alloc();
  };
  CHECK_THROWS_AS(base::for_each_index(1000, 4, fail), std::bad_alloc);
  CHECK(calls <= 4);
}

TEST_CASE("a thread has the stack that templates count on") {
  std::atomic<std::size_t> used = 0;
  base::for_each_index(2, 2, [&](std::size_t, std::size_t) {
    constexpr std::size_t kDeep = 6u << 20;
    volatile char bytes[kDeep];
    for (std::size_t i = 0; i < kDeep; i += 4096) bytes[i] = 1;
    used += bytes[0] == 1 ? kDeep : 0;
  });
  CHECK(used == 2 * (6u << 20));
}

TEST_CASE("the number of usable threads is bounded") {
  CHECK(base::usable_threads() >= 1);
  CHECK(base::usable_threads() <= base::kMaxThreads);
}
