#include "funcs/address.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <array>
#include <charconv>

namespace copctl::funcs {

namespace {

constexpr int kIpv4Bits = 32;
constexpr int kIpv6Bits = 128;

// The longest text of an address is 45 bytes; reading does not copy more.
constexpr std::size_t kMaxAddressText = 64;

AddressNumber number_of(const unsigned char* bytes, std::size_t count) {
  AddressNumber number = 0;
  for (std::size_t i = 0; i < count; ++i) number = (number << 8) | bytes[i];
  return number;
}

// Ones behind the prefix. Shifting by all the bits there are is undefined.
AddressNumber host_mask(int version, int prefix) {
  const int host_bits = address_bits(version) - prefix;
  const AddressNumber all = ~AddressNumber{0};
  return host_bits == 0 ? 0 : all >> (kIpv6Bits - host_bits);
}

std::optional<int> read_prefix(std::string_view text, int bits) {
  int prefix = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), prefix);
  const bool plain = !text.empty() && text.front() != '-' && (text.size() == 1 || text[0] != '0');
  if (!plain || error != std::errc() || end != text.data() + text.size() || prefix > bits) {
    return std::nullopt;
  }
  return prefix;
}

using Groups = std::array<unsigned, 8>;

// The longest run of two or more zero groups, the first of equals; none is empty.
struct Run {
  std::size_t begin = 0;
  std::size_t end = 0;
};

Run longest_zeros(const Groups& groups) {
  Run longest;
  for (std::size_t begin = 0; begin < groups.size(); ++begin) {
    std::size_t end = begin;
    while (end < groups.size() && groups[end] == 0) ++end;
    if (end - begin >= 2 && end - begin > longest.end - longest.begin) longest = {begin, end};
    begin = end;
  }
  return longest;
}

std::string print_ipv4(std::uint32_t number) {
  return fmt::format("{}.{}.{}.{}", number >> 24, (number >> 16) & 0xff, (number >> 8) & 0xff,
                     number & 0xff);
}

std::string print_ipv6(AddressNumber number) {
  constexpr AddressNumber kMapped = 0xffff;
  if (number >> kIpv4Bits == kMapped) {
    return "::ffff:" + print_ipv4(static_cast<std::uint32_t>(number));
  }
  Groups groups{};
  for (std::size_t i = 0; i < groups.size(); ++i) {
    groups[i] = static_cast<unsigned>(number >> (16 * (groups.size() - 1 - i))) & 0xffff;
  }
  const Run zeros = longest_zeros(groups);
  std::string text;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (i == zeros.begin && zeros.end > zeros.begin) {
      text += "::";
      i = zeros.end;
      if (i == groups.size()) break;
    } else if (i > 0) {
      text += ':';
    }
    text += fmt::format("{:x}", groups[i]);
  }
  return text;
}

}  // namespace

int address_bits(int version) { return version == 4 ? kIpv4Bits : kIpv6Bits; }

std::optional<Address> read_ip(std::string_view text) {
  if (text.size() > kMaxAddressText || text.find('\0') != std::string_view::npos) {
    return std::nullopt;
  }
  const std::string ended(text);
  std::array<unsigned char, 16> bytes{};
  if (inet_pton(AF_INET, ended.c_str(), bytes.data()) == 1) {
    return Address{number_of(bytes.data(), 4), 4};
  }
  if (inet_pton(AF_INET6, ended.c_str(), bytes.data()) == 1) {
    return Address{number_of(bytes.data(), bytes.size()), 6};
  }
  return std::nullopt;
}

std::optional<Block> read_block(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto address = read_ip(text.substr(0, slash));
  if (!address) return std::nullopt;
  const auto prefix = read_prefix(text.substr(slash + 1), address_bits(address->version));
  if (!prefix) return std::nullopt;
  const AddressNumber network = address->number & ~host_mask(address->version, *prefix);
  return Block{{network, address->version}, *prefix};
}

Block block_of(const Address& address) { return {address, address_bits(address.version)}; }

std::string print(const Address& address) {
  return address.version == 4 ? print_ipv4(static_cast<std::uint32_t>(address.number))
                              : print_ipv6(address.number);
}

std::string print(const Block& block) {
  return fmt::format("{}/{}", print(block.first), block.prefix);
}

Address last_of(const Block& block) {
  return {block.first.number | host_mask(block.first.version, block.prefix), block.first.version};
}

bool contains(const Block& outer, const Block& inner) {
  return outer.first.version == inner.first.version && outer.prefix <= inner.prefix &&
         outer.first.number == (inner.first.number & ~host_mask(outer.first.version, outer.prefix));
}

std::string size_of(const Block& block) {
  const AddressNumber highest = host_mask(block.first.version, block.prefix);
  if (highest == ~AddressNumber{0}) return "340282366920938463463374607431768211456";
  return fmt::format("{}", highest + 1);
}

std::optional<Address> moved(const Address& address, std::int64_t by) {
  const AddressNumber highest = host_mask(address.version, 0);
  // Negating the smallest int64 would overflow, its distance to zero as an unsigned does not.
  const AddressNumber distance =
      by < 0 ? AddressNumber{0} - static_cast<AddressNumber>(by) : static_cast<AddressNumber>(by);
  const AddressNumber room = by < 0 ? address.number : highest - address.number;
  if (distance > room) return std::nullopt;
  return Address{by < 0 ? address.number - distance : address.number + distance, address.version};
}

int compare(const Address& left, const Address& right) {
  if (left.version != right.version) return left.version < right.version ? -1 : 1;
  if (left.number == right.number) return 0;
  return left.number < right.number ? -1 : 1;
}

}  // namespace copctl::funcs
