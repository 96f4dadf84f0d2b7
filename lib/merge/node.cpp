#include "merge/node.h"

#include <algorithm>

#include "merge/layout.h"
#include "value/path.h"

namespace copctl::merge {
namespace {

using Spans = value::SpanTable::Spans;

bool is_white(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool is_block(std::string_view text, const Node& scalar) {
  return scalar.value.is_string() && scalar.begin < text.size() &&
         (text[scalar.begin] == '|' || text[scalar.begin] == '>');
}

// One that keeps no further line breaks and says nothing about its indentation.
bool is_literal(std::string_view text, const Node& scalar) {
  return is_block(text, scalar) && text[scalar.begin] == '|' && scalar.begin + 1 < text.size() &&
         std::string_view("\n- ").find(text[scalar.begin + 1]) != std::string_view::npos;
}

class Reader {
 public:
  Reader(std::string_view text, const value::SpanTable& spans) : text_(text), spans_(spans) {}

  // Recursion ends at the decoder's kMaxDepth.
  void read(Node& node, const std::string& pointer) {
    node.flow = node.is_container() && node.placed && node.begin < text_.size() &&
                (node.in_flow || text_[node.begin] == '{' || text_[node.begin] == '[');
    node.literal = node.placed && node.after != 0 && is_literal(text_, node);
    if (node.value.is_map()) {
      read_entries(node, pointer);
    } else if (node.value.is_list()) {
      read_items(node, pointer);
    }
    node.body_end = node.placed ? body_end(node) : 0;
  }

 private:
  void read_entries(Node& node, const std::string& pointer) {
    node.children.reserve(node.value.entries().size());
    for (const auto& [key, v] : node.value.entries()) {
      Node& child = node.children.emplace_back();
      child.value = v;
      child.key = key;
      place_entry(node, child, value::child_pointer(pointer, key));
    }
    std::ranges::stable_sort(node.children, [](const Node& a, const Node& b) {
      return a.placed != b.placed ? a.placed : a.placed && a.head < b.head;
    });
    read_children(node, pointer);
  }

  void read_items(Node& node, const std::string& pointer) {
    node.children.reserve(node.value.items().size());
    std::size_t from = node.begin;
    for (const value::Value& item : node.value.items()) {
      const std::size_t index = node.children.size();
      Node& child = node.children.emplace_back();
      child.value = item;
      place_item(node, child, value::child_pointer(pointer, index), from);
      from = child.placed ? std::max(child.end, child.after) : from;
    }
    read_children(node, pointer);
  }

  void read_children(Node& node, const std::string& pointer) {
    std::size_t bound = node.begin;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      Node& child = node.children[i];
      read(child, node.value.is_map() ? value::child_pointer(pointer, child.key)
                                      : value::child_pointer(pointer, i));
      if (child.placed) {
        child.lead = lead(child, i == 0 ? line_begin_of(node) : bound);
        bound = child.body_end;
      }
    }
  }

  // Comments of a first child stand below the head line of its parent.
  std::size_t line_begin_of(const Node& parent) const {
    return parent.after == 0 ? 0 : line_end(text_, parent.after);
  }

  void place_entry(const Node& parent, Node& child, const std::string& pointer) {
    const Spans* spans = parent.placed ? spans_.find(pointer) : nullptr;
    // What is merged in from elsewhere has the spans of where it came from, if any.
    if (spans == nullptr || !spans->key || spans->key.begin < parent.begin ||
        spans->key.begin >= parent.end) {
      return;
    }
    set_value(child, *spans);
    child.in_flow = parent.flow;
    child.head = spans->key.begin;
    const std::size_t colon = text_.find(':', spans->key.end);
    child.after = colon < text_.size() ? colon + 1 : spans->key.end;
  }

  void place_item(const Node& parent, Node& child, const std::string& pointer, std::size_t from) {
    const Spans* spans = parent.placed ? spans_.find(pointer) : nullptr;
    if (spans == nullptr || spans->value.begin < parent.begin || spans->value.begin > parent.end) {
      return;
    }
    set_value(child, *spans);
    child.in_flow = parent.flow;
    child.head = parent.flow ? child.begin : dash(from, child.begin);
    child.after = parent.flow ? child.begin : child.head + 1;
  }

  static void set_value(Node& child, const Spans& spans) {
    child.placed = true;
    child.begin = spans.value.begin;
    child.end = spans.value.end;
  }

  // The first `-` between the end of what came before and the value.
  std::size_t dash(std::size_t from, std::size_t value) const {
    for (std::size_t at = from; at < value; at = next_word(at)) {
      if (text_[at] == '-' && (at + 1 >= text_.size() || is_white(text_[at + 1]))) {
        return at;
      }
    }
    // A null item: its place is behind the dash.
    return value == 0 ? 0 : value - 1;
  }

  std::size_t next_word(std::size_t at) const {
    if (text_[at] == '#') {
      return line_end(text_, at);
    }
    if (is_white(text_[at])) {
      return at + 1;
    }
    return std::min(text_.find_first_of(" \t\r\n", at), text_.size());
  }

  std::size_t body_end(const Node& node) const {
    if (node.is_container() && !node.flow && !node.children.empty()) {
      for (auto child = node.children.rbegin(); child != node.children.rend(); ++child) {
        if (child->placed) {
          return child->body_end;
        }
      }
    }
    const std::size_t end = std::max(node.end, node.after);
    const std::size_t line = line_end(text_, end == 0 ? 0 : std::min(end, text_.size()));
    return keeps_breaks(node) ? after_blanks(line) : line;
  }

  // A block scalar whose trailing blank lines are part of it.
  bool keeps_breaks(const Node& node) const {
    return is_block(text_, node) &&
           (node.value.as_string().ends_with("\n\n") || node.value.as_string() == "\n");
  }

  std::size_t after_blanks(std::size_t at) const {
    while (at < text_.size() && is_blank(text_.substr(at, line_end(text_, at) - at))) {
      at = line_end(text_, at);
    }
    return at;
  }

  std::size_t lead(const Node& child, std::size_t bound) const {
    if (child.in_flow || !leads_line(text_, child.head)) {
      return child.head;
    }
    std::size_t at = line_begin(text_, child.head);
    const std::size_t indent = child.head - at;
    while (at > bound) {
      const std::size_t above = line_begin(text_, at - 1);
      const std::size_t mark = text_.find_first_not_of(' ', above);
      if (above < bound || mark != above + indent || text_[mark] != '#') {
        break;
      }
      at = above;
    }
    return at;
  }

  std::string_view text_;
  const value::SpanTable& spans_;
};

// The texts of keys and scalars that end behind `begin` and start before `end`, ascending.
void collect_leaves(std::string_view text, const Node& node, std::size_t begin, std::size_t end,
                    std::vector<std::pair<std::size_t, std::size_t>>& leaves) {
  if (!node.placed || node.head >= end || node.body_end < begin) {
    return;
  }
  if (!node.key.empty() && node.after > node.head) {
    leaves.emplace_back(node.head, node.after);
  }
  if (!node.is_container()) {
    // The header of a block scalar may have a comment.
    leaves.emplace_back(is_block(text, node) ? line_end(text, node.begin) : node.begin, node.end);
  }
  for (const Node& child : node.children) {
    collect_leaves(text, child, begin, end, leaves);
  }
}

void collect_comments(std::string_view text, std::size_t begin, std::size_t end,
                      std::vector<std::string_view>& comments) {
  for (std::size_t at = begin; at < end; ++at) {
    if (text[at] != '#' || (at > 0 && !is_white(text[at - 1]))) {
      continue;
    }
    const std::size_t stop = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, stop - at);
    comments.push_back(line.substr(0, line.find_last_not_of(" \t\r") + 1));
    at = stop;
  }
}

}  // namespace

