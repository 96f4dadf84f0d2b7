#pragma once

#include <functional>
#include <string>

#include "diag/diagnostic.h"
#include "diag/source_map.h"
#include "profile/profile.h"
#include "render/root.h"
#include "tmpl/tmpl.h"

namespace copctl::render {

// Calls `render` once for every combination of the rule's nested loops, each element bound in
// `root` under its `as`, with the path that the rule's `output` gives (empty when it has none). A
// map is looped over by its values, in key order. What a render changed in `root` is put back. The
// bindings are gone afterwards. False when something failed.
[[nodiscard]] bool expand(const profile::FileRule& rule, const tmpl::TemplateSet& set, Root& root,
                          diag::SourceMap& sources, diag::Diagnostics& diagnostics,
                          const std::function<bool(std::string path)>& render);

}  // namespace copctl::render
