#pragma once

#include <span>
#include <string>
#include <string_view>

#include "schema/node.h"
#include "value/value.h"

// Types of JSON Schema against kinds of values, and the words for both in messages.

namespace copctl::schema {

// The bit of a type's name; 0 when there is no such type.
TypeSet type_bit(std::string_view name);
// Every type that a value is of: 3 and 3.0 are an integer and a number.
TypeSet bits_of(const value::Value& v);
// "a string", "an integer or null".
std::string type_phrase(TypeSet types);

// "`nginx`", "3", "true", "a list with 2 items", "a map", "null"; printable and not long.
std::string described_value(const value::Value& v);
// The text in backticks, printable and not long.
std::string quoted(std::string_view text);
// "; did you mean `replicas`?" or nothing.
std::string did_you_mean(std::string_view word, std::span<const std::string> candidates);
// "a, b and c".
std::string listed(std::span<const std::string> words, std::string_view last);

// -1, 0, 1: numbers by value, exactly between integers.
int compare_numbers(const value::Value& a, const value::Value& b);

}  // namespace copctl::schema
