#include "diag/span_map.h"

#include <algorithm>
#include <iterator>

namespace copctl::diag {

void SpanMap::append(std::uint32_t begin, Span origin) { push({begin, false, origin}); }

void SpanMap::append_text(std::uint32_t begin, Span origin) { push({begin, true, origin}); }

void SpanMap::push(Entry entry) {
  // The entry before wrote nothing when this one begins at the same byte.
  if (!entries_.empty() && entries_.back().begin == entry.begin) {
    entries_.back() = entry;
  } else {
    entries_.push_back(entry);
  }
}

Span SpanMap::origin(std::uint32_t offset) const {
  const auto after = std::upper_bound(
      entries_.begin(), entries_.end(), offset,
      [](std::uint32_t wanted, const Entry& entry) { return wanted < entry.begin; });
  if (after == entries_.begin()) {
    return {};
  }
  const Entry& entry = *std::prev(after);
  if (!entry.verbatim) {
    return entry.origin;
  }
  // The end of the output lies behind the last byte of its entry.
  const std::uint32_t length = entry.origin.end - entry.origin.begin;
  const std::uint32_t within = std::min(offset - entry.begin, length);
  const std::uint32_t begin = entry.origin.begin + within;
  return {entry.origin.source, begin, std::min(begin + 1, entry.origin.end)};
}

}  // namespace copctl::diag
