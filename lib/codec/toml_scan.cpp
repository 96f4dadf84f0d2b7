#include "codec/toml_scan.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "codec/codec.h"

namespace copctl::codec {

namespace {

constexpr std::string_view kByteOrderMark = "\ufeff";

constexpr std::string_view kNotAscii = "expected ASCII outside of strings and comments";

bool is_blank(char c) { return c == ' ' || c == '\t'; }

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool begins_number(char c) { return is_digit(c) || c == '+' || c == '-'; }

bool begins_date(std::string_view text) {
  constexpr std::string_view kShape = "0000-00-00";
  return text.size() >= kShape.size() &&
         std::ranges::equal(kShape, text.substr(0, kShape.size()), [](char shape, char c) {
           return shape == '0' ? is_digit(c) : shape == c;
         });
}

bool begins_key(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '-' || c == '_' ||
         c == '"' || c == '\'';
}

bool ends_value(char c) {
  return (c >= '\t' && c <= '\r') || std::string_view(" ]},#").find(c) != std::string_view::npos;
}

}  // namespace

TomlScan::TomlScan(std::string_view text) : text_(text) {
  at_ = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  while (at_ < text_.size() && error_.empty()) {
    step(text_[at_]);
  }
  if (copy_) {
    copy_->append(text_.substr(copied_));
  }
}

void TomlScan::step(char c) {
  if (c == '#') {
    return skip_comment();
  }
  if (is_nameless_header()) {
    return fail("expected the name of a table");
  }
  if (before_value_ && is_torn_date()) {
    return fail("expected a time behind the date");
  }
  if (before_value_ && begins_number(c) && !is_number_ascii()) {
    return fail(kNotAscii);
  }
  if (c == '}' && is_in('[')) {
    return fail("expected the end of an array");
  }
  if (!is_ascii(c)) {
    return fail(kNotAscii);
  }
  const bool blank = is_blank(c) || c == '\r' || c == '\n';
  in_header_ = c != '\n' && (in_header_ || (c == '[' && at_line_start_ && open_.empty()));
  at_line_start_ = c == '\n' || (at_line_start_ && blank);
  if (c == '"' || c == '\'') {
    before_value_ = false;
    return skip_string(c);
  }
  count(c);
  if (!blank) {
    before_value_ = c == '=' || ((c == '[' || c == ',') && is_in('[') && !in_header_);
  }
  if (points_ + open_.size() >= kMaxDepth) {
    error_ = "toml: exceeded max depth";
  }
  ++at_;
}

void TomlScan::count(char c) {
  switch (c) {
    case '[':
    case '{':
      open_.push_back({c, base_});
      base_ = points_;
      break;
    case ']':
    case '}':
      points_ = base_;
      if (open_.empty()) {
        break;
      }
      base_ = open_.back().base;
      open_.pop_back();
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
}

bool TomlScan::is_nameless_header() const {
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

bool TomlScan::is_torn_date() const {
  const std::string_view value = text_.substr(at_);
  if (begins_date(value) && value.size() > 11 && (value[10] == 'T' || value[10] == 't')) {
    return !is_digit(value[11]);
  }
  std::string ten;
  std::size_t at = at_;
  for (; at < text_.size() && (ten.size() < 10 || text_[at] == '_'); ++at) {
    if (ends_value(text_[at])) {
      return false;
    }
    if (text_[at] != '_') {
      ten += text_[at];
    }
  }
  const std::string_view rest = text_.substr(at);
  const bool dated = ten.size() == 10 && is_digit(ten[0]) && ten[4] == '-' && ten[7] == '-';
  if (!dated || rest.size() < 2 || rest[0] != ' ' || !is_digit(rest[1])) {
    return false;
  }
  return at - at_ > ten.size() || (rest.size() > 2 && ends_value(rest[2]));
}

bool TomlScan::is_number_ascii() const {
  std::size_t at = at_;
  bool more = true;
  while (at < text_.size() && is_ascii(text_[at])) {
    if (!ends_value(text_[at])) {
      ++at;
      continue;
    }
    // A time behind its date.
    const bool time = more && text_[at] == ' ' && at + 1 < text_.size() && is_digit(text_[at + 1]);
    if (!time) {
      return true;
    }
    more = false;
    ++at;
  }
  return at == text_.size();
}

bool TomlScan::is_in(char bracket) const {
  return !open_.empty() && open_.back().bracket == bracket;
}

void TomlScan::skip_comment() { at_ = std::min(text_.find('\n', at_), text_.size()); }

void TomlScan::skip_string(char quote) {
  const std::string three(3, quote);
  const bool multiline = rest_begins(three);
  at_ += multiline ? 3 : 1;
  while (at_ < text_.size() && error_.empty()) {
    const char c = text_[at_];
    if (quote == '"' && c == '\\') {
      skip_escape(multiline);
    } else if (multiline ? rest_begins(three) : c == quote || c == '\n') {
      at_ += multiline ? 3 : 1;
      // The text itself may end with two quotes more.
      for (int more = 0; multiline && more < 2 && rest_begins({&quote, 1}); ++more) {
        ++at_;
      }
      return;
    } else {
      ++at_;
    }
  }
}

void TomlScan::skip_escape(bool multiline) {
  ++at_;
  if (at_ == text_.size()) {
    return;
  }
  const char c = text_[at_];
  if (multiline && !is_ascii(c)) {
    return fail("unknown escape sequence");
  }
  if (!multiline || !(is_blank(c) || c == '\r' || c == '\n')) {
    ++at_;
    return;
  }
  at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
  if (at_ < text_.size() && !is_ascii(text_[at_])) {
    escape_character();
  }
}

// Bytes that are no UTF-8 stay, for toml++ to tell.
void TomlScan::escape_character() {
  const base::Rune rune = base::decode_rune(text_.substr(at_));
  if (!rune.valid) {
    return;
  }
  if (!copy_) {
    copy_.emplace();
  }
  copy_->append(text_.substr(copied_, at_ - copied_));
  *copy_ += fmt::format("\\U{:08X}", static_cast<std::uint32_t>(rune.code));
  at_ += static_cast<std::size_t>(rune.length);
  copied_ = at_;
}

bool TomlScan::rest_begins(std::string_view prefix) const {
  return text_.substr(at_).starts_with(prefix);
}

void TomlScan::fail(std::string_view fact) {
  const std::string_view before = text_.substr(0, at_);
  error_ = fmt::format("toml: line {}: {}", 1 + std::ranges::count(before, '\n'), fact);
}

}  // namespace copctl::codec
