#include <random>

#include "merge/merge.h"
#include "support/catch.h"

namespace copctl::merge {
namespace {

std::string applied(const std::vector<std::string_view>& before,
                    const std::vector<std::string_view>& after, const std::vector<Hunk>& hunks) {
  std::string text;
  std::size_t at = 0;
  for (const Hunk& hunk : hunks) {
    for (; at < hunk.old_begin; ++at) {
      text += before[at];
    }
    at += hunk.old_count;
    for (std::size_t i = 0; i < hunk.new_count; ++i) {
      text += after[hunk.new_begin + i];
    }
  }
  for (; at < before.size(); ++at) {
    text += before[at];
  }
  return text;
}

// Lines removed and added by the shortest script, by the textbook's quadratic table.
std::size_t shortest(const std::vector<std::string_view>& a,
                     const std::vector<std::string_view>& b) {
  std::vector<std::vector<std::size_t>> common(a.size() + 1,
                                               std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      common[i][j] = a[i - 1] == b[j - 1] ? common[i - 1][j - 1] + 1
                                          : std::max(common[i - 1][j], common[i][j - 1]);
    }
  }
  return a.size() + b.size() - 2 * common[a.size()][b.size()];
}

std::size_t changed(const std::vector<Hunk>& hunks) {
  std::size_t count = 0;
  for (const Hunk& hunk : hunks) {
    count += hunk.old_count + hunk.new_count;
  }
  return count;
}

std::string random_text(std::mt19937& random, int letters) {
  std::string text;
  for (auto i = random() % 30; i > 0; --i) {
    text += static_cast<char>('a' + random() % static_cast<unsigned long>(letters));
    text += '\n';
  }
  return text;
}

TEST_CASE("lines keep their line breaks") {
  CHECK(lines("").empty());
  CHECK(lines("a") == std::vector<std::string_view>{"a"});
  CHECK(lines("a\n\nb") == std::vector<std::string_view>{"a\n", "\n", "b"});
}

TEST_CASE("changes are found where they are") {
  struct Case {
    const char* name;
    const char* before;
    const char* after;
    std::vector<Hunk> expected;
  };
  const Case cases[] = {
      {"equal", "a\nb\n", "a\nb\n", {}},
      {"both empty", "", "", {}},
      {"from nothing", "", "a\nb\n", {{0, 0, 0, 2}}},
      {"to nothing", "a\nb\n", "", {{0, 2, 0, 0}}},
      {"one line replaced", "a\nb\nc\n", "a\nx\nc\n", {{1, 1, 1, 1}}},
      {"nothing in common", "a\nb\n", "x\n", {{0, 2, 0, 1}}},
      {"an addition stands as late as it can",
       "a\nb\na\nb\n",
       "a\nb\na\nb\na\nb\n",
       {{4, 0, 4, 2}}},
      {"a removal stands as late as it can", "x\nx\nx\ny\n", "x\ny\n", {{1, 2, 1, 0}}},
      {"two changes", "a\nb\nc\nd\n", "b\nc\nd\ne\n", {{0, 1, 0, 0}, {4, 0, 3, 1}}},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) { CHECK(diff_lines(lines(c.before), lines(c.after)) == c.expected); }
  }
}

TEST_CASE("random texts: hunks give the new text and are the fewest lines") {
  std::mt19937 random(20240117);
  for (int round = 0; round < 5000; ++round) {
    const std::string before = random_text(random, 2 + round % 6);
    const std::string after = random_text(random, 2 + round % 6);
    const auto a = lines(before);
    const auto b = lines(after);
    const std::vector<Hunk> hunks = diff_lines(a, b);
    REQUIRE(applied(a, b, hunks) == after);
    REQUIRE(changed(hunks) == shortest(a, b));
    for (std::size_t i = 1; i < hunks.size(); ++i) {
      REQUIRE(hunks[i - 1].old_begin + hunks[i - 1].old_count < hunks[i].old_begin);
    }
  }
}

TEST_CASE("work is bounded: past it the answer is right, though not the shortest") {
  std::string before;
  std::string after;
  for (int i = 0; i < 40000; ++i) {
    before += "old " + std::to_string(i) + "\n";
    after += (i == 20000 ? "old 20000" : "new " + std::to_string(i)) + "\n";
  }
  const auto a = lines(before);
  const auto b = lines(after);
  const std::vector<Hunk> hunks = diff_lines(a, b);
  CHECK(applied(a, b, hunks) == after);
  CHECK(hunks == std::vector<Hunk>{{0, 40000, 0, 40000}});
}

}  // namespace
}  // namespace copctl::merge
