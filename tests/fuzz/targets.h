#pragma once

#include <optional>
#include <string_view>

#include "base/check.h"
#include "diag/diagnostic.h"
#include "diag/source_map.h"

// What fuzz targets have in common. A target takes any bytes, touches no disk, and ends the process
// (COPCTL_CHECK) when what must hold of every input does not hold of these.

namespace copctl::fuzz {

#define COPCTL_FUZZ_TARGET(name) void name(std::string_view bytes);
#include "fuzz/targets.def"
#undef COPCTL_FUZZ_TARGET

// The rule of the house: a result, or at least one error. Every message and every position of it
// can be printed.
void check_told(bool succeeded, const diag::Diagnostics& diagnostics,
                const diag::SourceMap& sources);

// An input that stands for several texts: what is before the first `\n--\n`, and what follows it.
struct Halves {
  std::string_view first;
  std::string_view second;
};
Halves split(std::string_view bytes);

}  // namespace copctl::fuzz
