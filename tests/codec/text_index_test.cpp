#include "codec/text_index.h"

#include <string>

#include "support/catch.h"

namespace copctl::codec {
namespace {

TEST_CASE("in ASCII characters are bytes") {
  const TextIndex index("abc");
  CHECK(index.byte(0) == 0);
  CHECK(index.byte(2) == 2);
  CHECK(index.byte(3) == 3);
  CHECK(index.byte(9) == 3);
}

TEST_CASE("beyond ASCII every character is found, near and far") {
  std::string text;
  std::string bytes_before;
  const std::string letters[] = {"a", "é", "€", "😀"};
  for (std::size_t i = 0; i < 500; ++i) {
    text += letters[i % 4];
  }
  const TextIndex index(text);
  std::size_t byte = 0;
  for (std::size_t i = 0; i < 500; ++i) {
    REQUIRE(index.byte(i) == byte);
    byte += letters[i % 4].size();
  }
  CHECK(index.byte(500) == text.size());
  CHECK(index.byte(100000) == text.size());
}

TEST_CASE("ASCII at every place of a word") {
  for (std::size_t length = 0; length < 20; ++length) {
    std::string text(length, 'a');
    CHECK(is_ascii(text));
    for (std::size_t at = 0; at < length; ++at) {
      std::string other = text;
      other[at] = '\x80';
      CHECK_FALSE(is_ascii(other));
    }
  }
}

}  // namespace
}  // namespace copctl::codec
