#include "codec/fault.h"

#include <algorithm>
#include <cstddef>

#include "base/text.h"

namespace copctl::codec {
namespace {

constexpr std::size_t kLongestShown = 60;

}  // namespace

std::string shown(std::string_view text) { return base::printable_start(text, kLongestShown); }

const Fault& go_fault(const Faults& faults) {
  return *std::ranges::min_element(faults, {}, &Fault::stage);
}

}  // namespace copctl::codec
