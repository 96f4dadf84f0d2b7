#pragma once

namespace copctl::cli {

// What the process ends with.
enum class ExitCode : int {
  kDone = 0,
  // The input or the dump is wrong.
  kWrong = 1,
  // The command line itself is.
  kUsage = 2,
  // A conflict needs the user's decision.
  kConflict = 3,
  // A defect of copctl.
  kDefect = 70,
};

}  // namespace copctl::cli
