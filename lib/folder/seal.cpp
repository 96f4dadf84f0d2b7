#include "folder/seal.h"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <memory>

#include "base/check.h"
#include "codec/base64.h"
#include "codec/codec.h"
#include "folder/folder.h"

namespace copctl::folder {
namespace {

// What GCM takes without hashing it, and its longest tag.
constexpr std::size_t kNonceBytes = 12;
constexpr std::size_t kTagBytes = 16;
constexpr std::size_t kKeyIdBytes = 8;

struct FreeCipher {
  void operator()(EVP_CIPHER_CTX* cipher) const { EVP_CIPHER_CTX_free(cipher); }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, FreeCipher>;

// No file of the machine has a say in how libcrypto works.
void use_libcrypto() {
  COPCTL_CHECK(OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr) == 1);
}

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::string authenticated(const std::string& key_id) {
  return fmt::format("copctl {}\n{}\n{}\n{}\n", kSecretsLockName, kFormatVersion, kCipher, key_id);
}

// Encrypts (`encrypt` 1) or decrypts (0) with what both directions share; `text` is the input, and
// the output of as many bytes. Nothing that is as short as a lock fails but for a defect.
Cipher begin(const SecretsKey& key, const Sealed& sealed, int encrypt) {
  use_libcrypto();
  Cipher cipher(EVP_CIPHER_CTX_new());
  const std::string extra = authenticated(sealed.key_id);
  int ignored = 0;
  COPCTL_CHECK(cipher != nullptr);
  COPCTL_CHECK(EVP_CipherInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key.bytes.data(),
                                 bytes(sealed.nonce), encrypt) == 1);
  COPCTL_CHECK(EVP_CipherUpdate(cipher.get(), nullptr, &ignored, bytes(extra),
                                static_cast<int>(extra.size())) == 1);
  return cipher;
}

std::string translate(EVP_CIPHER_CTX* cipher, std::string_view text) {
  std::string result(text.size(), '\0');
  int length = 0;
  COPCTL_CHECK(text.size() <= kMaxFileBytes + kTagBytes);
  COPCTL_CHECK(EVP_CipherUpdate(cipher, bytes(result), &length, bytes(text),
                                static_cast<int>(text.size())) == 1);
  return result;
}

std::string encrypt(const SecretsKey& key, const Sealed& sealed, std::string_view plain) {
  const Cipher cipher = begin(key, sealed, 1);
  std::string text = translate(cipher.get(), plain);
  std::string tag(kTagBytes, '\0');
  int ignored = 0;
  COPCTL_CHECK(EVP_CipherFinal_ex(cipher.get(), bytes(tag), &ignored) == 1);
  COPCTL_CHECK(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes, tag.data()) == 1);
  return text + tag;
}

std::optional<std::string> base64_at(const value::Value& document, std::string_view name) {
  const value::Value* found = document.find(std::string(name));
  return found != nullptr && found->is_string() ? codec::decode_base64(found->as_string())
                                                : std::nullopt;
}

}  // namespace

std::string key_id_of(const SecretsKey& key) {
  constexpr std::string_view kLabel = "copctl secrets.lock key";
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  use_libcrypto();
  COPCTL_CHECK(HMAC(EVP_sha256(), key.bytes.data(), static_cast<int>(key.bytes.size()),
                    bytes(kLabel), kLabel.size(), digest.data(), &length) != nullptr);
  std::string id;
  for (std::size_t i = 0; i < kKeyIdBytes; ++i) {
    fmt::format_to(std::back_inserter(id), "{:02x}", digest[i]);
  }
  return id;
}

std::string seal(const SecretsKey& key, std::string_view plain, const RandomBytes& random) {
  const Sealed sealed{key_id_of(key), random(kNonceBytes), {}};
  COPCTL_CHECK(sealed.nonce.size() == kNonceBytes);
  return fmt::format(
      "{{\n  \"format\": {},\n  \"cipher\": \"{}\",\n  \"key\": \"{}\",\n  \"nonce\": \"{}\",\n"
      "  \"text\": \"{}\"\n}}\n",
      kFormatVersion, kCipher, sealed.key_id, codec::encode_base64(sealed.nonce),
      codec::encode_base64(encrypt(key, sealed, plain)));
}

bool is_sealed(const value::Value& document) { return document.find("cipher") != nullptr; }

std::optional<Sealed> read_sealed(const value::Value& document) {
  const value::Value* cipher = document.find("cipher");
  const value::Value* key = document.find("key");
  auto nonce = base64_at(document, "nonce");
  auto text = base64_at(document, "text");
  if (cipher == nullptr || !cipher->is_string() || cipher->as_string() != kCipher ||
      key == nullptr || !key->is_string() || key->as_string().size() != 2 * kKeyIdBytes || !nonce ||
      nonce->size() != kNonceBytes || !text || text->size() < kTagBytes) {
    return std::nullopt;
  }
  return Sealed{key->as_string(), std::move(*nonce), std::move(*text)};
}

std::optional<std::string> open_sealed(const SecretsKey& key, const Sealed& sealed) {
  if (sealed.key_id != key_id_of(key)) {
    return std::nullopt;
  }
  const Cipher cipher = begin(key, sealed, 0);
  const std::string_view text(sealed.text);
  std::string plain = translate(cipher.get(), text.substr(0, text.size() - kTagBytes));
  std::string tag(text.substr(text.size() - kTagBytes));
  std::array<unsigned char, kTagBytes> ignored{};
  int length = 0;
  COPCTL_CHECK(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, tag.data()) == 1);
  return EVP_CipherFinal_ex(cipher.get(), ignored.data(), &length) == 1
             ? std::optional(std::move(plain))
             : std::nullopt;
}

}  // namespace copctl::folder
