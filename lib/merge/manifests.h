#pragma once

#include "merge/conflicts.h"
#include "merge/merge.h"

// The merge of files of manifests.

namespace copctl::merge {

// Texts are plain (shape.h) and the files theirs.
Merged merge_manifests(const Files& files, Decision decision);

// The same for what is merged by lines.
Merged merge_by_lines(const Texts& texts, Decision decision);

}  // namespace copctl::merge
