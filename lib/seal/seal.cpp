#include "seal/seal.h"

#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <algorithm>
#include <limits>

#include "base/check.h"

namespace copctl::seal {

namespace {

constexpr std::size_t kDigestBytes = 32;
constexpr std::size_t kTagBytes = 16;
// Less is weak; more is refused by the library.
constexpr int kLeastKeyBits = 2048;
constexpr int kMostKeyBits = 16384;

template <class T, void (*release)(T*)>
struct Releaser {
  void operator()(T* owned) const { release(owned); }
};
using Certificate = std::unique_ptr<X509, Releaser<X509, X509_free>>;
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, Releaser<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>>;
using KeyUse = std::unique_ptr<EVP_PKEY_CTX, Releaser<EVP_PKEY_CTX, EVP_PKEY_CTX_free>>;
using Reader = std::unique_ptr<BIO, Releaser<BIO, BIO_free_all>>;

// No file of the machine has a say in how libcrypto works.
void use_libcrypto() {
  COPCTL_CHECK(OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr) == 1);
}

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

// `size` as so many bytes, big-endian.
std::string big_endian(std::uint64_t size, std::size_t count) {
  std::string out(count, '\0');
  for (std::size_t i = count; i-- > 0; size >>= 8) out[i] = static_cast<char>(size & 0xff);
  return out;
}

std::string digest_of(std::string_view text) {
  std::string digest(kDigestBytes, '\0');
  COPCTL_CHECK(
      EVP_Digest(text.data(), text.size(), bytes(digest), nullptr, EVP_sha256(), nullptr) == 1);
  return digest;
}

std::string keyed_digest(std::string_view key, std::string_view text) {
  std::string digest(kDigestBytes, '\0');
  COPCTL_CHECK(key.size() <= std::numeric_limits<int>::max());
  COPCTL_CHECK(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes(text),
                    text.size(), bytes(digest), nullptr) != nullptr);
  return digest;
}

// The next certificate of a PEM text; blocks of other kinds are passed over. Not PEM_read_bio_X509:
// that asks at the terminal for the password of an encrypted block.
Certificate next_certificate(BIO& pem) {
  Certificate certificate;
  for (bool found = false; !found;) {
    char* name = nullptr;
    char* header = nullptr;
    unsigned char* block = nullptr;
    long size = 0;
    if (PEM_read_bio(&pem, &name, &header, &block, &size) != 1) break;
    found = std::string_view(name) == PEM_STRING_X509;
    const unsigned char* begin = block;
    if (found) certificate.reset(d2i_X509(nullptr, &begin, size));
    OPENSSL_free(name);
    OPENSSL_free(header);
    OPENSSL_free(block);
  }
  return certificate;
}

std::string label_of(const Target& target) {
  if (target.scope == Scope::kClusterWide) return {};
  if (target.scope == Scope::kNamespaceWide) return std::string(target.name_space);
  return fmt::format("{}/{}", target.name_space, target.name);
}

// `text` with the mask of `seed` over it (RFC 8017, B.2.1: MGF1).
std::string masked(std::string text, std::string_view seed) {
  for (std::size_t begin = 0; begin < text.size(); begin += kDigestBytes) {
    const std::string mask = digest_of(std::string(seed) + big_endian(begin / kDigestBytes, 4));
    for (std::size_t i = 0; i < mask.size() && begin + i < text.size(); ++i) {
      text[begin + i] = static_cast<char>(text[begin + i] ^ mask[i]);
    }
  }
  return text;
}

// RFC 8017, 7.1.1: EME-OAEP of a session key for a modulus of `size` bytes. By hand, as the
// library would draw the padding itself.
std::string encoded(const Draw& draw, const std::string& label, std::size_t size) {
  std::string block = digest_of(label);
  block.resize(size - 1 - kDigestBytes - 1 - draw.session_key.size(), '\0');
  block += '\x01';
  block += draw.session_key;
  const std::string masked_block = masked(std::move(block), draw.padding);
  return '\0' + masked(draw.padding, masked_block) + masked_block;
}

// The message to the power of the key's exponent, and nothing else. Empty when that fails.
std::string raised(evp_pkey_st& key, const std::string& message) {
  const KeyUse use(EVP_PKEY_CTX_new(&key, nullptr));
  std::string out(message.size(), '\0');
  std::size_t size = out.size();
  const bool done =
      use != nullptr && EVP_PKEY_encrypt_init(use.get()) == 1 &&
      EVP_PKEY_CTX_set_rsa_padding(use.get(), RSA_NO_PADDING) == 1 &&
      EVP_PKEY_encrypt(use.get(), bytes(out), &size, bytes(message), message.size()) == 1 &&
      size == out.size();
  ERR_clear_error();
  return done ? out : std::string();
}

