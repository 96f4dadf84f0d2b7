#include "profile/generate.h"

#include <sys/random.h>

#include <cerrno>
#include <cstdint>

#include "base/check.h"
#include "schema/schema.h"

namespace copctl::profile {

namespace {

// A byte is refused with less than even odds, so that this many rounds without an end mean a broken
// source.
constexpr int kMaxRounds = 1000;

std::string draw(const RandomBytes& random, std::size_t count) {
  std::string bytes = random(count);
  COPCTL_CHECK(bytes.size() == count);
  return bytes;
}

// A remainder alone would favour the first characters: bytes from the last, incomplete run of the
// alphabet on are drawn again.
std::string letters(std::string_view alphabet, std::size_t length, const RandomBytes& random) {
  const std::size_t limit = 256 - 256 % alphabet.size();
  std::string out;
  for (int round = 0; out.size() < length; ++round) {
    COPCTL_CHECK(round < kMaxRounds);
    for (const char c : draw(random, length - out.size())) {
      const std::size_t byte = static_cast<unsigned char>(c);
      if (byte < limit) out += alphabet[byte % alphabet.size()];
    }
  }
  return out;
}

std::string hex(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += "0123456789abcdef"[byte >> 4];
    out += "0123456789abcdef"[byte & 15];
  }
  return out;
}

// RFC 4648, section 4, with padding.
std::string base64(std::string_view bytes) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::string_view group = bytes.substr(i, 3);
    std::uint32_t bits = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      bits = bits << 8 | (j < group.size() ? static_cast<unsigned char>(group[j]) : 0u);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      out += j <= group.size() ? kAlphabet[bits >> (18 - 6 * j) & 63] : '=';
    }
  }
  return out;
}

}  // namespace

std::string generate(const value::Value& recipe, const RandomBytes& random) {
  const auto count = [&](std::string_view key) {
    return static_cast<std::size_t>(recipe.find(key)->as_int().number);
  };
  if (const value::Value* name = recipe.find("alphabet")) {
    return letters(schema::alphabet(name->as_string()), count("length"), random);
  }
  const std::string bytes = draw(random, count("bytes"));
  return recipe.find("encoding")->as_string() == "hex" ? hex(bytes) : base64(bytes);
}

RandomBytes kernel_random() {
  return [](std::size_t count) {
    std::string bytes(count, '\0');
    for (std::size_t done = 0; done < count;) {
      const ssize_t n = getrandom(bytes.data() + done, count - done, 0);
      // Fails for no other reason: getrandom(2) is in every kernel since 3.17.
      COPCTL_CHECK(n > 0 || errno == EINTR);
      if (n > 0) done += static_cast<std::size_t>(n);
    }
    return bytes;
  };
}

}  // namespace copctl::profile
