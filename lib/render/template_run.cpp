#include "render/template_run.h"

#include <algorithm>

#include "base/path.h"
#include "base/text.h"
#include "render/expand.h"

namespace copctl::render {

namespace {

bool only_space_and_comments(std::string_view text, profile::OutputKind kind) {
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = base::trim(text.substr(begin, end - begin));
    const bool comment =
        kind == profile::OutputKind::kManifest && (line.starts_with('#') || line == "---");
    if (!line.empty() && !comment) return false;
    begin = end + 1;
  }
  return true;
}

}  // namespace

const profile::FileRule* rule_of(const profile::Profile& profile,
                                 const profile::TemplateFile& file) {
  const auto found = std::ranges::find_if(profile.files, [&](const profile::FileRule& rule) {
    return base::matches_glob(rule.templates, file.path);
  });
  return found == profile.files.end() ? nullptr : &*found;
}

TemplateRun run_template(const profile::TemplateFile& file, const profile::FileRule* rule,
                         const tmpl::TemplateSet& set, Root& root, diag::SourceMap& sources) {
  TemplateRun run;
  const profile::OutputKind kind = rule == nullptr ? profile::OutputKind::kManifest : rule->kind;
  const auto render = [&](std::string path) {
    auto output = set.execute(file.name, root.value(), run.diagnostics);
    if (!output) return false;
    if (!only_space_and_comments(output->text, kind)) {
      run.renderings.push_back({path.empty() ? file.path : std::move(path), std::move(*output)});
    }
    return true;
  };
  if (rule == nullptr || (rule->loops.empty() && rule->output.empty())) {
    render({});
    root.restore();
  } else {
    static_cast<void>(expand(*rule, set, root, sources, run.diagnostics, render));
  }
  return run;
}

}  // namespace copctl::render
