#pragma once

#include <string>
#include <string_view>

namespace copctl::codec {

// Adds `/key` to a JSON pointer (RFC 6901), in place: readers walk with one pointer.
inline void append_pointer_step(std::string& pointer, std::string_view key) {
  pointer += '/';
  if (key.find_first_of("~/") == std::string_view::npos) {
    pointer += key;
    return;
  }
  for (const char c : key) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
}

}  // namespace copctl::codec
