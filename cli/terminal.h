#pragma once

#include <optional>
#include <string>

namespace copctl::cli {

// Somebody sits at a terminal and can be asked.
bool can_ask();

// Asks on standard error and reads a line that is not shown from standard input, both of which are
// the terminal. Nothing when the user ends it (Ctrl-C, Ctrl-D).
std::optional<std::string> ask_hidden(const std::string& question);

}  // namespace copctl::cli
