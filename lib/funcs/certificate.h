#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "funcs/libcrypto.h"

// X.509 certificates for servers and clients, as sprig has them made by Go's crypto/x509.

namespace copctl::funcs {

// What a certificate says of its holder.
struct Subject {
  std::string common_name;
  // In network order: 4 or 16 bytes each.
  std::vector<std::string> addresses;
  std::vector<std::string> dns_names;
  bool authority = false;
  // Seconds since 1970.
  std::int64_t not_before = 0;
  std::int64_t not_after = 0;
  // Big-endian; 16 random bytes.
  std::string serial;
};

// Who signs. A subject that signs itself has no certificate yet.
struct Signer {
  X509* certificate = nullptr;
  EVP_PKEY* key = nullptr;
};

// The certificate of `key`, signed, as PEM. Empty with `error` set.
std::optional<std::string> issue_certificate(const Subject& subject, EVP_PKEY& key,
                                             const Signer& signer, std::string& error);

// The certificate in the first PEM block. Null with `error` set to sprig's text, which calls the
// block `what`.
X509Certificate read_certificate(std::string_view text, std::string_view what, std::string& error);

// net.ParseIP, the form of an IPv4 address 4 bytes long. Empty for what is no address.
std::optional<std::string> parse_address(const std::string& text);

}  // namespace copctl::funcs
