#pragma once

#include <cstdint>

namespace copctl::diag {

// Names one text of the run's SourceMap.
using SourceId = std::uint32_t;

inline constexpr SourceId kNoSource = 0;

// Half-open byte range in a source. Lines and columns are computed only when printed. A default
// Span is "nowhere".
struct Span {
  SourceId source = kNoSource;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  explicit operator bool() const { return source != kNoSource; }
  bool operator==(const Span&) const = default;
};

}  // namespace copctl::diag
