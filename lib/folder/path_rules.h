#pragma once

#include <vector>

#include "diag/diagnostic.h"
#include "folder/folder.h"

namespace copctl::folder {

// Whether the files can stand in one folder on every file system: plain paths, outside `.copctl`,
// none twice whatever the letter case, none a folder of another. All faults are told.
bool check_paths(const std::vector<File>& wanted, diag::Diagnostics& diagnostics);

}  // namespace copctl::folder
