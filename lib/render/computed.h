#pragma once

#include <string>
#include <vector>

#include "diag/diagnostic.h"
#include "diag/source_map.h"
#include "profile/profile.h"
#include "tmpl/tmpl.h"
#include "value/value.h"

// What profile.yaml computes once from the values, before anything renders.

namespace copctl::render {

// What a computation works on. Borrows all; `root` is what templates see as `.`.
struct Computation {
  const profile::Profile& profile;
  const profile::Values& values;
  const tmpl::TemplateSet& set;
  value::Value& root;
  diag::SourceMap& sources;
  diag::Diagnostics& diagnostics;
};

// `let`: binds what each template writes, one YAML document (JSON, when it begins as JSON does)
// with exact integers, at the top level of the root. Meanwhile `.Previous` is `previous`.
[[nodiscard]] bool bind_computed(const Computation& computation, value::Value previous);
// `problems`: a diagnostic each, at the origin of the value that it is about. False when one of
// them is an error, or the list is none.
[[nodiscard]] bool tell_problems(const Computation& computation);
// `keep`.
[[nodiscard]] bool list_kept(const Computation& computation, std::vector<std::string>& paths);

// `.Template` of a template of the profile.
value::Value description_of(const profile::Profile& profile, const std::string& name);

}  // namespace copctl::render
