#pragma once

#include <string>
#include <string_view>
#include <vector>

// C++ text as the rules of the house read it.

namespace copctl::layering {

// The text with comments and the insides of literals blanked; every line break stays where it is.
std::string code_only(std::string_view text);

// True when `line` holds `word` with no letter, digit or `_` continuing it at either end.
bool holds_word(std::string_view line, std::string_view word);

struct Include {
  std::size_t line = 0;
  std::string path;
};

// The `#include "…"` lines; lines count from 1.
std::vector<Include> quoted_includes(std::string_view text);

}  // namespace copctl::layering
