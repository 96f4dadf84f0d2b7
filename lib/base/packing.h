#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

// Numbers and texts as bytes: what the packed forms of documents and schemas are made of. Both ends
// are one build, so that nothing is said twice; a reader distrusts what it reads all the same.

namespace copctl::base {

// Numbers are LEB128: seven bits a byte, the lowest first. A text is its length and its bytes.
class PackWriter {
 public:
  void byte(std::uint8_t b) { bytes_ += static_cast<char>(b); }
  void number(std::uint64_t n) {
    for (; n >= 0x80; n >>= 7) bytes_ += static_cast<char>(n | 0x80);
    bytes_ += static_cast<char>(n);
  }
  void text(std::string_view t) {
    number(t.size());
    bytes_ += t;
  }
  void raw(std::string_view bytes) { bytes_ += bytes; }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

// Borrows the bytes; texts are views of them. The first read that fails makes all later ones give
// nothing: `good` needs to be asked only at the end, and before a count is trusted.
class PackReader {
 public:
  explicit PackReader(std::string_view bytes) : rest_(bytes) {}

  bool good() const { return good_; }
  bool at_end() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }
  void fail() {
    good_ = false;
    rest_ = {};
  }

  std::uint8_t byte() {
    if (rest_.empty()) {
      fail();
      return 0;
    }
    const auto first = static_cast<std::uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    return first;
  }
  std::uint64_t number() {
    std::uint64_t n = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const std::uint8_t part = byte();
      n |= static_cast<std::uint64_t>(part & 0x7F) << shift;
      if (part < 0x80) return n;
    }
    fail();
    return 0;
  }
  // A number of things that take at least a byte each: never more than there are bytes.
  std::size_t count() {
    const std::uint64_t n = number();
    if (n > rest_.size()) fail();
    return good_ ? static_cast<std::size_t>(n) : 0;
  }
  std::string_view text() {
    const std::size_t size = count();
    const std::string_view found = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return found;
  }
  // Takes what stands next as it is.
  bool skip(std::string_view mark) {
    if (!rest_.starts_with(mark)) fail();
    if (good_) rest_.remove_prefix(mark.size());
    return good_;
  }

 private:
  std::string_view rest_;
  bool good_ = true;
};

}  // namespace copctl::base
