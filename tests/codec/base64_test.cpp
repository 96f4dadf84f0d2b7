#include "codec/base64.h"

#include "support/catch.h"

namespace copctl::codec {
namespace {

TEST_CASE("RFC 4648's vectors, both ways") {
  struct Row {
    std::string bytes;
    std::string text;
  };
  const Row rows[] = {{"", ""},
                      {"f", "Zg=="},
                      {"fo", "Zm8="},
                      {"foo", "Zm9v"},
                      {"foob", "Zm9vYg=="},
                      {"fooba", "Zm9vYmE="},
                      {"foobar", "Zm9vYmFy"},
                      {std::string("\0\xFF\xFE", 3), "AP/+"}};
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.text) {
      CHECK(encode_base64(row.bytes) == row.text);
      CHECK(decode_base64(row.text) == row.bytes);
    }
  }
}

TEST_CASE("line breaks are passed over") { CHECK(decode_base64("Zm9v\r\nYmFy\n") == "foobar"); }

TEST_CASE("what is no base64") {
  for (const char* text : {"Z", "Zg", "Zg=", "Zg===", "=", "Z=g=", "Zm9v=", "Zg==Zg==", "Zm 9v",
                           "Zm9v!", "\xC3\xA9"}) {
    DYNAMIC_SECTION(text) { CHECK_FALSE(decode_base64(text)); }
  }
}

TEST_CASE("the bytes of a []uint8") {
  const auto byte = [](int n) { return value::Value::integer(n, value::IntType::kUint8); };
  const auto list = value::Value::list({byte(104), byte(105)}, value::Element::kByte);
  CHECK(bytes_of(list.as_list()) == "hi");
}

}  // namespace
}  // namespace copctl::codec
