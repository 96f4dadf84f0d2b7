#include "dump/dump.h"

#include <algorithm>
#include <map>

#include "base/parallel.h"
#include "base/path.h"
#include "check/check.h"
#include "dump/documents.h"
#include "dump/provenance.h"
#include "manifest/manifest.h"
#include "render/render.h"

namespace copctl::dump {

namespace {

render::Release release_of(const profile::Profile& profile, const Request& request) {
  return {.name = profile.summary.name,
          .release_namespace = request.release_namespace.empty() ? profile.release_namespace
                                                                 : request.release_namespace,
          .kube_version = request.kube_version};
}

// The values, and the templates that are to see them; neither needs the other.
struct Prepared {
  std::optional<profile::Values> values;
  std::optional<tmpl::TemplateSet> templates;
  // What the templates have to say. It is told with what the values explain of it.
  diag::Diagnostics found;
};

Prepared prepare(const profile::Profile& profile, const Request& request,
                 const Surroundings& surroundings, diag::Diagnostics& diagnostics) {
  Prepared prepared;
  const auto resolve = [&] {
    prepared.values = profile::resolve(profile, request.inputs, surroundings.disk,
                                       surroundings.random, surroundings.sources, diagnostics);
  };
  const auto parse = [&] {
    prepared.templates = render::parse_templates(profile, surroundings.sources, prepared.found);
  };
  base::for_each_index(2, base::usable_threads(),
                       [&](std::size_t index, std::size_t) { index == 0 ? parse() : resolve(); });
  return prepared;
}

// Everything between the values and the disk: what the dump consists of.
struct Contents {
  std::vector<folder::File> files;
  std::vector<Document> documents;
};

std::optional<Contents> compose(const Manifests& rendered, const profile::Profile& profile,
                                const Request& request, const Surroundings& surroundings,
                                diag::Diagnostics& diagnostics) {
  Contents contents;
  const profile::Layout layout = request.layout.value_or(profile.layout);
  auto files = lay_out(rendered.files, layout, surroundings.sources, diagnostics);
  if (!files) return std::nullopt;
  contents.files = std::move(*files);
  contents.documents = in_install_order(rendered.resources, surroundings.sources, contents.files);
  const std::string wanted = release_of(profile, request).release_namespace;
  if (request.create_namespace && !holds_namespace(rendered.resources, wanted)) {
    contents.files.insert(contents.files.begin(), namespace_file(wanted));
    contents.documents.insert(contents.documents.begin(),
                              {contents.files.front().path, contents.files.front().text});
  }
  return contents;
}

std::string wanted_dir(const profile::Profile& profile, const Request& request) {
  return request.output_dir.empty() ? profile.output_dir : request.output_dir;
}

folder::Lock lock_of(const profile::Profile& profile, const Request& request,
                     const profile::Values& values, const std::vector<folder::File>& files,
                     const Surroundings& surroundings) {
  const profile::Layout layout = request.layout.value_or(profile.layout);
  folder::Lock lock{.copctl_version = surroundings.copctl_version,
                    .profile = profile.summary.name,
                    .profile_version = profile.summary.version,
                    .release_name = release_of(profile, request).name,
                    .release_namespace = release_of(profile, request).release_namespace,
                    .layout = layout == profile::Layout::kTree ? "tree" : "flat"};
  for (const auto& [pointer, origin] : values.origins) {
    const value::Value* found = value::lookup_pointer(values.tree, pointer);
    if (found == nullptr) continue;
    const bool secret = std::ranges::find(values.secrets, pointer) != values.secrets.end();
    (secret ? lock.secret_values : lock.values)[pointer] = {*found, origin_words(origin)};
  }
  for (const folder::File& file : files) lock.files[file.path] = file;
  return lock;
}

// Brings the folder to what was composed, or says what that would do.
bool write(const folder::Lock& lock, const std::vector<folder::File>& files, const Request& request,
           const Surroundings& surroundings, Result& result, diag::Diagnostics& diagnostics) {
  if (!request.dry_run && !folder::recover(surroundings.disk, result.dir, diagnostics)) {
    return false;
  }
  const auto target = folder::inspect(surroundings.disk, result.dir, diagnostics);
  if (!target) return false;
  std::optional<folder::Lock> previous;
  if (*target == folder::Target::kDump) {
    previous = folder::read_lock(surroundings.disk, result.dir, surroundings.sources, diagnostics);
    if (!previous) return false;
    result.redump = true;
  }
  auto plan =
      folder::plan(surroundings.disk, result.dir, files, previous, request.force, diagnostics);
  if (!plan) return false;
  result.plan = std::move(*plan);
  return request.dry_run ||
         folder::commit(surroundings.disk, result.dir, result.plan, lock, diagnostics);
}

}  // namespace

std::optional<Result> dump(const profile::Profile& profile, const Request& request,
                           const Surroundings& surroundings, diag::Diagnostics& diagnostics) {
  Prepared prepared = prepare(profile, request, surroundings, diagnostics);
  if (!prepared.values) return std::nullopt;
  const profile::Values& values = *prepared.values;
  diag::Diagnostics found = std::move(prepared.found);
  const auto explain = [&] {
    diagnostics.append(with_value_notes(found, values, surroundings.sources));
  };
  if (!prepared.templates) return explain(), std::nullopt;
  render::Renderer renderer(profile, std::move(*prepared.templates), values,
                            release_of(profile, request), surroundings.sources);
  const auto rendered = render_manifests(renderer, surroundings.sources, found);
  const auto contents =
      rendered ? compose(*rendered, profile, request, surroundings, found) : std::nullopt;
  if (!contents) return explain(), std::nullopt;

  Result result{.dir = wanted_dir(profile, request),
                .files = contents->files.size(),
                .layout = request.layout.value_or(profile.layout)};
  if (result.dir == "-") {
    result.stream = joined(contents->documents);
    return explain(), result;
  }
  auto notes = renderer.render_notes(
      {result.files, result.dir, result.layout, request.create_namespace}, found);
  if (!notes) return explain(), std::nullopt;
  result.notes = std::move(*notes);
  explain();
  const folder::Lock lock = lock_of(profile, request, values, contents->files, surroundings);
  if (!write(lock, contents->files, request, surroundings, result, diagnostics))
    return std::nullopt;
  return result;
}

}  // namespace copctl::dump
