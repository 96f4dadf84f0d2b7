#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "waves/shown.h"
#include "waves/waves.h"

// One picture: time runs down, a wave is a row of cards behind its number, a card's edge has the
// colour of its tier. What a card waits for is written on it: with some thirty arrows nobody could
// follow any. Widths of letters are estimated, since no font is at hand; long names are cut.

namespace copctl::waves {

namespace {

constexpr int kMargin = 24;
constexpr int kGutter = 96;
constexpr int kCard = 228;
constexpr int kGap = 14;
constexpr int kColumns = 4;
constexpr int kWidth = 2 * kMargin + kGutter + kColumns * kCard + (kColumns - 1) * kGap;
constexpr int kNameLine = 18;
constexpr int kSmallLine = 15;
constexpr int kPadding = 9;
constexpr int kWaveGap = 26;
// Letters of the name (13 px, bold) and of the small lines (11 px) that fit on a card.
constexpr std::size_t kNameRunes = 26;
constexpr std::size_t kSmallRunes = 34;
constexpr std::size_t kMaxLines = 3;

// XML text; control characters have become escapes that can be read.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : base::printable(text)) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

std::string cut(const std::string& text, std::size_t limit) {
  if (base::rune_count(text) <= limit) return text;
  std::string out;
  std::string_view rest = text;
  for (std::size_t i = 0; i + 1 < limit; ++i) {
    const base::Rune rune = base::decode_rune(rest);
    base::append_rune(out, rune.code);
    rest.remove_prefix(static_cast<std::size_t>(rune.length));
  }
  return out + "…";
}

// `after a, b` in lines; what does not fit is counted.
std::vector<std::string> wait_lines(const std::vector<std::string>& waits) {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < waits.size(); ++i) {
    const std::string word = waits[i] + (i + 1 < waits.size() ? "," : "");
    const bool fits = !lines.empty() &&
                      base::rune_count(lines.back()) + 1 + base::rune_count(word) <= kSmallRunes;
    if (fits)
      lines.back() += " " + word;
    else if (lines.empty())
      lines.push_back("after " + word);
    else if (lines.size() < kMaxLines)
      lines.push_back(word);
    else {
      lines.back() += fmt::format(" +{}", waits.size() - i);
      break;
    }
  }
  for (std::string& line : lines) line = cut(line, kSmallRunes);
  return lines;
}

struct Card {
  const Step* step = nullptr;
  std::string name;
  std::vector<std::string> small;
  std::string tooltip;
  int x = 0;
  int y = 0;
  int height = 0;
};

// The cards of one timeline, placed.
class Layout {
 public:
  Layout(const Timeline& timeline, int top) : timeline_(timeline), y_(top) {
    for (const Wave& wave : timeline.waves) add(wave);
  }

  struct Row {
    std::string label;
    int top = 0;
  };
  const std::vector<Card>& cards() const { return cards_; }
  const std::vector<Row>& waves() const { return waves_; }
  int bottom() const { return y_; }

 private:
  void add(const Wave& wave) {
    waves_.push_back({wave.label, y_});
    for (std::size_t first = 0; first < wave.steps.size(); first += kColumns) {
      const std::size_t last = std::min<std::size_t>(first + kColumns, wave.steps.size());
      int height = 0;
      for (std::size_t i = first; i < last; ++i) {
        Card card = card_of(wave.steps[i]);
        card.x = kMargin + kGutter + static_cast<int>(i - first) * (kCard + kGap);
        card.y = y_;
        height = std::max(height, card.height);
        cards_.push_back(std::move(card));
      }
      y_ += height + kGap;
    }
    y_ += kWaveGap - kGap;
  }

  Card card_of(const Step& step) const {
    Card card;
    card.step = &step;
    const std::size_t slash = step.name.find('/');
    const bool is_resource = !timeline_.applications && slash != std::string::npos;
    card.name = cut(is_resource ? step.name.substr(slash + 1) : step.name, kNameRunes);
    if (is_resource)
      card.small.push_back(cut(
          step.name_space.empty() ? step.kind : step.kind + " in " + step.name_space, kSmallRunes));
    std::vector<std::string> waits;
    for (const Wait& wait : shown_waits(step)) waits.push_back(wait_text(wait, timeline_));
    card.tooltip =
        step.name + (waits.empty() ? "" : fmt::format(" after {}", fmt::join(waits, ", ")));
    for (std::string& line : wait_lines(waits)) card.small.push_back(std::move(line));
    card.height = 2 * kPadding + kNameLine + static_cast<int>(card.small.size()) * kSmallLine;
    return card;
  }

  const Timeline& timeline_;
  std::vector<Card> cards_;
  std::vector<Row> waves_;
  int y_;
};

class Writer {
 public:
  std::string run(const std::vector<Timeline>& timelines) {
    int y = kMargin;
    for (const Timeline& timeline : timelines) y = add(timeline, y);
    return head(y) + body_ + "</svg>\n";
  }

