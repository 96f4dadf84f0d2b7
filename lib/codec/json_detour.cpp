#include "codec/json_detour.h"

#include <algorithm>
#include <cstddef>

#include "base/text.h"
#include "codec/codec.h"
#include "value/value.h"

namespace copctl::codec {
namespace {

// scannerc.go: a key's indicator must come within so many characters.
constexpr std::size_t kLongestJsonKey = 1024;
// Escaping makes one character six at most.
constexpr std::size_t kSurelyShortKey = 160;

constexpr std::string_view kNextLine = "\xC2\x85";

// JSON escapes the C0 controls; DEL, most C1 controls and non-characters stay raw.
bool is_readable(char32_t c) {
  return (c < 0x7F || c >= 0xA0 || c == 0x85) && c != 0xFFFE && c != 0xFFFF;
}

// A document marker at the start of a line ends a YAML scalar.
bool is_marker(std::string_view text) {
  return (text.starts_with("---") || text.starts_with("...")) &&
         (text.substr(3).starts_with(' ') || text.substr(3).starts_with(kNextLine));
}

// Blanks around line breaks go; one break is a blank, n breaks are n - 1 newlines.
std::optional<std::string> fold(std::string_view text) {
  std::string out;
  while (true) {
    const std::size_t at = text.find(kNextLine);
    if (at == std::string_view::npos) {
      return out + std::string(text);
    }
    std::string_view line = text.substr(0, at);
    while (line.ends_with(' ')) {
      line.remove_suffix(1);
    }
    out += line;
    text.remove_prefix(at);
    std::size_t breaks = 0;
    while (text.starts_with(kNextLine) || text.starts_with(' ')) {
      const bool blank = text[0] == ' ';
      breaks += blank ? 0 : 1;
      text.remove_prefix(blank ? 1 : kNextLine.size());
      if (!blank && is_marker(text)) {
        return std::nullopt;
      }
    }
    out.append(breaks > 1 ? breaks - 1 : 1, breaks > 1 ? '\n' : ' ');
  }
}

}  // namespace

bool survives_json(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= 0 && c < 0x7F; });
}

std::optional<std::string> through_json(std::string_view text) {
  std::string valid;
  valid.reserve(text.size());
  while (!text.empty()) {
    const base::Rune rune = base::decode_rune(text);
    if (!is_readable(rune.code)) {
      return std::nullopt;
    }
    base::append_rune(valid, rune.code);
    text.remove_prefix(rune.length);
  }
  if (valid.find(kNextLine) == std::string::npos) {
    return valid;
  }
  return fold(valid);
}

bool key_survives_json(std::string_view key) {
  return key.size() <= kSurelyShortKey && survives_json(key);
}

std::optional<std::string> key_through_json(std::string_view key) {
  std::string error;
  const auto quoted = encode_json(value::Value::string(key), {}, error);
  if (!quoted || base::rune_count(*quoted) > kLongestJsonKey ||
      key.find(kNextLine) != std::string_view::npos) {
    return std::nullopt;
  }
  return through_json(key);
}

}  // namespace copctl::codec
