#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// Lines, columns and indentation of a YAML text. Columns count bytes from 0.

namespace copctl::merge {

// A part of a text.
struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// Where the line that holds `at` begins, and where the next one does.
std::size_t line_begin(std::string_view text, std::size_t at);
std::size_t line_end(std::string_view text, std::size_t at);
std::size_t column(std::string_view text, std::size_t at);
// Only blanks stand before `at` on its line.
bool leads_line(std::string_view text, std::size_t at);
bool is_blank(std::string_view line);

// Whole lines moved from one column to another; a line that is indented less than asked for ends
// at column 0. Empty lines stay empty, and the last line gets its line break.
std::string shift_lines(std::string_view text, std::size_t from, std::size_t to);
// The same for a text that begins in the middle of a line, at column `from`: its first line stays.
std::string shift_body(std::string_view text, std::size_t from, std::size_t to);

}  // namespace copctl::merge
