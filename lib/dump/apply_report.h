#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dump/apply_plan.h"
#include "dump/dump.h"
#include "folder/folder.h"

namespace copctl::dump {

// What applying the folder does after `plan` was carried out, when it was applied before that. The
// namespaces are those of the release before and after. `secrets` are texts that must not be shown.
// A file that is no manifest any more is a warning, for kubectl stops at it; `plain` are the paths
// of those that never were.
ApplyPlan apply_plan_of(const folder::Plan& plan, const std::set<std::string>& plain,
                        std::string_view old_namespace, std::string_view new_namespace,
                        const std::vector<std::string>& secrets, diag::SourceMap& sources,
                        diag::Diagnostics& diagnostics);

// Appends the secret texts that a lock knows.
void add_secret_texts(const folder::Lock& lock, std::vector<std::string>& texts);
// Every secret text of the values, now and in the last dump.
std::vector<std::string> secret_texts(const profile::Values& values, const folder::Lock* lock);

}  // namespace copctl::dump
