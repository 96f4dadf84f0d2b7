#include "merge/diff3.h"

#include <algorithm>
#include <span>

#include "merge/merge.h"

namespace copctl::merge {
namespace {

using Lines = std::vector<std::string_view>;

std::string joined(std::span<const std::string_view> part) {
  std::string text;
  for (const std::string_view line : part) {
    text += line;
  }
  return text;
}

// One side's way through the hunks.
class Side {
 public:
  Side(const Lines& base, const Lines& side) : lines_(side), hunks_(diff_lines(base, side)) {}

  // The line of base that the next hunk begins at; past all others when there is none.
  std::size_t next() const {
    return at_ < hunks_.size() ? hunks_[at_].old_begin : static_cast<std::size_t>(-1);
  }
  // Takes the hunks that begin in [.., end] and says where the last of them ends.
  std::size_t take(std::size_t end) {
    while (next() <= end) {
      end = std::max(end, hunks_[at_].old_begin + hunks_[at_].old_count);
      shift_ = hunks_[at_].new_begin + hunks_[at_].new_count - hunks_[at_].old_begin -
               hunks_[at_].old_count;
      ++at_;
    }
    return end;
  }
  // Where the line of base is in the side, behind the hunks that were taken.
  std::size_t place(std::size_t line) const { return line + shift_; }
  std::string text(std::size_t begin, std::size_t end) const {
    return joined(std::span(lines_).subspan(begin, end - begin));
  }

 private:
  const Lines& lines_;
  std::vector<Hunk> hunks_;
  std::size_t at_ = 0;
  std::size_t shift_ = 0;
};

class Merger {
 public:
  Merger(const Lines& base, const Lines& mine, const Lines& theirs)
      : base_(base), mine_(base, mine), theirs_(base, theirs) {}

  std::vector<Chunk> run() {
    std::size_t at = 0;
    for (;;) {
      const std::size_t begin = std::min({mine_.next(), theirs_.next(), base_.size()});
      settle(joined(std::span(base_).subspan(at, begin - at)), mine_.place(at));
      if (mine_.next() > base_.size() && theirs_.next() > base_.size()) {
        return std::move(chunks_);
      }
      at = change(begin);
    }
  }

 private:
  // The changes of both sides that hang together from line `begin` of base on; where they end.
  std::size_t change(std::size_t begin) {
    const std::size_t mine_begin = mine_.place(begin);
    const std::size_t their_begin = theirs_.place(begin);
    std::size_t end = begin;
    for (std::size_t last = begin + 1; last != end;) {
      last = end;
      end = theirs_.take(mine_.take(end));
    }
    Chunk chunk;
    chunk.base = joined(std::span(base_).subspan(begin, end - begin));
    chunk.mine = mine_.text(mine_begin, mine_.place(end));
    chunk.theirs = theirs_.text(their_begin, theirs_.place(end));
    chunk.line = mine_begin + 1;
    if (chunk.mine == chunk.base) {
      settle(chunk.theirs, mine_begin);
    } else if (chunk.theirs == chunk.base || chunk.theirs == chunk.mine) {
      settle(chunk.mine, mine_begin);
    } else {
      chunk.conflict = true;
      chunks_.push_back(std::move(chunk));
    }
    return end;
  }

  void settle(std::string text, std::size_t line) {
    if (text.empty()) {
      return;
    }
    if (chunks_.empty() || chunks_.back().conflict) {
      chunks_.push_back({.line = line + 1});
    }
    chunks_.back().mine += text;
  }

  const Lines& base_;
  Side mine_;
  Side theirs_;
  std::vector<Chunk> chunks_;
};

void append_whole(std::string& out, std::string_view text) {
  out += text;
  if (!text.empty() && text.back() != '\n') {
    out += '\n';
  }
}

}  // namespace

std::vector<Chunk> merge_lines(std::string_view base, std::string_view mine,
                               std::string_view theirs) {
  const Lines base_lines = lines(base);
  const Lines mine_lines = lines(mine);
  const Lines their_lines = lines(theirs);
  return Merger(base_lines, mine_lines, their_lines).run();
}

std::string marked(std::string_view base, std::string_view mine, std::string_view theirs) {
  std::string out = "<<<<<<< mine\n";
  append_whole(out, mine);
  out += "||||||| base\n";
  append_whole(out, base);
  out += "=======\n";
  append_whole(out, theirs);
  out += ">>>>>>> new\n";
  return out;
}

}  // namespace copctl::merge
