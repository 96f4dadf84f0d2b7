#include "profile/set_syntax.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace copctl::profile {

namespace {

using value::Value;

class SetParser {
 public:
  SetParser(std::string_view text, SetKind kind) : text_(text), kind_(kind) {}

  SetItems run() {
    const bool whole = kind_ == SetKind::kJson && base::trim(text_).starts_with('{');
    if (whole) {
      result_.items.emplace_back().value_range = range(0, text_.size());
      return std::move(result_);
    }
    while (at_ < text_.size() && !result_.problem) item();
    return std::move(result_);
  }

 private:
  static Range range(std::size_t begin, std::size_t end) {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  void fail(std::size_t begin, std::size_t end, std::string message) {
    if (!result_.problem) result_.problem = SetProblem{range(begin, end), std::move(message)};
  }

  bool ended() const { return at_ >= text_.size(); }

  // Up to one of `stops`, which is not consumed; `\x` is x.
  std::string until(std::string_view stops) {
    std::string out;
    for (; !ended() && stops.find(text_[at_]) == std::string_view::npos; ++at_) {
      if (text_[at_] == '\\' && ++at_ >= text_.size()) break;
      out += text_[at_];
    }
    at_ = std::min(at_, text_.size());
    return out;
  }

  void item() {
    const std::size_t begin = at_;
    SetItem item;
    if (!path(item.path)) return;
    if (ended() || text_[at_] != '=') {
      return fail(begin, at_,
                  "a key without a value; write `KEY=VALUE`, and `\\,` for a comma "
                  "within a value");
    }
    item.key = range(begin, at_);
    ++at_;
    const std::size_t value_begin = at_;
    item.value_range = range(value_begin, text_.size());
    result_.items.push_back(std::move(item));
    read_value(result_.items.back());
    if (result_.problem) return;
    result_.items.back().value_range = range(value_begin, value_end_);
    if (!ended()) ++at_;
  }

  bool path(value::Path& path) {
    while (true) {
      const std::size_t begin = at_;
      std::string key = until("=[,.");
      if (key.empty()) {
        return fail(begin, std::min(begin + 1, text_.size()), "a key is missing here"), false;
      }
      if (path.size() >= kMaxKeyDepth) {
        fail(begin, at_, fmt::format("more than {} levels of keys", kMaxKeyDepth));
        return false;
      }
      path.emplace_back(std::move(key));
      while (!ended() && text_[at_] == '[') {
        if (!index(path)) return false;
      }
      if (ended() || text_[at_] != '.') return true;
      ++at_;
    }
  }

  bool index(value::Path& path) {
    const std::size_t begin = ++at_;
    const std::size_t close = text_.find(']', at_);
    if (close == std::string_view::npos) return fail(begin - 1, begin, "`[` without `]`"), false;
    const std::string_view digits = text_.substr(begin, close - begin);
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool whole = !digits.empty() && end == digits.data() + digits.size();
    if (!whole || error == std::errc::invalid_argument) {
      return fail(begin, close, "an index must be a number from 0 on"), false;
    }
    if (error != std::errc() || number > kMaxIndex || path.size() >= kMaxKeyDepth) {
      fail(begin, close,
           number > kMaxIndex || error != std::errc()
               ? fmt::format("an index must be at most {}", kMaxIndex)
               : fmt::format("more than {} levels of keys", kMaxKeyDepth));
      return false;
    }
    path.emplace_back(number);
    at_ = close + 1;
    const bool next =
        !ended() && std::string_view("=[.,").find(text_[at_]) == std::string_view::npos;
    if (next) fail(at_, at_ + 1, "text after `]`; write `.KEY`, `[INDEX]` or `=VALUE`");
    return !next;
  }

  void read_value(SetItem& item) {
    if (kind_ == SetKind::kJson) return json();
    if (!ended() && text_[at_] == '{') return list(item);
    const std::size_t begin = at_;
    const std::string text = until(",");
    value_end_ = at_;
    const bool empty_list = kind_ == SetKind::kTyped && text_.substr(begin, at_ - begin) == "[]";
    item.value = empty_list ? Value::list() : scalar(text);
  }

  Value scalar(const std::string& text) const {
    return kind_ == SetKind::kTyped ? typed_value(text) : Value::string(text);
  }

  void list(SetItem& item) {
    const std::size_t open = at_++;
    value::Items items;
    while (true) {
      const std::size_t begin = at_;
      const std::string text = until(",}");
      if (ended()) return fail(open, open + 1, "a list without its closing `}`");
      const bool last = text_[at_] == '}';
      const bool nothing = last && items.empty() && at_ == begin;
      if (!nothing) items.push_back(scalar(text));
      ++at_;
      if (last) break;
    }
    value_end_ = at_;
    if (!ended() && text_[at_] != ',') fail(at_, at_ + 1, "text after the `}` of a list");
    item.value = Value::list(std::move(items));
  }

  // Up to a comma outside of strings and brackets; what is in between the JSON reader judges.
  void json() {
    int depth = 0;
    bool quoted = false;
    for (; !ended(); ++at_) {
      const char c = text_[at_];
      if (quoted) {
        if (c == '\\') ++at_;
        quoted = c != '"';
      } else if (c == '"') {
        quoted = true;
      } else if (c == '[' || c == '{') {
        ++depth;
      } else if (c == ']' || c == '}') {
        --depth;
      } else if (c == ',' && depth == 0) {
        break;
      }
    }
    at_ = std::min(at_, text_.size());
    value_end_ = at_;
  }

  std::string_view text_;
  SetKind kind_;
  std::size_t at_ = 0;
  std::size_t value_end_ = 0;
  SetItems result_;
};

bool same_word(std::string_view text, std::string_view word) {
  return base::to_lower_ascii(text) == word;
}

}  // namespace

SetItems parse_set(std::string_view text, SetKind kind) { return SetParser(text, kind).run(); }

Value typed_value(std::string_view text) {
  if (same_word(text, "true")) return Value::boolean(true);
  if (same_word(text, "false")) return Value::boolean(false);
  if (same_word(text, "null")) return Value::nil();
  if (text == "0") return Value::integer(0);
  // strconv.ParseInt takes a leading plus, std::from_chars does not.
  const std::string_view digits = text.starts_with('+') ? text.substr(1) : text;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool whole = error == std::errc() && end == digits.data() + digits.size();
  const bool plain = !digits.empty() && text[0] != '0' && (digits == text || digits[0] != '-');
  return whole && plain ? Value::integer(number) : Value::string(text);
}

}  // namespace copctl::profile
