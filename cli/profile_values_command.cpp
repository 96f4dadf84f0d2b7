#include "cli/all_commands.h"
#include "cli/parameter_flags.h"
#include "profile/profile.h"

namespace copctl::cli {

namespace {

ExitCode run(const Invocation& invocation) {
  Env& env = invocation.env;
  diag::Diagnostics diagnostics;
  const profile::Inputs inputs = inputs_of(invocation.arguments, *invocation.profile, env);
  const auto values = profile::resolve_partially(*invocation.profile, inputs, env.disk,
                                                 invocation.sources, diagnostics);
  if (values) env.out += profile::commented_values(*invocation.profile, *values);
  return report(diagnostics, invocation.sources, env);
}

}  // namespace

Command profile_values_command() {
  return {.name = "profile values",
          .operands = "PROFILE",
          .min_operands = 1,
          .max_operands = 1,
          .summary = "a commented values file with every parameter",
          .description =
              "Prints a values file with every parameter, its description and default. With flags, "
              "it holds the values that they amount to; secrets stay out of it.",
          .takes = Takes::kProfile,
          .flags = value_flags,
          .run = run};
}

}  // namespace copctl::cli
