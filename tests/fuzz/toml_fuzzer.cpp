#include "codec/codec.h"
#include "fuzz/targets.h"
#include "fuzz/values.h"

namespace copctl::fuzz {

// What fromToml reads toToml writes, and fromToml reads again as it was.
void toml(std::string_view bytes) {
  const codec::GoResult read = codec::go_toml_unmarshal(bytes);
  if (read.error.empty()) check_toml_round_trip(read.value);
}

}  // namespace copctl::fuzz
