#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "waves/waves.h"

// How timelines are worded, whatever form they take.

namespace copctl::waves {

// `ai-pod-1: 23 applications in 11 waves`.
std::string summary(const Timeline& timeline);
// The waits that a person wants to read: that everything waits for its namespace and its type is
// said of those alone that wait for nothing else.
std::vector<Wait> shown_waits(const Step& step);
// `cilium (external)`; with what the other brings where that is not said yet: `b (Secret/creds)`.
std::string wait_text(const Wait& wait, const Timeline& timeline);
// The steps of a timeline in order, and who of them waits for whom: what arrows are drawn from.
struct Arrows {
  std::vector<const Step*> steps;
  struct Arrow {
    std::size_t from = 0;
    std::size_t to = 0;
    bool declared = false;
  };
  // `from` is done before `to` begins.
  std::vector<Arrow> arrows;
  // What is no part of the folder, and who waits for it.
  std::vector<std::pair<std::string, std::size_t>> external;
};
Arrows arrows_of(const Timeline& timeline);

// The colour of a tier, on light and on dark; equal tiers have equal ones. Six hex digits.
struct Color {
  std::string_view light;
  std::string_view dark;
};
inline constexpr std::size_t kColors = 12;
extern const Color kTierColors[kColors];
// Index of that; kColors without a tier.
std::size_t color_of(const Timeline& timeline, const std::string& tier);

// `tier 1 platform`; a tier that is no number is a name already.
std::string tier_title(const std::pair<std::string, std::string>& tier);

}  // namespace copctl::waves
