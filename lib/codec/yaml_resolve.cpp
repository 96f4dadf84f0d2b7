#include "codec/yaml_resolve.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <string>

#include "codec/codec.h"
#include "codec/number.h"

namespace copctl::codec {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

struct Word {
  std::string_view text;
  Resolution meaning;
};

constexpr Resolution boolean(bool truth) { return {.tag = Tag::kBool, .truth = truth}; }
constexpr Resolution real(double number) { return {.tag = Tag::kFloat, .real = number}; }
constexpr Resolution kNull{.tag = Tag::kNull};

// Bytewise ascending, for binary search.
constexpr Word kWords[] = {
    {"", kNull},
    {"+.INF", real(kInfinity)},
    {"+.Inf", real(kInfinity)},
    {"+.inf", real(kInfinity)},
    {"-.INF", real(-kInfinity)},
    {"-.Inf", real(-kInfinity)},
    {"-.inf", real(-kInfinity)},
    {".INF", real(kInfinity)},
    {".Inf", real(kInfinity)},
    {".NAN", real(kNan)},
    {".NaN", real(kNan)},
    {".inf", real(kInfinity)},
    {".nan", real(kNan)},
    {"FALSE", boolean(false)},
    {"False", boolean(false)},
    {"N", boolean(false)},
    {"NO", boolean(false)},
    {"NULL", kNull},
    {"No", boolean(false)},
    {"Null", kNull},
    {"OFF", boolean(false)},
    {"ON", boolean(true)},
    {"Off", boolean(false)},
    {"On", boolean(true)},
    {"TRUE", boolean(true)},
    {"True", boolean(true)},
    {"Y", boolean(true)},
    {"YES", boolean(true)},
    {"Yes", boolean(true)},
    {"false", boolean(false)},
    {"n", boolean(false)},
    {"no", boolean(false)},
    {"null", kNull},
    {"off", boolean(false)},
    {"on", boolean(true)},
    {"true", boolean(true)},
    {"y", boolean(true)},
    {"yes", boolean(true)},
    {"~", kNull},
};
constexpr std::size_t kLongestWord = 5;

const Word* find_word(std::string_view text) {
  if (text.size() > kLongestWord) {
    return nullptr;
  }
  const auto* found = std::ranges::lower_bound(kWords, text, {}, &Word::text);
  return found != std::end(kWords) && found->text == text ? found : nullptr;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// What the first character allows a plain scalar to be.
enum class Hint : std::uint8_t { kString, kWord, kPoint, kNumber };

constexpr std::array<Hint, 256> make_hints() {
  std::array<Hint, 256> hints{};
  for (const char c : std::string_view("yYnNtTfFoO~")) {
    hints[static_cast<unsigned char>(c)] = Hint::kWord;
  }
  for (const char c : std::string_view("+-0123456789")) {
    hints[static_cast<unsigned char>(c)] = Hint::kNumber;
  }
  hints['.'] = Hint::kPoint;
  return hints;
}
constexpr std::array<Hint, 256> kHints = make_hints();

// Walks a text from the front; every `take` moves on only when it succeeds.
class Scan {
 public:
  explicit Scan(std::string_view text) : text_(text) {}

  bool done() const { return text_.empty(); }
  bool take(char c) {
    if (!text_.starts_with(c)) {
      return false;
    }
    text_.remove_prefix(1);
    return true;
  }
  bool take_any(std::string_view set) {
    if (text_.empty() || set.find(text_[0]) == std::string_view::npos) {
      return false;
    }
    text_.remove_prefix(1);
    return true;
  }
  std::size_t take_digits(std::size_t most = std::string_view::npos) {
    std::size_t count = 0;
    while (count < most && count < text_.size() && is_digit(text_[count])) {
      ++count;
    }
    text_.remove_prefix(count);
    return count;
  }
  // A number of at most `most` digits in [low, high]; -1 when there is none.
  int take_number(std::size_t most, int low, int high) {
    const std::string_view before = text_;
    const std::size_t count = take_digits(most);
    int number = 0;
    for (const char c : before.substr(0, count)) {
      number = number * 10 + (c - '0');
    }
    return count != 0 && number >= low && number <= high ? number : -1;
  }

 private:
  std::string_view text_;
};

int days_in(int month, int year) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return kDays[month - 1] + (month == 2 && leap ? 1 : 0);
}

// time.Parse takes a fraction after the seconds, with a point or a comma.
bool take_clock(Scan& scan) {
  if (scan.take_number(2, 0, 23) < 0 || !scan.take(':') || scan.take_number(2, 0, 59) < 0 ||
      !scan.take(':') || scan.take_number(2, 0, 59) < 0) {
    return false;
  }
  return !scan.take_any(".,") || scan.take_digits() != 0;
}

bool take_zone(Scan& scan) {
  return scan.take('Z') || (scan.take_any("+-") && scan.take_digits(2) == 2 && scan.take(':') &&
                            scan.take_digits(2) == 2);
}

// resolve.go: parseTimestamp with its four layouts: a date alone, with `T`, clock and zone, or with
// blanks and a clock without zone.
bool is_timestamp(std::string_view text) {
  Scan scan(text);
  const int year = scan.take_number(4, 0, 9999);
  if (year < 0 || text.find('-') != 4 || !scan.take('-')) {
    return false;
  }
  const int month = scan.take_number(2, 1, 12);
  if (month < 0 || !scan.take('-')) {
    return false;
  }
  const int day = scan.take_number(2, 1, 31);
  if (day < 0 || day > days_in(month, year)) {
    return false;
  }
  if (scan.done()) {
    return true;
  }
  if (scan.take_any("Tt")) {
    return take_clock(scan) && take_zone(scan) && scan.done();
  }
  if (!scan.take(' ')) {
    return false;
  }
  while (scan.take(' ')) {
  }
  return take_clock(scan) && scan.done();
}

// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`
bool looks_like_float(std::string_view text) {
  Scan scan(text);
  scan.take_any("+-");
  const std::size_t whole = scan.take_digits();
  const std::size_t fraction = scan.take('.') ? scan.take_digits() : 0;
  if (whole + fraction == 0) {
    return false;
  }
  if (scan.take_any("eE")) {
    scan.take_any("+-");
    if (scan.take_digits() == 0) {
      return false;
    }
  }
  return scan.done();
}

std::optional<value::Int> binary_integer(std::string_view text) {
  if (text.starts_with("0b")) {
    return parse_integer(text.substr(2), 2);
  }
  if (text.starts_with("-0b")) {
    return parse_integer("-" + std::string(text.substr(3)), 2);
  }
  return std::nullopt;
}

Resolution resolve_number(std::string_view plain, bool timestamps) {
  if (timestamps && is_timestamp(plain)) {
    return {.tag = Tag::kTimestamp};
  }
  std::string bare;
  if (plain.find('_') != std::string_view::npos) {
    bare = plain;
    std::erase(bare, '_');
    plain = bare;
  }
  if (const auto integer = parse_integer(plain)) {
    return {.tag = Tag::kInt, .integer = *integer};
  }
  if (looks_like_float(plain)) {
    if (const auto number = parse_float(plain)) {
      return real(*number);
    }
  }
  if (const auto integer = binary_integer(plain)) {
    return {.tag = Tag::kInt, .integer = *integer};
  }
  return {};
}

}  // namespace

