#pragma once

#include <cstdint>
#include <string_view>

#include "value/value.h"

// What a plain YAML 1.1 scalar means, as go-yaml v2 sees it (resolve.go: resolve). The reader
// follows it, the emitters quote by it.

namespace copctl::codec {

enum class Tag : std::uint8_t { kString, kNull, kBool, kInt, kFloat, kTimestamp };

// `!!str`, `!!int` …
std::string_view tag_name(Tag tag);

struct Resolution {
  Tag tag = Tag::kString;
  bool truth = false;
  value::Int integer{};
  double real = 0;
};

// `timestamps` off: a date is a string at once, as under an explicit tag.
Resolution resolve(std::string_view plain, bool timestamps = true);

// YAML 1.1's base 60, `12:30:45`. Read as a string, but written in quotes for other readers.
bool is_base60(std::string_view text);

}  // namespace copctl::codec
