#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "funcs/pattern_syntax.h"

// Regular expressions as Go's package regexp has them: RE2's syntax and matching, Go's error texts,
// Go's stepping over empty matches, and invalid UTF-8 read as U+FFFD byte by byte.

namespace re2 {
class RE2;
}

namespace copctl::funcs {

// Bytes of a pattern that is compiled at all: compiling a longer one full of large classes would
// take seconds. Go has no such bound.
inline constexpr std::size_t kMaxPatternBytes = 1u << 13;
// Memory that one compiled pattern may take, its automata included.
inline constexpr std::size_t kMaxPatternMemory = 8u << 20;
// Bytes times states of the automaton: what one pass over the text, and what finding all matches,
// may cost. A step takes up to 7 ns where the pattern defeats the library's fast automata, so these
// are about two and seven seconds at the worst and thousands of times less as a rule.
inline constexpr std::size_t kMaxPass = std::size_t{1} << 28;
inline constexpr std::size_t kMaxSearch = std::size_t{1} << 30;

// The whole match and the groups, in order of their parentheses. A group that took no part has
// data() == nullptr.
using Groups = std::span<const std::string_view>;

// A compiled pattern. Immutable; may be shared.
class Pattern {
 public:
  // Null with `error` set to Go's text: "error parsing regexp: missing closing ): `(`".
  static std::shared_ptr<const Pattern> compile(std::string_view text, std::string& error);
  ~Pattern();
  Pattern(const Pattern&) = delete;
  Pattern& operator=(const Pattern&) = delete;

  // Bytes times states of one pass over `bytes` of text.
  std::size_t cost(std::size_t bytes) const;

  // Number of the group called `name`; -1 when there is none.
  int group(std::string_view name) const;
  // Number of groups, the whole match not counted.
  int group_count() const;

  // Calls `visit` for each match in `subject`, from the left and without overlap, until it returns
  // false. Groups from `groups` on are not looked for. Views are into `subject`. False when the
  // search was ended by kMaxPass or kMaxSearch.
  [[nodiscard]] bool for_each_match(std::string_view subject, int groups,
                                    const std::function<bool(Groups)>& visit) const;

 private:
  Pattern(std::unique_ptr<re2::RE2> compiled, Reach reach);

  std::unique_ptr<re2::RE2> compiled_;
  Reach reach_;
};

// regexp.QuoteMeta.
std::string quote_pattern(std::string_view text);

}  // namespace copctl::funcs
