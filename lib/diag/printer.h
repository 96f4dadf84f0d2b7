#pragma once

#include <string>

#include "diag/diagnostic.h"
#include "diag/source_map.h"

namespace copctl::diag {

struct PrintOptions {
  bool color = false;
};

// The diagnostics as text, sorted by source, then offset (command line arguments first), each as
//   values.yaml:7:12: error: `ingress` must be one of …; got `nginx`; did you mean `ingress`?
//   [NotInEnum]
//       7 |   ingress: nginx
//         |            ^~~~~
// followed by its notes. The caret line copies the tabs of the line above it and counts code
// points. Everything echoed is made printable. A long line is cut around the span.
std::string print(const Diagnostics& diagnostics, const SourceMap& sources,
                  const PrintOptions& options = {});

// One diagnostic in the same form.
std::string print(const Diagnostic& diagnostic, const SourceMap& sources,
                  const PrintOptions& options = {});

}  // namespace copctl::diag
