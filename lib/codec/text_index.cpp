#include "codec/text_index.h"

#include <algorithm>
#include <cstring>

namespace copctl::codec {
namespace {

constexpr std::size_t kStep = 64;

bool is_continuation(char c) { return (c & 0xC0) == 0x80; }

}  // namespace

bool is_ascii(std::string_view text) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  // A word at a time: every text is asked, and nearly all are ASCII.
  std::uint64_t bits = 0;
  for (; text.size() >= sizeof bits; text.remove_prefix(sizeof bits)) {
    std::memcpy(&bits, text.data(), sizeof bits);
    if ((bits & kHighBits) != 0) {
      return false;
    }
  }
  return std::ranges::none_of(text, [](char c) { return static_cast<signed char>(c) < 0; });
}

TextIndex::TextIndex(std::string_view text) : text_(text) {
  if (is_ascii(text)) {
    return;
  }
  std::size_t character = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (is_continuation(text[at])) {
      continue;
    }
    if (character % kStep == 0) {
      marks_.push_back(static_cast<std::uint32_t>(at));
    }
    ++character;
  }
}

std::size_t TextIndex::byte(std::size_t character) const {
  if (marks_.empty()) {
    return std::min(character, text_.size());
  }
  if (character / kStep >= marks_.size()) {
    return text_.size();
  }
  std::size_t at = marks_[character / kStep];
  for (std::size_t left = character % kStep; left != 0 && at < text_.size(); --left) {
    do {
      ++at;
    } while (at < text_.size() && is_continuation(text_[at]));
  }
  return at;
}

}  // namespace copctl::codec
