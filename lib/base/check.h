#pragma once

// COPCTL_CHECK: an invariant of copctl itself. A broken one is a defect, never a diagnostic: the
// process prints it and aborts (exit code 70 is set by the handler in cli/main.cpp).

namespace copctl::base {

[[noreturn]] void check_failed(const char* condition, const char* file, int line);

}  // namespace copctl::base

#define COPCTL_CHECK(condition)           \
  (static_cast<bool>(condition) ? void(0) \
                                : ::copctl::base::check_failed(#condition, __FILE__, __LINE__))
