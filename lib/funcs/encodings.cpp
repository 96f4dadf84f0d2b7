#include <openssl/sha.h>

#include <array>
#include <memory>
#include <span>
#include <string>

#include "base/check.h"
#include "funcs/arguments.h"
#include "funcs/base_n.h"
#include "funcs/funcs.h"

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

Value hexadecimal(std::span<const unsigned char> bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  out.reserve(2 * bytes.size());
  for (const unsigned char byte : bytes) {
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return Value::string(std::move(out));
}

const unsigned char* bytes_of(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// The library's older functions: the newer ones first load all that the library has, which takes
// longer than a render.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

template <class State, std::size_t kSize, auto begin, auto update, auto end>
Value digest_of(const std::string& text) {
  State state;
  std::array<unsigned char, kSize> bytes{};
  COPCTL_CHECK(begin(&state) == 1 && update(&state, bytes_of(text), text.size()) == 1 &&
               end(bytes.data(), &state) == 1);
  return hexadecimal(bytes);
}

Value sha1sum(Call& call) {
  return digest_of<SHA_CTX, SHA_DIGEST_LENGTH, SHA1_Init, SHA1_Update, SHA1_Final>(call.text(0));
}

Value sha256sum(Call& call) {
  return digest_of<SHA256_CTX, SHA256_DIGEST_LENGTH, SHA256_Init, SHA256_Update, SHA256_Final>(
      call.text(0));
}

Value sha512sum(Call& call) {
  return digest_of<SHA512_CTX, SHA512_DIGEST_LENGTH, SHA512_Init, SHA512_Update, SHA512_Final>(
      call.text(0));
}

#pragma GCC diagnostic pop

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
