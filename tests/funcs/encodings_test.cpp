#include "funcs/engine.h"
#include "support/catch.h"

namespace {

using copctl::tests::RenderCase;
using copctl::tests::rendered;

constexpr RenderCase kEncodings[] = {
    {R"({{ b64enc "" }}|{{ b64enc "a" }}|{{ b64enc "ab" }}|{{ b64enc "abc" }}|{{ b64enc "\x00\xff>" }})",
     "|YQ==|YWI=|YWJj|AP8+"},
    {R"({{ b64dec "YQ==" }} {{ b64dec "YWI=" }} {{ b64dec "YW\nJj" }} [{{ b64dec "" }}] {{ b64dec "YQ=\n=" }})",
     "a ab abc [] a"},
    {R"({{ b64dec "YQ" }}|{{ b64dec "YQ=" }}|{{ b64dec "YQ=a" }}|{{ b64dec "=" }}|{{ b64dec "Y===" }}|{{ b64dec "YQ==a" }}|{{ b64dec "Y-==" }}|{{ b64dec "YWJjYWJj!" }})",
     "illegal base64 data at input byte 0|illegal base64 data at input byte 3|illegal base64 data "
     "at input byte 2|illegal base64 data at input byte 0|illegal base64 data at input byte "
     "1|illegal base64 data at input byte 4|illegal base64 data at input byte 1|illegal base64 "
     "data at input byte 8"},
    {R"({{ b32enc "" }}|{{ b32enc "a" }}|{{ b32enc "ab" }}|{{ b32enc "abc" }}|{{ b32enc "abcd" }}|{{ b32enc "abcde" }})",
     "|ME======|MFRA====|MFRGG===|MFRGGZA=|MFRGGZDF"},
    {R"({{ b32dec "ME======" }} {{ b32dec "MFRA====" }} {{ b32dec "MFRG\nG===" }} {{ b32dec "MFRGGZDF" }})",
     "a ab abc abcde"},
    {R"({{ b32dec "M" }}|{{ b32dec "ME=====" }}|{{ b32dec "ME====a=" }}|{{ b32dec "MFR=====" }}|{{ b32dec "me======" }}|{{ b32dec "=" }}|{{ b32dec "M=======" }}|{{ b32dec "MFRGGZDFM" }})",
     "illegal base32 data at input byte 0|illegal base32 data at input byte 7|illegal base32 data "
     "at input byte 5|illegal base32 data at input byte 3|illegal base32 data at input byte "
     "0|illegal base32 data at input byte 0|illegal base32 data at input byte 1|illegal base32 "
     "data at input byte 8"},
    {R"({{ sha1sum "" }} {{ sha256sum "abc" }})",
     "da39a3ee5e6b4b0d3255bfef95601890afd80709 "
     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {R"({{ adler32sum "" }} {{ adler32sum "Wikipedia" }} {{ adler32sum (repeat 6000 "\xff") }})",
     "1 300286872 2761382378"},
};

TEST_CASE("encodings: encodings") {
  for (const RenderCase& c : kEncodings) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}
}  // namespace
