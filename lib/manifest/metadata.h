#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "manifest/manifest.h"

// The fields that every resource has: apiVersion, kind, metadata.

namespace copctl::manifest {

// A mapping that is to be a resource, and where it stands in its document. Borrows everything.
struct Part {
  const diag::SourceMap& sources;
  const Text& text;
  const codec::Document& document;
  const value::Value& body;
  // Of `body` in the document; not empty for an item of a List.
  std::string pointer;
};

// Adds an error about the value at `pointer`, below the part.
void report_at(const Part& part, std::string_view pointer, std::string message,
               diag::Diagnostics& diagnostics);
// "a mapping", "an integer": what a value is, to the user.
std::string_view kind_words(const value::Value& v);

// The type; empty after an error.
std::optional<Gvk> read_gvk(const Part& part, diag::Diagnostics& diagnostics);
// The resource; empty after an error.
std::optional<Resource> read_resource(const Part& part, const Gvk& gvk,
                                      diag::Diagnostics& diagnostics);

}  // namespace copctl::manifest
