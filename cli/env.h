#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "base/file_system.h"
#include "profile/profile.h"

namespace copctl::cli {

// Everything outside that a command may touch, so that a test can run every command in memory. Made
// in main.cpp; `out` and `err` are written to the process's streams when the command ends.
struct Env {
  base::FileSystem& disk;
  const base::FileSystem& embedded;
  std::map<std::string, std::string> environment;
  profile::RandomBytes random;
  std::function<std::optional<std::string>()> standard_input;
  // Asks for a secret at the terminal; empty where there is none.
  std::function<std::optional<std::string>(const std::string& question)> ask;
  // For a command that runs until it is told to end: writes `out` and `err` out and empties them;
  // waits, and is false when the user, or the system, wants an end. Empty: no command can.
  std::function<void(Env&)> flush;
  std::function<bool(std::chrono::milliseconds)> wait;
  bool color = false;
  std::string out;
  std::string err;
};

}  // namespace copctl::cli
