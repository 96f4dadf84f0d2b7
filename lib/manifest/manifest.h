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

// A resource's type. Resources of the core group have an empty `group`.
struct Gvk {
  std::string group;
  std::string version;
  std::string kind;
  auto operator<=>(const Gvk&) const = default;
};

// What makes two resources the same one to an API server (the version does not). The namespace of a
// cluster-scoped resource, and one that was left to `kubectl -n`, is empty.
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
  // The document in its source; for a resource out of a `List`, the list's document.
  diag::Span span;
  // The first line of that which is not a comment: what is pointed at to mean the resource.
  diag::Span head;
};

// One manifest text: its source and, when it was rendered, what wrote it.
struct Text {
  diag::SourceId source = diag::kNoSource;
  // Where errors are pointed at instead of the rendered text, which then is a note; nullptr for a
  // file that a person wrote. Borrowed.
  const diag::SpanMap* origins = nullptr;
  std::size_t file = 0;
  // The rendered text holds secrets: no line of it is shown, only the template's.
  bool secret = false;
};

// The resources of a manifest, in its order; documents that are empty or for kustomize alone are
// passed over, a `List` (or `ConfigMapList` and the like) is taken apart. Errors, all of them at once: bad YAML, a document
// that is no mapping, a missing or ill-typed apiVersion, kind, metadata, metadata.name (also
// `generateName` alone), namespace, labels or annotations, a name that no API server takes.
// Reads `sources` only, so that several texts may be parsed on several threads.
[[nodiscard]] std::optional<std::vector<Resource>> parse(const diag::SourceMap& sources,
                                                         const Text& text,
                                                         diag::Diagnostics& diagnostics);

// Adds an error about `span` of a manifest: at what wrote it when that is known, with the rendered
// line as a note.
diag::Diagnostic& report(const Text& text, diag::Span span, diag::Kind kind, std::string message,
                         diag::Diagnostics& diagnostics);
// Where `report` points.
diag::Span blame(const Text& text, diag::Span span);

// `Deployment/app`, `PriorityClass/cnvrg-apps`: how a resource is named to the user; the namespace
// is left to the caller.
std::string display(const Identity& identity);

// What is wrong with `name` as the name of a resource of this type, as the end of a sentence: "must
// be …". Empty when an API server takes it.
std::string name_fault(const Gvk& gvk, std::string_view name);
// The same for metadata.namespace.
std::string namespace_fault(std::string_view name);

// Rank of a kind in the order in which manifests are applied (helm: kind_sorter.go, InstallOrder):
// priority classes and namespaces first, kinds that Helm does not know last, all with one rank.
int install_rank(std::string_view kind);

// True for the kinds that never have a namespace (those of Kubernetes and OpenShift; any other kind
// counts as namespaced).
bool cluster_scoped(const Gvk& gvk);

}  // namespace copctl::manifest
