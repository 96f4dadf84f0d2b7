#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <deque>
#include <utility>
#include <vector>

#include "base/text.h"
#include "base/unicode.h"
#include "funcs/arguments.h"
#include "funcs/funcs.h"
#include "funcs/pattern.h"
#include "funcs/work.h"
#include "tmpl/tmpl.h"

// Regular expressions. The pattern is the first argument, the text the second.

namespace copctl::funcs {

namespace {

using tmpl::Call;
using value::Value;

using PatternPtr = std::shared_ptr<const Pattern>;

// Templates use few patterns many times, in loops.
constexpr std::size_t kRemembered = 8;

// A pattern depends on its text only, so remembering it changes no result. Each thread has its own,
// as locking would cost more than most matches.
PatternPtr compile(const Call& call, std::string& error) {
  // A large class takes 50 microseconds a byte to compile. What is remembered costs as much, so
  // that the end of a render does not depend on those before it.
  constexpr std::size_t kCompileWork = 256;
  const std::string_view text = call.text(0);
  count_work(call, text.size() * kCompileWork);
  struct Entry {
    std::string text;
    PatternPtr pattern;
  };
  thread_local std::deque<Entry> remembered;
  const auto known = std::ranges::find(remembered, text, &Entry::text);
  if (known != remembered.end()) return known->pattern;
  // The smallest takes a sixth of a millisecond.
  constexpr std::size_t kCompileSteps = 8000;
  call.work(kCompileSteps);
  PatternPtr pattern = Pattern::compile(text, error);
  if (pattern == nullptr) return nullptr;
  if (remembered.size() == kRemembered) remembered.pop_back();
  remembered.push_front({std::string(text), pattern});
  return pattern;
}

// strconv.CanBackquote.
bool can_backquote(std::string_view text) {
  return base::find_invalid_utf8(text) == std::string_view::npos &&
         text.find("\ufeff") == std::string_view::npos && std::ranges::none_of(text, [](char c) {
           return (static_cast<unsigned char>(c) < ' ' && c != '\t') || c == '`' || c == '\x7f';
         });
}

// The functions whose names begin with `must` return Go's error, the others panic with it.
void refuse(const Call& call, std::string error) {
  const std::string& text = call.text(0);
  if (!call.function().name.starts_with("must")) {
    error = fmt::format("regexp: Compile({}): {}",
                        can_backquote(text) ? "`" + text + "`" : tmpl::quote(text), error);
  }
  call.fail(std::move(error));
}

PatternPtr pattern_of(const Call& call) {
  std::string error;
  PatternPtr pattern = compile(call, error);
  if (pattern == nullptr) refuse(call, std::move(error));
  return pattern;
}

void visit_matches(const Call& call, const Pattern& pattern, int groups,
                   const std::function<bool(Groups)>& visit) {
  // As a rule a step costs a fraction of a nanosecond.
  constexpr std::size_t kStepsPerByte = 16;
  count_work(call, pattern.cost(call.text(1).size()) / kStepsPerByte);
  if (pattern.for_each_match(call.text(1), groups, visit)) return;
  call.fail(fmt::format(
      "regexp: matching this expression against {} bytes would take too long; the limit is {} "
      "bytes times states",
      call.text(1).size(), kMaxSearch));
}

bool has_match(const Call& call, const Pattern& pattern) {
  bool found = false;
  visit_matches(call, pattern, 1, [&](Groups) {
    found = true;
    return false;
  });
  return found;
}

// A pattern that is none matches nothing.
Value regex_match(Call& call) {
  std::string error;
  const PatternPtr pattern = compile(call, error);
  return Value::boolean(pattern != nullptr && has_match(call, *pattern));
}

Value must_regex_match(Call& call) { return Value::boolean(has_match(call, *pattern_of(call))); }

Value regex_find(Call& call) {
  std::string found;
  visit_matches(call, *pattern_of(call), 1, [&](Groups groups) {
    found = groups[0];
    return false;
  });
  return Value::string(std::move(found));
}

// Announces what is made while it grows, by ever larger steps, so that a limit is met early and the
// announcements cost no more than what is made.
class Growth {
 public:
  explicit Growth(const Call& call) : call_(call) {}
  void add(std::size_t bytes) {
    made_ += bytes;
    if (made_ <= announced_) return;
    call_.reserve(made_);
    announced_ = made_ + made_ / 2 + kFirstStep;
  }

