#pragma once

#include <span>

#include "folder/folder.h"

namespace copctl::folder {

// What the rules say of a file's conflicts.
Resolution resolution_of(const File& file, std::span<const ResolutionRule> rules);

// A rule that fits no file of the dump, old or new, is a warning: it may be misspelt, and an edit
// that it was to save is lost to the next rule.
void warn_of_idle_rules(const std::vector<File>& wanted, const std::optional<Lock>& previous,
                        std::span<const ResolutionRule> rules, diag::Diagnostics& diagnostics);

}  // namespace copctl::folder
