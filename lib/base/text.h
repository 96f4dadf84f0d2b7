#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Text in UTF-8. All functions work on bytes, know nothing of locales, and return views into their
// argument where they can.

namespace copctl::base {

// One decoded code point. An invalid byte decodes as U+FFFD of length 1, as Go's
// utf8.DecodeRuneInString does.
struct Rune {
  char32_t code = 0;
  int length = 0;
  bool valid = true;
};

inline constexpr char32_t kReplacement = 0xFFFD;

// The code point at the start of `text`; length 0 when `text` is empty.
Rune decode_rune(std::string_view text);
// The code point that ends `text` (utf8.DecodeLastRuneInString).
Rune decode_last_rune(std::string_view text);
// Surrogates and values above 10FFFF are written as U+FFFD.
void append_rune(std::string& out, char32_t code);
// Byte offset of the first invalid sequence, npos when `text` is valid UTF-8.
std::size_t find_invalid_utf8(std::string_view text);
// Number of code points, an invalid byte counting as one.
std::size_t rune_count(std::string_view text);

// Without the blanks, tabs and line breaks of ASCII at both ends, or at the right end.
std::string_view trim(std::string_view text);
std::string_view trim_right(std::string_view text);
// One part more than there are separators; an empty text has one empty part.
std::vector<std::string_view> split(std::string_view text, char separator);
// Lines without their `\n` or `\r\n`; a final line break opens no further line.
std::vector<std::string_view> split_lines(std::string_view text);
// An empty `from` replaces nothing.
std::string replace_all(std::string_view text, std::string_view from, std::string_view to);
std::string to_lower_ascii(std::string_view text);

// The kebab case of a camelCase name, `_` taken for `-`: `wildcardDomain` -> `wildcard-domain`,
// `HTTPProxy` -> `http-proxy`, `s3Bucket` -> `s3-bucket`.
std::string kebab_case(std::string_view name);

// `text` made safe to show on a terminal: control characters, escape sequences, bidirectional
// controls, invisible characters and invalid UTF-8 are shown as `\n`, `\t`, `\x1b`, `\u202e`,
// `\xff`. Tabs and newlines stay when `keep_layout`.
std::string printable(std::string_view text, bool keep_layout = false);
// The same of no more than the first `bytes`, whole code points, with `…` where something is left
// out.
std::string printable_start(std::string_view text, std::size_t bytes);

// 64-bit FNV-1a: a digest for tables and small texts, not for security.
std::uint64_t fnv1a(std::string_view text);
// Whether two texts are the same, in 64 bits, eight bytes at a time; for this machine only, and not
// for security either.
std::uint64_t quick_digest(std::string_view text);

}  // namespace copctl::base
