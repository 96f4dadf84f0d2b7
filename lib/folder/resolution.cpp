#include "folder/resolution.h"

#include <algorithm>

#include "base/path.h"
#include "folder/report.h"

namespace copctl::folder {
namespace {

struct Name {
  Resolution resolution;
  std::string_view text;
};

constexpr Name kNames[] = {{Resolution::kReport, "report"},
                           {Resolution::kMine, "mine"},
                           {Resolution::kNew, "new"},
                           {Resolution::kMark, "mark"}};

bool applies(const ResolutionRule& rule, const File& file) {
  return base::matches_glob(rule.glob, file.path) || base::matches_glob(rule.glob, file.identity());
}

}  // namespace

std::string_view resolution_name(Resolution resolution) {
  return std::ranges::find(kNames, resolution, &Name::resolution)->text;
}

std::optional<ResolutionRule> parse_resolution_rule(std::string_view text) {
  const std::size_t colon = text.find(':');
  const auto* name = std::ranges::find(kNames, text.substr(0, colon), &Name::text);
  const bool with_glob = colon != std::string_view::npos;
  if (name == std::end(kNames) || (with_glob && colon + 1 == text.size())) {
    return std::nullopt;
  }
  return ResolutionRule{name->resolution,
                        with_glob ? std::string(text.substr(colon + 1)) : std::string()};
}

Resolution resolution_of(const File& file, std::span<const ResolutionRule> rules) {
  Resolution everywhere = Resolution::kReport;
  std::optional<Resolution> here;
  for (const ResolutionRule& rule : rules) {
    if (rule.glob.empty()) {
      everywhere = rule.resolution;
    } else if (applies(rule, file)) {
      here = rule.resolution;
    }
  }
  return here.value_or(everywhere);
}

void warn_of_idle_rules(const std::vector<File>& wanted, const std::optional<Lock>& previous,
                        std::span<const ResolutionRule> rules, diag::Diagnostics& diagnostics) {
  for (const ResolutionRule& rule : rules) {
    const auto fits = [&](const File& file) { return applies(rule, file); };
    const auto fitted = [&](const auto& entry) { return applies(rule, entry.second); };
    const bool is_idle = !rule.glob.empty() && std::ranges::none_of(wanted, fits) &&
                         (!previous || std::ranges::none_of(previous->files, fitted));
    if (is_idle) {
      warn_path(diag::Kind::kUsage, rule.glob, "matches no file of the dump", diagnostics);
    }
  }
}

}  // namespace copctl::folder
