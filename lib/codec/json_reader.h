#pragma once

#include <optional>
#include <string_view>

#include "codec/codec.h"
#include "codec/fault.h"
#include "diag/span.h"

namespace copctl::codec {

struct JsonReading {
  Numbers numbers = Numbers::kInt64;
  bool spans = false;
  bool unique_keys = false;
  // Of the text, for positions.
  diag::SourceId source = diag::kNoSource;
  std::size_t max_nodes = kMaxNodes;
};

// Reads one JSON text to its end. Invalid UTF-8 becomes U+FFFD. On faults the value is incomplete.
Document read_json(std::string_view text, const JsonReading& reading, Faults& faults);

}  // namespace copctl::codec
