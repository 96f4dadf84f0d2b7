#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dump/dump.h"
#include "dump/json_patch.h"
#include "folder/folder.h"
#include "manifest/manifest.h"

// The user's edits in a dump, object by object.

namespace copctl::dump {

// What became of one rendered object that the user edited.
struct ObjectEdit {
  manifest::Gvk gvk;
  manifest::Identity identity;
  // The user took the whole object out.
  bool removed = false;
  std::vector<PatchStep> steps;
};

inline constexpr std::string_view kKustomizationName = "kustomization.yaml";

// What the user added: an object in a file of the dump, or a whole file beside the rendered ones.
struct AddedObject {
  std::string file;
  std::string text;
};

struct Edits {
  // The rendered manifests that still are in the dump, by path.
  std::vector<std::string> files;
  std::vector<ObjectEdit> objects;
  std::vector<AddedObject> added;
  // Something here stands in a file with secrets.
  bool secret = false;
};

// Compares each file of the dump with what was rendered. Objects are told apart by group, kind,
// namespace and name. Errors: a file that cannot be read or is no manifest; secrets.lock missing
// though a file with secrets might be edited.
[[nodiscard]] std::optional<Edits> edits_of(const std::string& dir, const folder::Lock& lock,
                                            const Surroundings& surroundings,
                                            diag::Diagnostics& diagnostics);

}  // namespace copctl::dump
