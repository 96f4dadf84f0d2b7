#include "funcs/base_n.h"

#include <string>

#include "support/catch.h"

namespace {

namespace funcs = copctl::funcs;

TEST_CASE("base_n: every length comes back") {
  std::string bytes;
  for (int length = 0; length < 300; ++length) {
    std::string error;
    CHECK(funcs::decode_base64(funcs::encode_base64(bytes), error) == bytes);
    CHECK(funcs::decode_base32(funcs::encode_base32(bytes), error) == bytes);
    CHECK(error.empty());
    bytes += static_cast<char>(length * 7);
  }
}

TEST_CASE("base_n: whole groups only, padded") {
  CHECK(funcs::encode_base64("f") == "Zg==");
  CHECK(funcs::encode_base64("fo") == "Zm8=");
  CHECK(funcs::encode_base64("foobar") == "Zm9vYmFy");
  CHECK(funcs::encode_base32("f") == "MY======");
  CHECK(funcs::encode_base32("foobar") == "MZXW6YTBOI======");
}

TEST_CASE("base_n: line breaks are passed over, other blanks are not") {
  std::string error;
  CHECK(funcs::decode_base64("Zm9v\r\nYmFy\n", error) == "foobar");
  CHECK(funcs::decode_base32("MZXW6YTB\nOI======", error) == "foobar");
  CHECK_FALSE(funcs::decode_base64("Zm9v YmFy", error).has_value());
  CHECK(error == "illegal base64 data at input byte 4");
  CHECK_FALSE(funcs::decode_base32("MZXW6YTB OI======", error).has_value());
  CHECK(error == "illegal base32 data at input byte 8");
}

}  // namespace