std::string_view tag_name(Tag tag) {
  constexpr std::array<std::string_view, 6> kNames = {"!!str", "!!null",  "!!bool",
                                                      "!!int", "!!float", "!!timestamp"};
  return kNames[static_cast<std::size_t>(tag)];
}

Resolution resolve(std::string_view plain, bool timestamps) {
  if (plain.empty()) {
    return kNull;
  }
  const Hint hint = kHints[static_cast<unsigned char>(plain[0])];
  if (hint == Hint::kString) {
    return {};
  }
  if (const Word* word = find_word(plain)) {
    return word->meaning;
  }
  if (hint == Hint::kNumber) {
    return resolve_number(plain, timestamps);
  }
  if (hint == Hint::kPoint) {
    if (const auto number = parse_float(plain)) {
      return real(*number);
    }
  }
  return {};
}

// `[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?`
bool is_base60(std::string_view text) {
  Scan scan(text);
  scan.take_any("+-");
  if (scan.take_digits(1) == 0) {
    return false;
  }
  while (scan.take_digits() != 0 || scan.take('_')) {
  }
  bool any = false;
  while (scan.take(':')) {
    if (scan.take_number(2, 0, 59) < 0) {
      return false;
    }
    any = true;
  }
  if (any && scan.take('.')) {
    while (scan.take_digits() != 0 || scan.take('_')) {
    }
  }
  return any && scan.done();
}

bool resolves(std::string_view plain) {
  return resolve(plain).tag != Tag::kString || is_base60(plain);
}

}  // namespace copctl::codec
