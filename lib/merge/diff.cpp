#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <unordered_map>

#include "merge/merge.h"

// Myers' linear-space variant: find the middle of a shortest edit path by searching from both ends
// at once, then solve the boxes before and after it. Lines are compared as numbers.

namespace copctl::merge {
namespace {

// Lines [left, right) of the old text against lines [top, bottom) of the new.
struct Box {
  int left = 0;
  int right = 0;
  int top = 0;
  int bottom = 0;

  int width() const { return right - left; }
  int height() const { return bottom - top; }
};

// A run of equal lines on a shortest path, from (x0, y0) to (x1, y1); it may be empty.
struct Snake {
  int x0 = 0;
  int y0 = 0;
  int x1 = 0;
  int y1 = 0;
};

// The furthest x reached on each diagonal x - y of a box; -1 where nothing was reached.
class Frontier {
 public:
  void reset(const Box& box) {
    offset_ = box.height() + 1;
    reached_.assign(static_cast<std::size_t>(box.width() + box.height() + 3), -1);
    at(1) = 0;
  }
  int& at(int diagonal) { return reached_[static_cast<std::size_t>(offset_ + diagonal)]; }
  // Where a path of one more edit enters `diagonal`: down from the one above or right from the one
  // below.
  int enter(int diagonal) { return std::max(at(diagonal + 1), at(diagonal - 1) + 1); }

 private:
  std::vector<int> reached_;
  int offset_ = 0;
};

class Comparison {
 public:
  Comparison(const std::vector<std::string_view>& before,
             const std::vector<std::string_view>& after) {
    std::unordered_map<std::string_view, int> numbers;
    before_ = numbered(before, numbers);
    after_ = numbered(after, numbers);
    removed_.resize(before_.size());
    added_.resize(after_.size());
  }

  std::vector<Hunk> run() {
    solve({0, static_cast<int>(before_.size()), 0, static_cast<int>(after_.size())});
    std::vector<Hunk> hunks = collect();
    return slide_down(hunks);
  }

 private:
  static std::vector<int> numbered(const std::vector<std::string_view>& texts,
                                   std::unordered_map<std::string_view, int>& numbers) {
    std::vector<int> result;
    result.reserve(texts.size());
    for (const std::string_view line : texts) {
      result.push_back(numbers.emplace(line, static_cast<int>(numbers.size())).first->second);
    }
    return result;
  }

  bool same(int x, int y) const {
    return before_[static_cast<std::size_t>(x)] == after_[static_cast<std::size_t>(y)];
  }

  void solve(Box box) {
    for (; box.width() > 0 && box.height() > 0 && same(box.left, box.top); ++box.left) {
      ++box.top;
    }
    for (; box.width() > 0 && box.height() > 0 && same(box.right - 1, box.bottom - 1);
         --box.right) {
      --box.bottom;
    }
    std::optional<Snake> snake;
    if (box.width() > 0 && box.height() > 0) {
      snake = middle(box);
    }
    if (!snake) {
      std::fill(removed_.begin() + box.left, removed_.begin() + box.right, true);
      std::fill(added_.begin() + box.top, added_.begin() + box.bottom, true);
      return;
    }
    solve({box.left, snake->x0, box.top, snake->y0});
    solve({snake->x1, box.right, snake->y1, box.bottom});
  }

  // Empty when the work is used up.
  std::optional<Snake> middle(const Box& box) {
    forward_.reset(box);
    backward_.reset(box);
    for (int edits = 0;; ++edits) {
      const auto step = static_cast<std::size_t>(edits) + 1;
      if (work_ < step) {
        return std::nullopt;
      }
      work_ -= step;
      if (const auto snake = advance(box, edits, true)) {
        return snake;
      }
      if (const auto snake = advance(box, edits, false)) {
        return snake;
      }
    }
  }

