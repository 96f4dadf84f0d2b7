// Sprintf: the way through a format string (fmt/print.go: doPrintf).

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "tmpl/print.h"

namespace copctl::tmpl {

namespace {

using value::Value;

// Larger widths, precisions and indexes are not numbers to Go.
constexpr int kMaxNumber = 1'000'000;

// The number at `i` before `end`. False when there is none; one that is too large swallows the
// rest.
bool scan_number(std::string_view format, std::size_t& i, std::size_t end, int& number) {
  number = 0;
  bool found = false;
  for (; i < end && format[i] >= '0' && format[i] <= '9'; ++i) {
    if (number > kMaxNumber) {
      number = 0;
      i = end;
      return false;
    }
    number = number * 10 + (format[i] - '0');
    found = true;
  }
  return found;
}

// `[n]` at the start of `text`: its length, and the index from 0.
bool scan_index(std::string_view text, std::size_t& length, int& index) {
  const std::size_t close = text.find(']');
  length = 1;
  if (text.size() < 3 || close == std::string_view::npos) return false;
  length = close + 1;
  std::size_t i = 1;
  if (!scan_number(text, i, close, index) || i != close) return false;
  --index;
  return true;
}

}  // namespace

void Printer::printf(std::string_view format, std::span<const Value> operands) {
  Position at{.format = format, .operands = operands};
  while (at.i < format.size() && !stopped_) {
    at.good_index = true;
    const std::size_t percent = std::min(format.find('%', at.i), format.size());
    write(format.substr(at.i, percent - at.i));
    at.i = percent + 1;
    if (percent == format.size()) break;
    flags_ = {};
    at.after_index = false;
    if (simple_verb(at)) continue;
    operand_index(at);
    scan_width(at);
    scan_precision(at);
    if (!at.after_index) operand_index(at);
    if (at.i >= format.size()) {
      write("%!(NOVERB)");
      break;
    }
    verb(at);
  }
  if (!at.reordered && at.operand < operands.size()) extra(at);
}

void Printer::set_v_flags() {
  flags_.sharp_v = std::exchange(flags_.sharp, false);
  flags_.plus_v = std::exchange(flags_.plus, false);
}

// Flags, and a lower-case verb right after them.
bool Printer::simple_verb(Position& at) {
  for (; at.i < at.format.size(); ++at.i) {
    const char c = at.format[at.i];
    if (c == '#') {
      flags_.sharp = true;
    } else if (c == '0') {
      flags_.zero = true;
    } else if (c == '+') {
      flags_.plus = true;
    } else if (c == '-') {
      flags_.minus = true;
    } else if (c == ' ') {
      flags_.space = true;
    } else {
      if (c < 'a' || c > 'z' || at.operand >= at.operands.size()) return false;
      if (c == 'v') set_v_flags();
      print_value(at.operands[at.operand++], static_cast<char32_t>(c));
      ++at.i;
      return true;
    }
  }
  return false;
}

void Printer::operand_index(Position& at) {
  at.after_index = false;
  if (at.i >= at.format.size() || at.format[at.i] != '[') return;
  at.reordered = true;
  std::size_t length = 0;
  int index = 0;
  const bool ok = scan_index(at.format.substr(at.i), length, index);
  at.i += length;
  at.after_index = ok;
  if (ok && index >= 0 && static_cast<std::size_t>(index) < at.operands.size()) {
    at.operand = static_cast<std::size_t>(index);
  } else {
    at.good_index = false;
  }
}

// The operand behind a `*`. False when it is no int of a sane size.
bool Printer::star(Position& at, int& number) {
  number = 0;
  ++at.i;
  at.after_index = false;
  if (at.operand >= at.operands.size()) return false;
  const Value& v = at.operands[at.operand++];
  if (!v.is_int()) return false;
  const std::int64_t n = v.as_int().number;
  if (n > kMaxNumber || n < -kMaxNumber) return false;
  number = static_cast<int>(n);
  return true;
}

void Printer::scan_width(Position& at) {
  if (at.i < at.format.size() && at.format[at.i] == '*') {
    flags_.has_width = star(at, flags_.width);
    if (!flags_.has_width) write("%!(BADWIDTH)");
    if (flags_.width < 0) {
      flags_.width = -flags_.width;
      flags_.minus = true;
      flags_.zero = false;
    }
    return;
  }
  flags_.has_width = scan_number(at.format, at.i, at.format.size(), flags_.width);
  if (at.after_index && flags_.has_width) at.good_index = false;
}

void Printer::scan_precision(Position& at) {
  if (at.i >= at.format.size() || at.format[at.i] != '.') return;
  ++at.i;
  if (at.after_index) at.good_index = false;
  operand_index(at);
  if (at.i < at.format.size() && at.format[at.i] == '*') {
    flags_.has_precision = star(at, flags_.precision);
    if (flags_.precision < 0) {
      flags_.precision = 0;
      flags_.has_precision = false;
    }
    if (!flags_.has_precision) write("%!(BADPREC)");
    return;
  }
  if (!scan_number(at.format, at.i, at.format.size(), flags_.precision)) flags_.precision = 0;
  flags_.has_precision = true;
}

void Printer::verb(Position& at) {
  const base::Rune rune = base::decode_rune(at.format.substr(at.i));
  const std::string_view spelled = at.format.substr(at.i, static_cast<std::size_t>(rune.length));
  at.i += spelled.size();
  if (rune.code == '%') return write("%");
  const auto complain = [&](std::string_view what) {
    write("%!");
    std::string verb;
    base::append_rune(verb, rune.code);
    write(verb);
    write(what);
  };
  if (!at.good_index) return complain("(BADINDEX)");
  if (at.operand >= at.operands.size()) return complain("(MISSING)");
  if (rune.code == 'v') set_v_flags();
  print_value(at.operands[at.operand++], rune.code);
}

// What is left over: `%!(EXTRA int=1, string=x)`.
void Printer::extra(const Position& at) {
  flags_ = {};
  write("%!(EXTRA ");
  for (std::size_t i = at.operand; i < at.operands.size(); ++i) {
    if (i > at.operand) write(", ");
    const Value& v = at.operands[i];
    if (v.is_nil()) {
      write("<nil>");
      continue;
    }
    write(value::type_name(v));
    write("=");
    print_value(v, 'v');
  }
  write(")");
}

}  // namespace copctl::tmpl
