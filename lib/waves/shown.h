#pragma once

#include <string>
#include <vector>

#include "waves/waves.h"

// How timelines are worded, whatever form they take.

namespace copctl::waves {

// `ai-pod-1: 23 applications in 11 waves`.
std::string summary(const Timeline& timeline);
// The waits that a person wants to read: that everything waits for its namespace is said of those
// alone that wait for nothing else.
std::vector<Wait> shown_waits(const Step& step);
// `cilium (external)`; with what the other brings where that is not said yet: `b (Secret/creds)`.
std::string wait_text(const Wait& wait, const Timeline& timeline);
// `1 platform`.
std::string tier_title(const std::pair<std::string, std::string>& tier);

}  // namespace copctl::waves
