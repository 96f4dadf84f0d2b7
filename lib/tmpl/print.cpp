// Values under a verb: what Go has in fmt/print.go.

#include "tmpl/print.h"

#include <utility>

#include "base/text.h"
#include "tmpl/tmpl.h"

namespace copctl::tmpl {

namespace {

using value::Kind;
using value::Value;

bool is_signed(value::IntType type) {
  return type == value::IntType::kInt || type == value::IntType::kInt64;
}

std::string bytes_of(const Value& v) {
  std::string bytes;
  for (const Value& item : v.items()) bytes += static_cast<char>(item.as_int().number);
  return bytes;
}

bool is_bytes(const Value& v) {
  return v.is_list() && v.as_list().element == value::Element::kByte;
}

}  // namespace

void Printer::print(std::span<const Value> operands) {
  bool text_before = true;
  for (const Value& operand : operands) {
    const bool text = operand.is_string();
    if (!text && !text_before) write(" ");
    print_value(operand, 'v');
    text_before = text;
  }
}

void Printer::println(std::span<const Value> operands) {
  for (const Value& operand : operands) {
    if (&operand != operands.data()) write(" ");
    print_value(operand, 'v');
  }
  write("\n");
}

void Printer::print_value(const Value& v, char32_t verb) {
  if (verb == 'T') return format_string(value::type_name(v));
  print_at(v, verb, 0);
}

void Printer::print_at(const Value& v, char32_t verb, int depth) {
  if (stopped_ || depth > kMaxDepth) {
    stopped_ = true;
    return;
  }
  switch (v.kind()) {
    case Kind::kNil:
      return print_nil(verb, depth);
    case Kind::kBool:
      return print_bool(v, verb);
    case Kind::kInt:
      return print_int(v, verb);
    case Kind::kFloat:
      return print_float(v, verb);
    case Kind::kComplex:
      return print_complex(v, verb);
    case Kind::kString:
      return print_string(v, v.as_string(), verb);
    case Kind::kList:
      return is_bytes(v) && depth == 0 ? print_bytes(v, verb) : print_list(v, verb, depth);
    case Kind::kMap:
      return print_map(v, verb, depth);
    case Kind::kObject:
      return print_string(v, v.as_object().text(false), verb);
  }
}

void Printer::print_nil(char32_t verb, int depth) {
  if (depth > 0) return write(flags_.sharp_v ? "interface {}(nil)" : "<nil>");
  if (verb == 'v') return pad("<nil>");
  bad_verb({}, verb);
}

void Printer::print_bool(const Value& v, char32_t verb) {
  if (verb != 't' && verb != 'v') return bad_verb(v, verb);
  format_bool(v.as_bool());
}

void Printer::print_int(const Value& v, char32_t verb) {
  const value::Int n = v.as_int();
  const bool negative = is_signed(n.type) && n.number < 0;
  const auto bits = static_cast<std::uint64_t>(n.number);
  const std::uint64_t magnitude = negative ? 0 - bits : bits;
  switch (verb) {
    case 'v':
      if (flags_.sharp_v && !is_signed(n.type)) {
        const bool sharp = std::exchange(flags_.sharp, true);
        format_int(magnitude, negative, 16, verb);
        flags_.sharp = sharp;
        return;
      }
      return format_int(magnitude, negative, 10, verb);
    case 'd':
      return format_int(magnitude, negative, 10, verb);
    case 'b':
      return format_int(magnitude, negative, 2, verb);
    case 'o':
    case 'O':
      return format_int(magnitude, negative, 8, verb);
    case 'x':
    case 'X':
      return format_int(magnitude, negative, 16, verb);
    case 'c':
      return format_character(bits);
    case 'q':
      return format_quoted_character(bits);
    case 'U':
      return format_unicode(bits);
    default:
      return bad_verb(v, verb);
  }
}

void Printer::print_float(const Value& v, char32_t verb) {
  switch (verb) {
    case 'v':
      return format_float(v.as_float(), 'g', -1);
    case 'b':
    case 'g':
    case 'G':
    case 'x':
    case 'X':
      return format_float(v.as_float(), static_cast<char>(verb), -1);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
      return format_float(v.as_float(), static_cast<char>(verb), 6);
    default:
      return bad_verb(v, verb);
  }
}

void Printer::print_complex(const Value& v, char32_t verb) {
  if (verb > 0x7f ||
      std::string_view("vbgGxXfFeE").find(static_cast<char>(verb)) == std::string_view::npos) {
    return bad_verb(v, verb);
  }
  const value::Complex c = v.as_complex();
  write("(");
  print_float(Value::real(c.real), verb);
  // The imaginary part always has a sign.
  const bool plus = std::exchange(flags_.plus, true);
  print_float(Value::real(c.imaginary), verb);
  flags_.plus = plus;
  write("i)");
}

void Printer::print_string(const Value& v, std::string_view text, char32_t verb) {
  switch (verb) {
    case 'v':
      if (flags_.sharp_v && v.is_string()) return format_quoted(text);
      return format_string(text);
    case 's':
      return format_string(text);
    case 'x':
    case 'X':
      return format_hex(text, verb == 'X');
    case 'q':
      return format_quoted(text);
    default:
      return bad_verb(v, verb);
  }
}

void Printer::print_bytes(const Value& v, char32_t verb) {
  if (verb == 'v' || verb == 'd') return print_list(v, verb, 0);
  print_string(v, bytes_of(v), verb);
}

void Printer::print_list(const Value& v, char32_t verb, int depth) {
  const value::List& list = v.as_list();
  const bool text_verb = verb == 's' || verb == 'q' || verb == 'x' || verb == 'X';
  if (depth > 0 && is_bytes(v) && text_verb) return print_string(v, bytes_of(v), verb);
  if (flags_.sharp_v) {
    write(is_bytes(v) && depth == 0 ? "[]byte" : value::type_name(v));
    if (list.nil) return write("(nil)");
  }
  write(flags_.sharp_v ? "{" : "[");
  for (std::size_t i = 0; i < list.items.size() && !stopped_; ++i) {
    if (i > 0) write(flags_.sharp_v ? ", " : " ");
    print_at(list.items[i], verb, depth + 1);
  }
  write(flags_.sharp_v ? "}" : "]");
}

void Printer::print_map(const Value& v, char32_t verb, int depth) {
  const value::Map& map = v.as_map();
  if (flags_.sharp_v) {
    write(value::type_name(v));
    if (map.nil) return write("(nil)");
  }
  write(flags_.sharp_v ? "{" : "map[");
  bool first = true;
  for (const auto& [key, entry] : map.entries) {
    if (stopped_) return;
    if (!first) write(flags_.sharp_v ? ", " : " ");
    first = false;
    print_at(Value::string(key), verb, depth + 1);
    write(":");
    print_at(entry, verb, depth + 1);
  }
  write(flags_.sharp_v ? "}" : "]");
}

// `%!d(string=hi)`.
void Printer::bad_verb(const Value& v, char32_t verb) {
  std::string text = "%!";
  base::append_rune(text, verb);
  text += '(';
  write(text);
  if (v.is_nil()) {
    write("<nil>");
  } else {
    write(value::type_name(v));
    write("=");
    print_at(v, 'v', 0);
  }
  write(")");
}

std::string print_value(const Value& v) {
  if (v.is_string()) return v.as_string();
  std::string out;
  Printer(out, static_cast<std::size_t>(-1)).print_value(v, 'v');
  return out;
}

std::string format(std::string_view format, std::span<const Value> operands, std::size_t max_bytes,
                   bool& too_long) {
  std::string out;
  Printer printer(out, max_bytes);
  printer.printf(format, operands);
  too_long = printer.stopped();
  return out;
}

}  // namespace copctl::tmpl