  // One more edit from the box's start (`ahead`) or from its end; the snake where both meet.
  // Coordinates of the search from the end count from the end.
  std::optional<Snake> advance(const Box& box, int edits, bool ahead) {
    Frontier& mine = ahead ? forward_ : backward_;
    Frontier& other = ahead ? backward_ : forward_;
    const int width = box.width();
    const int height = box.height();
    const int delta = width - height;
    const bool may_meet = (delta % 2 != 0) == ahead;
    const int first = -edits + 2 * std::max(0, edits - height);
    const int last = edits - 2 * std::max(0, edits - width);
    for (int k = first; k <= last; k += 2) {
      const int x0 = mine.enter(k);
      int x = x0;
      while (x < width && x - k < height && equal_at(box, x, x - k, ahead)) {
        ++x;
      }
      mine.at(k) = x;
      const bool reached = std::abs(delta - k) <= edits - (ahead ? 1 : 0);
      if (may_meet && reached && x + other.at(delta - k) >= width) {
        return placed(box, {x0, x0 - k, x, x - k}, ahead);
      }
    }
    return std::nullopt;
  }

  bool equal_at(const Box& box, int x, int y, bool ahead) const {
    return ahead ? same(box.left + x, box.top + y) : same(box.right - 1 - x, box.bottom - 1 - y);
  }

  static Snake placed(const Box& box, const Snake& snake, bool ahead) {
    if (ahead) {
      return {box.left + snake.x0, box.top + snake.y0, box.left + snake.x1, box.top + snake.y1};
    }
    return {box.right - snake.x1, box.bottom - snake.y1, box.right - snake.x0,
            box.bottom - snake.y0};
  }

  std::vector<Hunk> collect() const {
    std::vector<Hunk> hunks;
    std::size_t x = 0;
    std::size_t y = 0;
    while (x < removed_.size() || y < added_.size()) {
      Hunk hunk{x, 0, y, 0};
      for (; x < removed_.size() && removed_[x]; ++x) {
        ++hunk.old_count;
      }
      for (; y < added_.size() && added_[y]; ++y) {
        ++hunk.new_count;
      }
      if (hunk.old_count + hunk.new_count > 0) {
        hunks.push_back(hunk);
      } else {
        ++x;
        ++y;
      }
    }
    return hunks;
  }

  // Moves each pure removal or addition down while the line that it begins with equals the line
  // after it.
  std::vector<Hunk> slide_down(std::vector<Hunk>& hunks) const {
    std::vector<Hunk> result;
    for (std::size_t i = hunks.size(); i-- > 0;) {
      Hunk hunk = hunks[i];
      while (can_slide(hunk)) {
        ++hunk.old_begin;
        ++hunk.new_begin;
        if (!result.empty() && touches(hunk, result.back())) {
          hunk.old_count += result.back().old_count;
          hunk.new_count += result.back().new_count;
          result.pop_back();
        }
      }
      result.push_back(hunk);
    }
    std::reverse(result.begin(), result.end());
    return result;
  }

  bool can_slide(const Hunk& hunk) const {
    if (hunk.old_count != 0 && hunk.new_count != 0) {
      return false;
    }
    const std::vector<int>& text = hunk.old_count != 0 ? before_ : after_;
    const std::size_t begin = hunk.old_count != 0 ? hunk.old_begin : hunk.new_begin;
    const std::size_t end = begin + hunk.old_count + hunk.new_count;
    return end < text.size() && text[begin] == text[end];
  }

  static bool touches(const Hunk& hunk, const Hunk& next) {
    return hunk.old_begin + hunk.old_count == next.old_begin &&
           hunk.new_begin + hunk.new_count == next.new_begin;
  }

  std::vector<int> before_;
  std::vector<int> after_;
  std::vector<bool> removed_;
  std::vector<bool> added_;
  Frontier forward_;
  Frontier backward_;
  std::size_t work_ = kMaxDiffWork;
};

}  // namespace

std::vector<std::string_view> lines(std::string_view text) {
  std::vector<std::string_view> result;
  while (!text.empty()) {
    const std::size_t length = std::min(text.find('\n'), text.size() - 1) + 1;
    result.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return result;
}

std::vector<Hunk> diff_lines(const std::vector<std::string_view>& before,
                             const std::vector<std::string_view>& after) {
  return Comparison(before, after).run();
}

}  // namespace copctl::merge
