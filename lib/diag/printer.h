#pragma once

#include <string>

#include "diag/diagnostic.h"
#include "diag/source_map.h"

namespace copctl::diag {

struct PrintOptions {
  bool color = false;
};

// The diagnostics as text, sorted: first those without a place, then arguments and the environment,
// then files in the order in which they were added, each by offset. Each is printed as
//   values.yaml:7:12: error: `ingress` must be one of …; got `nginx`; did you mean `ingress`?
//   [NotInEnum]
//       7 |   ingress: nginx
//         |            ^~~~~
// (the first two lines are one) followed by its notes. An argument or a variable has no line
// numbers, rendered text says so, and what has no place is only told:
//   --ingress: error: … [NotInEnum]
//         | --ingress nginx
//         |           ^~~~~
//   tmpl/pg/dep.yaml (rendered):3:9: note: in this line
//   error: … [Usage]
// The caret line copies the tabs of the line above it and counts code points. Everything echoed is
// made printable, secrets are concealed. A line of more than 120 columns is cut around the span.
std::string print(const Diagnostics& diagnostics, const SourceMap& sources,
                  const PrintOptions& options = {});

// One diagnostic in the same form.
std::string print(const Diagnostic& diagnostic, const SourceMap& sources,
                  const PrintOptions& options = {});

}  // namespace copctl::diag
