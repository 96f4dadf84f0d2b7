#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "codec/codec.h"
#include "value/value.h"

// A document as a tree of values that know where they stand in their text.

namespace copctl::merge {

// A value, or an entry of a map or an item of a list with its value. Offsets are bytes of the text.
struct Node {
  value::Value value;
  // Of an entry.
  std::string key;
  // In the order of the text those of a map, in the order of the list those of a list. What has no
  // place of its own stands last in a map.
  std::vector<Node> children;

  // The text says where it is. What an alias repeats and what `<<` merges has no place.
  bool placed = false;
  // A collection in brackets; an element of one.
  bool flow = false;
  bool in_flow = false;
  // A block scalar whose lines are its text as they stand (`|`, `|-`).
  bool literal = false;
  // The value's own text, anchors and tags of scalars left out.
  std::size_t begin = 0;
  std::size_t end = 0;
  // The key or the `-`; in brackets the element's first character.
  std::size_t head = 0;
  // Just behind the `:` or the `-`.
  std::size_t after = 0;
  // The first of the comment lines that stand directly above the head, in its column; the head's
  // line when there is none. With a head inside a line (`- name: x`) the head itself.
  std::size_t lead = 0;
  // Behind the line break of the last line of the value.
  std::size_t body_end = 0;

  bool is_container() const { return value.is_map() || value.is_list(); }
  // A list or map without a child that has a place: an alias of one. An empty one is none.
  bool opaque() const;
  // It begins inside a line, behind another's `-`.
  bool inline_head(std::string_view text) const;
};

// The tree of one document of `text`. The document was decoded from it, with spans; its root is
// taken for an entry whose head is the value.
Node read_tree(std::string_view text, const codec::Document& document);

// The comments between `begin` and `end`, each from its `#` to the end of its line without the line
// break. `root` is the document's; what looks like a comment inside a scalar is none.
std::vector<std::string_view> comments_between(std::string_view text, const Node& root,
                                               std::size_t begin, std::size_t end);

}  // namespace copctl::merge
