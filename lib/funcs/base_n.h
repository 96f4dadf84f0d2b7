#pragma once

#include <optional>
#include <string>
#include <string_view>

// base64 and base32 (RFC 4648, standard alphabets, padded).

namespace copctl::funcs {

std::string encode_base64(std::string_view bytes);
std::string encode_base32(std::string_view bytes);

// As Go's StdEncoding.DecodeString: line breaks are passed over. Empty with `error` set to Go's
// words: `illegal base64 data at input byte 4`.
std::optional<std::string> decode_base64(std::string_view text, std::string& error);
std::optional<std::string> decode_base32(std::string_view text, std::string& error);

}  // namespace copctl::funcs
