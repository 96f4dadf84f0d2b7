#pragma once

#include <string>
#include <vector>

#include "cli/env.h"
#include "cli/flag.h"
#include "profile/profile.h"

namespace copctl::cli {

// The flags of a profile's parameters; a secret one has a second, `--NAME-file`.
std::vector<Flag> parameter_flags(const profile::Profile& profile);

// The flags that give values in general: --preset, -f/--values, --set….
std::vector<Flag> value_flags();

// What the user gave, for profile::resolve.
profile::Inputs inputs_of(const Arguments& arguments, const profile::Profile& profile,
                          const Env& env);

}  // namespace copctl::cli
