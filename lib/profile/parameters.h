#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "diag/diagnostic.h"
#include "profile/profile.h"
#include "schema/schema.h"

// The names that a schema's leaves have on the command line.

namespace copctl::profile {

// One parameter for each leaf, in the schema's order. A flag, or a short form, that two of them
// would have, or that is `reserved`, is an error. `sound`: no two of them had one when the profile
// was built into the program.
std::optional<std::vector<Parameter>> make_parameters(const schema::Schema& schema,
                                                      std::span<const std::string> reserved,
                                                      bool sound, diag::Diagnostics& diagnostics);

// `registry-password` -> `COPCTL_REGISTRY_PASSWORD`.
std::string environment_name(std::string_view flag);

}  // namespace copctl::profile
