#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tmpl/lex.h"
#include "value/value.h"

namespace copctl::tmpl {

// A number, character or complex constant and everything that it can stand for: a parameter takes
// the form of its own type (parse/node.go: NumberNode).
struct Number {
  bool is_int = false;
  bool is_uint = false;
  bool is_float = false;
  std::int64_t integer = 0;
  std::uint64_t unsigned_integer = 0;
  double real = 0;
  // What it is where no type is asked for; nil when it does not fit an int.
  value::Value ideal;
};

// Reads the token's spelling. False, with Go's words in `error`, when it is no number.
bool scan_number(TokenType type, std::string_view text, Number& number, std::string& error);

}  // namespace copctl::tmpl
