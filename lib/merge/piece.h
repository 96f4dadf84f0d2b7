#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "merge/layout.h"
#include "merge/node.h"

// Pieces of YAML text that one text is put together from.

namespace copctl::merge {

// An entry or item as text.
struct Piece {
  // Whole lines of comments above it.
  std::string above;
  // From its key or `-` on, the last line with its break; without indentation on the first line.
  std::string body;
  // The body is whole lines.
  bool whole_lines = false;
  // What follows up to the next one: blank lines and comments.
  std::string behind;
};

// Puts the pieces of a block collection one below the other, indented to `column`. With
// `inline_first` the first begins on the line that is already there; its comments come behind it.
std::string stacked(const std::vector<Piece>& pieces, std::size_t column, bool inline_first);

// A part as it is written in its text.
Piece written(std::string_view text, const Node& node);
// The same for another column.
Piece moved(std::string_view text, const Node& node, std::size_t column);
// Written anew from its value, as an entry when `entry`, else as an item. Empty when it has no YAML
// form.
std::optional<Piece> rewritten(const Node& node, bool entry, std::size_t column);

// A value written anew, as it stands behind the `:` or `-` of a part in `column`; of several lines
// with the last line break.
std::optional<std::string> rewritten_value(const Node& node, std::size_t column);

// Two parts are the same text, but for the column that they stand in.
bool same_text(std::string_view a_text, const Node& a, std::string_view b_text, const Node& b);

// A stretch of a text with the part that the scalars in it belong to; nullptr where there is none.
struct Stretch {
  std::string_view text;
  const Node* node = nullptr;
  Range range;
};
// The comments in `mine` that are not in `base`, as whole lines.
std::string kept_comments(const Stretch& mine, const Stretch& base, std::size_t column);

// A value as it can stand inside brackets; empty when it cannot.
std::optional<std::string> flow_text(std::string_view text, const Node& node);

}  // namespace copctl::merge
