#include <fmt/format.h>

#include "base/text.h"
#include "waves/shown.h"
#include "waves/waves.h"

namespace copctl::waves {

namespace {

// In double quotes; a backslash begins an escape there.
std::string quote(std::string_view text) {
  std::string out = "\"";
  for (const char c : base::printable(text)) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

void add(const Timeline& timeline, std::size_t number, std::string& out) {
  out += fmt::format("  subgraph cluster_c{} {{\n    label={}\n", number, quote(summary(timeline)));
  std::size_t step = 0;
  for (std::size_t wave = 0; wave < timeline.waves.size(); ++wave) {
    out += fmt::format("    subgraph cluster_c{}w{} {{\n      label={}\n", number, wave,
                       quote("wave " + timeline.waves[wave].label));
    for (const Step& each : timeline.waves[wave].steps) {
      const std::size_t color = color_of(timeline, each.tier);
      out += fmt::format(
          "      c{}s{} [label={}{}]\n", number, step++, quote(each.name),
          color == kColors ? "" : fmt::format(", color=\"#{}\"", kTierColors[color].light));
    }
    out += "    }\n";
  }
  out += "  }\n";
  const Arrows arrows = arrows_of(timeline);
  for (const Arrows::Arrow& arrow : arrows.arrows)
    out += fmt::format("  c{}s{} -> c{}s{}{}\n", number, arrow.from, number, arrow.to,
                       arrow.declared ? "" : " [style=dashed]");
  for (std::size_t i = 0; i < arrows.external.size(); ++i)
    out +=
        fmt::format("  c{0}x{1} [label={2}, style=dashed]\n  c{0}x{1} -> c{0}s{3} [style=dashed]\n",
                    number, i, quote(arrows.external[i].first), arrows.external[i].second);
}

}  // namespace

std::string as_dot(const std::vector<Timeline>& timelines) {
  std::string out =
      "digraph waves {\n  rankdir=TB\n  newrank=true\n"
      "  node [shape=box, style=rounded, fontname=\"sans-serif\"]\n";
  for (std::size_t i = 0; i < timelines.size(); ++i) add(timelines[i], i, out);
  return out + "}\n";
}

}  // namespace copctl::waves
