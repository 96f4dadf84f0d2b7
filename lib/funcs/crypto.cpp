#include <crypt.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <span>

#include "base/check.h"
#include "funcs/base_n.h"
#include "funcs/funcs.h"
#include "funcs/libcrypto.h"
#include "funcs/work.h"

// Passwords: derived, encrypted and hashed.

namespace copctl::funcs {

namespace {

using tmpl::Call;
using tmpl::Needs;
using value::Value;

// The Master Password algorithm, version 0: a password is drawn from a template of classes.

constexpr std::string_view kScope = "com.lyndir.masterpassword";

struct Class {
  char letter;
  std::string_view characters;
};

constexpr std::array<Class, 8> kClasses = {{
    {'V', "AEIOU"},
    {'C', "BCDFGHJKLMNPQRSTVWXYZ"},
    {'v', "aeiou"},
    {'c', "bcdfghjklmnpqrstvwxyz"},
    {'a', "AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz"},
    {'n', "0123456789"},
    {'o', "@&%?,=[]_:-+*$#!'^~;()/."},
    {'x', "AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz0123456789!@#$%^&*()"},
}};

constexpr std::array<std::string_view, 2> kMaximum = {"anoxxxxxxxxxxxxxxxxx",
                                                      "axxxxxxxxxxxxxxxxxno"};
constexpr std::array<std::string_view, 21> kLong = {
    "CvcvnoCvcvCvcv", "CvcvCvcvnoCvcv", "CvcvCvcvCvcvno", "CvccnoCvcvCvcv", "CvccCvcvnoCvcv",
    "CvccCvcvCvcvno", "CvcvnoCvccCvcv", "CvcvCvccnoCvcv", "CvcvCvccCvcvno", "CvcvnoCvcvCvcc",
    "CvcvCvcvnoCvcc", "CvcvCvcvCvccno", "CvccnoCvccCvcv", "CvccCvccnoCvcv", "CvccCvccCvcvno",
    "CvcvnoCvccCvcc", "CvcvCvccnoCvcc", "CvcvCvccCvccno", "CvccnoCvcvCvcc", "CvccCvcvnoCvcc",
    "CvccCvcvCvccno"};
constexpr std::array<std::string_view, 2> kMedium = {"CvcnoCvc", "CvcCvcno"};
constexpr std::array<std::string_view, 1> kShort = {"Cvcn"};
constexpr std::array<std::string_view, 3> kBasic = {"aaanaaan", "aannaaan", "aaannaaa"};
constexpr std::array<std::string_view, 1> kPin = {"nnnn"};

struct PasswordType {
  std::string_view name;
  std::span<const std::string_view> templates;
};

constexpr std::array<PasswordType, 6> kPasswordTypes = {{{"maximum", kMaximum},
                                                         {"long", kLong},
                                                         {"medium", kMedium},
                                                         {"short", kShort},
                                                         {"basic", kBasic},
                                                         {"pin", kPin}}};

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::string big_endian(std::uint32_t number) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift);
  return bytes;
}

std::string scoped(std::string_view text) {
  return std::string(kScope) + big_endian(static_cast<std::uint32_t>(text.size())) +
         std::string(text);
}

// A tenth of a second or less: twenty passwords in one render are more than any chart derives.
constexpr std::size_t kScryptSteps = 2'400'000;

std::string derive_key(const std::string& password, const std::string& user) {
  constexpr std::uint64_t kCost = 32768;
  constexpr std::uint64_t kBlock = 8;
  constexpr std::uint64_t kParallel = 2;
  // Scrypt itself takes 128 * cost * block bytes, a little more than the library allows unasked.
  constexpr std::uint64_t kMemory = 64u << 20;
  const std::string salt = scoped(user);
  std::string key(64, '\0');
  COPCTL_CHECK(EVP_PBE_scrypt(password.data(), password.size(), bytes_of(salt), salt.size(), kCost,
                              kBlock, kParallel, kMemory, bytes_of(key), key.size()) == 1);
  return key;
}

