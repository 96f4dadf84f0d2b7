#pragma once

#include <span>

#include "folder/folder.h"

namespace copctl::folder {

// What the rules say of a file's conflicts.
Resolution resolution_of(const File& file, std::span<const ResolutionRule> rules);

}  // namespace copctl::folder
