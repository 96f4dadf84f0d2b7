// Widths, signs and digits: what Go has in fmt/format.go.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/text.h"
#include "base/unicode.h"
#include "tmpl/print.h"
#include "tmpl/quote.h"
#include "tmpl/real_text.h"

namespace copctl::tmpl {

namespace {

constexpr char32_t kMaxRune = 0x10FFFF;

void make_upper(std::string& text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
}

char32_t as_rune(std::uint64_t code) {
  return code > kMaxRune ? base::kReplacement : static_cast<char32_t>(code);
}

}  // namespace

void Printer::write(std::string_view text) {
  if (stopped_ || text.size() > end_ - std::min(end_, out_.size())) {
    stopped_ = true;
    return;
  }
  out_ += text;
}

void Printer::write_padding(std::size_t count) {
  if (stopped_ || count > end_ - std::min(end_, out_.size())) {
    stopped_ = true;
    return;
  }
  out_.append(count, flags_.zero && !flags_.minus ? '0' : ' ');
}

void Printer::pad(std::string_view text) {
  if (!flags_.has_width || flags_.width == 0) return write(text);
  const std::size_t runes = base::rune_count(text);
  const auto width = static_cast<std::size_t>(flags_.width);
  const std::size_t padding = width > runes ? width - runes : 0;
  if (!flags_.minus) write_padding(padding);
  write(text);
  if (flags_.minus) write_padding(padding);
}

void Printer::format_bool(bool b) { pad(b ? "true" : "false"); }

void Printer::format_int(std::uint64_t magnitude, bool negative, int base, char32_t verb) {
  std::array<char, 64> buffer;
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), magnitude, base);
  std::string digits(buffer.data(), result.ptr);
  const bool sign = negative || flags_.plus || flags_.space;
  int least = 0;
  if (flags_.has_precision) {
    least = flags_.precision;
    if (least == 0 && magnitude == 0) digits.clear();
  } else if (flags_.zero && !flags_.minus && flags_.has_width) {
    least = flags_.width - (sign ? 1 : 0);
  }
  const bool nothing = digits.empty();
  const auto wanted = static_cast<std::size_t>(std::max(least, 0));
  if (wanted > digits.size()) digits.insert(0, wanted - digits.size(), '0');
  if (flags_.sharp && !nothing) {
    if (base == 2) digits.insert(0, "0b");
    if (base == 8 && digits[0] != '0') digits.insert(0, "0");
    if (base == 16) digits.insert(0, "0x");
  }
  if (verb == 'O') digits.insert(0, "0o");
  if (verb == 'X') make_upper(digits);
  if (sign && !nothing) digits.insert(0, 1, negative ? '-' : flags_.plus ? '+' : ' ');
  const bool zero = std::exchange(flags_.zero, false);
  pad(digits);
  flags_.zero = zero;
}

void Printer::format_character(std::uint64_t code) {
  std::string text;
  base::append_rune(text, as_rune(code));
  pad(text);
}

void Printer::format_quoted_character(std::uint64_t code) {
  pad(quote_rune(as_rune(code), flags_.plus));
}

void Printer::format_unicode(std::uint64_t code) {
  const int least = flags_.has_precision ? std::max(flags_.precision, 4) : 4;
  std::string text = fmt::format("U+{:0{}X}", code, least);
  if (flags_.sharp && code <= kMaxRune && base::is_print(static_cast<char32_t>(code))) {
    text += " '";
    base::append_rune(text, static_cast<char32_t>(code));
    text += '\'';
  }
  const bool zero = std::exchange(flags_.zero, false);
  pad(text);
  flags_.zero = zero;
}

// `#` keeps the point, and for %g the trailing zeros up to the precision.
std::string Printer::sharp_float(std::string number, char form, int precision) const {
  int digits = 0;
  if (form == 'g' || form == 'G' || form == 'x' || form == 'X') {
    digits = precision < 0 ? 6 : precision;
  }
  const bool hex = form == 'x' || form == 'X';
  const std::size_t mark = std::min(number.find_first_of(hex ? "pP" : "eE", 1), number.size());
  const std::string tail = number.substr(mark);
  number.resize(mark);
  bool significant = false;
  for (const char c : std::string_view(number).substr(1)) {
    if (c == '.') continue;
    significant = significant || c != '0';
    if (significant) --digits;
  }
  if (number.find('.') == std::string::npos) {
    if (number.size() == 2 && number[1] == '0') --digits;
    number += '.';
  }
  number.append(static_cast<std::size_t>(std::max(digits, 0)), '0');
  return number + tail;
}

void Printer::format_float(double d, char form, int precision) {
  if (flags_.has_precision) precision = flags_.precision;
  std::string number = format_real(d, form, precision);
  if (number[0] != '-' && number[0] != '+') number.insert(0, "+");
  if (flags_.space && number[0] == '+' && !flags_.plus) number[0] = ' ';
  if (number[1] == 'I' || number[1] == 'N') {
    // Neither infinity nor NaN is padded with zeros.
    const bool zero = std::exchange(flags_.zero, false);
    const bool bare = number[0] == '+' && !flags_.plus;
    pad(bare && number[1] == 'N' ? std::string_view(number).substr(1) : number);
    flags_.zero = zero;
    return;
  }
  if (flags_.sharp && form != 'b') number = sharp_float(std::move(number), form, precision);
  if (!flags_.plus && number[0] == '+') return pad(std::string_view(number).substr(1));
  const auto width = static_cast<std::size_t>(flags_.width);
  if (flags_.zero && !flags_.minus && flags_.has_width && width > number.size()) {
    // The sign stands before the zeros.
    write(std::string_view(number).substr(0, 1));
    write_padding(width - number.size());
    return write(std::string_view(number).substr(1));
  }
  pad(number);
}

std::string_view Printer::truncated(std::string_view text) const {
  if (!flags_.has_precision) return text;
  std::size_t end = 0;
  for (int left = flags_.precision; left > 0 && end < text.size(); --left) {
    end += static_cast<std::size_t>(base::decode_rune(text.substr(end)).length);
  }
  return text.substr(0, end);
}

void Printer::format_string(std::string_view text) { pad(truncated(text)); }

void Printer::format_quoted(std::string_view text) {
  text = truncated(text);
  if (flags_.sharp && can_backquote(text)) return pad(fmt::format("`{}`", text));
  pad(flags_.plus ? quote_ascii(text) : quote(text));
}

void Printer::format_hex(std::string_view bytes, bool upper) {
  if (flags_.has_precision) bytes = bytes.substr(0, static_cast<std::size_t>(flags_.precision));
  if (bytes.size() * 5 > end_ - std::min(end_, out_.size())) {
    stopped_ = true;
    return;
  }
  const std::string_view digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
  const std::string_view prefix = upper ? "0X" : "0x";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (flags_.space && i > 0) text += ' ';
    if (flags_.sharp && (flags_.space || i == 0)) text += prefix;
    const auto byte = static_cast<unsigned char>(bytes[i]);
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  pad(text);
}

}  // namespace copctl::tmpl
