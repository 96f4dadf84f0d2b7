#include "dump/edits.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/file_system.h"
#include "base/path.h"
#include "base/text.h"
#include "codec/codec.h"

namespace copctl::dump {

namespace {

using value::Value;

bool is_manifest(std::string_view path) {
  return path.ends_with(".yaml") || path.ends_with(".yml") || path.ends_with(".json");
}

// Compares the files of one dump.
class Reading {
 public:
  Reading(const std::string& dir, const Surroundings& surroundings, diag::Diagnostics& diagnostics)
      : dir_(dir), surroundings_(surroundings), diagnostics_(diagnostics) {}

  void compare(const folder::File& rendered, bool text_is_known) {
    if (!is_manifest(rendered.path)) return;
    const auto mine = read(rendered.path);
    if (!mine) return;
    edits_.files.push_back(rendered.path);
    if (text_is_known && *mine == rendered.text) return;
    if (!text_is_known) return report_unknown(rendered.path);
    edits_.secret = edits_.secret || rendered.secret;
    const auto before = resources(diag::SourceKind::kRendered, rendered, rendered.text);
    const auto after = resources(diag::SourceKind::kFile, rendered, *mine);
    if (before && after) compare(rendered.path, *before, *after);
  }

  Edits take() { return std::move(edits_); }

 private:
  using Resources = std::vector<manifest::Resource>;

  // The file as it stands; empty when it is gone, or with an error.
  std::optional<std::string> read(const std::string& path) {
    std::error_code error;
    auto text = surroundings_.disk.read(base::join_path(dir_, path), folder::kMaxFileBytes, error);
    if (!text && error != std::errc::no_such_file_or_directory) {
      diagnostics_.error(
          {}, diag::Kind::kCannotRead,
          fmt::format("cannot read `{}`: {}", base::printable(base::join_path(dir_, path)),
                      base::error_text(error)));
    }
    return text;
  }

  void report_unknown(const std::string& path) {
    diagnostics_.error({}, diag::Kind::kInvalidLock,
                       fmt::format("whether `{}` was edited is known only to the missing "
                                   "secrets.lock",
                                   base::printable(path)));
  }

  std::optional<Resources> resources(diag::SourceKind kind, const folder::File& file,
                                     const std::string& text) {
    diag::SourceMap& sources = surroundings_.sources;
    const auto source = sources.add(kind, base::join_path(dir_, file.path), text);
    if (file.secret) sources.conceal({source, 0, static_cast<std::uint32_t>(text.size())});
    return manifest::parse(sources, {source, nullptr, 0, file.secret}, diagnostics_);
  }

  void compare(const std::string& path, const Resources& before, const Resources& after) {
    std::map<manifest::Identity, const manifest::Resource*> kept;
    for (const manifest::Resource& resource : after) kept.emplace(resource.identity, &resource);
    for (const manifest::Resource& resource : before) {
      const auto found = kept.find(resource.identity);
      ObjectEdit edit{resource.gvk, resource.identity, found == kept.end(), {}};
      if (!edit.removed) edit.steps = json_patch(resource.body, found->second->body);
      if (!edit.removed) kept.erase(found);
      if (edit.removed || !edit.steps.empty()) edits_.objects.push_back(std::move(edit));
    }
    for (const manifest::Resource& resource : after) {
      if (!kept.contains(resource.identity)) continue;
      edits_.added.push_back({path, codec::encode_yaml(resource.body).value_or("")});
    }
  }

  const std::string& dir_;
  const Surroundings& surroundings_;
  diag::Diagnostics& diagnostics_;
  Edits edits_;
};

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

}  // namespace

std::optional<Edits> edits_of(const std::string& dir, const folder::Lock& lock,
                              const Surroundings& surroundings, diag::Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.error_count();
  Reading reading(dir, surroundings, diagnostics);
  for (const auto& [path, file] : lock.files)
    reading.compare(file, !file.secret || lock.has_secrets);
  return diagnostics.error_count() == before ? std::optional(reading.take()) : std::nullopt;
}

std::string kustomization(const Edits& edits, const std::string& added_file) {
  value::Items resources;
  for (const std::string& file : edits.files) resources.push_back(Value::string(file));
  if (!added_file.empty()) resources.push_back(Value::string(added_file));
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
    stream += fmt::format("---\n# {}\n{}", object.file, object.text);
  return stream;
}

}  // namespace copctl::dump
