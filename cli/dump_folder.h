#pragma once

#include <optional>
#include <string>

#include "cli/command.h"
#include "folder/folder.h"

// A dump that a command's operand names.

namespace copctl::cli {

// The lock of the dump in `dir`; an error when there is no dump.
[[nodiscard]] std::optional<folder::Lock> read_dump(const Invocation& invocation,
                                                    const std::string& dir,
                                                    diag::Diagnostics& diagnostics);

}  // namespace copctl::cli