bool Node::opaque() const {
  const bool empty = value.is_map() ? value.entries().empty() : value.items().empty();
  return is_container() && !empty &&
         std::ranges::none_of(children, [](const Node& child) { return child.placed; });
}

bool Node::inline_head(std::string_view text) const { return !leads_line(text, head); }

Node read_tree(std::string_view text, const codec::Document& document) {
  Node root;
  root.value = document.value;
  const Spans* spans = document.spans.find("");
  if (spans != nullptr && !document.empty) {
    root.placed = true;
    root.begin = spans->value.begin;
    root.end = spans->value.end;
    root.head = root.begin;
    root.lead = root.begin;
  }
  Reader(text, document.spans).read(root, "");
  if (!root.flow && !root.children.empty() && root.children.front().placed) {
    // Comments above the first key or item are its own.
    root.head = root.lead = root.children.front().lead;
  }
  return root;
}

std::vector<std::string_view> comments_between(std::string_view text, const Node& root,
                                               std::size_t begin, std::size_t end) {
  std::vector<std::pair<std::size_t, std::size_t>> leaves;
  collect_leaves(text, root, begin, end, leaves);
  std::vector<std::string_view> comments;
  std::size_t at = begin;
  for (const auto& [leaf_begin, leaf_end] : leaves) {
    if (leaf_begin >= end) {
      break;
    }
    collect_comments(text, at, std::max(at, leaf_begin), comments);
    at = std::max(at, leaf_end);
  }
  collect_comments(text, at, end, comments);
  return comments;
}

}  // namespace copctl::merge
