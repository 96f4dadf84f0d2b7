#include "codec/yaml_shape.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace copctl::codec {
namespace {

bool is_break(char32_t c) {
  return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

bool is_blank(char32_t c) { return c == ' ' || c == '\t'; }

// The indicators that a plain scalar in block context cannot hold. `next` is 0 at the end.
bool is_indicator(char32_t c, char32_t next, bool first, bool after_white) {
  const bool before_white = next == 0 || is_blank(next) || is_break(next);
  if (first) {
    constexpr std::u32string_view kNeverFirst = U"#,[]{}&*!|>'\"%@`";
    return kNeverFirst.find(c) != std::u32string_view::npos ||
           ((c == '-' || c == '?' || c == ':') && before_white);
  }
  return (c == ':' && before_white) || (c == '#' && after_white);
}

// Walks a text once and keeps what the rules ask about.
class Analysis {
 public:
  void add(char32_t c, char32_t next) {
    // emitterc.go: yaml_emitter_analyze_scalar; its rules for flow context do not matter here.
    const bool first = previous_ == 0 && !any_;
    indicators_ |=
        is_indicator(c, next, first, first || is_blank(previous_) || is_break(previous_));
    tabs_ |= c == '\t';
    // A tab is apart: v3 lets it stand in a literal.
    special_ |= c != '\t' && c != '\n' && !is_printable(c);
    if (c == ' ') {
      edge_ |= first || next == 0;
      trailing_space_ |= next == 0;
      space_after_break_ |= is_break(previous_);
    } else if (is_break(c)) {
      breaks_ = true;
      space_before_break_ |= previous_ == ' ';
    }
    previous_ = c;
    any_ = true;
  }

  Shape shape(bool marker, bool tabs_in_literals) const {
    const bool unquotable = space_before_break_ || special_ || tabs_;
    Shape shape;
    shape.multiline = breaks_;
    shape.plain = !(marker || indicators_ || edge_ || breaks_ || space_after_break_ || unquotable);
    shape.single = !(space_after_break_ || unquotable);
    shape.literal =
        !(trailing_space_ || space_before_break_ || special_ || (tabs_ && !tabs_in_literals));
    return shape;
  }

 private:
  char32_t previous_ = 0;
  bool any_ = false;
  bool indicators_ = false;
  bool tabs_ = false;
  bool special_ = false;
  bool edge_ = false;
  bool trailing_space_ = false;
  bool space_after_break_ = false;
  bool space_before_break_ = false;
  bool breaks_ = false;
};

constexpr std::array<bool, 256> make_neutral() {
  std::array<bool, 256> neutral{};
  for (unsigned char c = 'a'; c <= 'z'; ++c) neutral[c] = neutral[c - 'a' + 'A'] = true;
  for (unsigned char c = '0'; c <= '9'; ++c) neutral[c] = true;
  for (const char c : std::string_view("_-./")) neutral[static_cast<unsigned char>(c)] = true;
  return neutral;
}
constexpr std::array<bool, 256> kNeutral = make_neutral();

// Of letters, digits and marks that mean nothing to YAML, as most keys and values are.
bool is_neutral(std::string_view text) {
  return !text.empty() && text[0] != '-' && text[0] != '.' &&
         std::ranges::all_of(text, [](unsigned char c) { return kNeutral[c]; });
}

}  // namespace

bool is_printable(char32_t c) {
  return (c >= 0x20 && c < 0x7F) || (c >= 0xA0 && c < 0xD800) ||
         (c >= 0xE000 && c < 0xFFFE && c != 0xFEFF);
}

int break_length(std::string_view text) {
  if (text.starts_with('\n') || text.starts_with('\r')) {
    return 1;
  }
  if (text.starts_with("\xC2\x85")) {
    return 2;
  }
  return text.starts_with("\xE2\x80\xA8") || text.starts_with("\xE2\x80\xA9") ? 3 : 0;
}

Shape shape_of(std::string_view text, bool tabs_in_literals) {
  if (is_neutral(text)) {
    return {.multiline = false, .plain = true, .single = true, .literal = true};
  }
  const bool marker = text.starts_with("---") || text.starts_with("...");
  Analysis analysis;
  base::Rune rune = base::decode_rune(text);
  while (!text.empty()) {
    text.remove_prefix(rune.length);
    const base::Rune next = base::decode_rune(text);
    // A NUL is special wherever it stands; as a next character it must not pass for the end.
    analysis.add(rune.code, text.empty() ? 0 : next.code == 0 ? 1 : next.code);
    rune = next;
  }
  return analysis.shape(marker, tabs_in_literals);
}

Style choose_style(std::string_view text, const Shape& shape, bool resolves, bool simple_key) {
  if (text.find('\n') != std::string_view::npos) {
    return shape.literal && !simple_key ? Style::kLiteral : Style::kDouble;
  }
  if (resolves || (simple_key && shape.multiline)) {
    return Style::kDouble;
  }
  if (shape.plain) {
    return Style::kPlain;
  }
  return shape.single ? Style::kSingle : Style::kDouble;
}

}  // namespace copctl::codec
