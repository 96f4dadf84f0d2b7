#include <fmt/format.h>

#include "base/text.h"
#include "base/unicode.h"

namespace copctl::base {
namespace {

// Text between these two is shown as it is.
bool is_plain(char c) { return c >= 0x20 && c < 0x7F; }

std::string escape(const Rune& rune, char first) {
  if (!rune.valid) {
    return fmt::format("\\x{:02x}", static_cast<std::uint8_t>(first));
  }
  switch (rune.code) {
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      break;
  }
  const auto code = static_cast<std::uint32_t>(rune.code);
  if (code < 0x80) {
    return fmt::format("\\x{:02x}", code);
  }
  return code < 0x10000 ? fmt::format("\\u{:04x}", code) : fmt::format("\\U{:08x}", code);
}

}  // namespace

std::string printable(std::string_view text, bool keep_layout) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const char first = text[0];
    if (is_plain(first) || (keep_layout && (first == '\n' || first == '\t'))) {
      out += first;
      text.remove_prefix(1);
      continue;
    }
    const Rune rune = decode_rune(text);
    const auto length = static_cast<std::size_t>(rune.length);
    if (rune.valid && is_print(rune.code)) {
      out += text.substr(0, length);
    } else {
      out += escape(rune, first);
    }
    text.remove_prefix(length);
  }
  return out;
}

std::string printable_start(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return printable(text);
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return printable(text.substr(0, bytes)) + "…";
}

}  // namespace copctl::base
