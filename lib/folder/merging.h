#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "folder/folder.h"

namespace copctl::folder {

// What is to become of a file that was edited and is rendered otherwise.
struct Merging {
  // The text that comes out, the conflicts resolved as was asked; empty when the user's file stays.
  std::optional<std::string> text;
  std::vector<Conflict> conflicts;
};

// Brings the edits that lead from `base` to `mine` into the wanted file; `base` is empty when it is
// not known, `reason` then says why.
Merging merge_file(const File& wanted, const std::optional<std::string_view>& base,
                   std::string_view mine, ConflictReason reason, Resolution resolution);

// Whether the text has lines that open and close a conflict in it.
bool has_markers(std::string_view text);

}  // namespace copctl::folder
