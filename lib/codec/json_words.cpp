#include "codec/json_words.h"

#include <fmt/format.h>

#include "base/text.h"

namespace copctl::codec {
namespace {

// A character as encoding/json shows it (scanner.go: quoteChar).
std::string quote_char(unsigned char c) {
  switch (c) {
    case '\'':
      return R"('\'')";
    case '\\':
      return R"('\\')";
    case '\n':
      return R"('\n')";
    case '\r':
      return R"('\r')";
    case '\t':
      return R"('\t')";
    case '\a':
      return R"('\a')";
    case '\b':
      return R"('\b')";
    case '\f':
      return R"('\f')";
    case '\v':
      return R"('\v')";
    default:
      break;
  }
  if (c < 0x20 || c == 0x7F) {
    return fmt::format("'\\x{:02x}'", c);
  }
  if (c >= 0x80 && (c < 0xA1 || c == 0xAD)) {
    return fmt::format("'\\u{:04x}'", c);
  }
  std::string shown = "'";
  base::append_rune(shown, c);
  return shown + "'";
}

bool is_inside_token(std::string_view where) {
  return (where.starts_with("in ") && where != "in string literal") ||
         where.starts_with("after decimal point");
}

}  // namespace

std::string character_words(char c, std::string_view where) {
  return fmt::format("invalid character {} {}", quote_char(static_cast<unsigned char>(c)), where);
}

// Go ends a text with a blank to see whether that completes it (scanner.go: eof), which inside a
// number, a word or an escape is itself the mistake.
std::string end_words(std::string_view where) {
  return is_inside_token(where) ? character_words(' ', where) : "unexpected end of JSON input";
}

std::string_view character_hint(char c, std::string_view where) {
  if (c == '\'') {
    return "; JSON strings take double quotes";
  }
  if (c == '/' || c == '#') {
    return "; JSON has no comments";
  }
  if ((c == '}' || c == ']') && where.starts_with("looking for beginning")) {
    return "; remove the comma before it";
  }
  return "";
}

}  // namespace copctl::codec
