#include <algorithm>
#include <cstdint>
#include <vector>

#include "base/path.h"
#include "base/text.h"

// A glob is compiled to a small automaton whose states are run side by side over the path, so the
// cost is at most pattern times path whatever the pattern: no backtracking for a hostile one to
// exploit.

namespace copctl::base {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

enum class Op : std::uint8_t { kRune, kAny, kAnyAcross, kSet, kFork, kJump, kMatch };

struct State {
  Op op;
  // Of kRune.
  char32_t rune = 0;
  // Of kSet.
  bool negated = false;
  std::vector<Range> ranges = {};
  // Of kFork and kJump: where else to go on. kFork goes on behind itself, too.
  std::size_t target = 0;
};

class Compiler {
 public:
  explicit Compiler(std::string_view pattern) : rest_(pattern) {}

  // Empty when the pattern is malformed.
  std::vector<State> compile() {
    const bool complete = alternative(0) && rest_.empty();
    emit({.op = Op::kMatch});
    return complete ? std::move(states_) : std::vector<State>();
  }

 private:
  // Deeper braces than anybody writes; bounds the recursion.
  static constexpr int kMaxDepth = 20;

  std::size_t emit(State state) {
    states_.push_back(std::move(state));
    return states_.size() - 1;
  }

  bool take(char c) {
    if (!rest_.starts_with(c)) {
      return false;
    }
    rest_.remove_prefix(1);
    return true;
  }

  char32_t next() {
    const Rune rune = decode_rune(rest_);
    rest_.remove_prefix(static_cast<std::size_t>(rune.length));
    return rune.code;
  }

  // Up to the pattern's end or, within braces, to the `,` or `}` that ends the alternative.
  bool alternative(int depth) {
    while (!rest_.empty()) {
      if (depth > 0 && (rest_[0] == ',' || rest_[0] == '}')) {
        return true;
      }
      if (!element(depth)) {
        return false;
      }
    }
    return depth == 0;
  }

  bool element(int depth) {
    if (take('*')) {
      return star();
    }
    if (take('?')) {
      emit({.op = Op::kAny});
      return true;
    }
    if (take('[')) {
      return set();
    }
    if (take('{')) {
      return braces(depth + 1);
    }
    if (take('\\') && rest_.empty()) {
      return false;
    }
    emit({.op = Op::kRune, .rune = next()});
    return true;
  }

  // fork(end); any; jump(fork)
  bool star() {
    const bool across = take('*');
    const std::size_t fork = emit({.op = Op::kFork});
    emit({.op = across ? Op::kAnyAcross : Op::kAny});
    emit({.op = Op::kJump, .target = fork});
    states_[fork].target = states_.size();
    return true;
  }

  // `]` right behind the opening is a member.
  bool set() {
    State state{.op = Op::kSet};
    state.negated = take('!') || take('^');
    do {
      if (rest_.empty()) {
        return false;
      }
      const char32_t first = next();
      const bool is_range = rest_.size() > 1 && rest_[0] == '-' && rest_[1] != ']';
      state.ranges.push_back({first, is_range ? (take('-'), next()) : first});
    } while (!take(']'));
    emit(std::move(state));
    return true;
  }

  // fork(second); first…; jump(end); fork(third); second…; jump(end); third…
  bool braces(int depth) {
    std::vector<std::size_t> exits;
    if (depth > kMaxDepth) {
      return false;
    }
    while (true) {
      const std::size_t fork = emit({.op = Op::kFork});
      if (!alternative(depth)) {
        return false;
      }
      if (take('}')) {
        // The last alternative has no other to fork to.
        states_[fork].target = fork + 1;
        break;
      }
      take(',');
      exits.push_back(emit({.op = Op::kJump}));
      states_[fork].target = states_.size();
    }
    for (const std::size_t exit : exits) {
      states_[exit].target = states_.size();
    }
    return true;
  }

  std::string_view rest_;
  std::vector<State> states_;
};

bool accepts(const State& state, char32_t rune) {
  const auto holds = [&](const Range& range) { return rune >= range.first && rune <= range.last; };
  switch (state.op) {
    case Op::kRune:
      return rune == state.rune;
    case Op::kAny:
      return rune != '/';
    case Op::kAnyAcross:
      return true;
    case Op::kSet:
      return rune != '/' &&
             std::any_of(state.ranges.begin(), state.ranges.end(), holds) != state.negated;
    default:
      return false;
  }
}

// Which states the automaton is in.
using Front = std::vector<bool>;

// Enters the state `first` and those that are reached from it without reading.
void enter(const std::vector<State>& states, std::size_t first, Front& front) {
  std::vector<std::size_t> pending{first};
  while (!pending.empty()) {
    const std::size_t i = pending.back();
    pending.pop_back();
    if (front[i]) {
      continue;
    }
    front[i] = true;
    const Op op = states[i].op;
    if (op == Op::kFork || op == Op::kJump) {
      pending.push_back(states[i].target);
    }
    if (op == Op::kFork) {
      pending.push_back(i + 1);
    }
  }
}

Front step(const std::vector<State>& states, const Front& front, char32_t rune) {
  Front next(states.size());
  for (std::size_t i = 0; i < states.size(); ++i) {
    if (front[i] && accepts(states[i], rune)) {
      enter(states, i + 1, next);
    }
  }
  return next;
}

// Stands for itself in a pattern.
bool is_plain_ascii(char c) {
  return static_cast<unsigned char>(c) < 0x80 &&
         std::string_view("*?[{\\").find(c) == std::string_view::npos;
}

// Takes from both what they begin with alike: ASCII that means itself.
void drop_common_start(std::string_view& pattern, std::string_view& path) {
  std::size_t count = 0;
  while (count < pattern.size() && count < path.size() && pattern[count] == path[count] &&
         is_plain_ascii(pattern[count])) {
    ++count;
  }
  pattern.remove_prefix(count);
  path.remove_prefix(count);
}

}  // namespace

bool matches_glob(std::string_view pattern, std::string_view path) {
  // Most patterns are paths, or differ early: there is no need to compile them.
  drop_common_start(pattern, path);
  if (pattern.empty()) return path.empty();
  if (is_plain_ascii(pattern[0])) return false;
  const std::vector<State> states = Compiler(pattern).compile();
  if (states.empty()) {
    return false;
  }
  Front front(states.size());
  enter(states, 0, front);
  while (!path.empty()) {
    const Rune rune = decode_rune(path);
    front = step(states, front, rune.code);
    path.remove_prefix(static_cast<std::size_t>(rune.length));
  }
  return front.back();
}

}  // namespace copctl::base
