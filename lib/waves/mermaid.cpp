#include <fmt/format.h>

#include "base/text.h"
#include "waves/shown.h"
#include "waves/waves.h"

namespace copctl::waves {

namespace {

// Inside quotes Mermaid knows entities only: `#quot;`.
std::string label(std::string_view text) {
  std::string out;
  for (const char c : base::printable(text)) {
    const bool plain = c != '"' && c != '#' && c != '<' && c != '>' && c != '&' && c != '`';
    if (plain)
      out += c;
    else
      out += fmt::format("#{};", static_cast<int>(c));
  }
  return out;
}

class Writer {
 public:
  Writer(const Timeline& timeline, std::size_t number, std::string& out)
      : timeline_(timeline), prefix_(fmt::format("c{}", number)), out_(out) {}

  void run() {
    line("  subgraph {}[\"{}\"]", prefix_, label(summary(timeline_)));
    std::size_t step = 0;
    for (std::size_t wave = 0; wave < timeline_.waves.size(); ++wave) {
      line("    subgraph {}w{}[\"wave {}\"]", prefix_, wave, label(timeline_.waves[wave].label));
      for (const Step& each : timeline_.waves[wave].steps) {
        const std::size_t color = color_of(timeline_, each.tier);
        line("      {}s{}[\"{}\"]{}", prefix_, step++, label(each.name),
             color == kColors ? "" : fmt::format(":::t{}", color));
      }
      line("    end");
    }
    line("  end");
    // What has no arrow must not float up beside the first wave.
    for (std::size_t wave = 1; wave < timeline_.waves.size(); ++wave)
      line("  {}w{} ~~~ {}w{}", prefix_, wave - 1, prefix_, wave);
    arrows();
  }

 private:
  template <class... Args>
  void line(fmt::format_string<Args...> format, Args&&... args) {
    out_ += fmt::vformat(format, fmt::make_format_args(args...));
    out_ += '\n';
  }

  void arrows() {
    const Arrows arrows = arrows_of(timeline_);
    for (const Arrows::Arrow& arrow : arrows.arrows)
      line("  {}s{} {} {}s{}", prefix_, arrow.from, arrow.declared ? "-->" : "-.->", prefix_,
           arrow.to);
    for (std::size_t i = 0; i < arrows.external.size(); ++i) {
      line("  {}x{}([\"{}\"])", prefix_, i, label(arrows.external[i].first));
      line("  {}x{} -.-> {}s{}", prefix_, i, prefix_, arrows.external[i].second);
    }
  }

  const Timeline& timeline_;
  std::string prefix_;
  std::string& out_;
};

}  // namespace

std::string as_mermaid(const std::vector<Timeline>& timelines) {
  std::string out = "flowchart TB\n";
  for (std::size_t i = 0; i < kColors; ++i)
    out += fmt::format("  classDef t{} stroke:#{},stroke-width:2px\n", i, kTierColors[i].light);
  for (std::size_t i = 0; i < timelines.size(); ++i) Writer(timelines[i], i, out).run();
  return out;
}

}  // namespace copctl::waves
