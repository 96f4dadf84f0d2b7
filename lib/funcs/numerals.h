#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

// Go's strconv: numbers from text.

namespace copctl::funcs {

struct ParsedInteger {
  std::int64_t number = 0;
  // False for bad syntax (number is 0) and out of range (number is the nearest limit).
  bool exact = true;
};

// strconv.ParseInt(text, base, 64). Base 0: the prefix decides (`0x`, `0o`, `0b`, `0`) and digits
// may be grouped by `_`.
ParsedInteger parse_integer(std::string_view text, int base);

// strconv.ParseFloat(text, 64): decimal and hexadecimal floats, `_` between digits, inf, infinity
// and nan in any case. Empty for bad syntax and for what is too large.
std::optional<double> parse_float(std::string_view text);

}  // namespace copctl::funcs
