#include "profile/generate.h"

#include <map>

#include "profile/support.h"

namespace copctl::profile {
namespace {

using value::Value;

Value letters(const char* alphabet, int length) {
  return Value::map({{"alphabet", Value::string(alphabet)}, {"length", Value::integer(length)}});
}

Value bytes(int count, const char* encoding) {
  return Value::map({{"bytes", Value::integer(count)}, {"encoding", Value::string(encoding)}});
}

TEST_CASE("a recipe and its bytes give the secret") {
  struct Case {
    const char* name;
    Value recipe;
    const char* expected;
  };
  const Case cases[] = {{"alnum", letters("alnum", 12), "ABCDEFGHIJKL"},
                        {"lower", letters("lower", 5), "abcde"},
                        {"hex letters", letters("hex", 18), "0123456789abcdef01"},
                        {"hex", bytes(4, "hex"), "00010203"},
                        {"base64 of 3", bytes(3, "base64"), "AAEC"},
                        {"base64 of 4", bytes(4, "base64"), "AAECAw=="},
                        {"base64 of 5", bytes(5, "base64"), "AAECAwQ="}};
  for (const Case& one : cases) {
    DYNAMIC_SECTION(one.name) { CHECK(generate(one.recipe, counting()) == one.expected); }
  }
}

TEST_CASE("bytes that would favour a character are drawn again") {
  // 256 is 4 times 62 and 8 more: 248 to 255 are refused.
  const RandomBytes random = [round = 0](std::size_t count) mutable {
    return std::string(count, round++ == 0 ? '\xFF' : '\x01');
  };
  CHECK(generate(letters("alnum", 3), random) == "BBB");
}

TEST_CASE("characters of the kernel's bytes are equally likely") {
  std::map<char, int> counts;
  for (int i = 0; i < 20; ++i) {
    for (const char c : generate(letters("alnum", 4096), kernel_random())) ++counts[c];
  }
  CHECK(counts.size() == 62);
  // 81,920 draws of 62: about 1,321 each with a standard deviation of 36. Seven of those.
  for (const auto& [c, count] : counts) {
    INFO(c << " " << count);
    CHECK(std::abs(count - 1321) < 7 * 36);
  }
}

TEST_CASE("kernel_random gives as many bytes as asked for") {
  CHECK(kernel_random()(0).empty());
  CHECK(kernel_random()(4096).size() == 4096);
  CHECK(kernel_random()(16) != kernel_random()(16));
}

}  // namespace
}  // namespace copctl::profile
