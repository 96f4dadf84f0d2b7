#pragma once

#include <string>
#include <vector>

#include "value/value.h"
#include "waves/folders.h"

namespace copctl::waves {

// What is wrong with one entry of kustomize's `patches` over a folder, to stand behind the
// name of who patches; empty when it fits, or when that cannot be told. Source: kustomize,
// api/builtins PatchTransformer.
std::string patch_fault(const Tree& tree, const value::Value& patch, const Content& content);

}  // namespace copctl::waves
