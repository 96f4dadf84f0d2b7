#include <array>

#include "schema/schema.h"

namespace copctl::schema {

namespace {

struct Alphabet {
  std::string_view name;
  std::string_view characters;
};

constexpr auto kAlphabets = std::to_array<Alphabet>({
    {"alnum", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"},
    // In crypt(5)'s order of base 64 for bcrypt.
    {"bcrypt-salt", "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"},
    {"digits", "0123456789"},
    {"hex", "0123456789abcdef"},
    {"letters", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"},
    {"lower", "abcdefghijklmnopqrstuvwxyz0123456789"},
});

}  // namespace

std::string_view alphabet(std::string_view name) {
  for (const Alphabet& known : kAlphabets) {
    if (known.name == name) return known.characters;
  }
  return {};
}

}  // namespace copctl::schema
