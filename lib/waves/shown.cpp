#include "waves/shown.h"

#include <fmt/format.h>

#include <map>

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
    const bool is_plain =
        wait.name.starts_with("Namespace/") || wait.name.starts_with("CustomResourceDefinition/");
    if (wait.why != Why::kNature || !is_plain) shown.push_back(wait);
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

Arrows arrows_of(const Timeline& timeline) {
  Arrows result;
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> numbers;
  for (const Wave& wave : timeline.waves) {
    for (const Step& step : wave.steps) {
      numbers.emplace(std::pair(std::string_view(step.name), std::string_view(step.name_space)),
                      result.steps.size());
      result.steps.push_back(&step);
    }
  }
  for (std::size_t i = 0; i < result.steps.size(); ++i) {
    for (const Wait& wait : shown_waits(*result.steps[i])) {
      if (wait.why == Why::kExternal) {
        result.external.emplace_back(wait.name, i);
        continue;
      }
      const auto found = numbers.find({wait.name, wait.name_space});
      if (found != numbers.end())
        result.arrows.push_back({found->second, i, wait.why == Why::kDeclared});
    }
  }
  return result;
}

const Color kTierColors[kColors] = {
    {"2563eb", "60a5fa"}, {"059669", "34d399"}, {"d97706", "fbbf24"}, {"7c3aed", "a78bfa"},
    {"dc2626", "f87171"}, {"0891b2", "22d3ee"}, {"be185d", "f472b6"}, {"4d7c0f", "a3e635"},
    {"1e3a8a", "93c5fd"}, {"78350f", "fdba74"}, {"c026d3", "e879f9"}, {"0f766e", "5eead4"}};

std::size_t color_of(const Timeline& timeline, const std::string& tier) {
  for (std::size_t i = 0; i < timeline.tiers.size(); ++i) {
    if (timeline.tiers[i].first == tier) return i % kColors;
  }
  return kColors;
}

std::string tier_title(const std::pair<std::string, std::string>& tier) {
  const bool is_number =
      !tier.first.empty() && tier.first.find_first_not_of("0123456789") == std::string::npos;
  return base::printable((is_number ? "tier " : "") + tier.first +
                         (tier.second.empty() ? "" : " " + tier.second));
}

}  // namespace copctl::waves
