#pragma once

#include <string>
#include <vector>

#include "dump/masking.h"
#include "manifest/manifest.h"

// What differs between two versions of a resource, field by field.

namespace copctl::dump {

// A field that differs: the outermost one that only one side has, or a scalar that both have.
// Everything in it is safe to print.
struct FieldChange {
  // `spec.template.spec.containers[name=web].image`.
  std::string field;
  // One line each; empty when the field was not, or will not be there. A list whose items only
  // change places has words for it in `after` and no `before`.
  std::string before;
  std::string after;
  bool had = true;
  bool has = true;

  bool operator==(const FieldChange&) const = default;
};

// In the order of the field names. The contents of Secrets are always masked.
std::vector<FieldChange> field_changes(const manifest::Resource& before,
                                       const manifest::Resource& after, const Masking& masking);

}  // namespace copctl::dump
