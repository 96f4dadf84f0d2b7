#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace copctl::schema {

// A regular expression of `pattern` or `patternProperties`: RE2's syntax, which is Go's. Compiled
// at its first use, for that takes longer than all else of a keyword and most runs use few. Borrows
// its text; copies share what is compiled.
class Pattern {
 public:
  Pattern() = default;
  explicit Pattern(std::string_view text, std::vector<std::string_view> matching = {});

  // False for a default one.
  bool given() const { return compiled_ != nullptr; }
  std::string_view text() const { return text_; }
  // RE2's words for what is wrong with it; empty when nothing is.
  std::string problem() const;
  // True when it matches somewhere in the text; false when it is wrong.
  bool matches(std::string_view text) const;

  // From here on remembers which texts it matched: where a schema's own defaults are known to fit,
  // the runs that come need not compile it for them.
  void learn() const;
  // The texts that are known to match, ascending. Views of what was learnt live as long as this.
  std::vector<std::string_view> matching() const;

 private:
  struct Compiled;
  std::string_view text_;
  std::shared_ptr<Compiled> compiled_;
};

}  // namespace copctl::schema
