#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace copctl::schema {

// A regular expression of `pattern` or `patternProperties`: RE2's syntax, which is Go's. Compiled
// at its first use, for that takes longer than all else of a keyword and most runs use few. Copies
// share what is compiled.
class Pattern {
 public:
  Pattern() = default;
  explicit Pattern(std::string text);

  // False for a default one.
  bool given() const { return compiled_ != nullptr; }
  const std::string& text() const { return text_; }
  // RE2's words for what is wrong with it; empty when nothing is.
  std::string problem() const;
  // True when it matches somewhere in the text; false when it is wrong.
  bool matches(std::string_view text) const;

 private:
  struct Compiled;
  std::string text_;
  std::shared_ptr<Compiled> compiled_;
};

}  // namespace copctl::schema
