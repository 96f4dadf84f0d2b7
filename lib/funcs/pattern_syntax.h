#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// Where Go's syntax and that of the RE2 library differ. Part of pattern.

namespace copctl::funcs {

// A pattern in the library's spelling.
struct Translated {
  // `(?<name>` is written `(?P<name>`.
  std::string text;
  // What Go refuses and the library does not, in Go's words with the offending part; empty when
  // there is nothing. `before` is what stands before it.
  std::string refusal;
  std::string_view before;
};

Translated translate_pattern(std::string_view pattern);

// How far behind its end a match may have to be read to be found: not at all, to the end of the
// line, or to the end of the text. Finding every match of a pattern that looks ahead takes
// quadratic time.
enum class Reach : std::uint8_t { kMatch, kLine, kText };

// Errs to the far side.
Reach reach_of(std::string_view pattern);

}  // namespace copctl::funcs
