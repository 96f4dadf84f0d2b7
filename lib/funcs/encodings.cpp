#include <openssl/evp.h>

#include <memory>
#include <string>

#include "base/check.h"
#include "funcs/arguments.h"
#include "funcs/base_n.h"
#include "funcs/funcs.h"
#include "funcs/libcrypto.h"

// Other spellings of bytes, and digests of them.

namespace copctl::funcs {

namespace {

using tmpl::Call;
using value::Value;

Value b64enc(Call& call) {
  call.reserve(product(call.text(0).size() / 3 + 1, 4));
  return Value::string(encode_base64(call.text(0)));
}

Value b32enc(Call& call) {
  call.reserve(product(call.text(0).size() / 5 + 1, 8));
  return Value::string(encode_base32(call.text(0)));
}

// sprig returns the text of an error in place of a result.
Value b64dec(Call& call) {
  std::string error;
  auto bytes = decode_base64(call.text(0), error);
  return Value::string(bytes ? std::move(*bytes) : std::move(error));
}

Value b32dec(Call& call) {
  std::string error;
  auto bytes = decode_base32(call.text(0), error);
  return Value::string(bytes ? std::move(*bytes) : std::move(error));
}

Value digest_of(const std::string& text, const EVP_MD* algorithm) {
  use_libcrypto();
  unsigned char bytes[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  COPCTL_CHECK(EVP_Digest(text.data(), text.size(), bytes, &size, algorithm, nullptr) == 1);
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (unsigned int i = 0; i < size; ++i) {
    out += kDigits[bytes[i] >> 4];
    out += kDigits[bytes[i] & 15];
  }
  return Value::string(std::move(out));
}

Value sha1sum(Call& call) { return digest_of(call.text(0), EVP_sha1()); }
Value sha256sum(Call& call) { return digest_of(call.text(0), EVP_sha256()); }
Value sha512sum(Call& call) { return digest_of(call.text(0), EVP_sha512()); }

// RFC 1950.
Value adler32sum(Call& call) {
  constexpr std::uint32_t kBase = 65521;
  std::uint32_t a = 1;
  std::uint32_t b = 0;
  for (const char c : call.text(0)) {
    a = (a + static_cast<unsigned char>(c)) % kBase;
    b = (b + a) % kBase;
  }
  return Value::string(std::to_string(b << 16 | a));
}

constexpr tmpl::Function kTable[] = {
    {"b64enc", "(string) string", b64enc, "the text in base64", {"{{ b64enc \"abc\" }}", "YWJj"}},
    {"b64dec",
     "(string) string",
     b64dec,
     "what base64 stands for; for bad base64 the text of the error",
     {"{{ b64dec \"YWJj\" }}", "abc"}},
    {"b32enc",
     "(string) string",
     b32enc,
     "the text in base32",
     {"{{ b32enc \"abc\" }}", "MFRGG==="}},
    {"b32dec",
     "(string) string",
     b32dec,
     "what base32 stands for; for bad base32 the text of the error",
     {"{{ b32dec \"MFRGG===\" }}", "abc"}},
    {"sha1sum",
     "(string) string",
     sha1sum,
     "the SHA-1 digest in hexadecimal",
     {"{{ sha1sum \"abc\" }}", "a9993e364706816aba3e25717850c26c9cd0d89d"}},
    {"sha256sum",
     "(string) string",
     sha256sum,
     "the SHA-256 digest in hexadecimal",
     {"{{ sha256sum \"abc\" | trunc 16 }}", "ba7816bf8f01cfea"}},
    {"sha512sum",
     "(string) string",
     sha512sum,
     "the SHA-512 digest in hexadecimal",
     {"{{ sha512sum \"abc\" | trunc 16 }}", "ddaf35a193617aba"}},
    {"adler32sum",
     "(string) string",
     adler32sum,
     "the Adler-32 checksum as a decimal number",
     {"{{ adler32sum \"abc\" }}", "38600999"}},
};

}  // namespace

std::span<const tmpl::Function> encodings() { return kTable; }

}  // namespace copctl::funcs
