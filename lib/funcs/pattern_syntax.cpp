#include "funcs/pattern_syntax.h"

#include <fmt/format.h>

#include <algorithm>

namespace copctl::funcs {

namespace {

constexpr std::size_t kNone = std::string_view::npos;

bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// The end of the character class that begins at `at`, or of the pattern. A `]` that comes first is
// a member.
std::size_t class_end(std::string_view pattern, std::size_t at) {
  ++at;
  if (at < pattern.size() && pattern[at] == '^') ++at;
  for (bool first = true; at < pattern.size(); first = false) {
    if (pattern[at] == ']' && !first) return at + 1;
    const std::size_t named = pattern.substr(at).starts_with("[:") ? pattern.find(":]", at) : kNone;
    if (named != kNone) {
      at = named + 2;
    } else {
      at += pattern[at] == '\\' ? 2 : 1;
    }
  }
  return pattern.size();
}

// The end of what begins at `at` and is to be copied as it is: `\Q…\E`, another escape, a class, or
// one byte.
std::size_t token_end(std::string_view pattern, std::size_t at) {
  if (pattern[at] == '[') return class_end(pattern, at);
  if (pattern[at] != '\\') return at + 1;
  if (!pattern.substr(at).starts_with("\\Q")) return std::min(at + 2, pattern.size());
  const std::size_t end = pattern.find("\\E", at + 2);
  return end == kNone ? pattern.size() : end + 2;
}

// The name between `open` and `>` at the start of `rest`; empty when there is none such.
std::string_view group_name(std::string_view rest, std::string_view open) {
  if (!rest.starts_with(open)) return {};
  const std::size_t close = rest.find('>');
  return close == kNone ? std::string_view() : rest.substr(open.size(), close - open.size());
}

// Go's words for what begins `rest` and only the library allows; empty for anything else.
std::string refusal_of(std::string_view rest) {
  if (rest.starts_with("\\C")) return "invalid escape sequence: `\\C`";
  const std::string_view name = group_name(rest, "(?P<");
  if (std::ranges::all_of(name, is_name_byte)) return {};
  return fmt::format("invalid named capture: `(?P<{}>`", name);
}

// `(?<name>`, which the library does not know.
bool begins_short_group(std::string_view rest) {
  const std::string_view name = group_name(rest, "(?<");
  return !name.empty() && std::ranges::all_of(name, is_name_byte);
}

// Whether a part of the pattern can match a newline: a negated or named class, an escape other than
// these, the flag `s`, or a control character, which can begin a range.
bool can_cross_lines(std::string_view pattern) {
  constexpr std::string_view kWithinLine = "dwbBAztQE";
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const std::string_view rest = pattern.substr(at);
    if (static_cast<unsigned char>(rest[0]) < ' ') return true;
    if (rest.starts_with("[^") || rest.starts_with("[:")) return true;
    const std::string_view flags = rest.substr(0, rest.find_first_of(":)<"));
    if (flags.starts_with("(?") && flags.find('s') != kNone) return true;
    if (rest[0] != '\\' || rest.size() == 1) continue;
    if (is_name_byte(rest[1]) && kWithinLine.find(rest[1]) == kNone) return true;
    ++at;
  }
  return false;
}

}  // namespace

Translated translate_pattern(std::string_view pattern) {
  Translated result;
  for (std::size_t at = 0; at < pattern.size();) {
    const std::string_view rest = pattern.substr(at);
    std::string refusal = refusal_of(rest);
    if (!refusal.empty() && result.refusal.empty()) {
      result.refusal = std::move(refusal);
      result.before = pattern.substr(0, at);
    }
    if (begins_short_group(rest)) {
      result.text += "(?P<";
      at += 3;
      continue;
    }
    const std::size_t end = token_end(pattern, at);
    result.text += pattern.substr(at, end - at);
    at = end;
  }
  return result;
}

Reach reach_of(std::string_view pattern) {
  const bool endless = pattern.find_first_of("*+") != kNone || pattern.find(",}") != kNone;
  const bool choice = pattern.find_first_of("|?{") != kNone || pattern.find(")*") != kNone;
  if (!endless || !choice) return Reach::kMatch;
  return can_cross_lines(pattern) ? Reach::kText : Reach::kLine;
}

}  // namespace copctl::funcs
