#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codec/codec.h"
#include "diag/diagnostic.h"
#include "diag/source_map.h"
#include "diag/span_map.h"
#include "value/value.h"

// Rendered text -> documents -> resources. Front door of the room.

namespace copctl::manifest {

// A resource's type. `core` resources have an empty group.
struct Gvk {
  std::string group;
  std::string version;
  std::string kind;
  auto operator<=>(const Gvk&) const = default;
};

// What makes two resources the same one to an API server (the version does not).
struct Identity {
  std::string group;
  std::string kind;
  std::string name_space;
  std::string name;
  auto operator<=>(const Identity&) const = default;
};

// A document with apiVersion, kind and name. `file` is an index into the caller's list of files.
struct Resource {
  Gvk gvk;
  Identity identity;
  value::Value body;
  std::size_t file = 0;
  // The document in its source.
  diag::Span span;
};

// One manifest text: its source and, when it was rendered, what wrote it.
struct Text {
  diag::SourceId source = diag::kNoSource;
  // Where errors are pointed at instead of the rendered text, which then is a note; nullptr for a
  // file that a person wrote.
  const diag::SpanMap* origins = nullptr;
  std::size_t file = 0;
};

// The resources of a manifest; a `List` is taken apart. Errors: bad YAML, a document that is no
// mapping, a missing or ill-typed apiVersion, kind or metadata.name (also `generateName` alone), a
// name that no API server takes.
[[nodiscard]] std::optional<std::vector<Resource>> parse(const diag::SourceMap& sources,
                                                         const Text& text,
                                                         diag::Diagnostics& diagnostics);

// `Deployment/app`, `PriorityClass/cnvrg-apps`: how a resource is named to the user; the namespace
// is left to the caller.
std::string display(const Identity& identity);

// Rank of a kind in the order in which manifests are applied (helm: kind_sorter.go, InstallOrder):
// Namespace first, custom kinds last.
int install_rank(std::string_view kind);

// True for the kinds that never have a namespace (built-in ones; unknown kinds count as
// namespaced).
bool cluster_scoped(const Gvk& gvk);

}  // namespace copctl::manifest
