#include "fuzz/targets.h"

#include "diag/printer.h"

namespace copctl::fuzz {

namespace {

void check_span(const diag::Span& span, const diag::SourceMap& sources) {
  if (!span) return;
  COPCTL_CHECK(span.begin <= span.end);
  COPCTL_CHECK(span.end <= sources.text(span.source).size());
}

}  // namespace

void check_told(bool succeeded, const diag::Diagnostics& diagnostics,
                const diag::SourceMap& sources) {
  COPCTL_CHECK(succeeded != diagnostics.has_errors());
  for (const diag::Diagnostic& diagnostic : diagnostics.all()) {
    COPCTL_CHECK(!diagnostic.message.empty());
    check_span(diagnostic.span, sources);
    for (const diag::Note& note : diagnostic.notes) check_span(note.span, sources);
  }
  const std::string shown = diag::print(diagnostics, sources);
  COPCTL_CHECK(shown.find('\x1b') == std::string::npos);
}

Halves split(std::string_view bytes) {
  constexpr std::string_view kBetween = "\n--\n";
  const std::size_t at = bytes.find(kBetween);
  if (at == std::string_view::npos) return {bytes, {}};
  return {bytes.substr(0, at), bytes.substr(at + kBetween.size())};
}

}  // namespace copctl::fuzz
