#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "folder/secrets.h"
#include "value/value.h"

// The encrypted form of secrets.lock:
//   {
//     "format": 1,
//     "cipher": "AES-256-GCM",
//     "key": "9f86d081884c7d65",
//     "nonce": "…",
//     "text": "…"
//   }
// `key` tells keys apart without telling anything of them: the first 8 bytes of HMAC-SHA-256 under
// the key of a fixed text. `nonce` (12 bytes, fresh for each encryption) and `text` (the plain
// file's bytes encrypted, then the tag of 16 bytes) are base64. Format, name, cipher and key are
// authenticated with the text: "copctl secrets.lock", `format`, `cipher` and `key`, one a line.

namespace copctl::folder {

inline constexpr std::string_view kCipher = "AES-256-GCM";

// What an encrypted file consists of.
struct Sealed {
  std::string key_id;
  std::string nonce;
  std::string text;
};

std::string key_id_of(const SecretsKey& key);

// The encrypted file of `plain`.
std::string seal(const SecretsKey& key, std::string_view plain, const RandomBytes& random);

// Whether a decoded secrets.lock is an encrypted one, of this cipher or another.
bool is_sealed(const value::Value& document);
// Its parts; empty when the cipher is another one or a part is missing, odd or of a wrong length.
std::optional<Sealed> read_sealed(const value::Value& document);
// The plain text; empty when the key is another one or a single bit was changed.
std::optional<std::string> open_sealed(const SecretsKey& key, const Sealed& sealed);

}  // namespace copctl::folder
