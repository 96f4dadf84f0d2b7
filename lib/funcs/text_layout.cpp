#include <algorithm>
#include <string>
#include <string_view>

#include "funcs/arguments.h"
#include "funcs/funcs.h"

// Indenting, wrapping and shortening. All lengths are bytes, as in sprig.

namespace copctl::funcs {

namespace {

using tmpl::Call;
using value::Value;

std::string indented(Call& call, std::string_view prefix) {
  const std::int64_t blanks = call.integer(0);
  const std::string& text = call.text(1);
  if (blanks < 0) {
    call.fail("strings: negative Repeat count");
  }
  const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1;
  const std::size_t growth = product(lines, static_cast<std::size_t>(blanks));
  call.reserve(sum(text.size() + prefix.size(), growth));
  const std::string pad(blanks, ' ');
  std::string out;
  out.reserve(prefix.size() + text.size() + growth);
  out.append(prefix).append(pad);
  for (std::size_t start = 0;;) {
    const std::size_t end = text.find('\n', start);
    if (end == std::string_view::npos) {
      return out.append(text, start);
    }
    out.append(text, start, end + 1 - start).append(pad);
    start = end + 1;
  }
}

Value indent(Call& call) { return Value::string(indented(call, "")); }
Value nindent(Call& call) { return Value::string(indented(call, "\n")); }

Value trunc(Call& call) {
  const std::int64_t length = call.integer(0);
  const std::string& text = call.text(1);
  const auto size = static_cast<std::int64_t>(text.size());
  if (length >= 0 && length < size) {
    return Value::string(text.substr(0, length));
  }
  if (length < 0 && length > -size) {
    return Value::string(text.substr(size + length));
  }
  return call.arg(1);
}

constexpr std::string_view kEllipsis = "...";

// goutils.Abbreviate.
std::string abbreviated(std::string_view text, std::size_t width) {
  if (text.size() <= width) {
    return std::string(text);
  }
  return std::string(text.substr(0, width - kEllipsis.size())).append(kEllipsis);
}

Value abbrev(Call& call) {
  if (call.integer(0) < 4) {
    return call.arg(1);
  }
  return Value::string(abbreviated(call.text(1), static_cast<std::size_t>(call.integer(0))));
}

// goutils.AbbreviateFull: the piece of `width` bytes around `offset`.
Value abbrev_both(Call& call) {
  std::int64_t offset = call.integer(0);
  const std::int64_t width = call.integer(1);
  const std::string& text = call.text(2);
  const auto size = static_cast<std::int64_t>(text.size());
  if (width < 4 || (offset > 0 && width < 7) || size <= width) {
    return call.arg(2);
  }
  const std::int64_t kept = width - static_cast<std::int64_t>(kEllipsis.size());
  offset = std::min(offset, size - kept);
  if (offset <= 4) {
    return Value::string(abbreviated(text, static_cast<std::size_t>(width)));
  }
  std::string out(kEllipsis);
  if (offset + kept < size) {
    out += abbreviated(std::string_view(text).substr(offset), static_cast<std::size_t>(kept));
  } else {
    out += text.substr(size - kept);
  }
  return Value::string(std::move(out));
}

// goutils.WrapCustom: breaks at the last blank that fits; a longer word is cut, or runs over.
class Wrapper {
 public:
  Wrapper(std::string_view text, std::size_t width, std::string_view line_end, bool cut_words)
      : rest_(text), width_(width), line_end_(line_end), cut_words_(cut_words) {}

  std::string wrapped() {
    while (rest_.size() > width_) {
      if (rest_.front() == ' ') {
        rest_.remove_prefix(1);
      } else {
        break_line();
      }
    }
    return std::move(out_.append(rest_));
  }

 private:
  void break_line() {
    const std::size_t blank = rest_.rfind(' ', width_);
    if (blank != std::string_view::npos) {
      return take(blank, 1);
    }
    if (cut_words_) {
      return take(width_, 0);
    }
    const std::size_t end = rest_.find(' ', width_);
    if (end != std::string_view::npos) {
      return take(end, 1);
    }
    out_ += rest_;
    rest_ = {};
  }
  void take(std::size_t length, std::size_t skipped) {
    out_.append(rest_.substr(0, length)).append(line_end_);
    rest_.remove_prefix(length + skipped);
  }

  std::string_view rest_;
  std::size_t width_;
  std::string_view line_end_;
  bool cut_words_;
  std::string out_;
};

Value wrapped(Call& call, std::string_view text, std::string_view line_end, bool cut_words) {
  const auto width = static_cast<std::size_t>(std::max<std::int64_t>(call.integer(0), 1));
  const std::size_t breaks = text.size() / 2 + 1 + (cut_words ? text.size() / width : 0);
  call.reserve(sum(text.size(), product(breaks, line_end.size())));
  return Value::string(Wrapper(text, width, line_end, cut_words).wrapped());
}

Value wrap(Call& call) { return wrapped(call, call.text(1), "\n", false); }

Value wrap_with(Call& call) {
  const std::string& line_end = call.text(1);
  return wrapped(call, call.text(2), line_end.empty() ? "\n" : std::string_view(line_end), true);
}

constexpr tmpl::Function kTable[] = {
    {"indent",
     "(int, string) string",
     indent,
     "every line of the text moved by so many blanks",
     {"{{ indent 2 \"a\\nb\" }}", "  a\n  b"}},
    {"nindent",
     "(int, string) string",
     nindent,
     "a new line, then the text indented",
     {"a:{{ nindent 2 \"b: 1\" }}", "a:\n  b: 1"}},
    {"trunc",
     "(int, string) string",
     trunc,
     "the first bytes of the text; for a negative length the last ones",
     {"{{ trunc 3 \"hello\" }} {{ trunc -2 \"hello\" }}", "hel lo"}},
    {"abbrev",
     "(int, string) string",
     abbrev,
     "the text shortened to so many bytes with `...`",
     {"{{ abbrev 6 \"hello world\" }}", "hel..."}},
    {"abbrevboth",
     "(int, int, string) string",
     abbrev_both,
     "a piece from the middle of the text with `...` on both sides",
     {"{{ abbrevboth 5 10 \"1234 5678 9123\" }}", "...5678..."}},
    {"wrap",
     "(int, string) string",
     wrap,
     "the text broken at blanks into lines of that length",
     {"{{ wrap 5 \"one two three\" }}", "one\ntwo\nthree"}},
    {"wrapWith",
     "(int, string, string) string",
     wrap_with,
     "as wrap, with another line end; long words are cut",
     {"{{ wrapWith 4 \"|\" \"one sixteen\" }}", "one|sixt|een"}},
};

}  // namespace

std::span<const tmpl::Function> text_layout() { return kTable; }

}  // namespace copctl::funcs
