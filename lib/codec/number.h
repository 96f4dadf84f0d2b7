#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "value/value.h"

// Numbers as text, by Go's rules and without locales.

namespace copctl::codec {

// strconv.FormatFloat(number, 'g', -1, 64): `0.5`, `1e+06`, `+Inf`.
void append_float_g(std::string& out, double number);
// strconv.FormatFloat(number, 'g', -1, 32), as sigs.k8s.io/yaml spells keys.
void append_float32_g(std::string& out, float number);
// encoding/json's spelling (encode.go: floatEncoder). `number` is finite.
void append_float_json(std::string& out, double number);
// strconv.FormatFloat(number, 'f', -1, 64). `number` is finite.
void append_float_fixed(std::string& out, double number);
// The decimal digits of any Go integer; the sign of an unsigned one is never shown.
void append_int(std::string& out, value::Int number);

// strconv.ParseFloat of a decimal literal; empty on bad syntax and on overflow. Too small is zero.
std::optional<double> parse_float(std::string_view text);
// strconv.ParseInt(text, 0, 64), else ParseUint: prefixes `0x`, `0b`, `0o` and a leading `0` for
// octal, no underscores. An unsigned result only beyond int64.
std::optional<value::Int> parse_integer(std::string_view text);
// The same with the base given, for digits that may carry a sign.
std::optional<value::Int> parse_integer(std::string_view text, int base);

double to_double(value::Int number);

}  // namespace copctl::codec
