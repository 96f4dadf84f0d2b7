#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>

#include "waves/shown.h"
#include "waves/waves.h"

namespace copctl::waves {

namespace {

// A table whose columns are as wide as their widest cell; the last is left ragged.
class Table {
 public:
  void row(std::vector<std::string> cells) {
    widths_.resize(std::max(widths_.size(), cells.size()), 0);
    for (std::size_t i = 0; i < cells.size(); ++i)
      widths_[i] = std::max(widths_[i], base::rune_count(cells[i]));
    rows_.push_back(std::move(cells));
  }

  // The first column stands to the right.
  void print(std::string& out) const {
    for (const std::vector<std::string>& cells : rows_) {
      std::string line;
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string blanks(widths_[i] - base::rune_count(cells[i]), ' ');
        line += i == 0 ? blanks + cells[i] : "  " + cells[i] + blanks;
      }
      out += std::string(base::trim_right(line)) + "\n";
    }
  }

 private:
  std::vector<std::size_t> widths_;
  std::vector<std::vector<std::string>> rows_;
};

class Writer {
 public:
  explicit Writer(const Timeline& timeline) : timeline_(timeline) {}

  void run(std::string& out) {
    out += summary(timeline_) + "\n\n";
    std::vector<std::string> heads{"WAVE", timeline_.applications ? "APPLICATION" : "RESOURCE"};
    if (has_tiers()) heads.emplace_back(timeline_.tiers_are_folders ? "FOLDER" : "TIER");
    heads.emplace_back("WAITS FOR");
    table_.row(std::move(heads));
    for (const Wave& wave : timeline_.waves) add(wave, "");
    table_.print(out);
  }

 private:
  bool has_tiers() const { return !timeline_.tiers.empty(); }

  void add(const Wave& wave, const std::string& indent) {
    bool first = true;
    for (const Step& step : wave.steps) {
      const std::string label = first ? wave.label : "";
      std::vector<std::string> cells{indent.empty() ? label : "",
                                     indent.empty() ? base::printable(step.name) : indent};
      if (!indent.empty()) cells[1] += fmt::format("{:>3} {}", label, base::printable(step.name));
      if (has_tiers()) cells.push_back(base::printable(step.tier));
      std::vector<std::string> waits;
      for (const Wait& wait : shown_waits(step)) waits.push_back(wait_text(wait, timeline_));
      cells.push_back(waits.empty() ? "-" : fmt::format("{}", fmt::join(waits, ", ")));
      if (!indent.empty()) cells.resize(2);
      table_.row(std::move(cells));
      first = false;
      for (const Wave& inner : step.waves) add(inner, "  ");
    }
  }

  const Timeline& timeline_;
  Table table_;
};

}  // namespace

std::string as_text(const std::vector<Timeline>& timelines) {
  std::string out;
  for (const Timeline& timeline : timelines) {
    if (!out.empty()) out += "\n";
    Writer(timeline).run(out);
  }
  return out;
}

std::string as_summary(const std::vector<Timeline>& timelines) {
  std::string out;
  for (const Timeline& timeline : timelines) out += summary(timeline) + "\n";
  return out;
}

}  // namespace copctl::waves
