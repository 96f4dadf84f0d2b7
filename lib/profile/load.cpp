#include <fmt/format.h>

#include <algorithm>

#include "base/edit_distance.h"
#include "base/path.h"
#include "base/text.h"
#include "profile/definition.h"
#include "profile/parameters.h"
#include "profile/profile.h"
#include "profile/source.h"

namespace copctl::profile {

namespace {

constexpr std::string_view kProfiles = "profiles";
constexpr std::size_t kMaxShipped = 1000;

std::string quoted(std::string_view text) { return fmt::format("`{}`", base::printable(text)); }

// The folders below profiles/.
std::vector<std::string> shipped_names(const base::FileSystem& embedded) {
  std::vector<std::string> names;
  std::error_code error;
  const auto entries = embedded.list(std::string(kProfiles), error);
  if (!entries) return names;
  for (const base::DirectoryEntry& entry : *entries) {
    if (entry.kind == base::FileKind::kDirectory) names.push_back(entry.name);
  }
  return names;
}

std::optional<Definition> definition_of(const ProfileSource& source, diag::SourceMap& sources,
                                        diag::Diagnostics& diagnostics) {
  if (const auto packed = source.packed(source.definition())) {
    const auto text = source.read_text(source.definition(), sources, diagnostics);
    const auto document = text ? codec::unpack(*packed, *text) : std::nullopt;
    if (document) return read_definition(*document, diagnostics);
  }
  auto document = source.read_document(source.definition(), sources, diagnostics);
  const bool sound = document && check_definition(*document, sources, diagnostics);
  return sound ? read_definition(*document, diagnostics) : std::nullopt;
}

// A schema, and whether the build has found it sound.
struct LoadedSchema {
  schema::Schema schema;
  bool shipped = false;
};

std::optional<LoadedSchema> schema_of(const ProfileSource& source, diag::SourceMap& sources,
                                      diag::Diagnostics& diagnostics) {
  if (const auto packed = source.packed(source.schema())) {
    const auto text = source.read_text(source.schema(), sources, diagnostics);
    auto schema = text ? schema::Schema::unpack(std::string(*packed), *text) : std::nullopt;
    if (schema) return LoadedSchema{std::move(*schema), true};
  }
  const auto document = source.read_document(source.schema(), sources, diagnostics);
  auto schema = document ? schema::Schema::load(*document, diagnostics) : std::nullopt;
  return schema ? std::optional(LoadedSchema{std::move(*schema), false}) : std::nullopt;
}

std::optional<Preset> preset_of(const ProfileSource& source, const std::string& name,
                                diag::SourceMap& sources, diag::Diagnostics& diagnostics) {
  const std::string path = source.preset_path(name);
  if (const auto packed = source.packed(path)) {
    const auto text = source.read_text(path, sources, diagnostics);
    return text ? std::optional(Preset{*text, std::string(*packed)}) : std::nullopt;
  }
  const auto document = source.read_document(path, sources, diagnostics);
  if (!document) return std::nullopt;
  if (!document->value.is_map()) {
    diagnostics.error(document->span, diag::Kind::kNotAMapping,
                      "a preset must be a map of keys and values");
    return std::nullopt;
  }
  return Preset{document->span.source, codec::pack(*document)};
}

// The name of the shipped profile that `word` names; an error with a hint when there is none.
std::optional<std::string> shipped_name(const base::FileSystem& embedded,
                                        const base::FileSystem& disk, std::string_view word,
                                        diag::SourceMap& sources, diag::Diagnostics& diagnostics) {
  const std::vector<std::string> names = shipped_names(embedded);
  if (std::find(names.begin(), names.end(), word) != names.end()) return std::string(word);
  std::vector<std::string> words;
  for (const Summary& summary : list(embedded, sources, diagnostics)) {
    const auto& aliases = summary.aliases;
    if (std::find(aliases.begin(), aliases.end(), word) != aliases.end()) return summary.name;
    words.push_back(summary.name);
    words.insert(words.end(), aliases.begin(), aliases.end());
  }
  std::error_code error;
  const bool folder = disk.stat(base::join_path(word, "profile.yaml"), error).has_value();
  const auto near = base::closest(word, words);
  diagnostics.error(
      {}, diag::Kind::kUnknownProfile,
      fmt::format("unknown profile {}{}", quoted(word),
                  folder
                      ? fmt::format("; for the folder write {}", quoted(fmt::format("./{}", word)))
                  : near          ? fmt::format("; did you mean `{}`?", *near)
                  : names.empty() ? ""
                                  : fmt::format("; there are {}", fmt::join(names, ", "))));
  return std::nullopt;
}

// Fills a profile from its files.
class ProfileLoader {
 public:
  ProfileLoader(const ProfileSource& source, diag::SourceMap& sources,
                diag::Diagnostics& diagnostics)
      : source_(source), sources_(sources), diagnostics_(diagnostics) {}

  std::optional<Profile> load(std::span<const std::string> reserved) {
    const std::size_t before = diagnostics_.error_count();
    const auto definition = definition_of(source_, sources_, diagnostics_);
    if (definition) take(*definition);
    load_schema(reserved);
    load_presets();
    if (definition) load_templates(*definition);
    if (diagnostics_.error_count() != before) return std::nullopt;
    profile_.reserved.assign(reserved.begin(), reserved.end());
    return std::move(profile_);
  }

