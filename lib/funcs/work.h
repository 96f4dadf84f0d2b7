#pragma once

#include <cstddef>

#include "tmpl/function.h"

// What slow functions cost, so that a loop of calls of them ends as every other loop does.

namespace copctl::funcs {

// A render makes so many bytes before its steps are used up (Call::reserve counts both): work is
// counted as bytes that are made. Not more than this at once, as a single call must not look like a
// text that is too large.
inline constexpr std::size_t kMostWork = 32u << 20;
// About a tenth of a second: scrypt, a key.
inline constexpr std::size_t kSlowWork = kMostWork;
// About a twentieth: bcrypt of cost 10. Some hundred passwords are a real case.
inline constexpr std::size_t kHashWork = 8u << 20;

inline void count_work(const tmpl::Call& call, std::size_t bytes) {
  call.reserve(bytes < kMostWork ? bytes : kMostWork);
}

}  // namespace copctl::funcs
