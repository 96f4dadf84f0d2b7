#pragma once

#include <string>
#include <vector>

#include "diag/diagnostic.h"
#include "diag/span.h"

namespace copctl::codec {

// One thing wrong with a text, in two voices: a diagnostic for people who wrote the text, and Go's
// words for templates that look at them.
struct Fault {
  diag::Diagnostic diagnostic;
  // As go-yaml or encoding/json says it, `yaml: line 2: …`; empty when Go sees no fault here.
  std::string go;
};

using Faults = std::vector<Fault>;

}  // namespace copctl::codec
