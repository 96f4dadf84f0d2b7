#pragma once

#include <cstdint>
#include <string_view>

// What the text of a scalar allows when it is written as YAML (libyaml's analysis, which go-yaml v2
// and v3 share but for tabs).

namespace copctl::codec {

enum class Style : std::uint8_t { kPlain, kSingle, kDouble, kLiteral };

struct Shape {
  bool multiline = false;
  bool plain = true;
  bool single = true;
  bool literal = true;
};

// `text` is valid UTF-8. `tabs_in_literals`: v3, where a tab forbids plain and single only.
Shape shape_of(std::string_view text, bool tabs_in_literals);

// The style of a string: literal when it has a newline, double when its plain form would mean
// something else (`resolves`), else the barest that `shape` allows.
Style choose_style(std::string_view text, const Shape& shape, bool resolves, bool simple_key);

// LF, CR, U+0085, U+2028 or U+2029 at the start of `text`: its length, else 0.
int break_length(std::string_view text);
// Written as it is inside double quotes: printable, in the first plane, no byte order mark.
bool is_printable(char32_t code);

}  // namespace copctl::codec