std::string encrypted(const std::string& key, std::string_view value) {
  constexpr std::array<unsigned char, 12> kNonce{};
  COPCTL_CHECK(value.size() <= std::numeric_limits<int>::max() / 2);
  const Cipher cipher(EVP_CIPHER_CTX_new());
  std::string out(value.size(), '\0');
  std::string tag(kTagBytes, '\0');
  int size = 0;
  COPCTL_CHECK(cipher != nullptr);
  COPCTL_CHECK(EVP_CipherInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes(key),
                                 kNonce.data(), 1) == 1);
  COPCTL_CHECK(EVP_CipherUpdate(cipher.get(), bytes(out), &size, bytes(value),
                                static_cast<int>(value.size())) == 1);
  COPCTL_CHECK(EVP_CipherFinal_ex(cipher.get(), bytes(tag), &size) == 1);
  COPCTL_CHECK(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes, tag.data()) == 1);
  return out + tag;
}

}  // namespace

std::optional<Scope> scope_of(std::string_view word) {
  const auto* const found = std::ranges::find(kScopeWords, word);
  if (found == kScopeWords.end()) return std::nullopt;
  return static_cast<Scope>(found - kScopeWords.begin());
}

// A `/` would make one label of two targets; no name in Kubernetes has one.
std::string fault_of(const Target& target) {
  const std::string_view scope = kScopeWords[static_cast<std::size_t>(target.scope)];
  if (target.scope == Scope::kClusterWide) return {};
  if (target.name_space.empty()) return fmt::format("the scope {} takes a namespace", scope);
  if (target.name_space.find('/') != std::string_view::npos) return "a namespace has no `/`";
  if (target.scope == Scope::kNamespaceWide) return {};
  if (target.name.empty()) return fmt::format("the scope {} takes a name", scope);
  return target.name.find('/') == std::string_view::npos ? "" : "a name has no `/`";
}

void PublicKey::Release::operator()(evp_pkey_st* owned) const { EVP_PKEY_free(owned); }

std::optional<PublicKey> PublicKey::read(std::string_view pem, std::string& error) {
  use_libcrypto();
  COPCTL_CHECK(pem.size() <= std::numeric_limits<int>::max());
  const Reader reader(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  const Certificate certificate = next_certificate(*reader);
  const bool has_certificate = certificate != nullptr;
  Owner key(has_certificate ? X509_get_pubkey(certificate.get()) : nullptr);
  ERR_clear_error();
  if (!has_certificate) {
    error = "it holds no PEM certificate";
  } else if (key == nullptr || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA) {
    error = "its key is not an RSA key";
  } else if (EVP_PKEY_get_bits(key.get()) < kLeastKeyBits ||
             EVP_PKEY_get_bits(key.get()) > kMostKeyBits) {
    error = fmt::format("its RSA key has {} bits; sealing takes {} to {}",
                        EVP_PKEY_get_bits(key.get()), kLeastKeyBits, kMostKeyBits);
  } else {
    const ASN1_BIT_STRING* own = X509_get0_pubkey_bitstr(certificate.get());
    return PublicKey(std::move(key),
                     std::string(reinterpret_cast<const char*>(ASN1_STRING_get0_data(own)),
                                 static_cast<std::size_t>(ASN1_STRING_length(own))));
  }
  return std::nullopt;
}

Draw derived(std::string_view seed, const PublicKey& key, const Target& target,
             std::string_view value) {
  constexpr std::size_t kSizeBytes = 8;
  use_libcrypto();
  std::string inputs = "copctl seal 1";
  for (const std::string_view part :
       {std::string_view(key.encoded()), kScopeWords[static_cast<std::size_t>(target.scope)],
        target.name_space, target.name, value}) {
    inputs += big_endian(part.size(), kSizeBytes);
    inputs += part;
  }
  const std::string extracted = keyed_digest(seed, inputs);
  return {keyed_digest(extracted, "session key\x01"), keyed_digest(extracted, "padding\x01")};
}

std::optional<std::string> sealed(const PublicKey& key, const Target& target,
                                  std::string_view value, const Draw& draw) {
  constexpr std::size_t kSizeBytes = 2;
  use_libcrypto();
  COPCTL_CHECK(draw.session_key.size() == kDrawBytes && draw.padding.size() == kDrawBytes);
  const auto size = static_cast<std::size_t>(EVP_PKEY_get_size(&key.key()));
  const std::string session_key = raised(key.key(), encoded(draw, label_of(target), size));
  if (session_key.empty()) return std::nullopt;
  return big_endian(session_key.size(), kSizeBytes) + session_key +
         encrypted(draw.session_key, value);
}

}  // namespace copctl::seal
