#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "merge/align.h"
#include "merge/node.h"
#include "merge/plan.h"
#include "merge/weave.h"

// Files of several documents.

namespace copctl::merge {

// One document of a file.
struct Part {
  // From the `---` (or the beginning of the file) to the next.
  Range all;
  // Behind the line of the `---`.
  std::size_t body = 0;
  // What an API server tells resources apart by; empty when this is none.
  std::string identity;
  // The identity without the name.
  std::string kind;
  // `Deployment/app`; empty as well.
  std::string display;
};

// The documents of a text, as parts and as items of a list of trees. Borrows the text.
struct File {
  std::string_view text;
  std::vector<Part> parts;
  // A list; its children are the documents' roots, whether they have a place or not.
  Node root;
  // Where its line breaks are.
  std::vector<std::size_t> breaks;

  // The 1-based number of the line that holds `at`.
  std::size_t line_of(std::size_t at) const;
};

// Empty when the text cannot be read.
std::optional<File> read_file(std::string_view text);

// The documents of a text that are not empty; empty when it cannot be read.
std::optional<value::Items> read_values(std::string_view text);

// Which documents are the same one: by identity; a single one that is left of its kind on both
// sides was renamed; what is no resource goes by its place among its like.
std::vector<Slot> pair_documents(const File& base, const File& mine, const File& theirs);

}  // namespace copctl::merge
