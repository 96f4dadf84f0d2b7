#include "codec/codec.h"
#include "fuzz/targets.h"
#include "fuzz/values.h"

namespace copctl::fuzz {

// What our reader takes is written and read back as it was, and fromJson reads it alike.
void json(std::string_view bytes) {
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  const auto source = sources.add_view(diag::SourceKind::kFile, "a.json", bytes);
  const auto document = codec::decode_json(sources, source, codec::Numbers::kInt64, diagnostics);
  check_told(document.has_value(), diagnostics, sources);
  const codec::GoResult go = codec::go_json_unmarshal(bytes, codec::Numbers::kInt64);
  if (!document) return;
  COPCTL_CHECK(go.error.empty() && value::same_data(go.value, document->value));
  check_json_round_trip(document->value);
}

}  // namespace copctl::fuzz
