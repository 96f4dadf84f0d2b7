#pragma once

#include <optional>
#include <string>
#include <string_view>

// Go's strconv.Quote, Unquote and their kin. `quote` itself is on the front door.

namespace copctl::tmpl {

std::string quote(std::string_view text);
// strconv.QuoteToASCII: everything beyond ASCII is escaped.
std::string quote_ascii(std::string_view text);
// strconv.QuoteRune and QuoteRuneToASCII: `'x'`.
std::string quote_rune(char32_t code, bool ascii);
// strconv.CanBackquote: one line, no control character but tab, no backquote, valid UTF-8.
bool can_backquote(std::string_view text);

// The value of a Go string literal in double quotes or backquotes; empty when it is none.
std::optional<std::string> unquote(std::string_view literal);
// Takes one character or escape off the front of `text`, as it stands in a literal closed by
// `quote`, and appends it to `out`. Empty when it is illegal; else the character's code.
std::optional<char32_t> unquote_character(std::string_view& text, char quote, std::string& out);

}  // namespace copctl::tmpl
