#include "manifest/manifest.h"

namespace copctl::manifest {

diag::Span blame(const Text& text, diag::Span span) {
  if (text.origins == nullptr) {
    return span;
  }
  const diag::Span origin = text.origins->origin(span.begin);
  return origin || text.secret ? origin : span;
}

diag::Diagnostic& report(const Text& text, diag::Span span, diag::Kind kind, std::string message,
                         diag::Diagnostics& diagnostics) {
  const diag::Span blamed = blame(text, span);
  diag::Diagnostic& diagnostic = diagnostics.error(blamed, kind, std::move(message));
  if (blamed != span && !text.secret) {
    diagnostic.notes.push_back({span, "this is what it rendered to"});
  }
  return diagnostic;
}

}  // namespace copctl::manifest