 private:
  static constexpr std::size_t kFirstStep = 4096;
  const Call& call_;
  std::size_t made_ = 0;
  std::size_t announced_ = 0;
};

class Texts {
 public:
  explicit Texts(const Call& call) : call_(call), growth_(call) {}
  void add(std::string_view text) {
    growth_.add(text.size() + kNodeBytes);
    texts_.emplace_back(text);
  }
  std::size_t size() const { return texts_.size(); }
  Value list() { return text_list(call_, std::move(texts_)); }

 private:
  const Call& call_;
  Growth growth_;
  std::vector<std::string> texts_;
};

Value nil_texts() { return Value::nil_list(value::Element::kString); }

Value regex_find_all(Call& call) {
  const PatternPtr pattern = pattern_of(call);
  const std::int64_t limit = call.integer(2);
  if (limit == 0) return nil_texts();
  Texts found(call);
  visit_matches(call, *pattern, 1, [&](Groups groups) {
    found.add(groups[0]);
    return limit < 0 || found.size() < static_cast<std::uint64_t>(limit);
  });
  return found.size() == 0 ? nil_texts() : found.list();
}

// regexp.go: Split. An empty match at the very start splits nothing off.
Value regex_split(Call& call) {
  const PatternPtr pattern = pattern_of(call);
  const std::string_view text = call.text(1);
  const std::int64_t limit = call.integer(2);
  if (limit == 0) return nil_texts();
  Texts parts(call);
  if (!call.text(0).empty() && text.empty()) {
    parts.add("");
    return parts.list();
  }
  std::size_t begin = 0;
  std::size_t end = 0;
  visit_matches(call, *pattern, 1, [&](Groups groups) {
    if (limit > 0 && parts.size() + 1 == static_cast<std::uint64_t>(limit)) return false;
    end = static_cast<std::size_t>(groups[0].data() - text.data());
    const std::size_t after = end + groups[0].size();
    if (after != 0) parts.add(text.substr(begin, end - begin));
    begin = after;
    return true;
  });
  if (end != text.size()) parts.add(text.substr(begin));
  return parts.list();
}

// A replacement taken apart: text, then the group to be put behind it, or none.
struct Piece {
  std::string text;
  int group = -1;
};

// The length of the name at the start of `text`: letters, digits and `_`.
std::size_t name_length(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size()) {
    const base::Rune rune = base::decode_rune(text.substr(length));
    if (rune.code != '_' && !base::is_letter(rune.code) && !base::is_digit(rune.code)) break;
    length += static_cast<std::size_t>(rune.length);
  }
  return length;
}

// The group that a name in a replacement means; -1 when the pattern has none such. A number has no
// leading zero.
int group_of(std::string_view name, const Pattern& pattern) {
  const bool number = std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; });
  if (!number || (name.size() > 1 && name[0] == '0')) return pattern.group(name);
  if (name.size() > 8) return -1;
  int group = 0;
  for (const char digit : name) group = group * 10 + (digit - '0');
  return group <= pattern.group_count() ? group : -1;
}

// regexp.go: expand and extract. `$` that begins no name stands for itself.
std::vector<Piece> read_replacement(std::string_view text, const Pattern& pattern) {
  std::vector<Piece> pieces(1);
  while (!text.empty()) {
    const std::size_t dollar = text.find('$');
    pieces.back().text += text.substr(0, dollar);
    if (dollar == std::string_view::npos) break;
    text.remove_prefix(dollar + 1);
    const bool braced = text.starts_with('{');
    const std::size_t length = name_length(text.substr(braced ? 1 : 0));
    const std::string_view name = text.substr(braced ? 1 : 0, length);
    if (text.starts_with('$')) {
      pieces.back().text += '$';
      text.remove_prefix(1);
    } else if (name.empty() || (braced && !text.substr(length + 1).starts_with('}'))) {
      pieces.back().text += '$';
    } else {
      text.remove_prefix(length + (braced ? 2 : 0));
      pieces.back().group = group_of(name, pattern);
      pieces.emplace_back();
    }
  }
  return pieces;
}

