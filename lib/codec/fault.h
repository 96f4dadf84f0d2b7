#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "diag/diagnostic.h"
#include "diag/span.h"

namespace copctl::codec {

// When Go meets a fault: it reads the syntax of the whole text first, then decodes values, then
// turns them into JSON. The first fault of the earliest stage is the one that it reports.
enum class Stage : std::uint8_t { kSyntax, kDecode, kConvert };

// One thing wrong with a text, in two voices: a diagnostic for people who wrote the text, and Go's
// words for templates that look at them.
struct Fault {
  diag::Diagnostic diagnostic;
  // As go-yaml or encoding/json says it, `yaml: line 2: …`; empty when Go sees no fault here.
  std::string go;
  Stage stage = Stage::kDecode;
};

using Faults = std::vector<Fault>;

// A text from the input for a message: printable, and cut when it is long.
std::string shown(std::string_view text);

// The fault that Go reports. There is one.
const Fault& go_fault(const Faults& faults);

}  // namespace copctl::codec
