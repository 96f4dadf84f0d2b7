#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "diag/diagnostic.h"
#include "diag/source_map.h"
#include "tmpl/tmpl.h"
#include "value/value.h"

namespace copctl::render {

// A template expression that stands in profile.yaml, such as `.Values.clusters`.
class Expression {
 public:
  // `part` says which one it is, `written` where. Errors point at both.
  Expression(diag::SourceMap& sources, std::string_view part, std::string_view text,
             const diag::Span& written);

  [[nodiscard]] std::optional<value::Value> evaluate(const tmpl::TemplateSet& set,
                                                     const value::Value& dot,
                                                     diag::Diagnostics& diagnostics) const;

 private:
  diag::SourceId source_;
  diag::Span written_;
};

}  // namespace copctl::render
