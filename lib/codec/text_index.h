#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace copctl::codec {

bool is_ascii(std::string_view text);

// Byte offsets of a text by character: libyaml counts characters, spans count bytes. Borrows the
// text, which is valid UTF-8.
class TextIndex {
 public:
  explicit TextIndex(std::string_view text);
  // The end of the text when `character` is beyond it.
  std::size_t byte(std::size_t character) const;

 private:
  std::string_view text_;
  // The byte of every kStep-th character; empty for ASCII, where bytes are characters.
  std::vector<std::uint32_t> marks_;
};

}  // namespace copctl::codec
