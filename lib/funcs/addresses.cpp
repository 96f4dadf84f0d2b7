#include <fmt/format.h>

#include <array>
#include <cmath>
#include <string>

#include "funcs/address.h"
#include "funcs/arguments.h"
#include "funcs/funcs.h"

// Arithmetic on IP addresses and blocks of them.

namespace copctl::funcs {

namespace {

using tmpl::Call;
using value::Value;

// A text as an error names it; nobody reads more of it.
std::string quoted(std::string_view text) {
  constexpr std::size_t kMost = 60;
  return text.size() <= kMost ? fmt::format("`{}`", text)
                              : fmt::format("a text of {} bytes", text.size());
}

Address address_at(const Call& call, std::size_t i) {
  const auto address = read_ip(call.text(i));
  if (!address) {
    call.fail(quoted(call.text(i)) + " is not an IP address such as 10.0.0.1 or fd00::1");
  }
  return *address;
}

Block block_at(const Call& call, std::size_t i) {
  const auto block = read_block(call.text(i));
  if (!block) {
    call.fail(quoted(call.text(i)) + " is not a CIDR block such as 10.0.0.0/24 or fd00::/64");
  }
  return *block;
}

// Of an address or a block.
Block range_at(const Call& call, std::size_t i) {
  if (const auto address = read_ip(call.text(i))) return block_of(*address);
  const auto block = read_block(call.text(i));
  if (!block) {
    call.fail(quoted(call.text(i)) +
              " is neither an IP address nor a CIDR block such as 10.0.0.0/24");
  }
  return *block;
}

// Numbers from fromYaml are float64, those of values int64, and `len` gives an int.
std::optional<std::int64_t> whole_number(const Value& v) {
  constexpr double kExact = 9007199254740992.0;
  if (v.is_int() && (v.as_int().type != value::IntType::kUint64 || v.as_int().number >= 0)) {
    return v.as_int().number;
  }
  if (v.is_float() && std::trunc(v.as_float()) == v.as_float() &&
      std::fabs(v.as_float()) <= kExact) {
    return static_cast<std::int64_t>(v.as_float());
  }
  return std::nullopt;
}

std::string kind_of(const Call& call, const Value& v) {
  if (v.is_nil()) return "nil";
  return v.is_number() ? printed(call, v) : std::string(value::kind_name(v));
}

std::int64_t whole_number_at(const Call& call, std::size_t i) {
  const auto number = whole_number(call.arg(i));
  if (!number) {
    call.fail(fmt::format("argument {} must be a whole number, not {}", i + 1,
                          kind_of(call, call.arg(i))));
  }
  return *number;
}

Value cidr_contains(Call& call) {
  return Value::boolean(contains(block_at(call, 0), range_at(call, 1)));
}

Value cidr_overlaps(Call& call) {
  const Block left = range_at(call, 0);
  const Block right = range_at(call, 1);
  return Value::boolean(contains(left, right) || contains(right, left));
}

Value cidr_network(Call& call) { return Value::string(print(block_at(call, 0))); }
Value cidr_first(Call& call) { return Value::string(print(block_at(call, 0).first)); }
Value cidr_last(Call& call) { return Value::string(print(last_of(block_at(call, 0)))); }
Value cidr_size(Call& call) { return Value::string(size_of(block_at(call, 0))); }

Value cidr_prefix(Call& call) {
  return Value::integer(block_at(call, 0).prefix, value::IntType::kInt);
}

// The ends that a host may not have: network and broadcast of IPv4 (RFC 3021 exempts /31), the
// routers' anycast address of IPv6 (RFC 4291 section 2.6.1; RFC 6164 exempts /127).
struct Hosts {
  AddressNumber first;
  AddressNumber last;
};

Hosts hosts_of(const Block& block) {
  Hosts hosts{block.first.number, last_of(block).number};
  if (hosts.last - hosts.first < 2) return hosts;
  ++hosts.first;
  if (block.first.version == 4) --hosts.last;
  return hosts;
}

Value cidr_hosts(Call& call) {
  constexpr std::size_t kPrintSteps = 8;
  const Block block = block_at(call, 0);
  const std::int64_t limit = whole_number_at(call, 1);
  if (limit < 0) call.fail(fmt::format("the limit must not be negative, but is {}", limit));
  const Hosts hosts = hosts_of(block);
  const AddressNumber most = static_cast<AddressNumber>(limit);
  const AddressNumber others = hosts.last - hosts.first;
  const auto count = static_cast<std::size_t>(others < most ? others + 1 : most);
  call.reserve(product(count, kNodeBytes));
  call.work(product(count, kPrintSteps));
  std::vector<std::string> texts;
  texts.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    texts.push_back(print(Address{hosts.first + i, block.first.version}));
  }
  return text_list(call, std::move(texts));
}

Value ip_add(Call& call) {
  const Address address = address_at(call, 0);
  const std::int64_t by = whole_number_at(call, 1);
  const auto sum = moved(address, by);
  if (!sum) {
    const auto sign = by < 0 ? "-" : "+";
    const auto distance = static_cast<std::uint64_t>(by);
    call.fail(fmt::format("{} {} {} is no IPv{} address", print(address), sign,
                          by < 0 ? 0 - distance : distance, address.version));
  }
  return Value::string(print(*sum));
}

Value ip_compare(Call& call) {
  return Value::integer(compare(address_at(call, 0), address_at(call, 1)), value::IntType::kInt);
}

// Anything but a text is no address.
Value ip_version(Call& call) {
  const auto address = call.arg(0).is_string() ? read_ip(call.text(0)) : std::nullopt;
  return Value::integer(address ? address->version : 0, value::IntType::kInt);
}

Value is_ip(Call& call) {
  return Value::boolean(call.arg(0).is_string() && read_ip(call.text(0)).has_value());
}

Value is_cidr(Call& call) {
  return Value::boolean(call.arg(0).is_string() && read_block(call.text(0)).has_value());
}

constexpr std::array kFunctions = std::to_array<tmpl::Function>({
    {"cidrContains",
     "(string, string) (bool, error)",
     cidr_contains,
     "whether all of an address or block lies in a block",
     {R"({{ cidrContains "10.0.0.0/8" "10.1.2.3" }} {{ cidrContains "fd00::/64" "fd00::/48" }})",
      "true false"}},
    {"cidrOverlaps",
     "(string, string) (bool, error)",
     cidr_overlaps,
     "whether two blocks or addresses have an address in common",
     {R"({{ cidrOverlaps "10.0.0.0/8" "10.96.0.0/12" }})", "true"}},
    {"cidrNetwork",
     "(string) (string, error)",
     cidr_network,
     "a block with the bits behind its prefix cleared",
     {R"({{ cidrNetwork "10.0.7.9/24" }})", "10.0.7.0/24"}},
    {"cidrFirst",
     "(string) (string, error)",
     cidr_first,
     "the first address of a block",
     {R"({{ cidrFirst "10.0.7.9/24" }})", "10.0.7.0"}},
    {"cidrLast",
     "(string) (string, error)",
     cidr_last,
     "the last address of a block",
     {R"({{ cidrLast "10.0.7.9/24" }})", "10.0.7.255"}},
    {"cidrPrefix",
     "(string) (int, error)",
     cidr_prefix,
     "the length of a block's prefix",
     {R"({{ cidrPrefix "10.0.7.9/24" }})", "24"}},
    {"cidrSize",
     "(string) (string, error)",
     cidr_size,
     "how many addresses a block has, as a text: it can be too large for an integer",
     {R"({{ cidrSize "10.0.7.9/24" }} {{ cidrSize "fd00::/64" }})", "256 18446744073709551616"}},
    {"cidrHosts",
     "(string, any) ([]string, error)",
     cidr_hosts,
     "the first addresses of a block that hosts can have, as many as the limit at most",
     {R"({{ cidrHosts "10.0.7.0/24" 3 | join " " }})", "10.0.7.1 10.0.7.2 10.0.7.3"}},
    {"ipAdd",
     "(string, any) (string, error)",
     ip_add,
     "the address that many after another, or before it for a negative number",
     {R"({{ ipAdd "10.0.7.255" 1 }} {{ ipAdd "fd00::1" -1 }})", "10.0.8.0 fd00::"}},
    {"ipCompare",
     "(string, string) (int, error)",
     ip_compare,
     "-1, 0 or 1: how two addresses are ordered, IPv4 before IPv6",
     {R"({{ ipCompare "10.0.0.9" "10.0.0.10" }})", "-1"}},
    {"ipVersion",
     "(any) int",
     ip_version,
     "4 or 6, and 0 for what is no address",
     {R"({{ ipVersion "fd00::1" }} {{ ipVersion "10.0.0.0/24" }})", "6 0"}},
    {"isIP", "(any) bool", is_ip, "whether it is an address", {R"({{ isIP "10.0.0.1" }})", "true"}},
    {"isCIDR",
     "(any) bool",
     is_cidr,
     "whether it is a block of addresses",
     {R"({{ isCIDR "10.0.0.0/24" }} {{ isCIDR "10.0.0.1" }})", "true false"}},
});

}  // namespace

std::span<const tmpl::Function> addresses() { return kFunctions; }

}  // namespace copctl::funcs
