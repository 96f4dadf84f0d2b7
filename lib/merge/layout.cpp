#include "merge/layout.h"

#include <algorithm>

#include "merge/merge.h"

namespace copctl::merge {
namespace {

void append_shifted(std::string& out, std::string_view line, std::size_t from, std::size_t to) {
  const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
  const bool empty = indent == line.size() || line[indent] == '\n';
  if (!empty || indent > from) {
    out.append(indent + to < from ? 0 : indent + to - from, ' ');
  }
  out += line.substr(indent);
}

}  // namespace

std::size_t line_begin(std::string_view text, std::size_t at) {
  const std::size_t before = at == 0 ? text.npos : text.rfind('\n', at - 1);
  return before == text.npos ? 0 : before + 1;
}

std::size_t line_end(std::string_view text, std::size_t at) {
  const std::size_t end = text.find('\n', at);
  return end == text.npos ? text.size() : end + 1;
}

std::size_t column(std::string_view text, std::size_t at) { return at - line_begin(text, at); }

bool leads_line(std::string_view text, std::size_t at) {
  const std::size_t begin = line_begin(text, at);
  return text.substr(begin, at - begin).find_first_not_of(' ') == text.npos;
}

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r\n") == line.npos; }

std::string shift_lines(std::string_view text, std::size_t from, std::size_t to) {
  std::string out;
  for (const std::string_view line : lines(text)) {
    append_shifted(out, line, from, to);
  }
  if (!out.empty() && out.back() != '\n') {
    out += '\n';
  }
  return out;
}

std::string shift_body(std::string_view text, std::size_t from, std::size_t to) {
  const std::size_t first = line_end(text, 0);
  std::string out(text.substr(0, first));
  if (!out.empty() && out.back() != '\n') {
    out += '\n';
  }
  return out + shift_lines(text.substr(first), from, to);
}

}  // namespace copctl::merge
