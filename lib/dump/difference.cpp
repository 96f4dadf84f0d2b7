#include <fmt/format.h>

#include <map>
#include <set>

#include "base/path.h"
#include "base/text.h"
#include "dump/apply_report.h"
#include "dump/documents.h"
#include "dump/standing_files.h"
#include "merge/merge.h"

// Two states of a dump, compared by object and by file.

namespace copctl::dump {

namespace {

struct Side {
  // How its paths begin in messages and in the unified diff.
  std::string name;
  Files files;
};

// What was rendered; files whose text nobody knows are left out of both sides, and listed.
Files rendered_files(const folder::Lock& lock, Files& mine, std::string& unknown) {
  Files files;
  for (const auto& [path, file] : lock.files) {
    if (file.secret && !lock.has_secrets) {
      if (mine.erase(path) != 0) {
        unknown += fmt::format("? {}: whether it was edited cannot be told without secrets.lock\n",
                               base::printable(path));
      }
    } else {
      files[path] = file;
    }
  }
  return files;
}

class Comparison {
 public:
  Comparison(const Side& before, const Side& after, const Masking& masking,
             diag::SourceMap& sources, diag::Diagnostics& diagnostics)
      : before_(before),
        after_(after),
        masking_(masking),
        sources_(sources),
        diagnostics_(diagnostics) {}

  std::optional<Difference> run(std::string_view old_namespace, std::string_view new_namespace) {
    const std::size_t errors = diagnostics_.error_count();
    const auto old_resources = resources(before_);
    const auto new_resources = resources(after_);
    if (diagnostics_.error_count() != errors) return std::nullopt;
    const ApplyPlan plan =
        apply_plan({old_resources, old_namespace}, {new_resources, new_namespace}, masking_);
    Difference difference;
    difference.objects = differences_text(plan) + other_files();
    difference.objects_differ = !difference.objects.empty();
    difference.json = json_of(plan);
    difference.texts = texts();
    difference.texts_differ = !difference.texts.empty();
    return difference;
  }

 private:
  std::vector<manifest::Resource> resources(const Side& side) {
    std::vector<manifest::Resource> all;
    for (const auto& [path, file] : side.files) {
      if (!is_manifest(file)) continue;
      const std::string shown = base::join_path(side.name, path);
      const auto source = sources_.add(diag::SourceKind::kFile, shown, file.text);
      if (file.secret) sources_.conceal({source, 0, static_cast<std::uint32_t>(file.text.size())});
      auto found = manifest::parse(sources_, {source, nullptr, 0, file.secret}, diagnostics_);
      if (found) std::ranges::move(*found, std::back_inserter(all));
    }
    return all;
  }

  std::set<std::string> paths() const {
    std::set<std::string> paths;
    for (const Side* side : {&before_, &after_}) {
      for (const auto& [path, file] : side->files) paths.insert(path);
    }
    return paths;
  }

  static const folder::File* find(const Side& side, const std::string& path) {
    const auto found = side.files.find(path);
    return found == side.files.end() ? nullptr : &found->second;
  }

  // Files that are no manifests differ in their bytes.
  std::string other_files() const {
    std::string out;
    for (const std::string& path : paths()) {
      const folder::File* old_file = find(before_, path);
      const folder::File* new_file = find(after_, path);
      if (is_manifest(new_file != nullptr ? *new_file : *old_file)) continue;
      if (old_file != nullptr && new_file != nullptr && old_file->text == new_file->text) continue;
      out += fmt::format("{} {}\n",
                         old_file == nullptr   ? "+"
                         : new_file == nullptr ? "-"
                                               : "~",
                         base::printable(path));
    }
    return out;
  }

  std::string texts() const {
    std::string out;
    for (const std::string& path : paths())
      out += text(path, find(before_, path), find(after_, path));
    return out;
  }

  std::string text(const std::string& path, const folder::File* old_file,
                   const folder::File* new_file) const {
    const std::string_view before = old_file == nullptr ? "" : std::string_view(old_file->text);
    const std::string_view after = new_file == nullptr ? "" : std::string_view(new_file->text);
    if (before == after) return {};
    const bool secret = (old_file != nullptr && old_file->secret) ||
                        (new_file != nullptr && new_file->secret) ||
                        masking_.holds_secret(before) || masking_.holds_secret(after);
    if (secret && !masking_.masks_nothing()) {
      return fmt::format("# {} differs: it holds secrets, which are not shown\n",
                         base::printable(path));
    }
    return merge::unified_diff(
        before, after, old_file == nullptr ? "/dev/null" : base::join_path(before_.name, path),
        new_file == nullptr ? "/dev/null" : base::join_path(after_.name, path));
  }

  const Side& before_;
  const Side& after_;
  const Masking& masking_;
  diag::SourceMap& sources_;
  diag::Diagnostics& diagnostics_;
};

Masking masking_of(bool show_secrets, std::initializer_list<const folder::Lock*> locks) {
  if (show_secrets) return Masking::none();
  std::vector<std::string> secrets;
  for (const folder::Lock* lock : locks) add_secret_texts(*lock, secrets);
  return Masking(secrets);
}

}  // namespace

std::optional<Difference> diff_edits(const DumpFolder& dump, bool show_secrets,
                                     const Surroundings& surroundings,
                                     diag::Diagnostics& diagnostics) {
  auto mine = standing_files(dump, surroundings, diagnostics);
  if (!mine) return std::nullopt;
  std::string unknown;
  const Side before{"rendered", rendered_files(dump.lock, *mine, unknown)};
  const Side after{dump.dir, std::move(*mine)};
  const Masking masking = masking_of(show_secrets, {&dump.lock});
  auto difference = Comparison(before, after, masking, surroundings.sources, diagnostics)
                        .run(dump.lock.release_namespace, dump.lock.release_namespace);
  if (difference && !unknown.empty()) {
    difference->objects += unknown;
    difference->texts += unknown;
    difference->objects_differ = difference->texts_differ = true;
  }
  return difference;
}

std::optional<Difference> diff_dumps(const DumpFolder& before, const DumpFolder& after,
                                     bool show_secrets, const Surroundings& surroundings,
                                     diag::Diagnostics& diagnostics) {
  auto old_files = standing_files(before, surroundings, diagnostics);
  auto new_files = standing_files(after, surroundings, diagnostics);
  if (!old_files || !new_files) return std::nullopt;
  const Side old_side{before.dir, std::move(*old_files)};
  const Side new_side{after.dir, std::move(*new_files)};
  const Masking masking = masking_of(show_secrets, {&before.lock, &after.lock});
  return Comparison(old_side, new_side, masking, surroundings.sources, diagnostics)
      .run(before.lock.release_namespace, after.lock.release_namespace);
}

}  // namespace copctl::dump
