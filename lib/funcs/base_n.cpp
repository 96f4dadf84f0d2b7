#include "funcs/base_n.h"

#include <cstdint>

namespace copctl::funcs {

namespace {

constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

// Every digit carries `bits`; `group` digits make whole bytes.
std::string encode(std::string_view bytes, std::string_view alphabet, int bits, int group) {
  std::string out;
  std::uint32_t pending = 0;
  int count = 0;
  for (const char c : bytes) {
    pending = pending << 8 | static_cast<unsigned char>(c);
    for (count += 8; count >= bits; count -= bits) {
      out += alphabet[pending >> (count - bits) & ((1u << bits) - 1)];
    }
    pending &= (1u << count) - 1;
  }
  if (count > 0) {
    out += alphabet[pending << (bits - count) & ((1u << bits) - 1)];
  }
  while (out.size() % group != 0) {
    out += '=';
  }
  return out;
}

bool is_line_break(char c) { return c == '\n' || c == '\r'; }

// Collects digits and gives whole bytes.
class Bytes {
 public:
  explicit Bytes(int bits) : bits_(bits) {}
  void add(std::size_t digit) {
    pending_ = pending_ << bits_ | static_cast<std::uint32_t>(digit);
    count_ += bits_;
    if (count_ < 8) {
      return;
    }
    count_ -= 8;
    out_ += static_cast<char>(pending_ >> count_);
    pending_ &= (1u << count_) - 1;
  }
  std::string take() { return std::move(out_); }

 private:
  int bits_;
  std::uint32_t pending_ = 0;
  int count_ = 0;
  std::string out_;
};

std::size_t after_line_breaks(std::string_view text, std::size_t at) {
  while (at < text.size() && is_line_break(text[at])) {
    ++at;
  }
  return at;
}

// base64.go: decodeQuantum, from the first padding character at `at` after `digits` digits of the
// group. The byte at fault; npos when all is well.
std::size_t base64_padding_fault(std::string_view text, std::size_t at, std::size_t digits) {
  if (digits < 2) {
    return at;
  }
  std::size_t next = after_line_breaks(text, at + 1);
  if (digits == 2) {
    if (next == text.size()) {
      return next;
    }
    if (text[next] != '=') {
      return next - 1;
    }
    ++next;
  }
  next = after_line_breaks(text, next);
  return next == text.size() ? std::string_view::npos : next;
}

// base32.go: decode. The same for base32, whose text has no line breaks left.
std::size_t base32_padding_fault(std::string_view text, std::size_t at, std::size_t digits) {
  const std::size_t rest = text.size() - at - 1;
  if (digits < 2 || rest >= 8) {
    return at;
  }
  if (rest + digits < 7) {
    return text.size();
  }
  for (std::size_t k = 0; k < 7 - digits && k < rest; ++k) {
    if (text[at + 1 + k] != '=') {
      return at + k;
    }
  }
  return digits == 3 || digits == 6 ? at : std::string_view::npos;
}

std::string fault(std::string_view name, std::size_t at) {
  return "illegal " + std::string(name) + " data at input byte " + std::to_string(at);
}

}  // namespace

std::string encode_base64(std::string_view bytes) { return encode(bytes, kBase64, 6, 4); }
std::string encode_base32(std::string_view bytes) { return encode(bytes, kBase32, 5, 8); }

std::optional<std::string> decode_base64(std::string_view text, std::string& error) {
  Bytes bytes(6);
  std::size_t digits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_line_break(text[i])) {
      continue;
    }
    const std::size_t digit = kBase64.find(text[i]);
    if (digit != std::string_view::npos) {
      bytes.add(digit);
      digits = (digits + 1) % 4;
      continue;
    }
    const std::size_t at = text[i] == '=' ? base64_padding_fault(text, i, digits) : i;
    if (at == std::string_view::npos) {
      return bytes.take();
    }
    error = fault("base64", at);
    return std::nullopt;
  }
  if (digits == 0) {
    return bytes.take();
  }
  error = fault("base64", text.size() - digits);
  return std::nullopt;
}

std::optional<std::string> decode_base32(std::string_view text, std::string& error) {
  std::string kept(text);
  std::erase_if(kept, is_line_break);
  Bytes bytes(5);
  std::size_t digits = 0;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    const std::size_t digit = kBase32.find(kept[i]);
    if (digit != std::string_view::npos) {
      bytes.add(digit);
      digits = (digits + 1) % 8;
      continue;
    }
    const std::size_t at = kept[i] == '=' ? base32_padding_fault(kept, i, digits) : i;
    if (at == std::string_view::npos) {
      return bytes.take();
    }
    error = fault("base32", at);
    return std::nullopt;
  }
  if (digits == 0) {
    return bytes.take();
  }
  error = fault("base32", kept.size() - digits);
  return std::nullopt;
}

}  // namespace copctl::funcs
