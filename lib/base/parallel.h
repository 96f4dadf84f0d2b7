#pragma once

#include <cstddef>
#include <functional>

// Work that falls into independent parts, on several cores.

namespace copctl::base {

// More threads than this gain less than it costs to start them.
inline constexpr std::size_t kMaxThreads = 4;

// Stack of every thread that for_each_index starts, in bytes: as much as the first thread commonly
// has, for templates count on it (tmpl::Limits::stack_bytes). It is address space; what is not
// touched takes no memory.
inline constexpr std::size_t kThreadStack = 8u << 20;

// The cores that this process may run on, kMaxThreads at most, 1 at least.
std::size_t usable_threads();

// Calls `work(index, thread)` once for each index below `count`, on up to `threads` threads of
// which the caller's is number 0, and returns when all are done. Indexes are taken in ascending
// order, but by whom and when is left open: a result that is stored by index is the same however
// many threads there were. Where no thread can be started, the caller's does the work of all. The
// first exception (out of memory) is thrown again in the caller's thread.
void for_each_index(std::size_t count, std::size_t threads,
                    const std::function<void(std::size_t index, std::size_t thread)>& work);

}  // namespace copctl::base
