#include "funcs/private_key.h"

#include <fmt/format.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <array>

#include "base/check.h"

namespace copctl::funcs {

namespace {

// Parameters first, as sprig: 2048 and 256 bits.
Key make_dsa_key() {
  constexpr int kPrimeBits = 2048;
  constexpr int kOrderBits = 256;
  const KeyContext parameters(EVP_PKEY_CTX_new_id(EVP_PKEY_DSA, nullptr));
  EVP_PKEY* made = nullptr;
  if (EVP_PKEY_paramgen_init(parameters.get()) != 1 ||
      EVP_PKEY_CTX_set_dsa_paramgen_bits(parameters.get(), kPrimeBits) != 1 ||
      EVP_PKEY_CTX_set_dsa_paramgen_q_bits(parameters.get(), kOrderBits) != 1 ||
      EVP_PKEY_paramgen(parameters.get(), &made) != 1) {
    return nullptr;
  }
  const Key group(made);
  const KeyContext generator(EVP_PKEY_CTX_new(group.get(), nullptr));
  EVP_PKEY* key = nullptr;
  if (EVP_PKEY_keygen_init(generator.get()) != 1) return nullptr;
  EVP_PKEY_keygen(generator.get(), &key);
  return Key(key);
}

// The library's own generator draws keys, not Call::environment(): it offers no way to hand in
// bytes for every kind. That a set may have randomness at all is what the rows ask for.
Key make_default_key() { return make_rsa_key(kPrivateKeyBits); }
Key make_ecdsa_key() { return Key(EVP_EC_gen("P-256")); }
Key make_ed25519_key() { return Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")); }

struct Kind {
  std::string_view name;
  Key (*make)();
};

constexpr std::array<Kind, 5> kKinds = {{{"", make_default_key},
                                         {"rsa", make_default_key},
                                         {"dsa", make_dsa_key},
                                         {"ecdsa", make_ecdsa_key},
                                         {"ed25519", make_ed25519_key}}};

// A PEM type that holds a key of one kind.
struct Form {
  std::string_view type;
  int kind;
  std::string_view name;
};

constexpr std::array<Form, 3> kForms = {{{"RSA PRIVATE KEY", EVP_PKEY_RSA, "RSA"},
                                         {"EC PRIVATE KEY", EVP_PKEY_EC, "EC"},
                                         {"DSA PRIVATE KEY", EVP_PKEY_DSA, "DSA"}}};

Key read_pkcs8(const std::string& bytes) {
  const auto* begin = reinterpret_cast<const unsigned char*>(bytes.data());
  using Wrapped =
      std::unique_ptr<PKCS8_PRIV_KEY_INFO, Releaser<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>>;
  const Wrapped wrapped(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &begin, static_cast<long>(bytes.size())));
  Key key(wrapped == nullptr ? nullptr : EVP_PKCS82PKEY(wrapped.get()));
  ERR_clear_error();
  return key;
}

}  // namespace

Key make_rsa_key(unsigned bits) {
  use_libcrypto();
  return Key(EVP_RSA_gen(bits));
}

Key make_key(std::string_view kind, bool& known) {
  use_libcrypto();
  const auto* const row = std::ranges::find(kKinds, kind, &Kind::name);
  known = row != kKinds.end();
  return known ? row->make() : nullptr;
}

std::string print_key(EVP_PKEY& key) {
  const Bio bio = make_collector();
  const bool traditional =
      std::ranges::find(kForms, EVP_PKEY_get_base_id(&key), &Form::kind) != kForms.end();
  const int done = traditional ? PEM_write_bio_PrivateKey_traditional(bio.get(), &key, nullptr,
                                                                      nullptr, 0, nullptr, nullptr)
                               : PEM_write_bio_PrivateKey(bio.get(), &key, nullptr, nullptr, 0,
                                                          nullptr, nullptr);
  COPCTL_CHECK(done == 1);
  return collected(*bio);
}

Key read_key(std::string_view text, std::string& error) {
  use_libcrypto();
  PemBlock block;
  if (!read_pem(text, block)) {
    error = "no PEM data in input";
    return nullptr;
  }
  if (block.type == "PRIVATE KEY") {
    Key key = read_pkcs8(block.bytes);
    if (key == nullptr) error = "decoding PEM as PKCS#8: not a private key";
    return key;
  }
  const auto* const form = std::ranges::find(kForms, block.type, &Form::type);
  if (form == kForms.end()) {
    error = fmt::format(fmt::runtime(block.type.ends_with(" PRIVATE KEY")
                                         ? "invalid private key type {}"
                                         : "no private key data in PEM block of type {}"),
                        block.type);
    return nullptr;
  }
  const auto* begin = reinterpret_cast<const unsigned char*>(block.bytes.data());
  Key key(d2i_PrivateKey(form->kind, nullptr, &begin, static_cast<long>(block.bytes.size())));
  if (key == nullptr) {
    error = fmt::format("parsing {} private key from PEM: not a private key", form->name);
  }
  ERR_clear_error();
  return key;
}

}  // namespace copctl::funcs
