#pragma once

#include <optional>
#include <string>

#include "vector.h"

namespace copctl::conformance {

// What a vector came to.
struct Outcome {
  std::optional<std::string> output;
  // Of an error: its message, and the line of the outermost frame, as Helm reports it.
  std::string message;
  unsigned line = 0;
};

Outcome run(const Vector& vector);

// Whether the outcome is what the vector wants.
bool passes(const Vector& vector, const Outcome& outcome);

}  // namespace copctl::conformance
