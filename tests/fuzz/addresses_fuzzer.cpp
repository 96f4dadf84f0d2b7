#include <optional>

#include "funcs/address.h"
#include "fuzz/targets.h"

namespace copctl::fuzz {

namespace {

// What is printed is read as the same.
void check_address(const funcs::Address& address) {
  COPCTL_CHECK(funcs::read_ip(funcs::print(address)) == address);
  for (const std::int64_t by : {std::int64_t{1}, std::int64_t{-1}, INT64_MAX, INT64_MIN + 1}) {
    const auto there = funcs::moved(address, by);
    COPCTL_CHECK(!there || funcs::moved(*there, -by) == address);
    COPCTL_CHECK(!there || funcs::compare(*there, address) == (by < 0 ? -1 : 1));
  }
}

void check_block(const funcs::Block& block) {
  const auto again = funcs::read_block(funcs::print(block));
  COPCTL_CHECK(again && again->first == block.first && again->prefix == block.prefix);
  const funcs::Address last = funcs::last_of(block);
  COPCTL_CHECK(funcs::contains(block, funcs::block_of(block.first)));
  COPCTL_CHECK(funcs::contains(block, funcs::block_of(last)));
  const auto outside = funcs::moved(last, 1);
  COPCTL_CHECK(!outside || !funcs::contains(block, funcs::block_of(*outside)));
  COPCTL_CHECK(!funcs::size_of(block).empty());
}

}  // namespace

// Two addresses or blocks, `\n--\n` between them.
void addresses(std::string_view bytes) {
  const Halves halves = split(bytes);
  for (const std::string_view text : {halves.first, halves.second}) {
    if (const auto address = funcs::read_ip(text)) check_address(*address);
    if (const auto block = funcs::read_block(text)) check_block(*block);
  }
  const auto left = funcs::read_block(halves.first);
  const auto right = funcs::read_block(halves.second);
  if (!left || !right) return;
  const bool equal = left->first == right->first && left->prefix == right->prefix;
  COPCTL_CHECK((funcs::contains(*left, *right) && funcs::contains(*right, *left)) == equal);
}

}  // namespace copctl::fuzz
