#include <cstddef>
#include <cstdint>

#include "fuzz/targets.h"

// What libFuzzer calls; compiled once a target, COPCTL_FUZZED being its name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  copctl::fuzz::COPCTL_FUZZED({reinterpret_cast<const char*>(bytes), size});
  return 0;
}
