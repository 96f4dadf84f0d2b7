#pragma once

#include <cstddef>
#include <string>
#include <string_view>

// Scalars, indicators and line breaks of block YAML, as libyaml's emitter sets them.

namespace copctl::codec {

// Writes at the end of a borrowed text. An indentation below zero is none.
class YamlWriter {
 public:
  YamlWriter(std::string& out, bool folds) : out_(out), folds_(folds), line_(out.size()) {}

  // `-`, `?`, `:`, `[]` …: after a blank if `apart`. `indents`: a collection behind it may begin on
  // the same line, as if indented by it (`- - a`).
  void indicator(std::string_view mark, bool apart, bool indents);
  // Goes to column `indent`, on a new line unless the current one holds nothing but indentation
  // up to there.
  void line(int indent);

  // Scalars of a node whose continuation lines stand at `indent`. `may_fold` is off in simple keys.
  void plain(std::string_view text, int indent, bool may_fold);
  void single_quoted(std::string_view text, int indent, bool may_fold);
  void double_quoted(std::string_view text, int indent, bool may_fold);
  // `header_break`: v2, the header ends its line by itself; in v3 the first line does, so that a
  // leading empty line is lost.
  void literal(std::string_view text, int indent, bool header_break);

  // Whether the next thing may begin a collection on this line.
  bool at_indentation() const { return indention_; }

 private:
  std::size_t column() const { return out_.size() - line_ - continuation_; }
  bool should_fold(bool may_fold, bool after_space, std::string_view rest) const;
  void put(std::string_view text);
  void put_newline();
  void put_break(std::string_view text);
  void put_escaped(char32_t code);
  void literal_header(std::string_view text);

  std::string& out_;
  bool folds_;
  // Where the current line begins, and its UTF-8 continuation bytes: both for the column.
  std::size_t line_;
  std::size_t continuation_ = 0;
  bool whitespace_ = true;
  bool indention_ = true;
};

}  // namespace copctl::codec