 private:
  void take(const Definition& definition) {
    profile_.summary = definition.summary;
    profile_.definition = definition.source;
    profile_.output_dir = definition.output_dir;
    profile_.release_namespace = definition.release_namespace;
    profile_.layout = definition.layout;
    profile_.notes = definition.notes;
    profile_.bindings = definition.bindings;
    profile_.problems = definition.problems;
    profile_.keep = definition.keep;
    profile_.files = definition.files;
  }

  void load_schema(std::span<const std::string> reserved) {
    auto loaded = schema_of(source_, sources_, diagnostics_);
    if (!loaded) return;
    profile_.schema = std::move(loaded->schema);
    auto parameters = make_parameters(profile_.schema, reserved, loaded->shipped, diagnostics_);
    if (parameters) profile_.parameters = std::move(*parameters);
  }

  void load_presets() {
    const auto names = source_.presets(diagnostics_);
    for (const std::string& name : names.value_or(std::vector<std::string>())) {
      auto preset = preset_of(source_, name, sources_, diagnostics_);
      if (preset) profile_.presets.emplace(name, std::move(*preset));
    }
  }

  void load_templates(const Definition& definition) {
    const auto paths = source_.templates(diagnostics_);
    if (!paths) return;
    std::size_t bytes = 0;
    for (const std::string& path : *paths) {
      const auto source = source_.read_text(source_.template_path(path), sources_, diagnostics_);
      if (!source) continue;
      bytes += sources_.text(*source).size();
      if (bytes > kMaxProfileBytes) {
        diagnostics_.error(
            {}, diag::Kind::kTooLarge,
            fmt::format("the templates hold more than {} MiB", kMaxProfileBytes >> 20));
        return;
      }
      profile_.templates.push_back({path,
                                    fmt::format("{}/templates/{}", definition.summary.name, path),
                                    *source, base::base_name(path).starts_with('_')});
    }
    check_paths(definition, *paths);
  }

  void check_path(const std::string& path, const diag::Span& span,
                  const std::vector<std::string>& paths) {
    if (std::find(paths.begin(), paths.end(), path) != paths.end()) return;
    const auto near = base::closest(path, paths);
    diagnostics_.error(span, diag::Kind::kInvalidProfile,
                       fmt::format("there is no template {}{}", quoted(path),
                                   near ? fmt::format("; did you mean `{}`?", *near) : ""));
  }

  // What profile.yaml says of templates must be there.
  void check_paths(const Definition& definition, const std::vector<std::string>& paths) {
    if (!definition.notes.empty()) check_path(definition.notes, definition.notes_span, paths);
    for (const Binding& binding : definition.bindings)
      check_path(binding.path, binding.span, paths);
    for (const FileRule& rule : definition.files) {
      const bool matched = std::any_of(paths.begin(), paths.end(), [&](const std::string& path) {
        return base::matches_glob(rule.templates, path);
      });
      if (matched) continue;
      const auto near = base::closest(rule.templates, paths);
      diagnostics_.error(rule.span, diag::Kind::kInvalidProfile,
                         fmt::format("no template matches {}{}", quoted(rule.templates),
                                     near ? fmt::format("; did you mean `{}`?", *near) : ""));
    }
  }

  const ProfileSource& source_;
  diag::SourceMap& sources_;
  diag::Diagnostics& diagnostics_;
  Profile profile_;
};

}  // namespace

codec::Document Preset::document() const {
  return codec::unpack(packed, source).value_or(codec::Document());
}

std::vector<Summary> list(const base::FileSystem& embedded, diag::SourceMap& sources,
                          diag::Diagnostics& diagnostics) {
  std::vector<Summary> summaries;
  for (const std::string& name : shipped_names(embedded)) {
    const auto source = ProfileSource::embedded(embedded, name);
    const auto definition = definition_of(source, sources, diagnostics);
    if (definition) summaries.push_back(definition->summary);
  }
  return summaries;
}

std::optional<Profile> load(const base::FileSystem& embedded, const base::FileSystem& disk,
                            std::string_view reference, std::span<const std::string> reserved,
                            diag::SourceMap& sources, diag::Diagnostics& diagnostics) {
  const bool folder =
      reference.find('/') != std::string_view::npos || reference == "." || reference == "..";
  if (folder) {
    const auto source = ProfileSource::folder(disk, std::string(reference));
    return ProfileLoader(source, sources, diagnostics).load(reserved);
  }
  const auto name = shipped_name(embedded, disk, reference, sources, diagnostics);
  if (!name) return std::nullopt;
  const auto source = ProfileSource::embedded(embedded, *name);
  return ProfileLoader(source, sources, diagnostics).load(reserved);
}

std::optional<std::map<std::string, std::string>> exported(const base::FileSystem& embedded,
                                                           std::string_view name,
                                                           diag::SourceMap& sources,
                                                           diag::Diagnostics& diagnostics) {
  const base::MemoryFileSystem nowhere;
  const auto known = shipped_name(embedded, nowhere, name, sources, diagnostics);
  if (!known) return std::nullopt;
  std::map<std::string, std::string> files;
  const std::pair<std::string, std::string> folders[] = {{"profiles/" + *known, ""},
                                                         {"templates/" + *known, "templates"}};
  for (const auto& [folder, target] : folders) {
    std::error_code error;
    const auto paths = base::list_tree(embedded, folder, kMaxShipped, error);
    for (const std::string& path : paths.value_or(std::vector<std::string>())) {
      if (path.ends_with(kPackedSuffix)) continue;
      auto text = embedded.read(base::join_path(folder, path), kMaxProfileFile, error);
      if (text) files.emplace(base::join_path(target, path), std::move(*text));
    }
  }
  return files;
}

}  // namespace copctl::profile
