#include "dump/edits.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/path.h"
#include "base/text.h"
#include "codec/codec.h"
#include "dump/documents.h"
#include "dump/standing_files.h"

namespace copctl::dump {

namespace {

using value::Value;

// Compares the files of one dump.
class Reading {
 public:
  Reading(const std::string& dir, const Surroundings& surroundings, diag::Diagnostics& diagnostics)
      : dir_(dir), surroundings_(surroundings), diagnostics_(diagnostics) {}

  void compare(const folder::File& rendered, bool text_is_known, const std::string& mine) {
    edits_.files.push_back(rendered.path);
    if (text_is_known && mine == rendered.text) return;
    if (!text_is_known) return report_unknown(rendered.path);
    edits_.secret = edits_.secret || rendered.secret;
    const auto before = resources(diag::SourceKind::kRendered, rendered, rendered.text);
    const auto after = resources(diag::SourceKind::kFile, rendered, mine);
    if (before && after) compare(rendered.path, *before, *after);
  }

  // A manifest that the user put beside the rendered ones; kustomize's own file is none.
  void add(const folder::File& foreign) {
    if (base::base_name(foreign.path) == kKustomizationName) return;
    edits_.added.push_back({foreign.path, foreign.text});
    edits_.secret = edits_.secret || foreign.secret;
  }

  Edits take() { return std::move(edits_); }

 private:
  using Resources = std::vector<manifest::Resource>;

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

}  // namespace

std::optional<Edits> edits_of(const std::string& dir, const folder::Lock& lock,
                              const Surroundings& surroundings, diag::Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.error_count();
  const auto standing = standing_files({dir, lock}, surroundings, diagnostics);
  if (!standing) return std::nullopt;
  Reading reading(dir, surroundings, diagnostics);
  for (const auto& [path, file] : *standing) {
    const auto rendered = lock.files.find(path);
    if (rendered == lock.files.end()) {
      reading.add(file);
    } else if (is_manifest(rendered->second)) {
      reading.compare(rendered->second, !file.secret || lock.has_secrets, file.text);
    }
  }
  return diagnostics.error_count() == before ? std::optional(reading.take()) : std::nullopt;
}

}  // namespace copctl::dump
