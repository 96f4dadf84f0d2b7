#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "merge/merge.h"

namespace copctl::merge {
namespace {

constexpr std::size_t kContext = 3;

struct Texts {
  std::vector<std::string_view> before;
  std::vector<std::string_view> after;
};

// `3`, `3,2`; a range without lines names the line before it.
std::string range(std::size_t begin, std::size_t count) {
  if (count == 1) {
    return fmt::format("{}", begin + 1);
  }
  return fmt::format("{},{}", count == 0 ? begin : begin + 1, count);
}

void append_lines(std::string& out, char mark, std::span<const std::string_view> part) {
  for (const std::string_view line : part) {
    out += mark;
    out += line;
    if (line.back() != '\n') {
      out += "\n\\ No newline at end of file\n";
    }
  }
}

// Hunks whose contexts touch or overlap are printed as one.
void append_group(std::string& out, const Texts& texts, std::span<const Hunk> group) {
  const Hunk& first = group.front();
  const Hunk& last = group.back();
  const std::size_t lead = std::min(kContext, first.old_begin);
  const std::size_t last_end = last.old_begin + last.old_count;
  const std::size_t trail = std::min(kContext, texts.before.size() - last_end);
  const std::size_t old_begin = first.old_begin - lead;
  const std::size_t new_begin = first.new_begin - lead;
  const std::size_t new_end = last.new_begin + last.new_count + trail;
  out += fmt::format("@@ -{} +{} @@\n", range(old_begin, last_end + trail - old_begin),
                     range(new_begin, new_end - new_begin));
  const std::span<const std::string_view> before(texts.before);
  const std::span<const std::string_view> after(texts.after);
  std::size_t at = old_begin;
  for (const Hunk& hunk : group) {
    append_lines(out, ' ', before.subspan(at, hunk.old_begin - at));
    append_lines(out, '-', before.subspan(hunk.old_begin, hunk.old_count));
    append_lines(out, '+', after.subspan(hunk.new_begin, hunk.new_count));
    at = hunk.old_begin + hunk.old_count;
  }
  append_lines(out, ' ', before.subspan(at, trail));
}

}  // namespace

std::string unified_diff(std::string_view before, std::string_view after,
                         std::string_view before_name, std::string_view after_name) {
  if (before == after) {
    return {};
  }
  const Texts texts{lines(before), lines(after)};
  const std::vector<Hunk> hunks = diff_lines(texts.before, texts.after);
  std::string out = fmt::format("--- {}\n+++ {}\n", before_name, after_name);
  for (std::size_t begin = 0; begin < hunks.size();) {
    std::size_t end = begin + 1;
    while (end < hunks.size() &&
           hunks[end].old_begin - hunks[end - 1].old_begin - hunks[end - 1].old_count <=
               2 * kContext) {
      ++end;
    }
    append_group(out, texts, std::span(hunks).subspan(begin, end - begin));
    begin = end;
  }
  return out;
}

}  // namespace copctl::merge
