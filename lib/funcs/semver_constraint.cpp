#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "funcs/semver.h"

// constraints.go, without its regular expressions. `a - b` ranges are rewritten to `>= a, <= b`
// first, then `||` separates alternatives, and blanks or one comma separate comparisons.

namespace copctl::funcs {

namespace {

// Go's `\s`.
constexpr std::string_view kBlanks = " \t\n\f\r";

bool is_number_byte(char c) { return c >= '0' && c <= '9'; }
// A lone `|` is in constraints.go's set by mistake; it makes the number unreadable.
bool is_pattern_byte(char c) {
  return is_number_byte(c) || c == 'x' || c == 'X' || c == '*' || c == '|';
}

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(kBlanks, at), text.size());
}

struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string_view low;
  std::string_view high;
};

// `low - high` at `at`, with the blanks around it.
std::optional<Range> range_at(std::string_view text, std::size_t at) {
  const std::size_t begin = skip_blanks(text, at);
  const std::size_t low = scan_version(text.substr(begin), is_pattern_byte).length;
  const std::size_t dash = skip_blanks(text, begin + low);
  if (low == 0 || dash == begin + low || dash == text.size() || text[dash] != '-') return {};
  const std::size_t second = skip_blanks(text, dash + 1);
  const std::size_t high = scan_version(text.substr(second), is_pattern_byte).length;
  if (high == 0 || second == dash + 1) return {};
  return Range{.begin = at,
               .end = skip_blanks(text, second + high),
               .low = text.substr(begin, low),
               .high = text.substr(second, high)};
}

// rewriteRange: every range found in the text as written replaces its first occurrence in the text
// as rewritten so far.
std::string rewrite_ranges(std::string_view text) {
  std::string rewritten(text);
  for (std::size_t at = 0; at < text.size();) {
    const std::optional<Range> range = range_at(text, at);
    if (!range) {
      ++at;
      continue;
    }
    const std::string_view found = text.substr(range->begin, range->end - range->begin);
    const std::size_t where = rewritten.find(found);
    if (where != std::string::npos) {
      rewritten.replace(where, found.size(), fmt::format(">= {}, <= {}", range->low, range->high));
    }
    at = range->end;
  }
  return rewritten;
}

bool is_wildcard(std::string_view part) {
  return part.empty() || part == "x" || part == "X" || part == "*";
}

using Holds = bool (*)(const Version&, const Comparison&);

bool equals_or_tilde(const Version& version, const Comparison& wanted);
bool differs(const Version& version, const Comparison& wanted);
bool is_greater(const Version& version, const Comparison& wanted);
bool is_less(const Version& version, const Comparison& wanted);
bool is_at_least(const Version& version, const Comparison& wanted);
bool is_at_most(const Version& version, const Comparison& wanted);
bool is_near(const Version& version, const Comparison& wanted);
bool is_compatible(const Version& version, const Comparison& wanted);

struct Operator {
  std::string_view symbol;
  Holds holds;
};

// Longer spellings first, as the text is matched from its start.
constexpr std::array<Operator, 12> kOperators = {{{"!=", differs},
                                                  {">=", is_at_least},
                                                  {"=>", is_at_least},
                                                  {"<=", is_at_most},
                                                  {"=<", is_at_most},
                                                  {"~>", is_near},
                                                  {"=", equals_or_tilde},
                                                  {">", is_greater},
                                                  {"<", is_less},
                                                  {"~", is_near},
                                                  {"^", is_compatible},
                                                  {"", equals_or_tilde}}};

const Operator& operator_at(std::string_view text) {
  return *std::ranges::find_if(
      kOperators, [&](const Operator& known) { return text.starts_with(known.symbol); });
}

// A comparison as it was written.
struct Written {
  const Operator* symbol = nullptr;
  std::string_view text;
  VersionParts parts;
};

// Blanks, or a comma with blanks around it. False when something else follows.
bool take_separator(std::string_view text, std::size_t& at) {
  const std::size_t after = skip_blanks(text, at);
  const bool comma = after < text.size() && text[after] == ',';
  if (!comma && after == at) return false;
  at = comma ? skip_blanks(text, after + 1) : after;
  return true;
}

// The comparisons of one alternative; none when it is not well formed.
std::vector<Written> split_alternative(std::string_view text) {
  std::vector<Written> all;
  std::size_t at = skip_blanks(text, 0);
  while (true) {
    const Operator& symbol = operator_at(text.substr(at));
    const std::size_t begin = skip_blanks(text, at + symbol.symbol.size());
    const VersionParts parts = scan_version(text.substr(begin), is_pattern_byte);
    if (parts.length == 0) return {};
    all.push_back({.symbol = &symbol, .text = text.substr(begin, parts.length), .parts = parts});
    at = begin + parts.length;
    if (skip_blanks(text, at) == text.size()) return all;
    if (!take_separator(text, at)) return {};
  }
}

