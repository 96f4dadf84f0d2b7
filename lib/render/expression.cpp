#include "render/expression.h"

namespace copctl::render {

Expression::Expression(diag::SourceMap& sources, std::string_view part, std::string_view text,
                       const diag::Span& written)
    : source_(sources.add(diag::SourceKind::kFile, "profile.yaml (" + std::string(part) + ")",
                          "{{ " + std::string(text) + " }}")),
      written_(written) {}

std::optional<value::Value> Expression::evaluate(const tmpl::TemplateSet& set,
                                                 const value::Value& dot,
                                                 diag::Diagnostics& diagnostics) const {
  diag::Diagnostics found;
  std::optional<value::Value> result = set.evaluate(source_, dot, found);
  for (diag::Diagnostic diagnostic : found.all()) {
    diagnostic.notes.push_back({written_, "written here"});
    diagnostics.add(std::move(diagnostic));
  }
  return result;
}

}  // namespace copctl::render
