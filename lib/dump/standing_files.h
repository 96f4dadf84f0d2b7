#pragma once

#include <map>
#include <optional>
#include <string>

#include "dump/dump.h"

namespace copctl::dump {

// Files of one state of a dump, by path.
using Files = std::map<std::string, folder::File>;

// The dump's files as they stand, without those that the user deleted, and the manifests that the
// user added: those are in no lock. Errors: what cannot be read.
[[nodiscard]] std::optional<Files> standing_files(const DumpFolder& dump,
                                                  const Surroundings& surroundings,
                                                  diag::Diagnostics& diagnostics);

}  // namespace copctl::dump
