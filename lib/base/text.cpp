#include "base/text.h"

#include <algorithm>
#include <cstring>

namespace copctl::base {
namespace {

constexpr std::string_view kBlanks = " \t\n\v\f\r";

bool is_ascii_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_ascii_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return is_ascii_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

std::uint8_t byte(std::string_view text, std::size_t i) {
  return static_cast<std::uint8_t>(text[i]);
}

// Where the ASCII that begins at `i` ends. Whole words at a time: most text is nothing else, and a
// position in a line of many megabytes must not take long.
std::size_t ascii_run(std::string_view text, std::size_t i) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  for (std::uint64_t word = 0; i + sizeof word <= text.size(); i += sizeof word) {
    std::memcpy(&word, text.data() + i, sizeof word);
    if ((word & kHighBits) != 0) {
      break;
    }
  }
  while (i < text.size() && byte(text, i) < 0x80) {
    ++i;
  }
  return i;
}

bool is_continuation(std::uint8_t b) { return (b & 0xC0) == 0x80; }

// Length that the lead byte announces; 0 for a byte that leads nothing.
int announced_length(std::uint8_t lead) {
  if (lead >= 0xC2 && lead <= 0xDF) {
    return 2;
  }
  if (lead >= 0xE0 && lead <= 0xEF) {
    return 3;
  }
  return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

bool is_surrogate(char32_t code) { return code >= 0xD800 && code <= 0xDFFF; }

// A code point that fits in fewer bytes, a surrogate, or one above 10FFFF.
bool is_malformed(char32_t code, int length) {
  constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  return code < kLeast[length] || is_surrogate(code) || code > 0x10FFFF;
}

bool starts_word(std::string_view name, std::size_t i) {
  if (i == 0 || !is_ascii_upper(name[i])) {
    return false;
  }
  const char before = name[i - 1];
  const bool acronym_ends =
      is_ascii_upper(before) && i + 1 < name.size() && is_ascii_lower(name[i + 1]);
  return is_ascii_lower(before) || is_ascii_digit(before) || acronym_ends;
}

}  // namespace

Rune decode_rune(std::string_view text) {
  if (text.empty()) {
    return {kReplacement, 0, false};
  }
  const std::uint8_t lead = byte(text, 0);
  if (lead < 0x80) {
    return {lead, 1, true};
  }
  const int length = announced_length(lead);
  if (length == 0 || text.size() < static_cast<std::size_t>(length)) {
    return {kReplacement, 1, false};
  }
  char32_t code = lead & (0x7F >> length);
  for (int i = 1; i < length; ++i) {
    if (!is_continuation(byte(text, i))) {
      return {kReplacement, 1, false};
    }
    code = code << 6 | (byte(text, i) & 0x3F);
  }
  return is_malformed(code, length) ? Rune{kReplacement, 1, false} : Rune{code, length, true};
}

Rune decode_last_rune(std::string_view text) {
  if (text.empty()) {
    return {kReplacement, 0, false};
  }
  const std::size_t most = std::min<std::size_t>(4, text.size());
  for (std::size_t length = 1; length <= most; ++length) {
    const std::string_view tail = text.substr(text.size() - length);
    if (!is_continuation(byte(tail, 0))) {
      const Rune rune = decode_rune(tail);
      return rune.length == static_cast<int>(length) ? rune : Rune{kReplacement, 1, false};
    }
  }
  return {kReplacement, 1, false};
}

void append_rune(std::string& out, char32_t code) {
  if (is_surrogate(code) || code > 0x10FFFF) {
    code = kReplacement;
  }
  const auto tail = [&](int shift) { out += static_cast<char>(0x80 | (code >> shift & 0x3F)); };
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | code >> 6);
    tail(0);
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | code >> 12);
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0 | code >> 18);
    tail(12);
    tail(6);
    tail(0);
  }
}

std::size_t find_invalid_utf8(std::string_view text) {
  for (std::size_t i = ascii_run(text, 0); i < text.size(); i = ascii_run(text, i)) {
    const Rune rune = decode_rune(text.substr(i));
    if (!rune.valid) {
      return i;
    }
    i += static_cast<std::size_t>(rune.length);
  }
  return std::string_view::npos;
}

std::size_t rune_count(std::string_view text) {
  std::size_t count = text.size();
  for (std::size_t i = ascii_run(text, 0); i < text.size(); i = ascii_run(text, i)) {
    const auto length = static_cast<std::size_t>(decode_rune(text.substr(i)).length);
    count -= length - 1;
    i += length;
  }
  return count;
}

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlanks);
  return begin == std::string_view::npos ? text.substr(text.size())
                                         : trim_right(text.substr(begin));
}

std::string_view trim_right(std::string_view text) {
  return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (std::size_t end; (end = text.find(separator, begin)) != std::string_view::npos;
       begin = end + 1) {
    parts.push_back(text.substr(begin, end - begin));
  }
  parts.push_back(text.substr(begin));
  return parts;
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines = split(text, '\n');
  if (lines.back().empty()) {
    lines.pop_back();
  }
  for (std::string_view& line : lines) {
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
  }
  return lines;
}

std::string replace_all(std::string_view text, std::string_view from, std::string_view to) {
  std::string out;
  std::size_t begin = 0;
  if (!from.empty()) {
    for (std::size_t at; (at = text.find(from, begin)) != std::string_view::npos;
         begin = at + from.size()) {
      out += text.substr(begin, at - begin);
      out += to;
    }
  }
  out += text.substr(begin);
  return out;
}

std::string to_lower_ascii(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

std::string kebab_case(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (starts_word(name, i)) {
      out += '-';
    }
    out += name[i] == '_' ? '-' : lower(name[i]);
  }
  return out;
}

std::uint64_t fnv1a(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) {
    hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001b3;
  }
  return hash;
}

std::uint64_t quick_digest(std::string_view text) {
  // MurmurHash's multiplier and its last steps, which let every bit reach every other.
  constexpr std::uint64_t kMultiplier = 0xff51afd7ed558ccd;
  std::uint64_t hash = text.size() * kMultiplier;
  for (std::size_t at = 0; at < text.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, std::min<std::size_t>(8, text.size() - at));
    hash = (hash ^ word) * kMultiplier;
    hash ^= hash >> 32;
  }
  hash *= 0xc4ceb9fe1a85ec53;
  return hash ^ hash >> 33;
}

}  // namespace copctl::base