// constraints.go: parseConstraint. What stands after the first wildcard does not count, nor does a
// build of a version with one. Empty when a number is none: `1x`.
std::optional<Comparison> read_comparison(const Written& written) {
  const VersionParts& parts = written.parts;
  Comparison read;
  read.holds = written.symbol->holds;
  std::string text(written.text);
  const std::string suffix =
      parts.prerelease.empty() ? std::string() : fmt::format("-{}", parts.prerelease);
  if (is_wildcard(parts.major)) {
    read.any_major = true;
    text = "0.0.0" + suffix;
  } else if (is_wildcard(parts.minor)) {
    read.any_minor = true;
    text = fmt::format("{}.0.0{}", parts.major, suffix);
  } else if (is_wildcard(parts.patch)) {
    read.any_patch = true;
    text = fmt::format("{}.{}.0{}", parts.major, parts.minor, suffix);
  }
  std::string ignored;
  std::optional<Version> version = parse_version(text, ignored);
  if (!version) return std::nullopt;
  read.version = *std::move(version);
  return read;
}

std::optional<std::vector<Comparison>> parse_alternative(std::string_view text,
                                                         std::string& error) {
  const std::vector<Written> written = split_alternative(text);
  if (written.empty()) {
    error = fmt::format("improper constraint: {}", text);
    return std::nullopt;
  }
  std::vector<Comparison> all;
  for (const Written& one : written) {
    std::optional<Comparison> read = read_comparison(one);
    if (!read) {
      error = "constraint Parser Error";
      return std::nullopt;
    }
    all.push_back(*std::move(read));
  }
  return all;
}

// A prerelease satisfies only what speaks of one.
bool is_unasked_prerelease(const Version& version, const Comparison& wanted) {
  return !version.prerelease.empty() && wanted.version.prerelease.empty();
}

bool equals_or_tilde(const Version& version, const Comparison& wanted) {
  if (is_unasked_prerelease(version, wanted)) return false;
  if (wanted.loose()) return is_near(version, wanted);
  return compare_versions(version, wanted.version) == 0;
}

// Without a wildcard a prerelease differs from every release, unlike with all other operators.
bool differs(const Version& version, const Comparison& wanted) {
  if (wanted.loose()) {
    if (is_unasked_prerelease(version, wanted)) return false;
    if (wanted.version.major != version.major) return true;
    if (wanted.any_minor) return false;
    if (wanted.version.minor != version.minor) return true;
    if (wanted.any_patch) {
      return compare_prereleases(version.prerelease, wanted.version.prerelease) != 0;
    }
  }
  return compare_versions(version, wanted.version) != 0;
}

bool is_greater(const Version& version, const Comparison& wanted) {
  if (is_unasked_prerelease(version, wanted)) return false;
  if (wanted.loose()) {
    if (version.major != wanted.version.major) return version.major > wanted.version.major;
    if (wanted.any_minor) return false;
    if (wanted.any_patch) return version.minor > wanted.version.minor;
  }
  return compare_versions(version, wanted.version) > 0;
}

bool is_less(const Version& version, const Comparison& wanted) {
  return !is_unasked_prerelease(version, wanted) && compare_versions(version, wanted.version) < 0;
}

bool is_at_least(const Version& version, const Comparison& wanted) {
  return !is_unasked_prerelease(version, wanted) && compare_versions(version, wanted.version) >= 0;
}

bool is_at_most(const Version& version, const Comparison& wanted) {
  if (is_unasked_prerelease(version, wanted)) return false;
  if (!wanted.loose()) return compare_versions(version, wanted.version) <= 0;
  if (version.major != wanted.version.major) return version.major < wanted.version.major;
  return wanted.any_minor || version.minor <= wanted.version.minor;
}

// `~`: up to the next minor version, or major when that is all that was written.
bool is_near(const Version& version, const Comparison& wanted) {
  if (is_unasked_prerelease(version, wanted)) return false;
  if (compare_versions(version, wanted.version) < 0) return false;
  const Version& low = wanted.version;
  const bool anything = low.major == 0 && low.minor == 0 && low.patch == 0;
  if (anything && !wanted.any_minor && !wanted.any_patch) return true;
  return version.major == low.major && (wanted.any_minor || version.minor == low.minor);
}

// `^`: what keeps the leftmost part that is not zero.
bool is_compatible(const Version& version, const Comparison& wanted) {
  if (is_unasked_prerelease(version, wanted)) return false;
  if (compare_versions(version, wanted.version) < 0) return false;
  const Version& low = wanted.version;
  if (low.major > 0 || wanted.any_minor) return version.major == low.major;
  if (version.major > 0) return false;
  if (low.minor > 0 || wanted.any_patch) return version.minor == low.minor;
  return version.minor == 0 && version.patch == low.patch;
}

}  // namespace

std::optional<Constraint> parse_constraint(std::string_view text, std::string& error) {
  if (text.size() > kMaxConstraintBytes) {
    error = fmt::format("improper constraint: longer than {} bytes", kMaxConstraintBytes);
    return std::nullopt;
  }
  const std::string rewritten = rewrite_ranges(text);
  std::string_view rest = rewritten;
  Constraint constraint;
  while (true) {
    const std::size_t bars = rest.find("||");
    std::optional<std::vector<Comparison>> all = parse_alternative(rest.substr(0, bars), error);
    if (!all) return std::nullopt;
    constraint.push_back(*std::move(all));
    if (bars == std::string_view::npos) return constraint;
    rest.remove_prefix(bars + 2);
  }
}

bool satisfies(const Version& version, const Constraint& constraint) {
  const auto holds = [&](const Comparison& wanted) { return wanted.holds(version, wanted); };
  return std::ranges::any_of(constraint,
                             [&](const auto& all) { return std::ranges::all_of(all, holds); });
}

}  // namespace copctl::funcs
