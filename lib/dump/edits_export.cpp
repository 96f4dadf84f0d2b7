#include <fmt/format.h>

#include "base/text.h"
#include "codec/codec.h"
#include "dump/edits.h"

// Edits in the forms that other tools apply.

namespace copctl::dump {

namespace {

using value::Value;

constexpr std::string_view kAddedName = "added.yaml";
constexpr std::string_view kPatchesName = "patches.json";

// kustomize takes the names of a target for regular expressions.
Value exactly(std::string_view name) { return Value::string(base::replace_all(name, ".", "\\.")); }

Value target_of(const ObjectEdit& edit) {
  value::Entries target{{"kind", Value::string(edit.gvk.kind)},
                        {"name", exactly(edit.identity.name)},
                        {"version", Value::string(edit.gvk.version)}};
  if (!edit.gvk.group.empty()) target.emplace("group", Value::string(edit.gvk.group));
  if (!edit.identity.name_space.empty())
    target.emplace("namespace", exactly(edit.identity.name_space));
  return Value::map(std::move(target));
}

// A strategic merge patch that takes the object away; JSON Patch cannot.
Value removal_of(const ObjectEdit& edit) {
  value::Entries metadata{{"name", Value::string(edit.identity.name)}};
  if (!edit.identity.name_space.empty())
    metadata.emplace("namespace", Value::string(edit.identity.name_space));
  const std::string version =
      edit.gvk.group.empty() ? edit.gvk.version : edit.gvk.group + "/" + edit.gvk.version;
  return Value::map({{"$patch", Value::string("delete")},
                     {"apiVersion", Value::string(version)},
                     {"kind", Value::string(edit.gvk.kind)},
                     {"metadata", Value::map(std::move(metadata))}});
}

// kustomize wants a patch as a text.
Value patch_of(const ObjectEdit& edit) {
  const Value patch = edit.removed ? removal_of(edit) : to_value(edit.steps);
  value::Entries entries{{"patch", Value::string(codec::encode_yaml(patch).value_or(""))}};
  if (!edit.removed) entries.emplace("target", target_of(edit));
  return Value::map(std::move(entries));
}

// Makes a pristine dump, in whose folder it stands, the edited one.
std::string kustomization(const Edits& edits) {
  value::Items resources;
  for (const std::string& file : edits.files) resources.push_back(Value::string(file));
  if (!edits.added.empty()) resources.push_back(Value::string(kAddedName));
  value::Items patches;
  for (const ObjectEdit& edit : edits.objects) patches.push_back(patch_of(edit));
  value::Entries entries{{"apiVersion", Value::string("kustomize.config.k8s.io/v1beta1")},
                         {"kind", Value::string("Kustomization")},
                         {"resources", Value::list(std::move(resources))}};
  if (!patches.empty()) entries.emplace("patches", Value::list(std::move(patches)));
  return codec::encode_yaml(Value::map(std::move(entries))).value_or("");
}

std::string json_patches(const Edits& edits) {
  value::Items patches;
  for (const ObjectEdit& edit : edits.objects) {
    if (edit.removed) continue;
    patches.push_back(Value::map({{"target", target_of(edit)}, {"patch", to_value(edit.steps)}}));
  }
  std::string error;
  return codec::encode_json(Value::list(std::move(patches)), {.escape_html = false, .indent = 2},
                            error)
             .value_or("[]") +
         "\n";
}

std::string added_stream(const Edits& edits) {
  std::string stream;
  for (const AddedObject& object : edits.added)
    stream += fmt::format("---\n# {}\n{}{}", base::printable(object.file), object.text,
                          object.text.ends_with('\n') ? "" : "\n");
  return stream;
}

void warn_of_lost(const Edits& edits, diag::Diagnostics& diagnostics) {
  for (const ObjectEdit& edit : edits.objects) {
    if (!edit.removed) continue;
    diagnostics.warning({}, diag::Kind::kConflict,
                        fmt::format("`{}` was taken out, which a JSON patch cannot say",
                                    base::printable(manifest::display(edit.identity))));
  }
  for (const AddedObject& object : edits.added) {
    diagnostics.warning({}, diag::Kind::kConflict,
                        fmt::format("something was added in `{}`, which a JSON patch cannot say",
                                    base::printable(object.file)));
  }
}

}  // namespace

std::optional<ExportedEdits> export_edits(const std::string& dir, const folder::Lock& lock,
                                          EditsForm form, const Surroundings& surroundings,
                                          diag::Diagnostics& diagnostics) {
  const auto edits = edits_of(dir, lock, surroundings, diagnostics);
  if (!edits) return std::nullopt;
  ExportedEdits exported{.secret = edits->secret};
  if (form == EditsForm::kJsonPatch) {
    warn_of_lost(*edits, diagnostics);
    exported.files.emplace(kPatchesName, json_patches(*edits));
    return exported;
  }
  exported.files.emplace(kKustomizationName, kustomization(*edits));
  if (!edits->added.empty()) exported.files.emplace(kAddedName, added_stream(*edits));
  return exported;
}

}  // namespace copctl::dump
