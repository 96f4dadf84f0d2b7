#pragma once

#include <cstdint>
#include <vector>

#include "diag/span.h"

namespace copctl::diag {

// Which template span wrote which bytes of a rendered text. Entries are appended in ascending order
// of `begin` while rendering; bytes between two entries belong to the earlier one. This is why an
// error in rendered YAML points at the template's line.
class SpanMap {
 public:
  // From byte `begin` of the output on, `origin` writes. An entry at the same byte as the last one
  // takes its place.
  void append(std::uint32_t begin, Span origin);
  // The span that wrote the byte at `offset`; "nowhere" when the map is empty. For text copied from
  // the template itself (not an action's output) the result is narrowed to the very byte, so that
  // it lies on the template's line.
  Span origin(std::uint32_t offset) const;

  // As `append`, for text copied verbatim from the template.
  void append_text(std::uint32_t begin, Span origin);

 private:
  struct Entry {
    std::uint32_t begin;
    bool verbatim;
    Span origin;
  };
  void push(Entry entry);

  std::vector<Entry> entries_;
};

}  // namespace copctl::diag
