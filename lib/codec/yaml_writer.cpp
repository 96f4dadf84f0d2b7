#include "codec/yaml_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "codec/yaml_shape.h"

namespace copctl::codec {
namespace {

// libyaml's best width: the first blank behind this column ends the line.
constexpr std::size_t kFoldColumn = 80;

std::size_t continuation_bytes(std::string_view text) {
  return std::ranges::count_if(text, [](char c) { return (c & 0xC0) == 0x80; });
}

struct Escape {
  char32_t code;
  char letter;
};
constexpr Escape kEscapes[] = {
    {0x00, '0'}, {0x07, 'a'}, {0x08, 'b'}, {0x09, 't'},  {0x0A, 'n'}, {0x0B, 'v'},   {0x0C, 'f'},
    {0x0D, 'r'}, {0x1B, 'e'}, {'"', '"'},  {'\\', '\\'}, {0x85, 'N'}, {0x2028, 'L'}, {0x2029, 'P'},
};

bool is_break(std::string_view text) { return break_length(text) != 0; }

}  // namespace

void YamlWriter::put(std::string_view text) {
  out_ += text;
  continuation_ += continuation_bytes(text);
}

void YamlWriter::put_newline() {
  out_ += '\n';
  line_ = out_.size();
  continuation_ = 0;
}

// A break of the text itself, in its own bytes.
void YamlWriter::put_break(std::string_view text) {
  out_ += text;
  line_ = out_.size();
  continuation_ = 0;
  indention_ = true;
}

void YamlWriter::indicator(std::string_view mark, bool apart, bool indents) {
  if (apart && !whitespace_) {
    out_ += ' ';
  }
  out_ += mark;
  whitespace_ = false;
  indention_ = indention_ && indents;
}

void YamlWriter::line(int indent) {
  const auto target = static_cast<std::size_t>(std::max(indent, 0));
  if (!indention_ || column() > target || (column() == target && !whitespace_)) {
    put_newline();
  }
  out_.append(target - std::min(target, column()), ' ');
  whitespace_ = true;
  indention_ = true;
}

// A line ends at a blank that stands alone, behind the fold column.
bool YamlWriter::should_fold(bool may_fold, bool after_space, std::string_view rest) const {
  return folds_ && may_fold && !after_space && column() > kFoldColumn && !rest.starts_with(' ');
}

void YamlWriter::plain(std::string_view text, int indent, bool may_fold) {
  if (!whitespace_) {
    out_ += ' ';
  }
  whitespace_ = false;
  // emitterc.go: yaml_emitter_write_plain_scalar.
  bool spaces = false;
  while (!text.empty()) {
    const std::size_t run = std::min(text.find(' '), text.size());
    if (run != 0) {
      put(text.substr(0, run));
      text.remove_prefix(run);
      spaces = false;
      indention_ = false;
      continue;
    }
    text.remove_prefix(1);
    if (should_fold(may_fold, spaces, text)) {
      line(indent);
    } else {
      out_ += ' ';
    }
    spaces = true;
  }
  whitespace_ = false;
  indention_ = false;
}

void YamlWriter::single_quoted(std::string_view text, int indent, bool may_fold) {
  indicator("'", true, false);
  bool spaces = false;
  bool breaks = false;
  bool first = true;
  while (!text.empty()) {
    const int length = break_length(text);
    if (text[0] == ' ') {
      text.remove_prefix(1);
      if (!first && !text.empty() && should_fold(may_fold, spaces, text)) {
        line(indent);
      } else {
        out_ += ' ';
      }
      spaces = true;
    } else if (length != 0) {
      put_break(text.substr(0, length));
      text.remove_prefix(length);
      breaks = true;
    } else {
      if (breaks) {
        line(indent);
      }
      const int width = base::decode_rune(text).length;
      put(text[0] == '\'' ? "''" : text.substr(0, width));
      text.remove_prefix(width);
      indention_ = false;
      spaces = false;
      breaks = false;
    }
    first = false;
  }
  indicator("'", false, false);
}

void YamlWriter::put_escaped(char32_t code) {
  const auto* known = std::ranges::find(kEscapes, code, &Escape::code);
  if (known != std::end(kEscapes)) {
    out_ += '\\';
    out_ += known->letter;
    return;
  }
  const auto number = static_cast<std::uint32_t>(code);
  const auto end = std::back_inserter(out_);
  if (number <= 0xFF) {
    fmt::format_to(end, "\\x{:02X}", number);
  } else if (number <= 0xFFFF) {
    fmt::format_to(end, "\\u{:04X}", number);
  } else {
    fmt::format_to(end, "\\U{:08X}", number);
  }
}

void YamlWriter::double_quoted(std::string_view text, int indent, bool may_fold) {
  indicator("\"", true, false);
  bool spaces = false;
  bool first = true;
  while (!text.empty()) {
    const base::Rune rune = base::decode_rune(text);
    if (rune.code == ' ') {
      text.remove_prefix(1);
      if (folds_ && may_fold && !spaces && column() > kFoldColumn && !first && !text.empty()) {
        line(indent);
        // A blank at the start of a line would be lost.
        if (text.starts_with(' ')) {
          out_ += '\\';
        }
      } else {
        out_ += ' ';
      }
      spaces = true;
    } else {
      if (!is_printable(rune.code) || rune.code == '"' || rune.code == '\\' || is_break(text)) {
        put_escaped(rune.code);
      } else {
        put(text.substr(0, rune.length));
      }
      text.remove_prefix(rune.length);
      spaces = false;
    }
    first = false;
  }
  indicator("\"", false, false);
}

// Explicit indentation when the text begins with white space, then what becomes of the end: `-`
// no final break, `+` more than one.
void YamlWriter::literal_header(std::string_view text) {
  indicator("|", true, false);
  if (text.starts_with(' ') || is_break(text)) {
    out_ += '2';
  }
  const base::Rune last = base::decode_last_rune(text);
  const std::string_view before = text.substr(0, text.size() - last.length);
  const base::Rune second = base::decode_last_rune(before);
  if (!is_break(text.substr(before.size()))) {
    out_ += '-';
  } else if (before.empty() || is_break(before.substr(before.size() - second.length))) {
    out_ += '+';
  }
}

void YamlWriter::literal(std::string_view text, int indent, bool header_break) {
  literal_header(text);
  // emitterc.go: yaml_emitter_write_literal_scalar. In v3 the first line's own break ends the
  // header.
  if (header_break) {
    put_newline();
    indention_ = true;
  }
  whitespace_ = true;
  bool breaks = true;
  while (!text.empty()) {
    const int length = break_length(text);
    if (length != 0) {
      put_break(text.substr(0, length));
      text.remove_prefix(length);
      breaks = true;
      continue;
    }
    if (breaks) {
      line(indent);
    }
    // Bytes that begin a line break of Unicode end a run; they may be other letters.
    const std::size_t run =
        std::max<std::size_t>(std::min(text.find_first_of("\n\r\xC2\xE2"), text.size()), 1);
    put(text.substr(0, run));
    text.remove_prefix(run);
    indention_ = false;
    breaks = false;
  }
}

}  // namespace copctl::codec
