#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "codec/codec.h"

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#include <toml++/toml.h>
#pragma GCC diagnostic pop

namespace copctl::codec {
namespace {

// What the reader cannot be asked about:
// - Levels of brackets and dotted keys: it recurses over brackets, and dotted keys make trees of
//   any depth. Counts points outside strings and comments, those of numbers too, but forgets them
//   behind a comma.
// - A table's header without a name, `[=]`: toml++ 3.3 takes it for granted that a name begins
//   behind `[`, `[[` and blanks, once it has looked for `]` and the end. Everywhere else it looks
//   before it reads a key. A header stands where a line begins outside of all brackets and strings.
class Scan {
 public:
  explicit Scan(std::string_view text)
      : text_(text), at_(text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0) {}

  // Go's form of error, or empty.
  std::string problem() {
    while (at_ < text_.size()) {
      if (is_nameless_header()) {
        const auto line = 1 + std::count(text_.begin(), text_.begin() + at_, '\n');
        return fmt::format("toml: line {}: expected the name of a table", line);
      }
      at_line_start_ = text_[at_] == '\n' || (at_line_start_ && is_blank(text_[at_]));
      if (!step(text_[at_])) {
        return "toml: exceeded max depth";
      }
    }
    return {};
  }

 private:
  static constexpr std::string_view kByteOrderMark = "\ufeff";

  static bool is_blank(char c) { return c == ' ' || c == '\t'; }

  static bool begins_key(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '"' || c == '\'';
  }

  bool is_nameless_header() const {
    if (!at_line_start_ || !open_.empty() || text_[at_] != '[') {
      return false;
    }
    std::size_t at = at_ + 1;
    if (text_.substr(at).starts_with('[')) {
      ++at;
    }
    at = text_.find_first_not_of(" \t", at);
    return at != std::string_view::npos && text_[at] != ']' && !begins_key(text_[at]);
  }

  bool step(char c) {
    switch (c) {
      case '"':
      case '\'':
        skip_string(c);
        return true;
      case '#':
        at_ = std::min(text_.find('\n', at_), text_.size());
        return true;
      case '[':
      case '{':
        open_.push_back(base_);
        base_ = points_;
        break;
      case ']':
      case '}':
        points_ = base_;
        if (!open_.empty()) {
          base_ = open_.back();
          open_.pop_back();
        }
        break;
      case '.':
        ++points_;
        break;
      case ',':
        points_ = base_;
        break;
      case '\n':
        points_ = open_.empty() ? 0 : points_;
        break;
      default:
        break;
    }
    ++at_;
    return points_ + open_.size() < kMaxDepth;
  }

  void skip_string(char quote) {
    const std::string three(3, quote);
    const bool multiline = text_.substr(at_).starts_with(three);
    at_ += multiline ? 3 : 1;
    while (at_ < text_.size()) {
      if (quote == '"' && text_[at_] == '\\') {
        at_ += 2;
        continue;
      }
      if (multiline ? text_.substr(at_).starts_with(three)
                    : text_[at_] == quote || text_[at_] == '\n') {
        at_ += multiline ? 3 : 1;
        // The text itself may end with two quotes more.
        for (int more = 0; multiline && more < 2 && text_.substr(at_).starts_with(quote); ++more) {
          ++at_;
        }
        return;
      }
      ++at_;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool at_line_start_ = true;
  std::size_t points_ = 0;
  std::size_t base_ = 0;
  std::vector<std::size_t> open_;
};

std::string date_text(const toml::date& date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::string time_text(const toml::time& time) {
  std::string text = fmt::format("{:02}:{:02}:{:02}", time.hour, time.minute, time.second);
  if (time.nanosecond != 0) {
    text += fmt::format(".{:09}", time.nanosecond);
    text.erase(text.find_last_not_of('0') + 1);
  }
  return text;
}

std::string zone_text(const std::optional<toml::time_offset>& offset) {
  if (!offset || offset->minutes == 0) {
    return "Z";
  }
  const int minutes = offset->minutes < 0 ? -offset->minutes : offset->minutes;
  return fmt::format("{}{:02}:{:02}", offset->minutes < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

// Dates and times as encoding/json shows the time.Time that Go reads them into, in UTC.
value::Value timestamp(const toml::node& node) {
  if (const auto* date = node.as_date()) {
    return value::Value::string(date_text(date->get()) + "T00:00:00Z");
  }
  if (const auto* time = node.as_time()) {
    return value::Value::string("0000-01-01T" + time_text(time->get()) + "Z");
  }
  const toml::date_time& both = node.as_date_time()->get();
  return value::Value::string(date_text(both.date) + "T" + time_text(both.time) +
                              zone_text(both.offset));
}

// Recursion is bounded by Scan.
value::Value from_node(const toml::node& node) {
  if (const auto* table = node.as_table()) {
    value::Entries entries;
    for (const auto& [key, item] : *table) {
      entries.insert_or_assign(std::string(key.str()), from_node(item));
    }
    return value::Value::map(std::move(entries));
  }
  if (const auto* array = node.as_array()) {
    value::Items items;
    items.reserve(array->size());
    for (const auto& item : *array) {
      items.push_back(from_node(item));
    }
    return value::Value::list(std::move(items));
  }
  if (const auto* text = node.as_string()) {
    return value::Value::string(text->get());
  }
  if (const auto* number = node.as_integer()) {
    return value::Value::integer(number->get());
  }
  if (const auto* number = node.as_floating_point()) {
    return value::Value::real(number->get());
  }
  if (const auto* truth = node.as_boolean()) {
    return value::Value::boolean(truth->get());
  }
  return timestamp(node);
}

}  // namespace

GoResult go_toml_unmarshal(std::string_view text) {
  if (text.size() > kMaxTomlBytes) {
    return {.error = "toml: document is too large"};
  }
  if (std::string problem = Scan(text).problem(); !problem.empty()) {
    return {.error = std::move(problem)};
  }
  const toml::parse_result result = toml::parse(text);
  if (!result) {
    return {.error = fmt::format("toml: line {}: {}", result.error().source().begin.line,
                                 result.error().description())};
  }
  return {.value = from_node(result.table())};
}

}  // namespace copctl::codec
