#pragma once

#include <string>
#include <vector>

#include "dump/dump.h"

// What a dump did, or would do, in words.

namespace copctl::cli {

// What the user need not give again, each with how it was given.
std::string kept_text(const std::vector<dump::KeptSetting>& kept);
// `~ pg-dep.yaml` for each file that is not as before, then the counts.
std::string plan_text(const folder::Plan& plan);
// Every conflict that waits for the user, with what each side has, and how to decide; secrets are
// masked. Empty when there is none.
std::string conflicts_text(const folder::Plan& plan);
// The changes as a unified diff; files with secrets are only named.
std::string diff_text(const folder::Plan& plan);

}  // namespace copctl::cli
