#include "base/edit_distance.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "base/text.h"

namespace copctl::base {
namespace {

// Nobody mistypes a longer word into one of ours, and a hostile one must not cost a square of its
// length.
constexpr std::size_t kMaxWord = 256;

using Row = std::vector<int>;

// Fills `row` for the letter a[i - 1] from the two rows before it (optimal string alignment);
// returns the row's least distance.
int fill_row(std::string_view a, std::string_view b, std::size_t i, const Row& before_last,
             const Row& last, Row& row) {
  row[0] = static_cast<int>(i);
  int least = row[0];
  for (std::size_t j = 1; j <= b.size(); ++j) {
    const int substituted = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
    row[j] = std::min({last[j] + 1, row[j - 1] + 1, substituted});
    if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
      row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    least = std::min(least, row[j]);
  }
  return least;
}

}  // namespace

int edit_distance(std::string_view a, std::string_view b, int limit) {
  const std::size_t difference = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (limit < 0 || difference > static_cast<std::size_t>(limit)) {
    return limit + 1;
  }
  Row before_last(b.size() + 1);
  Row last(b.size() + 1);
  Row row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) {
    row[j] = static_cast<int>(j);
  }
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::swap(before_last, last);
    std::swap(last, row);
    const int least = fill_row(a, b, i, before_last, last, row);
    // A swap reaches back two rows, so the row before must be over the limit as well.
    if (least > limit && *std::min_element(last.begin(), last.end()) > limit) {
      return limit + 1;
    }
  }
  return std::min(row[b.size()], limit + 1);
}

std::optional<std::string> closest(std::string_view word, std::span<const std::string> candidates) {
  if (word.size() > kMaxWord) {
    return std::nullopt;
  }
  const std::string folded = to_lower_ascii(word);
  // A single letter is near to every other one.
  const int least = word.size() < 2 ? 0 : 1;
  const int limit = std::clamp(static_cast<int>(word.size()) / 3, least, 3);
  int best = limit + 1;
  const std::string* nearest = nullptr;
  for (const std::string& candidate : candidates) {
    const int distance = edit_distance(folded, to_lower_ascii(candidate), best - 1);
    if (distance < best) {
      best = distance;
      nearest = &candidate;
    }
    if (best == 0) {
      break;
    }
  }
  return nearest == nullptr ? std::nullopt : std::optional(*nearest);
}

}  // namespace copctl::base
