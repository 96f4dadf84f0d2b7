#include "codec/json_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>

#include "base/text.h"
#include "codec/json_words.h"
#include "codec/number.h"
#include "codec/tree_builder.h"

// Our own reader and not a library's: positions of every key and value, encoding/json's error words
// and its reading of numbers are what callers need, and no library has them.

namespace copctl::codec {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Reader {
 public:
  Reader(std::string_view text, const JsonReading& reading, Faults& faults)
      : text_(text),
        reading_(reading),
        faults_(faults),
        builder_(reading.spans, reading.unique_keys, faults) {}

  Document read() {
    run();
    Document document;
    document.value = builder_.take_root();
    document.spans = builder_.take_spans();
    document.span = span(0, text_.size());
    return document;
  }

 private:
  void run();
  bool read_value();
  bool read_open(char bracket);
  bool read_close();
  bool read_key();
  bool read_string(std::string& out);
  bool read_escape(std::string& out);
  bool read_hex(std::uint32_t& unit);
  bool read_number();
  bool read_digits(std::string_view where);
  bool read_literal(std::string_view word, value::Value meaning);
  bool after_value(bool& done);
  value::Value number(std::string_view literal, std::size_t begin);

  bool fail(std::string_view where);
  bool fail_at(std::size_t begin, std::size_t end, diag::Kind kind, std::string message,
               std::string go);
  bool count_node(std::size_t begin);
  void skip_blanks() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != text_.npos) {
      ++at_;
    }
  }
  bool at_end() const { return at_ >= text_.size(); }
  diag::Span span(std::size_t begin, std::size_t end) const {
    return {reading_.source, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  std::string_view text_;
  const JsonReading& reading_;
  Faults& faults_;
  TreeBuilder builder_;
  std::size_t at_ = 0;
  std::size_t nodes_ = 0;
  // The closing bracket that each open container waits for, and where it opened.
  struct Open {
    char close;
    std::size_t begin;
  };
  std::vector<Open> open_;
};

bool Reader::fail_at(std::size_t begin, std::size_t end, diag::Kind kind, std::string message,
                     std::string go) {
  Fault& fault = faults_.emplace_back();
  fault.diagnostic.kind = kind;
  fault.diagnostic.span = span(begin, end);
  fault.diagnostic.message = std::move(message);
  fault.go = std::move(go);
  fault.stage = Stage::kSyntax;
  return false;
}

bool Reader::fail(std::string_view where) {
  if (at_end()) {
    fail_at(at_, at_, diag::Kind::kInvalidJson, "unexpected end of JSON input", end_words(where));
    if (!open_.empty()) {
      const std::size_t begin = open_.back().begin;
      faults_.back().diagnostic.notes.push_back({span(begin, begin + 1), "opened here"});
    }
    return false;
  }
  const std::string go = character_words(text_[at_], where);
  const std::string_view whole = text_.substr(at_, base::decode_rune(text_.substr(at_)).length);
  // Go takes a byte for a character.
  const std::string message =
      whole.size() > 1 ? fmt::format("invalid character '{}' {}", base::printable(whole), where)
                       : go + std::string(character_hint(text_[at_], where));
  return fail_at(at_, at_ + whole.size(), diag::Kind::kInvalidJson, message, go);
}

bool Reader::count_node(std::size_t begin) {
  if (++nodes_ <= reading_.max_nodes) {
    return true;
  }
  return fail_at(begin, begin + 1, diag::Kind::kTooLarge,
                 fmt::format("more than {} values", reading_.max_nodes), "json: too many values");
}

// One turn reads one value or opens one container, then whatever closes after it.
void Reader::run() {
  // A container that is open waits in `open_`, not on the stack of calls; only its first value is
  // read from within.
  bool done = false;
  while (!done) {
    skip_blanks();
    if (!read_value()) {
      return;
    }
    if (!after_value(done)) {
      return;
    }
  }
  skip_blanks();
  if (!at_end()) {
    fail("after top-level value");
  }
}

bool Reader::read_value() {
  if (at_end()) {
    return fail("looking for beginning of value");
  }
  if (!count_node(at_)) {
    return false;
  }
  const char c = text_[at_];
  if (c == '{' || c == '[') {
    return read_open(c);
  }
  if (c == '-' || is_digit(c)) {
    return read_number();
  }
  const std::size_t begin = at_;
  switch (c) {
    case '"': {
      std::string out;
      if (!read_string(out)) {
        return false;
      }
      builder_.scalar(value::Value::string(std::move(out)), span(begin, at_));
      return true;
    }
    case 't':
      return read_literal("true", value::Value::boolean(true));
    case 'f':
      return read_literal("false", value::Value::boolean(false));
    case 'n':
      return read_literal("null", value::Value::nil());
    default:
      return fail("looking for beginning of value");
  }
}

// Opens a container; an empty one is closed at once, otherwise its first key is read. Leaves the
// reader where a value begins, or behind the empty container.
bool Reader::read_open(char bracket) {
  if (open_.size() >= kMaxDepth) {
    return fail_at(at_, at_ + 1, diag::Kind::kTooDeep,
                   fmt::format("nested deeper than {} levels", kMaxDepth), "exceeded max depth");
  }
  open_.push_back({bracket == '{' ? '}' : ']', at_});
  builder_.open(bracket == '{' ? value::Value::map() : value::Value::list());
  ++at_;
  skip_blanks();
  if (!at_end() && text_[at_] == open_.back().close) {
    return read_close();
  }
  if (bracket == '{' && !read_key()) {
    return false;
  }
  skip_blanks();
  return read_value();
}

bool Reader::read_close() {
  ++at_;
  builder_.close(span(open_.back().begin, at_));
  open_.pop_back();
  return true;
}

bool Reader::read_key() {
  skip_blanks();
  if (at_end() || text_[at_] != '"') {
    return fail("looking for beginning of object key string");
  }
  const std::size_t begin = at_;
  std::string key;
  if (!read_string(key)) {
    return false;
  }
  builder_.key(std::move(key), span(begin, at_));
  skip_blanks();
  if (at_end() || text_[at_] != ':') {
    return fail("after object key");
  }
  ++at_;
  return true;
}

// Closes what ends here and moves to the next value; `done` when the outermost value has ended.
bool Reader::after_value(bool& done) {
  while (!open_.empty()) {
    skip_blanks();
    const bool in_object = open_.back().close == '}';
    if (!at_end() && text_[at_] == ',') {
      ++at_;
      return !in_object || read_key();
    }
    if (at_end() || text_[at_] != open_.back().close) {
      return fail(in_object ? "after object key:value pair" : "after array element");
    }
    read_close();
  }
  done = true;
  return true;
}

bool Reader::read_literal(std::string_view word, value::Value meaning) {
  const std::size_t begin = at_;
  for (const char c : word) {
    if (at_end() || text_[at_] != c) {
      return fail(fmt::format("in literal {} (expecting '{}')", word, c));
    }
    ++at_;
  }
  builder_.scalar(std::move(meaning), span(begin, at_));
  return true;
}

bool Reader::read_digits(std::string_view where) {
  if (at_end() || !is_digit(text_[at_])) {
    return fail(where);
  }
  while (!at_end() && is_digit(text_[at_])) {
    ++at_;
  }
  return true;
}

bool Reader::read_number() {
  const std::size_t begin = at_;
  if (text_[at_] == '-') {
    ++at_;
  }
  if (!at_end() && text_[at_] == '0') {
    ++at_;
  } else if (!read_digits("in numeric literal")) {
    return false;
  }
  if (!at_end() && text_[at_] == '.') {
    ++at_;
    if (!read_digits("after decimal point in numeric literal")) {
      return false;
    }
  }
  if (!at_end() && (text_[at_] == 'e' || text_[at_] == 'E')) {
    ++at_;
    if (!at_end() && (text_[at_] == '+' || text_[at_] == '-')) {
      ++at_;
    }
    if (!read_digits("in exponent of numeric literal")) {
      return false;
    }
  }
  builder_.scalar(number(text_.substr(begin, at_ - begin), begin), span(begin, at_));
  return true;
}

value::Value Reader::number(std::string_view literal, std::size_t begin) {
  const bool whole = literal.find_first_of(".eE") == std::string_view::npos;
  // `1.0` and `1` differ: the spelling decides, as for Go's json.Number.
  if (whole && reading_.numbers != Numbers::kFloat64) {
    const auto integer = parse_integer(literal, 10);
    if (integer && integer->type == value::IntType::kInt64) {
      return value::Value::integer(integer->number, reading_.numbers == Numbers::kInt
                                                        ? value::IntType::kInt
                                                        : value::IntType::kInt64);
    }
  }
  const auto real = parse_float(literal);
  if (!real) {
    fail_at(begin, begin + literal.size(), diag::Kind::kInvalidJson,
            fmt::format("the number `{}` is out of range", shown(literal)),
            fmt::format("json: cannot unmarshal number {} into Go value of type float64", literal));
    faults_.back().stage = Stage::kDecode;
    return value::Value::nil();
  }
  return value::Value::real(*real);
}

bool Reader::read_string(std::string& out) {
  ++at_;
  while (true) {
    const std::size_t begin = at_;
    // Runs of plain ASCII are taken at once; the rest is looked at one by one.
    while (!at_end() && static_cast<unsigned char>(text_[at_]) >= 0x20 && text_[at_] != '"' &&
           text_[at_] != '\\' && static_cast<signed char>(text_[at_]) >= 0) {
      ++at_;
    }
    out.append(text_, begin, at_ - begin);
    if (at_end() || static_cast<unsigned char>(text_[at_]) < 0x20) {
      return fail("in string literal");
    }
    if (text_[at_] == '"') {
      ++at_;
      return true;
    }
    if (text_[at_] == '\\') {
      if (!read_escape(out)) {
        return false;
      }
      continue;
    }
    const base::Rune rune = base::decode_rune(text_.substr(at_));
    base::append_rune(out, rune.code);
    at_ += rune.length;
  }
}

bool Reader::read_escape(std::string& out) {
  constexpr std::string_view kLetters = "\"\\/bfnrt";
  constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  ++at_;
  if (!at_end() && text_[at_] == 'u') {
    ++at_;
    std::uint32_t unit = 0;
    if (!read_hex(unit)) {
      return false;
    }
    if (unit >= 0xD800 && unit < 0xDC00 && text_.substr(at_).starts_with("\\u")) {
      const std::size_t back = at_;
      at_ += 2;
      std::uint32_t low = 0;
      if (!read_hex(low)) {
        return false;
      }
      if (low >= 0xDC00 && low < 0xE000) {
        unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
      } else {
        // No pair: the first half is mended alone, the second is read as what it is.
        at_ = back;
      }
    }
    base::append_rune(out, unit);
    return true;
  }
  // The letter and what it means stand at the same place.
  const std::size_t found = at_end() ? text_.npos : kLetters.find(text_[at_]);
  if (found == std::string_view::npos) {
    return fail("in string escape code");
  }
  out += kMeanings[found];
  ++at_;
  return true;
}

bool Reader::read_hex(std::uint32_t& unit) {
  for (int i = 0; i < 4; ++i) {
    const char c = at_end() ? ' ' : text_[at_];
    const std::size_t digit = std::string_view("0123456789abcdef")
                                  .find(c >= 'A' && c <= 'F' ? static_cast<char>(c | 0x20) : c);
    if (digit == std::string_view::npos) {
      return fail("in \\u hexadecimal character escape");
    }
    unit = unit * 16 + static_cast<std::uint32_t>(digit);
    ++at_;
  }
  return true;
}

}  // namespace

Document read_json(std::string_view text, const JsonReading& reading, Faults& faults) {
  return Reader(text, reading, faults).read();
}

}  // namespace copctl::codec
