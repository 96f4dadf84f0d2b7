#pragma once

#include <span>
#include <string>

#include "cli/command.h"
#include "cli/flag.h"

namespace copctl::cli {

// Text broken at blanks so that no line is longer than 100 columns, each line after `indent`
// blanks.
std::string wrapped(std::string_view text, std::size_t indent);

// The list of commands whose names begin with `prefix` (`profile`, or empty for all).
std::string command_list(std::string_view prefix);

// The profiles that a command can be about, for its help without one.
std::string profile_choice(std::span<const profile::Summary> shipped);

// A command's own help: usage, what it does, its flags by group, each with what it takes, its
// default, its allowed values and its environment variable.
std::string command_help(const Command& command, const profile::Profile* profile,
                         std::span<const Flag> flags);

}  // namespace copctl::cli
