#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/flag.h"
#include "cli/parameter_flags.h"
#include "diag/diagnostic.h"
#include "diag/source_map.h"

namespace copctl::cli {

// Understands `words` (without the program's and the command's names) by the flags. `-h` and
// `--help` are always known and come back as the flag `help`. Errors, each at the word: an unknown
// flag (did-you-mean), a flag without its value, a switch whose value is neither true nor false.
[[nodiscard]] std::optional<Arguments> parse_arguments(const std::vector<std::string>& words,
                                                       const FlagTable& flags,
                                                       diag::SourceMap& sources,
                                                       diag::Diagnostics& diagnostics);

}  // namespace copctl::cli
