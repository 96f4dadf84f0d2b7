#pragma once

#include <optional>
#include <string>

#include "diag/diagnostic.h"
#include "diag/source_map.h"
#include "tmpl/tmpl.h"
#include "value/value.h"
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

// The parts of `run`, for who measures them. A set with the functions of the vector's mode:
tmpl::TemplateSet make_set(const Vector& vector, diag::SourceMap& sources,
                           tmpl::Environment& environment);
// its templates parsed, in the order of its mode; the sources borrow the texts;
[[nodiscard]] bool parse_all(const Vector& vector, tmpl::TemplateSet& set, diag::SourceMap& sources,
                             diag::Diagnostics& diagnostics);
// and what the templates see as dot, which in Helm's mode shares `data`.
value::Value make_dot(const Vector& vector, const value::Value& data);

// Whether the outcome is what the vector wants.
bool passes(const Vector& vector, const Outcome& outcome);

}  // namespace copctl::conformance
