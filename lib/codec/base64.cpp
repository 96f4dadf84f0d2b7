#include "codec/base64.h"

#include <array>
#include <cstdint>

namespace copctl::codec {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::array<std::int8_t, 256> make_digits() {
  std::array<std::int8_t, 256> digits{};
  digits.fill(-1);
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    digits[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::int8_t>(i);
  }
  return digits;
}
constexpr std::array<std::int8_t, 256> kDigits = make_digits();

std::uint32_t byte_at(std::string_view bytes, std::size_t at) {
  return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0;
}

}  // namespace

std::string encode_base64(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::uint32_t group =
        byte_at(bytes, at) << 16 | byte_at(bytes, at + 1) << 8 | byte_at(bytes, at + 2);
    const std::size_t held = std::min<std::size_t>(bytes.size() - at, 3);
    for (std::size_t i = 0; i < 4; ++i) {
      out += i <= held ? kAlphabet[group >> (18 - 6 * i) & 63] : '=';
    }
  }
  return out;
}

std::optional<std::string> decode_base64(std::string_view text) {
  std::string out;
  std::uint32_t group = 0;
  int held = 0;
  int padding = 0;
  for (const char c : text) {
    if (c == '\n' || c == '\r') {
      continue;
    }
    const int digit = c == '=' ? 0 : kDigits[static_cast<unsigned char>(c)];
    // Padding comes once, at the end of a group that has at least two digits.
    if (digit < 0 || (c != '=' && padding != 0) || (c == '=' && held < 2) || padding == 3) {
      return std::nullopt;
    }
    padding += c == '=' ? 1 : 0;
    group = group << 6 | static_cast<std::uint32_t>(digit);
    if (++held == 4) {
      for (int i = 0; i < 3 - padding; ++i) {
        out += static_cast<char>(group >> (16 - 8 * i) & 0xFF);
      }
      held = 0;
      group = 0;
      padding = padding != 0 ? 3 : 0;
    }
  }
  return held == 0 ? std::optional(std::move(out)) : std::nullopt;
}

std::string bytes_of(const value::List& list) {
  std::string bytes;
  bytes.reserve(list.items.size());
  for (const auto& item : list.items) {
    bytes += item.is_int() ? static_cast<char>(item.as_int().number) : '\0';
  }
  return bytes;
}

}  // namespace copctl::codec
