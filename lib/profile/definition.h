#pragma once

#include <optional>
#include <string>
#include <vector>

#include "codec/codec.h"
#include "diag/diagnostic.h"
#include "diag/source_map.h"
#include "profile/profile.h"

// profile.yaml.

namespace copctl::profile {

struct Definition {
  diag::SourceId source = diag::kNoSource;
  Summary summary;
  std::string output_dir;
  std::string release_namespace;
  Layout layout = Layout::kFlat;
  std::string notes;
  diag::Span notes_span;
  std::vector<Binding> bindings;
  Expression problems;
  Expression keep;
  std::vector<FileRule> files;
};

// Judges profile.yaml by its own schema, which brings its scalars to their types.
bool check_definition(codec::Document& document, const diag::SourceMap& sources,
                      diag::Diagnostics& diagnostics);
// Takes a profile.yaml that was found sound apart. Paths in it are plain and relative.
std::optional<Definition> read_definition(const codec::Document& document,
                                          diag::Diagnostics& diagnostics);

}  // namespace copctl::profile
