#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "schema/format.h"
#include "schema/types.h"

// Amounts and versions: quantities, durations, Kubernetes versions, images.

namespace copctl::schema {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Digits with at most one dot among them; their length, 0 when there is no digit.
std::size_t number_length(std::string_view text) {
  std::size_t i = 0;
  std::size_t digits = 0;
  for (bool dot = false; i < text.size(); ++i) {
    if (is_digit(text[i])) {
      ++digits;
    } else if (text[i] == '.' && !dot) {
      dot = true;
    } else {
      break;
    }
  }
  return digits == 0 ? 0 : i;
}

std::string_view without_sign(std::string_view text) {
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  return text;
}

bool is_exponent(std::string_view suffix) {
  if (suffix.empty() || (suffix[0] != 'e' && suffix[0] != 'E')) return false;
  const std::string_view digits = without_sign(suffix.substr(1));
  return !digits.empty() && digits.size() < 4 &&
         std::all_of(digits.begin(), digits.end(), is_digit);
}

constexpr auto kSuffixes = std::to_array<std::string_view>(
    {"", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"});

bool is_suffix(std::string_view text) {
  return std::find(kSuffixes.begin(), kSuffixes.end(), text) != kSuffixes.end();
}

// `GB`, `gib`, `K`: what people write for a suffix; empty when nothing comes to mind.
std::string meant_suffix(std::string_view suffix) {
  std::string lower = base::to_lower_ascii(suffix);
  if (lower.ends_with('b')) lower.pop_back();
  for (const std::string_view known : kSuffixes) {
    if (!known.empty() && base::to_lower_ascii(known) == lower && known != "m") {
      return std::string(known);
    }
  }
  return {};
}

constexpr auto kUnits =
    std::to_array<std::string_view>({"ns", "us", "µs", "μs", "ms", "s", "m", "h"});

// The length of the unit that `text` begins with; 0 when it begins with none.
std::size_t unit_length(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && !is_digit(text[end]) && text[end] != '.') ++end;
  const bool known = std::find(kUnits.begin(), kUnits.end(), text.substr(0, end)) != kUnits.end();
  return known ? end : 0;
}

}  // namespace

std::string quantity_problem(std::string_view text) {
  if (text.empty()) return "is empty";
  const std::string_view amount = without_sign(text);
  const std::size_t length = number_length(amount);
  if (length == 0) return "has no number; write a quantity such as `500m` or `2Gi`";
  const std::string_view suffix = amount.substr(length);
  if (is_suffix(suffix) || is_exponent(suffix)) return {};
  const std::string_view number = text.substr(0, text.size() - suffix.size());
  const std::string meant = meant_suffix(base::trim(suffix));
  return fmt::format("has the unknown suffix {}; write {}", quoted(suffix),
                     meant.empty() ? "a quantity such as `500m` or `2Gi`"
                                   : quoted(fmt::format("{}{}", number, meant)));
}

std::string duration_problem(std::string_view text) {
  std::string_view rest = without_sign(text);
  if (rest == "0") return {};
  if (rest.empty()) return "is empty";
  while (!rest.empty()) {
    const std::size_t digits = number_length(rest);
    if (digits == 0) return "has no number; write a duration such as `90s` or `1h30m`";
    rest.remove_prefix(digits);
    if (rest.empty()) return fmt::format("has no unit; write {}", quoted(fmt::format("{}s", text)));
    const std::size_t unit = unit_length(rest);
    if (unit == 0) {
      return fmt::format("has the unknown unit {}; write ms, s, m or h", quoted(rest));
    }
    rest.remove_prefix(unit);
  }
  return {};
}

std::string kube_version_problem(std::string_view text) {
  constexpr std::string_view kProblem = "is not a version of Kubernetes; write one such as `1.29`";
  std::string_view rest = text;
  if (rest.starts_with('v')) rest.remove_prefix(1);
  const std::string_view numbers = rest.substr(0, std::min(rest.find_first_of("-+"), rest.size()));
  const auto parts = base::split(numbers, '.');
  const bool sound =
      (parts.size() == 2 || parts.size() == 3) &&
      std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
        return !part.empty() && part.size() < 6 && std::all_of(part.begin(), part.end(), is_digit);
      });
  const std::string_view tail = rest.substr(numbers.size());
  const bool plain = std::all_of(tail.begin(), tail.end(), [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '+' || c == '.';
  });
  return sound && plain && tail.size() != 1 ? "" : std::string(kProblem);
}

}  // namespace copctl::schema