 private:
  template <class... Args>
  void put(fmt::format_string<Args...> format, Args&&... args) {
    body_ += fmt::vformat(format, fmt::make_format_args(args...));
    body_ += '\n';
  }

  static std::string fill_class(std::size_t color) {
    return color == kColors ? "none" : fmt::format("t{}", color);
  }

  static std::string style() {
    std::string light;
    std::string dark;
    for (std::size_t i = 0; i < kColors; ++i) {
      light += fmt::format(".t{}{{fill:#{}}}", i, kTierColors[i].light);
      dark += fmt::format(".t{}{{fill:#{}}}", i, kTierColors[i].dark);
    }
    return "<style>text{font-family:system-ui,-apple-system,\"Segoe UI\",\"DejaVu "
           "Sans\",sans-serif;"
           "fill:#1f2328}.h{font-size:17px;font-weight:600}.n{font-size:13px;font-weight:600}"
           ".s{font-size:11px;fill:#59636e}.w{font-size:13px;font-weight:600;text-anchor:middle}"
           ".bg{fill:#fff}.card{fill:#f6f8fa;stroke:#d1d9e0}.pill{fill:#fff;stroke:#818b98}"
           ".axis{stroke:#d1d9e0;stroke-width:2}.none{fill:#818b98}" +
           light +
           "@media(prefers-color-scheme:dark){text{fill:#f0f6fc}.s{fill:#9198a1}.bg{fill:#0d1117}"
           ".card{fill:#151b23;stroke:#3d444d}.pill{fill:#0d1117;stroke:#9198a1}"
           ".axis{stroke:#3d444d}" +
           dark + "}</style>\n";
  }

  static std::string head(int height) {
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" "
        "viewBox=\"0 0 {0} {1}\" role=\"img\" aria-label=\"order of deployment\">\n{2}"
        "<rect class=\"bg\" width=\"{0}\" height=\"{1}\"/>\n",
        kWidth, height, style());
  }

  int add(const Timeline& timeline, int y) {
    put("<text class=\"h\" x=\"{}\" y=\"{}\">{}</text>", kMargin, y + 14,
        escaped(summary(timeline)));
    y = legend(timeline, y + 28) + 14;
    const Layout layout(timeline, y);
    axis(layout);
    for (const Card& card : layout.cards()) draw(card, color_of(timeline, card.step->tier));
    return layout.bottom() + kMargin - kWaveGap + kGap;
  }

  int legend(const Timeline& timeline, int y) {
    int x = kMargin;
    for (const auto& tier : timeline.tiers) {
      const std::string title = cut(tier_title(tier), kSmallRunes);
      const int width = 30 + 7 * static_cast<int>(base::rune_count(title));
      if (x + width > kWidth - kMargin) {
        x = kMargin;
        y += 18;
      }
      put("<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"12\" height=\"12\" rx=\"3\"/>",
          fill_class(color_of(timeline, tier.first)), x, y);
      put("<text class=\"s\" x=\"{}\" y=\"{}\">{}</text>", x + 18, y + 10, escaped(title));
      x += width;
    }
    return timeline.tiers.empty() ? y - 10 : y + 12;
  }

  void axis(const Layout& layout) {
    if (layout.waves().empty()) return;
    constexpr int kX = kMargin + (kGutter - kGap) / 2;
    put("<path class=\"axis\" d=\"M{} {}V{}\"/>", kX, layout.waves().front().top + 17,
        layout.waves().back().top + 17);
    for (const Layout::Row& wave : layout.waves()) {
      const int width = std::max(44, 18 + 8 * static_cast<int>(wave.label.size()));
      put("<rect class=\"pill\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"26\" rx=\"13\"/>",
          kX - width / 2, wave.top + 4, width);
      put("<text class=\"w\" x=\"{}\" y=\"{}\">{}</text>", kX, wave.top + 22, escaped(wave.label));
    }
  }

  void draw(const Card& card, std::size_t color) {
    put("<g><title>{}</title>", escaped(card.tooltip));
    put("<rect class=\"card\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"6\"/>", card.x,
        card.y, kCard, card.height);
    put("<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"5\" height=\"{}\" rx=\"2.5\"/>",
        fill_class(color), card.x, card.y, card.height);
    int y = card.y + kPadding + 13;
    put("<text class=\"n\" x=\"{}\" y=\"{}\">{}</text>", card.x + 16, y, escaped(card.name));
    for (const std::string& line : card.small)
      put("<text class=\"s\" x=\"{}\" y=\"{}\">{}</text>", card.x + 16, y += kSmallLine + 1,
          escaped(line));
    body_ += "</g>\n";
  }

  std::string body_;
};

}  // namespace

std::string as_svg(const std::vector<Timeline>& timelines) { return Writer().run(timelines); }

}  // namespace copctl::waves
