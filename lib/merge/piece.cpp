#include "merge/piece.h"

#include <set>

#include "codec/codec.h"
#include "merge/layout.h"

namespace copctl::merge {
namespace {

std::string_view slice(std::string_view text, std::size_t begin, std::size_t end) {
  return text.substr(begin, end - begin);
}

void end_line(std::string& out) {
  if (!out.empty() && out.back() != '\n') {
    out += '\n';
  }
}

bool is_quoted(std::string_view text) { return text.starts_with('"') || text.starts_with('\''); }

// A plain scalar that means the same between brackets.
bool is_plain_in_flow(std::string_view text) {
  return !text.empty() && text.find_first_of(",[]{}#:&*!|>%@`?\"'\n") == text.npos;
}

}  // namespace

std::string stacked(const std::vector<Piece>& pieces, std::size_t column, bool inline_first) {
  std::string out;
  std::string held;
  bool first = inline_first;
  for (const Piece& piece : pieces) {
    if (!first) {
      end_line(out);
      out += held + piece.above;
      held.clear();
      out.append(piece.body.empty() || piece.whole_lines ? 0 : column, ' ');
    } else {
      held += piece.above;
    }
    out += piece.body;
    first = first && piece.body.empty();
    (first ? held : out) += piece.behind;
  }
  end_line(held);
  return out + held;
}

Piece written(std::string_view text, const Node& node) {
  Piece piece;
  if (!node.inline_head(text)) {
    piece.above = slice(text, node.lead, line_begin(text, node.head));
  }
  piece.body = slice(text, node.head, node.body_end);
  return piece;
}

Piece moved(std::string_view text, const Node& node, std::size_t column) {
  const std::size_t from = merge::column(text, node.head);
  Piece piece = written(text, node);
  piece.above = shift_lines(piece.above, from, column);
  piece.body = shift_body(piece.body, from, column);
  return piece;
}

std::optional<Piece> rewritten(const Node& node, bool entry, std::size_t column) {
  const value::Value v =
      entry ? value::Value::map({{node.key, node.value}}) : value::Value::list({node.value});
  const std::optional<std::string> text = codec::encode_yaml(v);
  if (!text) {
    return std::nullopt;
  }
  Piece piece;
  piece.body = shift_body(*text, 0, column);
  return piece;
}

std::optional<std::string> rewritten_value(const Node& node, std::size_t column) {
  std::optional<std::string> text = codec::encode_yaml(node.value);
  if (!text) {
    return std::nullopt;
  }
  const bool filled = !node.value.items().empty() || !node.value.entries().empty();
  if (filled) {
    return "\n" + std::string(column + 2, ' ') + shift_body(*text, 0, column + 2);
  }
  if (text->find('\n') + 1 == text->size()) {
    text->pop_back();
    return " " + *text;
  }
  return " " + shift_body(*text, 0, column);
}

bool same_text(std::string_view a_text, const Node& a, std::string_view b_text, const Node& b) {
  // A difference in length that no indentation explains is seen without copying.
  const std::size_t a_column = column(a_text, a.head);
  const std::size_t b_column = column(b_text, b.head);
  if (a_column == b_column) {
    return slice(a_text, a.lead, a.body_end) == slice(b_text, b.lead, b.body_end);
  }
  const Piece first = moved(a_text, a, 0);
  const Piece second = moved(b_text, b, 0);
  return first.above == second.above && first.body == second.body;
}

std::string kept_comments(const Stretch& mine, const Stretch& base, std::size_t column) {
  const auto comments = [](const Stretch& in) {
    return in.node == nullptr ? std::vector<std::string_view>()
                              : comments_between(in.text, *in.node, in.range.begin, in.range.end);
  };
  const auto old = comments(base);
  std::multiset<std::string_view> known(old.begin(), old.end());
  std::string kept;
  for (const std::string_view comment : comments(mine)) {
    const auto found = known.find(comment);
    if (found != known.end()) {
      known.erase(found);
      continue;
    }
    kept.append(column, ' ');
    kept += comment;
    kept += '\n';
  }
  return kept;
}

std::optional<std::string> flow_text(std::string_view text, const Node& node) {
  const std::string_view own = node.placed ? slice(text, node.begin, node.end) : "";
  const bool one_line = own.find('\n') == own.npos;
  if (!node.is_container() && one_line && (is_quoted(own) || is_plain_in_flow(own))) {
    return std::string(own);
  }
  std::string error;
  codec::JsonOptions options;
  options.escape_html = false;
  return codec::encode_json(node.value, options, error);
}

}  // namespace copctl::merge
