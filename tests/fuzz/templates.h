#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "diag/diagnostic.h"
#include "diag/source_map.h"
#include "tmpl/tmpl.h"

// A template set as charts have it: Helm's mode and every function, with a clock that stands still,
// bytes that are the same in every run, and limits that an input of some kilobytes can reach.

namespace copctl::fuzz {

class Templates {
 public:
  // Parses `text` as template `main`.
  explicit Templates(std::string_view text);

  bool parsed() const { return parsed_; }
  // What `main` writes over a chart's root with these `.Values`.
  std::optional<tmpl::Output> execute(const value::Value& values);

  // Every diagnostic so far.
  const diag::Diagnostics& diagnostics() const { return diagnostics_; }
  const diag::SourceMap& sources() const { return sources_; }
  const tmpl::TemplateSet& set() const { return set_; }

  static tmpl::Limits limits();

 private:
  diag::SourceMap sources_;
  diag::Diagnostics diagnostics_;
  std::unique_ptr<tmpl::Environment> environment_;
  tmpl::TemplateSet set_;
  bool parsed_ = false;
};

}  // namespace copctl::fuzz
