#pragma once

// What the build draws from libutf8proc: its own tables, with the decompositions, widths and
// boundaries that nobody here asks for, would be ten times as large in the binary.

#include <cstdint>
#include <span>

namespace copctl::base {

// Code points from this one to the one before the next run's have the same general category, one
// of utf8proc_category_t. A run is `first << kCategoryBits | category`, so that runs, which cover
// all code points, are sorted by what they begin with.
constexpr int kCategoryBits = 5;
extern const std::span<const std::uint32_t> kCategoryRuns;

// A code point and its other form, for those that have another; sorted by code point.
struct CasePair {
  std::uint32_t code;
  std::uint32_t other;
};
extern const std::span<const CasePair> kUpperPairs;
extern const std::span<const CasePair> kLowerPairs;
extern const std::span<const CasePair> kTitlePairs;

}  // namespace copctl::base
