#pragma once

#include <string>

#include "check/check.h"
#include "diag/printer.h"
#include "manifest/manifest.h"
#include "support/catch.h"

// Resources out of YAML, for tests.

namespace copctl::check {

inline manifest::Resource resource_of(const std::string& text) {
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  const auto source = sources.add(diag::SourceKind::kFile, "a.yaml", text);
  auto resources = manifest::parse(sources, {source, nullptr, 0}, diagnostics);
  INFO(diag::print(diagnostics, sources));
  REQUIRE(resources);
  REQUIRE(resources->size() == 1);
  return resources->front();
}

}  // namespace copctl::check
