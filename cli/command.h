#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/env.h"
#include "cli/exit_code.h"
#include "cli/flag.h"
#include "diag/source_map.h"

namespace copctl::cli {

// What a command's words are: its own flags; with kProfile, those of the profile that an operand
// names, too; with kRawWords, words that are handed on as they are.
enum class Takes : std::uint8_t { kNothing, kProfile, kRawWords };

// What a command runs with: its arguments, the profile that its first operand names (when it takes
// one), and the run's texts.
struct Invocation {
  const Arguments& arguments;
  const profile::Profile* profile;
  diag::SourceMap& sources;
  Env& env;
};

// A command is data: one row of the table in commands.cpp.
struct Command {
  // All its words: `profile dump`.
  std::string_view name;
  // Its operands in the usage line.
  std::string_view operands;
  std::size_t min_operands;
  std::size_t max_operands;
  // One line for the list of commands.
  std::string_view summary;
  // The paragraph of its own help.
  std::string_view description;
  Takes takes;
  std::vector<Flag> (*flags)();
  ExitCode (*run)(const Invocation&);
};

// Every command in the order of the help.
std::span<const Command> commands();

// Runs one command line (without the program's name).
ExitCode run(const std::vector<std::string>& words, Env& env);

// Prints the diagnostics to env.err; kWrong when there is an error, else kDone.
ExitCode report(const diag::Diagnostics& diagnostics, const diag::SourceMap& sources, Env& env);

}  // namespace copctl::cli
