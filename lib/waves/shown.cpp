#include "waves/shown.h"

#include <fmt/format.h>

#include "base/text.h"

namespace copctl::waves {

namespace {

std::string counted(std::size_t count, std::string_view word) {
  return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

}  // namespace

std::string summary(const Timeline& timeline) {
  std::size_t steps = 0;
  for (const Wave& wave : timeline.waves) steps += wave.steps.size();
  std::string text = counted(steps, timeline.applications ? "application" : "resource") + " in " +
                     counted(timeline.waves.size(), "wave");
  if (!timeline.cluster.empty()) text = base::printable(timeline.cluster) + ": " + text;
  if (!timeline.root.empty()) text += ", deployed by " + base::printable(timeline.root);
  return text;
}

std::vector<Wait> shown_waits(const Step& step) {
  std::vector<Wait> shown;
  for (const Wait& wait : step.waits) {
    if (wait.why != Why::kNature || !wait.name.starts_with("Namespace/")) shown.push_back(wait);
  }
  return shown.empty() ? step.waits : shown;
}

std::string wait_text(const Wait& wait, const Timeline& timeline) {
  const std::string name = base::printable(wait.name);
  if (wait.why == Why::kExternal) return name + " (external)";
  return wait.why == Why::kNature && timeline.applications
             ? fmt::format("{} ({})", name, base::printable(wait.what))
             : name;
}

std::string tier_title(const std::pair<std::string, std::string>& tier) {
  return base::printable(tier.second.empty() ? tier.first : tier.first + " " + tier.second);
}

}  // namespace copctl::waves
