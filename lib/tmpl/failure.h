#pragma once

#include <string>

#include "diag/diagnostic.h"

namespace copctl::tmpl {

// The room's only exception: what ends a parse or an execution. Thrown by `fail` alone, caught in
// TemplateSet's parse and execute, never seen outside.
struct Failure {
  diag::Kind kind;
  diag::Span span;
  std::string message;
};

[[noreturn]] void fail(diag::Kind kind, const diag::Span& span, std::string message);

}  // namespace copctl::tmpl
