#include "funcs/semver.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace copctl::funcs {

namespace {

bool is_digit_byte(char c) { return c >= '0' && c <= '9'; }

bool is_identifier_byte(char c) {
  return is_digit_byte(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
}

bool is_number(std::string_view text) { return std::ranges::all_of(text, is_digit_byte); }

std::optional<std::uint64_t> number_of(std::string_view digits) {
  std::uint64_t number = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

std::size_t run_length(std::string_view text, std::size_t from, bool (*is_part)(char)) {
  std::size_t end = from;
  while (end < text.size() && is_part(text[end])) ++end;
  return end - from;
}

// `.` and a numeric part at `at`; empty, and `at` unchanged, when there is none.
std::string_view take_part(std::string_view text, std::size_t& at, bool (*is_number_byte)(char)) {
  if (at >= text.size() || text[at] != '.') return {};
  const std::size_t length = run_length(text, at + 1, is_number_byte);
  if (length == 0) return {};
  const std::string_view part = text.substr(at + 1, length);
  at += 1 + length;
  return part;
}

// `mark` and dot-separated identifiers at `at`.
std::string_view take_identifiers(std::string_view text, std::size_t& at, char mark) {
  if (at >= text.size() || text[at] != mark) return {};
  const std::size_t begin = at + 1;
  std::size_t end = begin + run_length(text, begin, is_identifier_byte);
  if (end == begin) return {};
  while (end < text.size() && text[end] == '.') {
    const std::size_t length = run_length(text, end + 1, is_identifier_byte);
    if (length == 0) break;
    end += 1 + length;
  }
  at = end;
  return text.substr(begin, end - begin);
}

bool has_padded_number(std::string_view identifiers) {
  while (!identifiers.empty()) {
    const std::size_t dot = identifiers.find('.');
    const std::string_view one = identifiers.substr(0, dot);
    if (one.size() > 1 && one[0] == '0' && is_number(one)) return true;
    if (dot == std::string_view::npos) break;
    identifiers.remove_prefix(dot + 1);
  }
  return false;
}

// Missing parts are 0.
bool read_number(std::string_view digits, std::uint64_t& number, std::string& error) {
  if (digits.empty()) return true;
  const std::optional<std::uint64_t> read = number_of(digits);
  if (!read) {
    error = fmt::format(
        "Error parsing version segment: strconv.ParseUint: parsing \"{}\": value out of range",
        digits);
    return false;
  }
  number = *read;
  return true;
}

std::string_view take_identifier(std::string_view& identifiers) {
  const std::size_t dot = identifiers.find('.');
  const std::string_view first = identifiers.substr(0, dot);
  identifiers.remove_prefix(dot == std::string_view::npos ? identifiers.size() : dot + 1);
  return first;
}

// version.go: comparePrePart. A missing identifier is the empty text and comes first. As there, a
// number too large for 64 bits counts as a word.
std::strong_ordering compare_identifiers(std::string_view left, std::string_view right) {
  if (left == right) return std::strong_ordering::equal;
  if (left.empty()) return std::strong_ordering::less;
  if (right.empty()) return std::strong_ordering::greater;
  const std::optional<std::uint64_t> a = number_of(left);
  const std::optional<std::uint64_t> b = number_of(right);
  if (!a && !b) return left <=> right;
  if (!a) return std::strong_ordering::greater;
  if (!b) return std::strong_ordering::less;
  // Equal numbers are spelled alike: leading zeros were refused.
  return *a > *b ? std::strong_ordering::greater : std::strong_ordering::less;
}

}  // namespace

VersionParts scan_version(std::string_view text, bool (*is_number_byte)(char)) {
  VersionParts parts;
  std::size_t at = !text.empty() && text[0] == 'v' ? 1 : 0;
  const std::size_t length = run_length(text, at, is_number_byte);
  if (length == 0) return parts;
  parts.major = text.substr(at, length);
  at += length;
  parts.minor = take_part(text, at, is_number_byte);
  if (!parts.minor.empty()) parts.patch = take_part(text, at, is_number_byte);
  parts.prerelease = take_identifiers(text, at, '-');
  parts.metadata = take_identifiers(text, at, '+');
  parts.length = at;
  return parts;
}

std::optional<Version> parse_version(std::string_view text, std::string& error) {
  const VersionParts parts = scan_version(text, is_digit_byte);
  if (parts.length == 0 || parts.length != text.size()) {
    error = "Invalid Semantic Version";
    return std::nullopt;
  }
  Version version;
  if (!read_number(parts.major, version.major, error) ||
      !read_number(parts.minor, version.minor, error) ||
      !read_number(parts.patch, version.patch, error)) {
    return std::nullopt;
  }
  if (has_padded_number(parts.prerelease)) {
    error = "Version segment starts with 0";
    return std::nullopt;
  }
  version.prerelease = parts.prerelease;
  version.metadata = parts.metadata;
  version.original = text;
  return version;
}

std::string print_version(const Version& version) {
  std::string text = fmt::format("{}.{}.{}", version.major, version.minor, version.patch);
  if (!version.prerelease.empty()) text.append("-").append(version.prerelease);
  if (!version.metadata.empty()) text.append("+").append(version.metadata);
  return text;
}

std::strong_ordering compare_prereleases(std::string_view left, std::string_view right) {
  while (!left.empty() || !right.empty()) {
    const std::strong_ordering order =
        compare_identifiers(take_identifier(left), take_identifier(right));
    if (order != 0) return order;
  }
  return std::strong_ordering::equal;
}

std::strong_ordering compare_versions(const Version& left, const Version& right) {
  if (left.major != right.major) return left.major <=> right.major;
  if (left.minor != right.minor) return left.minor <=> right.minor;
  if (left.patch != right.patch) return left.patch <=> right.patch;
  if (left.prerelease.empty() || right.prerelease.empty()) {
    return left.prerelease.empty() <=> right.prerelease.empty();
  }
  return compare_prereleases(left.prerelease, right.prerelease);
}

}  // namespace copctl::funcs
