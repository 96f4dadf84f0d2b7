#include "codec/fault.h"

#include <algorithm>
#include <cstddef>

#include "base/text.h"

namespace copctl::codec {
namespace {

constexpr std::size_t kLongestShown = 60;

}  // namespace

std::string shown(std::string_view text) {
  if (text.size() <= kLongestShown) {
    return base::printable(text);
  }
  std::size_t end = kLongestShown;
  while (end > 0 && (text[end] & 0xC0) == 0x80) {
    --end;
  }
  return base::printable(text.substr(0, end)) + "…";
}

const Fault& go_fault(const Faults& faults) {
  return *std::ranges::min_element(faults, {}, &Fault::stage);
}

}  // namespace copctl::codec