Value derive_password(Call& call) {
  use_libcrypto();
  const auto* const type = std::ranges::find(kPasswordTypes, call.text(1), &PasswordType::name);
  if (type == kPasswordTypes.end()) {
    return Value::string("cannot find password template " + call.text(1));
  }
  count_work(call, kSlowWork);
  call.work(kScryptSteps);
  const std::string key = derive_key(call.text(2), call.text(3));
  const std::string message =
      scoped(call.text(4)) + big_endian(static_cast<std::uint32_t>(call.integer(0)));
  std::array<unsigned char, EVP_MAX_MD_SIZE> seed{};
  COPCTL_CHECK(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes_of(message),
                    message.size(), seed.data(), nullptr) != nullptr);
  std::string password;
  for (const char letter : type->templates[seed[0] % type->templates.size()]) {
    const std::string_view characters =
        std::ranges::find(kClasses, letter, &Class::letter)->characters;
    password += characters[seed[password.size() + 1] % characters.size()];
  }
  return Value::string(std::move(password));
}

// AES-256-CBC, the initialisation vector in front

constexpr std::size_t kAesKeyBytes = 32;
constexpr std::size_t kAesBlockBytes = 16;

std::string aes_key(std::string key) {
  key.resize(kAesKeyBytes, '\0');
  return key;
}

// `text` is whole blocks.
std::string run_aes(const std::string& password, std::string_view vector, const std::string& text,
                    bool encrypt) {
  use_libcrypto();
  const std::string key = aes_key(password);
  const CipherContext context(EVP_CIPHER_CTX_new());
  COPCTL_CHECK(EVP_CipherInit_ex2(context.get(), EVP_aes_256_cbc(), bytes_of(key), bytes_of(vector),
                                  encrypt ? 1 : 0, nullptr) == 1);
  EVP_CIPHER_CTX_set_padding(context.get(), 0);
  std::string out(text.size(), '\0');
  int size = 0;
  COPCTL_CHECK(EVP_CipherUpdate(context.get(), bytes_of(out), &size, bytes_of(text),
                                static_cast<int>(text.size())) == 1);
  return out;
}

Value encrypt_aes(Call& call) {
  std::string text = call.text(1);
  if (text.empty()) return Value::string("");
  call.reserve(2 * text.size() + 2 * kAesBlockBytes);
  const std::size_t padding = kAesBlockBytes - text.size() % kAesBlockBytes;
  text.append(padding, static_cast<char>(padding));
  const std::string vector = call.environment().random_bytes(kAesBlockBytes);
  return Value::string(encode_base64(vector + run_aes(call.text(0), vector, text, true)));
}

// The padding's length is taken from the last byte, whatever the other bytes of it are.
Value decrypt_aes(Call& call) {
  if (call.text(1).empty()) return Value::string("");
  std::string error;
  const std::optional<std::string> sealed = decode_base64(call.text(1), error);
  if (!sealed) call.fail(std::move(error));
  if (sealed->size() < 2 * kAesBlockBytes || sealed->size() % kAesBlockBytes != 0) {
    call.fail("crypto/cipher: input not full blocks");
  }
  const std::string_view vector = std::string_view(*sealed).substr(0, kAesBlockBytes);
  std::string text = run_aes(call.text(0), vector, sealed->substr(kAesBlockBytes), false);
  const auto padding = static_cast<unsigned char>(text.back());
  if (padding > text.size()) call.fail("the password or the text is wrong");
  text.resize(text.size() - padding);
  return Value::string(std::move(text));
}

// bcrypt

constexpr std::size_t kMaxBcryptPassword = 72;
constexpr std::size_t kBcryptSaltBytes = 16;
constexpr std::size_t kBcryptSaltCharacters = 22;
constexpr std::size_t kBcryptPrefix = 4;
constexpr std::string_view kBcryptAlphabet =
    "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

// Six bits a character, the last with zeros.
std::string encode_salt(const std::string& bytes) {
  std::string salt;
  std::uint32_t pending = 0;
  int count = 0;
  for (const char byte : bytes) {
    pending = pending << 8 | static_cast<unsigned char>(byte);
    for (count += 8; count >= 6; count -= 6) {
      salt += kBcryptAlphabet[pending >> (count - 6) & 63];
    }
  }
  return salt + kBcryptAlphabet[pending << (6 - count) & 63];
}

// What bcrypt's rounds are, as its hash spells them, and the version in front, which does not
// change the hash: sprig's cost, and the default of Apache's htpasswd, which takes a millisecond.
struct BcryptForm {
  std::string_view version;
  std::string_view cost;
};
constexpr BcryptForm kSprigForm = {"$2a$", "10$"};
constexpr BcryptForm kApacheForm = {"$2y$", "05$"};

