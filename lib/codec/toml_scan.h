#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace copctl::codec {

// A text as toml++ 3.3 can be given it; the one walk over it that comes before. It refuses:
// - more than kMaxDepth levels of brackets and dotted keys: toml++ recurses over brackets, and
//   dotted keys make trees of any depth. Points are counted outside of strings and comments, those
//   of numbers too, but forgotten behind a comma.
// - a table's header without a name, `[=]`: toml++ asserts that a name begins behind `[` or `[[`.
// - a `}` where an array has not ended: toml++ asserts that a value begins there.
// - a date, a blank and one digit: toml++ looks for the rest of a time behind the digit, and
// asserts
//   that there is some. With underscores in the date it looks back farther than it remembers.
// - characters beyond ASCII outside of strings and comments, where TOML has none, and behind a
//   backslash in a string of several lines: toml++ asks there whether they are blanks, and its
//   answer for most of U+00A1 to U+0499, U+2C5E to U+3057 and U+FC26 to U+FEFE is undefined.
// It asks the same where blanks behind a backslash that ends a line come to an end. There such a
// character is in its right, and is written as an escape instead.
//
// What a bracket or quote means is known as long as the text is TOML; toml++ stops where it is not,
// except that it looks at a number or date up to its end, quotes and all, before it says so.
class TomlScan {
 public:
  // Borrows `text`.
  explicit TomlScan(std::string_view text);

  // In Go's form, `toml: line 1: …`, or empty.
  const std::string& error() const { return error_; }
  // For toml++: the text itself, or a copy with escapes, owned by this.
  std::string_view text() const { return copy_ ? std::string_view(*copy_) : text_; }

 private:
  void step(char c);
  void count(char c);
  void skip_comment();
  void skip_string(char quote);
  void skip_escape(bool multiline);
  void escape_character();
  bool is_nameless_header() const;
  bool is_torn_date() const;
  bool is_number_ascii() const;
  bool is_in(char bracket) const;
  void fail(std::string_view fact);
  bool rest_begins(std::string_view prefix) const;

  std::string_view text_;
  std::string error_;
  std::optional<std::string> copy_;
  // How much of the text is in the copy.
  std::size_t copied_ = 0;
  std::size_t at_ = 0;
  bool at_line_start_ = true;
  bool in_header_ = false;
  // Behind `=`, or where an array's next value may begin.
  bool before_value_ = false;
  std::size_t points_ = 0;
  std::size_t base_ = 0;
  // Brackets, and the points before them.
  struct Open {
    char bracket;
    std::size_t base;
  };
  std::vector<Open> open_;
};

}  // namespace copctl::codec
