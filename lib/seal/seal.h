#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

// Values encrypted for the controller of a cluster, as kubeseal does (bitnami-labs/sealed-secrets:
// pkg/crypto/crypto.go, HybridEncrypt): the length of C1 in two bytes, big-endian; C1, a session
// key under RSA-OAEP with SHA-256 and the scope's label; C2, the value under AES-256-GCM with that
// key, a nonce of zeros, and its tag. Bytes in, bytes out. Front door of the room.

struct evp_pkey_st;

namespace copctl::seal {

// Where a sealed value may be opened: as the Secret that it was sealed for, under any name in its
// namespace, or anywhere in the cluster.
enum class Scope : std::uint8_t { kStrict, kNamespaceWide, kClusterWide };
inline constexpr std::array<std::string_view, 3> kScopeWords = {"strict", "namespace-wide",
                                                                "cluster-wide"};
// Empty for another word.
std::optional<Scope> scope_of(std::string_view word);

// The Secret that will hold the value. What the scope does not ask for may be empty.
struct Target {
  Scope scope = Scope::kStrict;
  std::string_view name_space;
  std::string_view name;
};

// What the target lacks: `the scope strict takes a namespace`. Empty when nothing.
std::string fault_of(const Target& target);

// The RSA key of a certificate.
class PublicKey {
 public:
  // Of the first certificate in a PEM text, whatever its dates: what is sealed must not depend on
  // the day. Empty with `error` set to what is wrong: `it holds no PEM certificate`.
  static std::optional<PublicKey> read(std::string_view pem, std::string& error);

  evp_pkey_st& key() const { return *key_; }
  // The key's own bytes (PKCS #1), by which keys are told apart.
  const std::string& encoded() const { return encoded_; }

 private:
  struct Release {
    void operator()(evp_pkey_st* owned) const;
  };
  using Owner = std::unique_ptr<evp_pkey_st, Release>;

  PublicKey(Owner key, std::string encoded) : key_(std::move(key)), encoded_(std::move(encoded)) {}

  Owner key_;
  std::string encoded_;
};

inline constexpr std::size_t kDrawBytes = 32;

// What is random in a sealed value: kDrawBytes each. No two values may ever share a session key.
struct Draw {
  std::string session_key;
  std::string padding;
};

// A draw that is the same for the same arguments and another one for any others: HMAC-SHA-256 of
// them under the seed, which is a secret, expanded as in RFC 5869.
Draw derived(std::string_view seed, const PublicKey& key, const Target& target,
             std::string_view value);

// The sealed value. `target` must be without fault. Empty when RSA does not work with the key: its
// modulus is no product of primes.
std::optional<std::string> sealed(const PublicKey& key, const Target& target,
                                  std::string_view value, const Draw& draw);

}  // namespace copctl::seal
