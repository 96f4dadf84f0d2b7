#include "codec/natural_order.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/text.h"
#include "base/unicode.h"
#include "codec/text_index.h"

namespace copctl::codec {
namespace {

bool is_digit(char32_t c) { return c < 0x80 ? c >= '0' && c <= '9' : base::is_digit(c); }
bool is_letter(char32_t c) {
  return c < 0x80 ? (c | 0x20) >= 'a' && (c | 0x20) <= 'z' : base::is_letter(c);
}

std::u32string decode(std::string_view text) {
  std::u32string runes;
  while (!text.empty()) {
    const base::Rune rune = base::decode_rune(text);
    runes += rune.code;
    text.remove_prefix(rune.length);
  }
  return runes;
}

struct Run {
  std::size_t end;
  std::int64_t number;
};

// The digits from `at` on as a number, wrapping as Go's int64 does.
template <class Text>
Run digit_run(const Text& text, std::size_t at, std::uint64_t number) {
  for (; at < text.size() && is_digit(text[at]); ++at) {
    number = number * 10 + (static_cast<std::uint64_t>(text[at]) - '0');
  }
  return {at, static_cast<std::int64_t>(number)};
}

// Whether a non-zero digit stands in the digits directly before `at`.
template <class Text>
bool follows_number(const Text& text, std::size_t at) {
  for (; at > 0 && is_digit(text[at - 1]); --at) {
    if (text[at - 1] != '0') {
      return true;
    }
  }
  return false;
}

template <class Text>
bool less(const Text& a, const Text& b, bool letter_after_digits) {
  const std::size_t common = std::min(a.size(), b.size());
  const std::size_t at = std::ranges::mismatch(a, b).in1 - a.begin();
  if (at == common) {
    return a.size() < b.size();
  }
  const bool letter_a = is_letter(a[at]);
  const bool letter_b = is_letter(b[at]);
  if (letter_a && letter_b) {
    return a[at] < b[at];
  }
  if (letter_a || letter_b) {
    return letter_after_digits && at > 0 && is_digit(a[at - 1]) ? letter_a : letter_b;
  }
  // `10` against `100`: the digits before belong to the numbers that differ here. A leading 1
  // stands for them.
  const bool zero = a[at] == '0' || b[at] == '0';
  const std::uint64_t lead = zero && follows_number(a, at) ? 1 : 0;
  const Run run_a = digit_run(a, at, lead);
  const Run run_b = digit_run(b, at, lead);
  if (run_a.number != run_b.number) {
    return run_a.number < run_b.number;
  }
  return run_a.end != run_b.end ? run_a.end < run_b.end : a[at] < b[at];
}

}  // namespace

bool natural_less(std::string_view a, std::string_view b, bool letter_after_digits) {
  if (is_ascii(a) && is_ascii(b)) {
    return less(a, b, letter_after_digits);
  }
  return less(decode(a), decode(b), letter_after_digits);
}

}  // namespace copctl::codec
