#pragma once

#include <functional>
#include <string>
#include <vector>

#include "support/txtar.h"

// Golden cases: one text archive per case, with what goes in and what must come out.

namespace copctl::support {

struct Goldens {
  // `tests/codec/testdata/yaml`, from the root of the source; searched with its subfolders.
  std::string folder;
  // Names of the sections that must come out. One of them that `run` does not give must not be in
  // the case.
  std::vector<std::string> outputs;
  // From a case to the sections that came out, in the order in which they are to be written.
  std::function<std::vector<Section>(const Archive&)> run;
};

// Runs every case of the folder as a DYNAMIC_SECTION and compares byte by byte. A case is named
// `fail_…` if and only if it has a section `error`. With COPCTL_UPDATE=1 in the environment the
// sections that come out are written into the case instead. A folder without a case fails.
void run_goldens(const Goldens& goldens);

// One case of that; empty when it holds, else what is wrong.
std::string check_golden(const Goldens& goldens, const std::string& path, const Archive& archive);

// The case with what came out in the place of what was expected.
Archive updated(const Goldens& goldens, const Archive& archive);

}  // namespace copctl::support
