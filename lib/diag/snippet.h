#pragma once

#include <string>

#include "diag/source_map.h"
#include "diag/span.h"

// The source line of a span and the caret line below it. Private to the room.

namespace copctl::diag {

// Both without line break, safe to show. The caret line has as many columns before its `^` as
// `text` has before the span, tabs included.
struct Snippet {
  std::string text;
  std::string carets;
};

// Longer lines are cut around the span. Wide enough for anything that people write by hand.
inline constexpr std::size_t kMaxColumns = 120;

// A span over several lines is shown by its first; an empty one as a single caret.
Snippet snippet(const SourceMap& sources, const Span& span);

}  // namespace copctl::diag
