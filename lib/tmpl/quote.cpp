#include "tmpl/quote.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "base/text.h"
#include "base/unicode.h"

namespace copctl::tmpl {

namespace {

// Escapes of one letter, in Go's order.
constexpr std::array<std::pair<char, char>, 8> kEscapes{{{'\a', 'a'},
                                                         {'\b', 'b'},
                                                         {'\f', 'f'},
                                                         {'\n', 'n'},
                                                         {'\r', 'r'},
                                                         {'\t', 't'},
                                                         {'\v', 'v'},
                                                         {'\\', '\\'}}};

// Stands for itself between double quotes.
bool is_plain(char c) { return c >= ' ' && c < 0x7f && c != '"' && c != '\\'; }

void append_hex(std::string& out, std::string_view lead, char32_t code, int width) {
  fmt::format_to(std::back_inserter(out), "{}{:0{}x}", lead, static_cast<std::uint32_t>(code),
                 width);
}

// One character of a literal closed by `quote`, escaped where Go escapes it.
void append_escaped(std::string& out, char32_t code, char quote, bool ascii) {
  if (code == static_cast<char32_t>(quote)) {
    out += '\\';
    out += quote;
    return;
  }
  for (const auto& [plain, letter] : kEscapes) {
    if (code == static_cast<char32_t>(plain)) {
      out += '\\';
      out += letter;
      return;
    }
  }
  if ((code < 0x80 || !ascii) && base::is_print(code)) return base::append_rune(out, code);
  if (code < ' ' || code == 0x7f) return append_hex(out, "\\x", code, 2);
  if (code > 0x10FFFF) code = base::kReplacement;
  if (code < 0x10000) return append_hex(out, "\\u", code, 4);
  append_hex(out, "\\U", code, 8);
}

std::string quote_with(std::string_view text, bool ascii) {
  std::string out;
  out.reserve(text.size() + 2);
  out += '"';
  while (!text.empty()) {
    if (is_plain(text[0])) {
      out += text[0];
      text.remove_prefix(1);
      continue;
    }
    const base::Rune rune = base::decode_rune(text);
    if (rune.valid) {
      append_escaped(out, rune.code, '"', ascii);
    } else {
      append_hex(out, "\\x", static_cast<unsigned char>(text[0]), 2);
    }
    text.remove_prefix(static_cast<std::size_t>(rune.length));
  }
  out += '"';
  return out;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 16;
}

// `count` digits of base 8 or 16 off the front of `text`.
std::optional<char32_t> take_digits(std::string_view& text, std::size_t count, int base) {
  if (text.size() < count) return std::nullopt;
  char32_t code = 0;
  for (const char c : text.substr(0, count)) {
    const int digit = hex_digit(c);
    if (digit >= base) return std::nullopt;
    code = code * static_cast<char32_t>(base) + static_cast<char32_t>(digit);
  }
  text.remove_prefix(count);
  return code;
}

// \x and octal escapes stand for a byte, \u and \U for a code point.
std::optional<char32_t> take_numeric_escape(std::string_view& text, char letter, std::string& out) {
  if (letter == 'u' || letter == 'U') {
    const auto code = take_digits(text, letter == 'u' ? 4 : 8, 16);
    if (!code || *code > 0x10FFFF || (*code >= 0xD800 && *code < 0xE000)) return std::nullopt;
    base::append_rune(out, *code);
    return code;
  }
  const auto code = take_digits(text, letter == 'x' ? 2 : 3, letter == 'x' ? 16 : 8);
  if (!code || *code > 0xFF) return std::nullopt;
  out += static_cast<char>(*code);
  return code;
}

std::optional<char32_t> take_escape(std::string_view& text, char quote, std::string& out) {
  if (text.empty()) return std::nullopt;
  const char letter = text[0];
  if (letter >= '0' && letter <= '7') return take_numeric_escape(text, letter, out);
  text.remove_prefix(1);
  if (letter == 'x' || letter == 'u' || letter == 'U') {
    return take_numeric_escape(text, letter, out);
  }
  const auto* known = std::find_if(kEscapes.begin(), kEscapes.end(),
                                   [&](const auto& escape) { return escape.second == letter; });
  if (known == kEscapes.end() && letter != quote) return std::nullopt;
  const char plain = known == kEscapes.end() ? letter : known->first;
  out += plain;
  return static_cast<char32_t>(plain);
}

}  // namespace

std::string quote(std::string_view text) { return quote_with(text, false); }

std::string quote_ascii(std::string_view text) { return quote_with(text, true); }

std::string quote_rune(char32_t code, bool ascii) {
  const bool legal = code <= 0x10FFFF && (code < 0xD800 || code >= 0xE000);
  std::string out = "'";
  append_escaped(out, legal ? code : base::kReplacement, '\'', ascii);
  out += '\'';
  return out;
}

bool can_backquote(std::string_view text) {
  while (!text.empty()) {
    const base::Rune rune = base::decode_rune(text);
    const bool control = rune.code < ' ' && rune.code != '\t';
    if (!rune.valid || control || rune.code == 0x7f || rune.code == '`' || rune.code == 0xFEFF) {
      return false;
    }
    text.remove_prefix(static_cast<std::size_t>(rune.length));
  }
  return true;
}

std::optional<std::string> unquote(std::string_view literal) {
  if (literal.size() < 2 || literal.front() != literal.back()) return std::nullopt;
  const char quote = literal.front();
  std::string_view inside = literal.substr(1, literal.size() - 2);
  std::string out;
  out.reserve(inside.size());
  if (quote == '`') {
    std::copy_if(inside.begin(), inside.end(), std::back_inserter(out),
                 [](char c) { return c != '\r'; });
    return out;
  }
  while (!inside.empty()) {
    const auto* special = std::ranges::find_if_not(inside, is_plain);
    const auto plain = static_cast<std::size_t>(special - inside.begin());
    out += inside.substr(0, plain);
    inside.remove_prefix(plain);
    if (!inside.empty() && !unquote_character(inside, quote, out)) return std::nullopt;
  }
  return out;
}

std::optional<char32_t> unquote_character(std::string_view& text, char quote, std::string& out) {
  if (text.empty() || text[0] == quote || text[0] == '\n') return std::nullopt;
  if (text[0] == '\\') {
    text.remove_prefix(1);
    return take_escape(text, quote, out);
  }
  // An invalid byte becomes U+FFFD.
  const base::Rune rune = base::decode_rune(text);
  base::append_rune(out, rune.code);
  text.remove_prefix(static_cast<std::size_t>(rune.length));
  return rune.code;
}

}  // namespace copctl::tmpl
