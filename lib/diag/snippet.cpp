#include "diag/snippet.h"

#include <algorithm>
#include <deque>
#include <string_view>

#include "base/text.h"

// The line is taken apart into cells, one a code point, each with what is shown for it. Only the
// cells near the span are made, so that a line of many megabytes costs no more than a short one.

namespace copctl::diag {
namespace {

// What stands for a secret, whatever its length.
constexpr std::string_view kConcealed = "***";
constexpr std::string_view kCut = "…";

struct Cell {
  std::uint32_t at = 0;
  std::string shown;
  std::size_t columns = 1;
};

class Line {
 public:
  Line(const SourceMap& sources, const Span& span)
      : sources_(sources), line_(sources.line_span(span)), whole_(sources.text(span.source)) {
    begin_ = std::min(span.begin, line_.end);
    end_ = std::clamp(span.end, begin_, line_.end);
    right_ = begin_;
    left_ = begin_;
  }

  Snippet show() {
    // First two thirds of the width from the span on, then what fits before it, then the rest.
    grow_right(kMaxColumns * 2 / 3);
    grow_left(kMaxColumns);
    grow_right(kMaxColumns);
    return {text(), carets()};
  }

 private:
  void grow_right(std::size_t limit) {
    while (right_ < line_.end && columns_ < limit) {
      const auto length = static_cast<std::uint32_t>(
          base::decode_rune(whole_.substr(right_, line_.end - right_)).length);
      cells_.push_back(cell(right_, length));
      right_ += length;
      columns_ += cells_.back().columns;
    }
  }

  void grow_left(std::size_t limit) {
    while (left_ > line_.begin && columns_ < limit) {
      const auto length = static_cast<std::uint32_t>(
          base::decode_last_rune(whole_.substr(line_.begin, left_ - line_.begin)).length);
      left_ -= length;
      cells_.push_front(cell(left_, length));
      columns_ += cells_.front().columns;
    }
  }

  Cell cell(std::uint32_t at, std::uint32_t length) const {
    Cell made;
    made.at = at;
    if (sources_.is_concealed(line_.source, at)) {
      const bool first = at == line_.begin || !sources_.is_concealed(line_.source, at - 1);
      made.shown = first ? kConcealed : "";
    } else {
      made.shown = base::printable(whole_.substr(at, length), true);
    }
    made.columns = base::rune_count(made.shown);
    return made;
  }

  bool is_cut_left() const { return left_ > line_.begin; }

  std::string text() const {
    std::string out(is_cut_left() ? kCut : "");
    for (const Cell& cell : cells_) {
      out += cell.shown;
    }
    return right_ < line_.end ? out.append(kCut) : out;
  }

  std::string carets() const {
    std::string out(is_cut_left() ? 1 : 0, ' ');
    for (const Cell& cell : cells_) {
      if (cell.at < begin_) {
        out.append(cell.columns, cell.shown == "\t" ? '\t' : ' ');
      }
    }
    const std::size_t caret = out.size();
    out += '^';
    for (const Cell& cell : cells_) {
      if (cell.at >= begin_ && cell.at < end_) {
        out.append(cell.columns, cell.shown == "\t" ? '\t' : '~');
      }
    }
    // The caret stands in the place of the first marked column.
    out.erase(caret + 1, out.size() > caret + 1 ? 1 : 0);
    return out;
  }

  const SourceMap& sources_;
  Span line_;
  std::string_view whole_;
  std::uint32_t begin_ = 0;
  std::uint32_t end_ = 0;
  std::uint32_t left_ = 0;
  std::uint32_t right_ = 0;
  std::size_t columns_ = 0;
  std::deque<Cell> cells_;
};

}  // namespace

Snippet snippet(const SourceMap& sources, const Span& span) { return Line(sources, span).show(); }

}  // namespace copctl::diag
