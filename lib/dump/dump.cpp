#include "dump/dump.h"

#include <fmt/format.h>

#include <functional>
#include <iterator>
#include <set>

#include "base/parallel.h"
#include "base/path.h"
#include "base/text.h"
#include "check/check.h"
#include "dump/apply_report.h"
#include "dump/documents.h"
#include "dump/memory.h"
#include "dump/provenance.h"
#include "manifest/manifest.h"
#include "render/render.h"

namespace copctl::dump {

namespace {

render::Release release_of(const profile::Profile& profile, const Request& request) {
  return {.name = profile.summary.name,
          .release_namespace = request.release_namespace.empty() ? profile.release_namespace
                                                                 : request.release_namespace,
          .kube_version = kube_version_of(request)};
}

// The values, and the templates that are to see them; neither needs the other.
struct Prepared {
  std::optional<profile::Values> values;
  std::optional<tmpl::TemplateSet> templates;
  std::string digest;
  // What the templates have to say. It is told with what the values explain of it.
  diag::Diagnostics found;
};

Prepared prepare(const profile::Profile& profile, const profile::Inputs& inputs,
                 const Surroundings& surroundings, diag::Diagnostics& diagnostics) {
  Prepared prepared;
  const auto resolve = [&] {
    prepared.values = profile::resolve(profile, inputs, surroundings.disk, surroundings.random,
                                       surroundings.sources, diagnostics);
  };
  const auto digest = [&] { prepared.digest = profile::digest(profile, surroundings.sources); };
  const std::function<void()> parts[] = {resolve, digest};
  render::TemplateParsing parsing(profile, surroundings.sources);
  const auto work = [&](std::size_t index, std::size_t) {
    index < std::size(parts) ? parts[index]() : parsing.parse(index - std::size(parts));
  };
  base::for_each_index(std::size(parts) + parsing.parts(), base::usable_threads(), work);
  prepared.templates = parsing.finish(prepared.found);
  return prepared;
}

// The files that the dump consists of: the rendered ones in their order, and the Namespace behind
// them when it was asked for.
std::optional<std::vector<folder::File>> compose(const Manifests& rendered,
                                                 const profile::Profile& profile,
                                                 const Request& request,
                                                 const Surroundings& surroundings,
                                                 diag::Diagnostics& diagnostics) {
  const profile::Layout layout = request.layout.value_or(profile.layout);
  auto files = lay_out(rendered.files, layout, surroundings.sources, diagnostics);
  const std::string wanted = release_of(profile, request).release_namespace;
  if (files && request.create_namespace.value_or(false) &&
      !holds_namespace(rendered.resources, wanted))
    files->push_back(namespace_file(wanted));
  return files;
}

// The files of the last dump that the profile wants to stay, where it did not render them anew.
void keep_files(const folder::Lock& lock, const std::vector<std::string>& paths,
                std::vector<folder::File>& files) {
  std::set<std::string_view> wanted(paths.begin(), paths.end());
  for (const folder::File& file : files) wanted.erase(file.identity());
  for (const auto& [path, file] : lock.files) {
    if (wanted.contains(file.identity())) files.push_back(file);
  }
}

// Files that are no manifests, now or in the last dump.
std::set<std::string> plain_paths(const std::vector<folder::File>& files,
                                  const std::optional<folder::Lock>& lock) {
  std::set<std::string> paths;
  for (const folder::File& file : files) {
    if (file.plain) paths.insert(file.path);
  }
  if (!lock) return paths;
  for (const auto& [path, file] : lock->files) {
    if (file.plain) paths.insert(path);
  }
  return paths;
}

std::string stream_of(const Manifests& rendered, const std::vector<folder::File>& files,
                      const Surroundings& surroundings) {
  auto documents = in_install_order(rendered.resources, surroundings.sources, files);
  if (files.size() > rendered.files.size())
    documents.insert(documents.begin(), {files.back().path, files.back().text});
  return joined(documents);
}

std::string wanted_dir(const profile::Profile& profile, const Request& request) {
  return request.output_dir.empty() ? profile.output_dir : request.output_dir;
}

folder::Lock lock_of(const profile::Profile& profile, const Request& request,
                     const Prepared& prepared, const std::vector<folder::File>& files,
                     const Surroundings& surroundings) {
  const profile::Layout layout = request.layout.value_or(profile.layout);
  folder::Lock lock{.copctl_version = surroundings.copctl_version,
                    .profile = profile.summary.name,
                    .profile_version = profile.summary.version,
                    .profile_digest = prepared.digest,
                    .release_name = release_of(profile, request).name,
                    .release_namespace = release_of(profile, request).release_namespace,
                    .kube_version = request.kube_version,
                    .create_namespace = request.create_namespace.value_or(false),
                    .layout = std::string(layout_word(layout))};
  remember(profile, *prepared.values, lock);
  for (const folder::File& file : files) lock.files[file.path] = file;
  return lock;
}

// What stands in the output folder before the dump.
struct Before {
  std::optional<folder::Lock> lock;
  // The lock whose values go on, if any; its dump may be another one.
  std::optional<folder::Lock> source;
};

folder::Secrecy secrecy_of(const Request& request, const Surroundings& surroundings) {
  return {.key = request.secrets_key, .random = surroundings.random};
}

std::optional<folder::Lock> lock_at(const std::string& dir, const Request& request,
                                    const Surroundings& surroundings,
                                    diag::Diagnostics& diagnostics) {
  return folder::read_lock(surroundings.disk, dir, secrecy_of(request, surroundings),
                           surroundings.sources, diagnostics);
}

// Completes an interrupted dump first.
bool look_at_folder(const std::string& dir, const Request& request,
                    const Surroundings& surroundings, Before& before,
                    diag::Diagnostics& diagnostics) {
  if (!folder::recover(surroundings.disk, dir, diagnostics)) return false;
  const auto target = folder::inspect(surroundings.disk, dir, diagnostics);
  if (!target) return false;
  if (*target != folder::Target::kDump) return true;
  before.lock = lock_at(dir, request, surroundings, diagnostics);
  return before.lock.has_value();
}

bool is_dump(folder::Target target, const std::string& dir, diag::Diagnostics& diagnostics) {
  if (target == folder::Target::kDump) return true;
  diagnostics.error({}, diag::Kind::kNotADump,
                    fmt::format("`{}` is no dump of copctl", base::printable(dir)));
  return false;
}

bool is_of(const profile::Profile& profile, const folder::Lock& lock, const std::string& dir,
           diag::Diagnostics& diagnostics) {
  if (lock.profile == profile.summary.name) return true;
  diagnostics.error(
      {}, diag::Kind::kConflict,
      fmt::format("`{}` holds a dump of the profile `{}`, not of `{}`; choose another "
                  "folder with -o",
                  base::printable(dir), base::printable(lock.profile), profile.summary.name));
  return false;
}

std::optional<Before> look_before(const profile::Profile& profile, const Request& request,
                                  const Surroundings& surroundings,
                                  diag::Diagnostics& diagnostics) {
  Before before;
  const std::string dir = wanted_dir(profile, request);
  if (dir != "-" && !look_at_folder(dir, request, surroundings, before, diagnostics))
    return std::nullopt;
  if (before.lock && !is_of(profile, *before.lock, dir, diagnostics)) return std::nullopt;
  if (request.values_from.empty()) return before;
  if (!folder::recover(surroundings.disk, request.values_from, diagnostics)) return std::nullopt;
  const auto target = folder::inspect(surroundings.disk, request.values_from, diagnostics);
  if (!target || !is_dump(*target, request.values_from, diagnostics)) return std::nullopt;
  before.source = lock_at(request.values_from, request, surroundings, diagnostics);
  if (!before.source || !is_of(profile, *before.source, request.values_from, diagnostics))
    return std::nullopt;
  return before;
}

const folder::Lock* memory_of(const Before& before) {
  return before.source ? &*before.source : before.lock ? &*before.lock : nullptr;
}

// Whether a conflict is the user's, and not with another copctl that was at work meanwhile.
bool is_still(const Before& before, const Request& request, const Surroundings& surroundings,
              const std::string& dir, diag::Diagnostics& diagnostics) {
  if (!folder::recover(surroundings.disk, dir, diagnostics)) return false;
  if (!before.lock) return true;
  // What it has to say was said when it was read first.
  diag::Diagnostics known;
  const auto now = lock_at(dir, request, surroundings, known);
  if (now && now->basis == before.lock->basis) return true;
  diagnostics.error({}, diag::Kind::kBusy,
                    fmt::format("another copctl dumped into `{}` in the meantime; look at it, and "
                                "run the command again",
                                base::printable(dir)));
  return false;
}

// Brings the folder to what was composed, or says what that would do.
bool write(const folder::Lock& lock, const std::vector<folder::File>& files, const Before& before,
           const Request& request, const Surroundings& surroundings, Result& result,
           diag::Diagnostics& diagnostics) {
  result.redump = before.lock.has_value();
  auto plan =
      folder::plan(surroundings.disk, result.dir, files, before.lock,
                   {.force = request.force, .resolutions = request.resolutions}, diagnostics);
  if (!plan) return false;
  result.plan = std::move(*plan);
  if (!result.plan.is_settled())
    return is_still(before, request, surroundings, result.dir, diagnostics);
  return request.dry_run || folder::commit(surroundings.disk, result.dir, result.plan, lock,
                                           secrecy_of(request, surroundings), diagnostics);
}

}  // namespace

std::optional<Result> dump(const profile::Profile& profile, const Request& asked,
                           const Surroundings& surroundings, diag::Diagnostics& diagnostics) {
  const auto before = look_before(profile, asked, surroundings, diagnostics);
  const Request request = settled(asked, before && before->lock ? &*before->lock : nullptr);
  auto inputs =
      before ? remembered(profile, request, memory_of(*before), diagnostics) : std::nullopt;
  if (!inputs) return std::nullopt;
  if (surroundings.ask) ask_for_secrets(profile, surroundings, *inputs);
  Prepared prepared = prepare(profile, *inputs, surroundings, diagnostics);
  if (!prepared.values) return std::nullopt;
  const profile::Values& values = *prepared.values;
  diag::Diagnostics found = std::move(prepared.found);
  const auto explain = [&] {
    diagnostics.append(with_value_notes(found, values, surroundings.sources));
  };
  if (!prepared.templates) return explain(), std::nullopt;
  render::Renderer renderer(profile, std::move(*prepared.templates), values,
                            release_of(profile, request), surroundings.sources,
                            before->lock ? previous_of(*before->lock) : value::Value());
  auto rendered = render_manifests(renderer, Bodies::kDrop, surroundings.sources, found);
  auto files = rendered ? compose(*rendered, profile, request, surroundings, found) : std::nullopt;
  if (!files) return explain(), std::nullopt;
  if (before->lock) keep_files(*before->lock, renderer.kept_paths(), *files);

  Result result{.dir = wanted_dir(profile, request),
                .files = files->size(),
                .layout = request.layout.value_or(profile.layout),
                .kept = kept_settings(profile, values)};
  if (result.dir == "-") {
    result.stream = stream_of(*rendered, *files, surroundings);
    return explain(), result;
  }
  // Of thousands of files it is most of the memory, and nothing looks at it again.
  rendered.reset();
  auto notes =
      renderer.render_notes({result.files, result.dir, result.layout,
                             request.create_namespace.value_or(false), before->lock.has_value()},
                            found);
  if (!notes) return explain(), std::nullopt;
  result.notes = std::move(*notes);
  explain();
  const folder::Lock lock = lock_of(profile, request, prepared, *files, surroundings);
  if (!write(lock, *files, *before, request, surroundings, result, diagnostics))
    return std::nullopt;
  if (result.plan.is_settled() && (result.redump || request.dry_run)) {
    const ApplyPlan plan =
        apply_plan_of(result.plan, plain_paths(*files, before->lock),
                      before->lock ? before->lock->release_namespace : lock.release_namespace,
                      lock.release_namespace, secret_texts(values, memory_of(*before)),
                      surroundings.sources, diagnostics);
    result.apply = ApplyReport{text_of(plan), json_of(plan)};
  }
  return result;
}

}  // namespace copctl::dump
