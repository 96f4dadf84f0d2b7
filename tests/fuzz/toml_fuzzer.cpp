#include "codec/codec.h"
#include "fuzz/targets.h"

namespace copctl::fuzz {

// What fromToml reads toToml writes, and fromToml reads again as it was.
void toml(std::string_view bytes) {
  const codec::GoResult read = codec::go_toml_unmarshal(bytes);
  if (!read.error.empty()) return;
  const codec::GoResult written = codec::go_toml_marshal(read.value);
  if (!written.error.empty()) return;
  COPCTL_CHECK(written.value.is_string());
  const codec::GoResult again = codec::go_toml_unmarshal(written.value.as_string());
  COPCTL_CHECK(again.error.empty());
  COPCTL_CHECK(value::same_data(again.value, read.value));
}

}  // namespace copctl::fuzz
