#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "value/value.h"

// Go's package fmt over Values: `%v`, Sprint, Sprintln, Sprintf.

namespace copctl::tmpl {

// fmt's flags of one verb (fmt/format.go).
struct Flags {
  bool sharp = false;
  bool plus = false;
  bool minus = false;
  bool space = false;
  bool zero = false;
  // `%#v` and `%+v`.
  bool sharp_v = false;
  bool plus_v = false;
  bool has_width = false;
  bool has_precision = false;
  int width = 0;
  int precision = 0;
};

// Appends to a text that it borrows, and stops writing once it has made `max_bytes` or meets a
// value nested deeper than kMaxDepth (one that holds itself): `stopped` then says so.
class Printer {
 public:
  static constexpr int kMaxDepth = 1000;

  Printer(std::string& out, std::size_t max_bytes)
      : out_(out), end_(out.size() + max_bytes < max_bytes ? max_bytes : out.size() + max_bytes) {}

  // fmt.Sprint: one space between two neighbours of which neither is a string.
  void print(std::span<const value::Value> operands);
  // fmt.Sprintln: spaces between all, a line break at the end.
  void println(std::span<const value::Value> operands);
  void printf(std::string_view format, std::span<const value::Value> operands);
  // One operand under one verb with the current flags.
  void print_value(const value::Value& v, char32_t verb);

  bool stopped() const { return stopped_; }

 private:
  // Sprintf's way through the format: printf.cpp.
  struct Position {
    std::string_view format;
    std::size_t i = 0;
    std::span<const value::Value> operands;
    std::size_t operand = 0;
    bool after_index = false;
    bool good_index = true;
    bool reordered = false;
  };
  bool simple_verb(Position& at);
  void operand_index(Position& at);
  void scan_width(Position& at);
  void scan_precision(Position& at);
  bool star(Position& at, int& number);
  void verb(Position& at);
  void extra(const Position& at);
  void set_v_flags();

  // Values: print.cpp.
  void print_at(const value::Value& v, char32_t verb, int depth);
  void print_nil(char32_t verb, int depth);
  void print_bool(const value::Value& v, char32_t verb);
  void print_int(const value::Value& v, char32_t verb);
  void print_float(const value::Value& v, char32_t verb);
  void print_complex(const value::Value& v, char32_t verb);
  void print_string(const value::Value& v, std::string_view text, char32_t verb);
  void print_list(const value::Value& v, char32_t verb, int depth);
  void print_bytes(const value::Value& v, char32_t verb);
  void print_map(const value::Value& v, char32_t verb, int depth);
  void bad_verb(const value::Value& v, char32_t verb);

  // Formats: format.cpp.
  void pad(std::string_view text);
  void write_padding(std::size_t count);
  void write(std::string_view text);
  void format_bool(bool b);
  void format_int(std::uint64_t magnitude, bool negative, int base, char32_t verb);
  void format_character(std::uint64_t code);
  void format_quoted_character(std::uint64_t code);
  void format_unicode(std::uint64_t code);
  void format_float(double d, char form, int precision);
  std::string sharp_float(std::string number, char form, int precision) const;
  void format_string(std::string_view text);
  void format_quoted(std::string_view text);
  void format_hex(std::string_view bytes, bool upper);
  std::string_view truncated(std::string_view text) const;

  std::string& out_;
  std::size_t end_;
  bool stopped_ = false;
  Flags flags_;
};

}  // namespace copctl::tmpl