// Empty with `error` set for a password that bcrypt cannot take whole.
std::optional<std::string> hash_password(const Call& call, const std::string& password,
                                         const BcryptForm& form, const std::string& salt,
                                         std::string& error) {
  if (password.size() > kMaxBcryptPassword) {
    error = fmt::format("bcrypt: password length exceeds {} bytes", kMaxBcryptPassword);
    return std::nullopt;
  }
  if (password.find('\0') != std::string::npos) {
    error = "bcrypt: password has a byte of value 0";
    return std::nullopt;
  }
  count_work(call, kHashWork);
  const auto state = std::make_unique<crypt_data>();
  const std::string setting = "$2y$" + std::string(form.cost);
  const char* hash = crypt_r(password.c_str(), (setting + salt).c_str(), state.get());
  COPCTL_CHECK(hash != nullptr && std::string_view(hash).starts_with(setting));
  return std::string(form.version) + (hash + kBcryptPrefix);
}

// sprig puts the error into the text.
std::string bcrypt_text(const Call& call, const std::string& password) {
  const std::string salt = encode_salt(call.environment().random_bytes(kBcryptSaltBytes));
  std::string error;
  return hash_password(call, password, kSprigForm, salt, error)
      .value_or("failed to encrypt string with bcrypt: " + error);
}

Value bcrypt(Call& call) { return Value::string(bcrypt_text(call, call.text(0))); }

Value htpasswd(Call& call) {
  const std::string& user = call.text(0);
  if (user.find(':') != std::string::npos) return Value::string("invalid username: " + user);
  return Value::string(user + ":" + bcrypt_text(call, call.text(1)));
}

Value htpasswd_salted(Call& call) {
  const std::string& user = call.text(0);
  const std::string& salt = call.text(2);
  if (user.empty() || user.find_first_of(":\n\r") != std::string::npos) {
    call.fail("a user name must not be empty nor have a colon or a line break");
  }
  if (salt.size() != kBcryptSaltCharacters ||
      salt.find_first_not_of(kBcryptAlphabet) != std::string::npos) {
    call.fail(fmt::format("a salt must be {} characters of A-Z, a-z, 0-9, `.` and `/`; got {}",
                          kBcryptSaltCharacters, salt.size()));
  }
  std::string error;
  std::optional<std::string> hash = hash_password(call, call.text(1), kApacheForm, salt, error);
  if (!hash) call.fail(std::move(error));
  return Value::string(user + ":" + *hash);
}

constexpr std::array kFunctions = std::to_array<tmpl::Function>({
    {"derivePassword",
     "(uint32, string, string, string, string) string",
     derive_password,
     "the Master Password of a counter, type, password, user and site; always the same",
     {R"({{ derivePassword 1 "pin" "secret" "user" "example.com" | len }})", "4"}},
    {"encryptAES",
     "(string, string) (string, error)",
     encrypt_aes,
     "encrypt a text with a password by AES-256-CBC, in base64",
     {R"({{ encryptAES "secret" "text" | decryptAES "secret" }})", "text"},
     Needs::kRandom},
    {"decryptAES",
     "(string, string) (string, error)",
     decrypt_aes,
     "what `encryptAES` encrypted",
     {R"({{ decryptAES "secret" "MDEyMzQ1Njc4OWFiY2RlZoIgmuoZ3ceo7/uZHWjANxk=" }})", "text"}},
    {"bcrypt",
     "(string) string",
     bcrypt,
     "a bcrypt hash of a password of up to 72 bytes, with a random salt",
     {R"({{ bcrypt "secret" | trunc 7 }})", "$2a$10$"},
     Needs::kRandom},
    {"htpasswd",
     "(string, string) string",
     htpasswd,
     "a line of an htpasswd file, hashed by bcrypt with a random salt",
     {R"({{ htpasswd "ann" "secret" | trunc 11 }})", "ann:$2a$10$"},
     Needs::kRandom},
    {"htpasswdSalted",
     "(string, string, string) (string, error)",
     htpasswd_salted,
     "a line of an htpasswd file, hashed by bcrypt with a given salt of 22 characters",
     {R"({{ htpasswdSalted "ann" "secret" "abcdefghijklmnopqrstuu" }})",
      "ann:$2y$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a"}},
});

}  // namespace

std::span<const tmpl::Function> crypto() { return kFunctions; }

}  // namespace copctl::funcs
