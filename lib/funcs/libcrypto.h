#pragma once

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>
#include <string_view>

// Owners of OpenSSL's things, and the way to begin with it.

namespace copctl::funcs {

// Before anything else of the library in a function: it must not read openssl.cnf or the
// environment on its own, so that results depend on arguments only. Cheap when done already.
void use_libcrypto();

template <class T, void (*release)(T*)>
struct Releaser {
  void operator()(T* owned) const { release(owned); }
};

using Key = std::unique_ptr<EVP_PKEY, Releaser<EVP_PKEY, EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Releaser<EVP_PKEY_CTX, EVP_PKEY_CTX_free>>;
using CipherContext =
    std::unique_ptr<EVP_CIPHER_CTX, Releaser<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>>;
using X509Certificate = std::unique_ptr<X509, Releaser<X509, X509_free>>;
using Bio = std::unique_ptr<BIO, Releaser<BIO, BIO_free_all>>;

// A BIO that collects what is written to it, and what it has collected.
Bio make_collector();
std::string collected(BIO& bio);

// The first PEM block in a text: its type between `BEGIN` and `-----`, and its bytes.
struct PemBlock {
  std::string type;
  std::string bytes;
};

// False when the text has none.
bool read_pem(std::string_view text, PemBlock& block);

}  // namespace copctl::funcs