Value replaced(const Call& call, const Pattern& pattern, const std::vector<Piece>& pieces) {
  const std::string_view text = call.text(1);
  const int highest = std::ranges::max(pieces, {}, &Piece::group).group;
  Growth growth(call);
  std::string out;
  const auto add = [&](std::string_view more) {
    growth.add(more.size());
    out += more;
  };
  std::size_t at = 0;
  visit_matches(call, pattern, std::max(highest, 0) + 1, [&](Groups groups) {
    const auto begin = static_cast<std::size_t>(groups[0].data() - text.data());
    add(text.substr(at, begin - at));
    for (const Piece& piece : pieces) {
      add(piece.text);
      if (piece.group >= 0) add(groups[static_cast<std::size_t>(piece.group)]);
    }
    at = begin + groups[0].size();
    return true;
  });
  add(text.substr(at));
  return Value::string(std::move(out));
}

Value regex_replace_all(Call& call) {
  const PatternPtr pattern = pattern_of(call);
  return replaced(call, *pattern, read_replacement(call.text(2), *pattern));
}

Value regex_replace_all_literal(Call& call) {
  return replaced(call, *pattern_of(call), {{.text = call.text(2), .group = -1}});
}

Value regex_quote_meta(Call& call) {
  call.reserve(2 * call.text(0).size());
  return Value::string(quote_pattern(call.text(0)));
}

constexpr std::array kFunctions = std::to_array<tmpl::Function>({
    {"regexMatch",
     "(string, string) bool",
     regex_match,
     "whether a text has a match of a pattern; a pattern that is none matches nothing",
     {R"({{ regexMatch "^v[0-9]+$" "v12" }})", "true"}},
    {"mustRegexMatch",
     "(string, string) (bool, error)",
     must_regex_match,
     "whether a text has a match of a pattern",
     {R"({{ mustRegexMatch "^v[0-9]+$" "12" }})", "false"}},
    {"regexFind",
     "(string, string) string",
     regex_find,
     "the first match of a pattern in a text, or nothing",
     {R"({{ regexFind "[0-9]+" "port 8080, port 9090" }})", "8080"}},
    {"mustRegexFind",
     "(string, string) (string, error)",
     regex_find,
     "the same as `regexFind`",
     {R"({{ mustRegexFind "[a-z]+" "443/tcp" }})", "tcp"}},
    {"regexFindAll",
     "(string, string, int) []string",
     regex_find_all,
     "the first matches of a pattern in a text, at most so many; all for -1",
     {R"({{ regexFindAll "[0-9]+" "80, 443, 8080" 2 }})", "[80 443]"}},
    {"mustRegexFindAll",
     "(string, string, int) ([]string, error)",
     regex_find_all,
     "the same as `regexFindAll`",
     {R"({{ mustRegexFindAll "[0-9]+" "80, 443, 8080" -1 }})", "[80 443 8080]"}},
    {"regexReplaceAll",
     "(string, string, string) string",
     regex_replace_all,
     "replace every match in a text; `$1` and `${name}` stand for groups",
     {R"~({{ regexReplaceAll "(\\w+)@(\\w+)" "joe@web" "${2}: $1" }})~", "web: joe"}},
    {"mustRegexReplaceAll",
     "(string, string, string) (string, error)",
     regex_replace_all,
     "the same as `regexReplaceAll`",
     {R"({{ mustRegexReplaceAll "[^a-z]+" "a, b" "-" }})", "a-b"}},
    {"regexReplaceAllLiteral",
     "(string, string, string) string",
     regex_replace_all_literal,
     "replace every match in a text by another text as it is",
     {R"({{ regexReplaceAllLiteral "[0-9]+" "to pay: 5" "$1" }})", "to pay: $1"}},
    {"mustRegexReplaceAllLiteral",
     "(string, string, string) (string, error)",
     regex_replace_all_literal,
     "the same as `regexReplaceAllLiteral`",
     {R"({{ mustRegexReplaceAllLiteral "x+" "axxb" "$0" }})", "a$0b"}},
    {"regexSplit",
     "(string, string, int) []string",
     regex_split,
     "split a text where a pattern matches, into at most so many parts; all for -1",
     {R"({{ regexSplit "[,;] *" "a, b;c" -1 }})", "[a b c]"}},
    {"mustRegexSplit",
     "(string, string, int) ([]string, error)",
     regex_split,
     "the same as `regexSplit`",
     {R"({{ mustRegexSplit "/" "a/b/c" 2 }})", "[a b/c]"}},
    {"regexQuoteMeta",
     "(string) string",
     regex_quote_meta,
     "the pattern that matches a text literally",
     {R"({{ regexQuoteMeta "1.2*" }})", R"(1\.2\*)"}},
});

}  // namespace

std::span<const tmpl::Function> regular_expressions() { return kFunctions; }

}  // namespace copctl::funcs
