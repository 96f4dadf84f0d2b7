#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// IP addresses of both families and blocks of them (CIDR), as numbers.

namespace copctl::funcs {

__extension__ typedef unsigned __int128 AddressNumber;

struct Address {
  AddressNumber number = 0;
  // 4 or 6. An IPv4 address that is written as IPv6 (`::ffff:10.0.0.1`) is one of IPv6.
  int version = 4;

  bool operator==(const Address&) const = default;
};

// The addresses that share the first `prefix` bits.
struct Block {
  Address first;
  int prefix = 0;
};

// 32 or 128.
int address_bits(int version);

// Four decimal numbers without leading zeros, or RFC 4291 section 2.2; no zones. Empty for all
// else.
std::optional<Address> read_ip(std::string_view text);
// `ADDRESS/PREFIX`; bits of the address behind the prefix are cleared.
std::optional<Block> read_block(std::string_view text);
// An address is the block of it alone.
Block block_of(const Address& address);

// RFC 5952: lower case, the longest run of zeros shortened.
std::string print(const Address& address);
std::string print(const Block& block);

Address last_of(const Block& block);
// Whether all of `inner` is in `outer`; never when the families differ.
bool contains(const Block& outer, const Block& inner);
// How many addresses, exactly: up to 2^128.
std::string size_of(const Block& block);
// The address that many after (or before) this one. Empty beyond the ends of the family.
std::optional<Address> moved(const Address& address, std::int64_t by);
// -1, 0, 1: IPv4 before IPv6, then by number.
int compare(const Address& left, const Address& right);

}  // namespace copctl::funcs
