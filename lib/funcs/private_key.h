#pragma once

#include <string>
#include <string_view>

#include "funcs/libcrypto.h"

// Private keys and their PEM texts, in the forms that sprig reads and writes.

namespace copctl::funcs {

// RSA keys of a certificate and of `genPrivateKey`.
inline constexpr unsigned kCertificateKeyBits = 2048;
inline constexpr unsigned kPrivateKeyBits = 4096;

// Drawn by the library's own generator. Null when it fails.
Key make_rsa_key(unsigned bits);
// `rsa` or nothing, `dsa`, `ecdsa` (P-256), `ed25519`. Null with `known` false for another kind.
Key make_key(std::string_view kind, bool& known);

// PKCS#1 for RSA, SEC 1 for ECDSA, OpenSSL's form for DSA, PKCS#8 for every other kind.
std::string print_key(EVP_PKEY& key);

// The key in the first PEM block, in any of those forms. Null with `error` set to sprig's text.
Key read_key(std::string_view text, std::string& error);

}  // namespace copctl::funcs
