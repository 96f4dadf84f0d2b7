#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "codec/codec.h"

namespace copctl::codec {

// Reads the part of YAML that most manifests keep to, four times as fast as by libyaml's events:
// printable ASCII; block mappings and sequences; scalars that are plain, in quotes or literal
// (`|`), each on its line; `{}` and lists of words in brackets; comments and `---`. Empty for
// whatever else there is, and for all that may be wrong: then the whole reader says what it is.
// What is read is what the whole reader gives, but for the positions of values, which are not kept;
// a document knows where it begins, and ends there.
[[nodiscard]] std::optional<std::vector<Document>> read_plain_yaml(std::string_view text,
                                                                   diag::SourceId source,
                                                                   Numbers numbers);

}  // namespace copctl::codec
