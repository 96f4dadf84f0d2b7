#pragma once

#include <string>
#include <string_view>

// What a text has around its lines: byte order mark, kind of line breaks, a last line without one.

namespace copctl::merge {

struct Shape {
  bool mark = false;
  // Every line break is CR LF.
  bool crlf = false;
  // The last line has no line break.
  bool open_end = false;
};

Shape shape_of(std::string_view text);
// Without mark, LF only, the last line ended.
std::string plain(std::string_view text);
// A plain text in a shape.
std::string shaped(std::string_view text, const Shape& shape);

}  // namespace copctl::merge
