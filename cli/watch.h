#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/env.h"
#include "cli/exit_code.h"
#include "cli/flag.h"
#include "diag/diagnostic.h"

namespace copctl::cli {

// Flags of a command that can be watched.
std::vector<Flag> watch_flags();
// False, with an error, when the interval is none.
[[nodiscard]] bool check_interval(const Arguments& arguments, diag::Diagnostics& diagnostics);
// Of checked arguments; none when the command is not to be watched.
std::optional<std::chrono::milliseconds> watch_interval(const Arguments& arguments);
// Whether the words of a command line hold the flag.
bool asks_to_watch(const std::vector<std::string>& words);

// Runs a command, and runs it again whenever a file that it read has changed, looking every
// `interval` (the command's first run tells it), until the user wants an end, which is kDone. A
// file that is being written is waited for. A run that fails is told, and the next change is waited
// for; a command line that is wrong ends it.
struct Watched {
  ExitCode code = ExitCode::kDone;
  // None: the command is not to be watched.
  std::optional<std::chrono::milliseconds> interval;
};
ExitCode watch(Env& env, const std::function<Watched(Env&)>& run);

}  // namespace copctl::cli
