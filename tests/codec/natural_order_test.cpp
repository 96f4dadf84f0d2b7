#include "codec/natural_order.h"

#include <algorithm>
#include <string>
#include <vector>

#include "support/catch.h"

namespace copctl::codec {
namespace {

std::vector<std::string> sorted(std::vector<std::string> keys, bool letter_after_digits = false) {
  std::ranges::stable_sort(keys, [&](const std::string& a, const std::string& b) {
    return natural_less(a, b, letter_after_digits);
  });
  return keys;
}

TEST_CASE("keys sort as go-yaml sorts them") {
  struct Row {
    std::string name;
    std::vector<std::string> expected;
  };
  const Row rows[] = {
      {"numbers by value", {"a1", "a2", "a10"}},
      {"fewer zeros first", {"item1", "item01", "item2", "item10"}},
      {"bare numbers", {"1", "2", "10"}},
      {"case by code point", {"A", "B", "a", "b"}},
      {"letters last", {"_a", "1a", "a"}},
      {"a prefix first", {"a", "a-b", "a.b", "ab"}},
      {"zero inside a number", {"x1", "x10", "x100"}},
      {"beyond ASCII", {"b", "z", "é"}},
      {"a letter behind digits", {"a10", "a1b"}},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      std::vector<std::string> keys = row.expected;
      std::ranges::reverse(keys);
      CHECK(sorted(keys) == row.expected);
    }
  }
}

TEST_CASE("go-yaml v3 puts a letter first behind common digits") {
  CHECK(sorted({"a10", "a1b"}, true) == std::vector<std::string>{"a1b", "a10"});
  CHECK(sorted({"b", "a", "_", "1"}, true) == std::vector<std::string>{"_", "1", "a", "b"});
}

TEST_CASE("keys that the order ties in a ring are still sorted without harm") {
  const auto keys = sorted({"1e3",  "2",  "10",  "3.", "12Z9", "1Z", "1e3",  "2",  "10", "3.",
                            "12Z9", "1Z", "1e3", "2",  "10",   "3.", "12Z9", "1Z", "10", "2"});
  CHECK(keys.size() == 20);
}

TEST_CASE("a digit run beyond int64 wraps as in Go") {
  CHECK(natural_less("a18446744073709551616", "a2", false));
}

}  // namespace
}  // namespace copctl::codec
