#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dump/apply_plan.h"
#include "dump/dump.h"
#include "folder/folder.h"

namespace copctl::dump {

// What applying the folder does after `plan` was carried out, when it was applied before that.
// `secrets` are texts that must not be shown. A file that is no manifest any more is a warning, for
// kubectl stops at it.
ApplyPlan apply_plan_of(const folder::Plan& plan, std::string_view release_namespace,
                        const std::vector<std::string>& secrets, diag::SourceMap& sources,
                        diag::Diagnostics& diagnostics);

// Every secret text of the values, now and in the last dump.
std::vector<std::string> secret_texts(const profile::Values& values, const folder::Lock* lock);

}  // namespace copctl::dump
