#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "value/value.h"

// RFC 4648 section 4, with padding.

namespace copctl::codec {

std::string encode_base64(std::string_view bytes);
// Line breaks are passed over, as Go's base64.StdEncoding does; anything else odd is empty.
std::optional<std::string> decode_base64(std::string_view text);

// The bytes that a []uint8 holds.
std::string bytes_of(const value::List& list);

}  // namespace copctl::codec
