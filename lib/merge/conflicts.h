#pragma once

#include <vector>

#include "merge/documents.h"
#include "merge/merge.h"
#include "merge/plan.h"

// What is told about conflicts.

namespace copctl::merge {

struct Files {
  const File& base;
  const File& mine;
  const File& theirs;
};

// The conflicts in one document, in the order of the merged text. A document is a part of a plan of
// documents.
std::vector<Conflict> conflicts_of(const Files& files, const Plan& document);

// The conflict of a document as a whole.
Conflict document_conflict(const Files& files, const Plan& document);

}  // namespace copctl::merge
