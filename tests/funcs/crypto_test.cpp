#include "funcs/engine.h"
#include "support/catch.h"

namespace {

using copctl::tests::RenderCase;
using copctl::tests::rendered;

constexpr RenderCase kDeterministic[] = {
    {R"({{ derivePassword 1 "maximum" "secret" "ann" "example.com" }} {{ derivePassword 4294967295 "medium" "secret" "ann" "example.com" }})",
     "U2&dukjmdkRI!ulp2v%B TecQev0*"},
    {R"({{ derivePassword 2 "short" "" "" "" }} {{ derivePassword 2 "pin" "s" "é" "x" }} {{ derivePassword 2 "nope" "s" "u" "x" }})",
     "Ned9 5036 cannot find password template nope"},
    {R"({{ encryptAES "k" "" }}{{ decryptAES "k" "" }}|{{ decryptAES "k" "***" }})",
     "error: error calling decryptAES: illegal base64 data at input byte 0"},
    {R"({{ encryptAES "a key that is longer than thirty-two bytes" "héllo" | decryptAES "a key that is longer than thirty-two bytes" }})",
     "héllo"},
    {R"({{ htpasswd "a:b" "x" }})", "invalid username: a:b"},
};

TEST_CASE("crypto: the same every time") {
  for (const RenderCase& c : kDeterministic) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}

constexpr RenderCase kSalted[] = {
    // Go's bcrypt.CompareHashAndPassword takes it.
    {R"({{ htpasswdSalted "ann" "secret" "abcdefghijklmnopqrstuu" }})",
     "ann:$2y$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a"},
    {R"({{ htpasswdSalted "a:b" "x" "abcdefghijklmnopqrstuu" }})",
     "error: error calling htpasswdSalted: a user name must not be empty nor have a colon or a "
     "line break"},
    {R"({{ htpasswdSalted "ann" "x" "short" }})",
     "error: error calling htpasswdSalted: a salt must be 22 characters of A-Z, a-z, 0-9, `.` and "
     "`/`; got 5"},
    {R"({{ htpasswdSalted "ann" "x" "abcdefghijklmnopqrst-u" }})",
     "error: error calling htpasswdSalted: a salt must be 22 characters of A-Z, a-z, 0-9, `.` and "
     "`/`; got 22"},
    {R"({{ htpasswdSalted "ann" (repeat 73 "x") "abcdefghijklmnopqrstuu" }})",
     "error: error calling htpasswdSalted: bcrypt: password length exceeds 72 bytes"},
    {R"({{ htpasswdSalted "ann" "a\x00b" "abcdefghijklmnopqrstuu" }})",
     "error: error calling htpasswdSalted: bcrypt: password has a byte of value 0"},
    {R"({{ bcrypt (repeat 73 "x") }})",
     "failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes"},
};

TEST_CASE("crypto: salted hashes") {
  for (const RenderCase& c : kSalted) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}

constexpr RenderCase kDecrypting[] = {
    {R"({{ decryptAES "k" "AAAA" }})",
     "error: error calling decryptAES: crypto/cipher: input not full blocks"},
    {R"({{ decryptAES "wrong" "MDEyMzQ1Njc4OWFiY2RlZoIgmuoZ3ceo7/uZHWjANxk=" }})",
     "error: error calling decryptAES: the password or the text is wrong"},
};

TEST_CASE("crypto: what cannot be decrypted") {
  for (const RenderCase& c : kDecrypting) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}

}  // namespace
