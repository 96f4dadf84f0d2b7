#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

// What the controller of a cluster has and does, with nothing of lib/seal: a key, its certificate,
// and opening what was sealed for it.

namespace copctl::tests {

class Controller {
 public:
  explicit Controller(EVP_PKEY* key = EVP_RSA_gen(2048)) : key_(key, EVP_PKEY_free) {}
  // Of a private key in PEM.
  static Controller of(const std::string& pem) {
    const std::unique_ptr<BIO, decltype(&BIO_free_all)> bio(
        BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free_all);
    return Controller(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
  }

  // Signed by itself, of a year long past.
  std::string certificate() const {
    const std::unique_ptr<X509, decltype(&X509_free)> made(X509_new(), X509_free);
    ASN1_TIME_set_string_X509(X509_getm_notBefore(made.get()), "20000101000000Z");
    ASN1_TIME_set_string_X509(X509_getm_notAfter(made.get()), "20010101000000Z");
    X509_set_pubkey(made.get(), key_.get());
    X509_sign(made.get(), key_.get(), EVP_sha256());
    const std::unique_ptr<BIO, decltype(&BIO_free_all)> bio(BIO_new(BIO_s_mem()), BIO_free_all);
    PEM_write_bio_X509(bio.get(), made.get());
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &bytes);
    return {bytes, static_cast<std::size_t>(size)};
  }

  // Empty when the key, the label or a single bit is another one.
  std::optional<std::string> open(std::string_view sealed, const std::string& label) const {
    if (sealed.size() < 2) return std::nullopt;
    const std::size_t size =
        static_cast<unsigned char>(sealed[0]) * 256u + static_cast<unsigned char>(sealed[1]);
    if (sealed.size() < 2 + size + kTagBytes) return std::nullopt;
    const auto session_key = unwrapped(sealed.substr(2, size), label);
    return session_key ? decrypted(*session_key, sealed.substr(2 + size)) : std::nullopt;
  }

 private:
  static constexpr std::size_t kTagBytes = 16;

  static const unsigned char* bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
  }
  static unsigned char* bytes(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
  }

  std::optional<std::string> unwrapped(std::string_view text, const std::string& label) const {
    const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> use(
        EVP_PKEY_CTX_new(key_.get(), nullptr), EVP_PKEY_CTX_free);
    EVP_PKEY_decrypt_init(use.get());
    EVP_PKEY_CTX_set_rsa_padding(use.get(), RSA_PKCS1_OAEP_PADDING);
    EVP_PKEY_CTX_set_rsa_oaep_md(use.get(), EVP_sha256());
    EVP_PKEY_CTX_set_rsa_mgf1_md(use.get(), EVP_sha256());
    EVP_PKEY_CTX_set0_rsa_oaep_label(use.get(), OPENSSL_memdup(label.data(), label.size()),
                                     static_cast<int>(label.size()));
    std::string out(text.size(), '\0');
    std::size_t size = out.size();
    if (EVP_PKEY_decrypt(use.get(), bytes(out), &size, bytes(text), text.size()) != 1) {
      return std::nullopt;
    }
    return out.substr(0, size);
  }

  static std::optional<std::string> decrypted(const std::string& key, std::string_view text) {
    const unsigned char nonce[12] = {};
    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> cipher(
        EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    const std::size_t size = text.size() - kTagBytes;
    std::string tag(text.substr(size));
    std::string out(size + kTagBytes, '\0');
    int ignored = 0;
    EVP_CipherInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes(key), nonce, 0);
    EVP_CipherUpdate(cipher.get(), bytes(out), &ignored, bytes(text), static_cast<int>(size));
    EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, tag.data());
    if (EVP_CipherFinal_ex(cipher.get(), bytes(tag), &ignored) != 1) return std::nullopt;
    return out.substr(0, size);
  }

  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key_;
};

}  // namespace copctl::tests
