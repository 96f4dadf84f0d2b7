#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "value/value.h"

// JSON Patch (RFC 6902): what `kubectl patch --type=json` and kustomize apply.

namespace copctl::dump {

enum class PatchAction : std::uint8_t { kAdd, kRemove, kReplace };

struct PatchStep {
  PatchAction action = PatchAction::kReplace;
  // RFC 6901, `/spec/replicas`.
  std::string pointer;
  // nil for kRemove.
  value::Value value;
};

// The steps that turn `before` into `after`, to be done in this order; none when they hold the same
// data. Maps are changed key by key. Lists keep what they begin and end with, and what lies between
// is changed item by item. Neither may hold itself; both are no deeper than a reader lets them be.
std::vector<PatchStep> json_patch(const value::Value& before, const value::Value& after);

// As RFC 6902 writes them: a list of maps with `op`, `path` and `value`.
value::Value to_value(const std::vector<PatchStep>& steps);

}  // namespace copctl::dump
