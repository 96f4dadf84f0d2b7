#pragma once

#include <string>

#include "codec/codec.h"
#include "value/value.h"

// Bytes as text; encode_base64 and decode_base64 are in the front door.

namespace copctl::codec {

// The bytes that a []uint8 holds.
std::string bytes_of(const value::List& list);

}  // namespace copctl::codec
