#include "cli/all_commands.h"
#include "cli/version.h"

namespace copctl::cli {

namespace {

std::vector<Flag> flags() { return {}; }

ExitCode run(const Invocation& invocation) {
  invocation.env.out += "copctl " + std::string(kVersion) + "\n";
  return ExitCode::kDone;
}

}  // namespace

Command version_command() {
  return {.name = "version",
          .operands = "",
          .min_operands = 0,
          .max_operands = 0,
          .summary = "the version of this binary",
          .description = "Prints the version of copctl.",
          .takes = Takes::kNothing,
          .flags = flags,
          .run = run};
}

}  // namespace copctl::cli
