#pragma once

#include <string>
#include <vector>

#include "diag/diagnostic.h"
#include "diag/source_map.h"
#include "profile/profile.h"
#include "render/root.h"
#include "tmpl/tmpl.h"

namespace copctl::render {

// A file that a template rendered to, its path not checked yet.
struct Rendering {
  std::string path;
  tmpl::Output output;
};

// All that one template rendered to.
struct TemplateRun {
  std::vector<Rendering> renderings;
  // What went wrong; `renderings` then lacks something.
  diag::Diagnostics diagnostics;
};

// The rule of profile.yaml that is for the template: the first that matches; nullptr when none
// does.
const profile::FileRule* rule_of(const profile::Profile& profile,
                                 const profile::TemplateFile& file);

// Renders the template once, or as often as its rule's loops say, and leaves `root` as it was.
// Several templates may run on several threads, each with its own `root`.
TemplateRun run_template(const profile::TemplateFile& file, const profile::FileRule* rule,
                         const tmpl::TemplateSet& set, Root& root, diag::SourceMap& sources);

}  // namespace copctl::render
