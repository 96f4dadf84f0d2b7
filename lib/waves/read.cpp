#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/parallel.h"
#include "base/path.h"
#include "base/text.h"
#include "codec/codec.h"
#include "waves/fields.h"
#include "waves/waves.h"

namespace copctl::waves {

namespace {

using value::Value;

bool is_data(std::string_view path) {
  return path.ends_with(".yaml") || path.ends_with(".yml") || path.ends_with(".json") ||
         base::base_name(path) == "Kustomization";
}

// What might be a manifest; anything else need not be parsed to know that it is none.
bool may_be_manifest(std::string_view path, std::string_view text) {
  const std::string_view name = base::base_name(path);
  return !name.starts_with("kustomization.") && name != "Kustomization" &&
         text.find("apiVersion") != std::string_view::npos &&
         text.find("kind") != std::string_view::npos;
}

// Every file below `dir` but the hidden ones: a working tree's .git is larger than all else.
std::optional<std::vector<std::string>> list(const base::FileSystem& disk, const std::string& dir,
                                             std::string& failed, std::error_code& error) {
  std::vector<std::string> paths;
  std::vector<std::string> folders{""};
  for (std::size_t i = 0; i < folders.size(); ++i) {
    failed = folders[i].empty() ? dir : base::join_path(dir, folders[i]);
    const auto entries = disk.list(failed, error);
    if (!entries) return std::nullopt;
    for (const base::DirectoryEntry& entry : *entries) {
      if (entry.name.starts_with('.')) continue;
      std::string path = base::join_path(folders[i], entry.name);
      if (entry.kind == base::FileKind::kFile)
        paths.push_back(std::move(path));
      else if (entry.kind == base::FileKind::kDirectory)
        folders.push_back(std::move(path));
    }
    const bool deep = std::ranges::count(folders[i], '/') >= kMaxDepth;
    if (paths.size() > kMaxFiles || folders.size() > kMaxFiles || deep) {
      error = std::make_error_code(std::errc::value_too_large);
      return std::nullopt;
    }
  }
  std::ranges::sort(paths);
  return paths;
}

// Folders of Helm charts: their YAML is values and templates.
std::set<std::string, std::less<>> charts_in(const std::vector<std::string>& paths) {
  std::set<std::string, std::less<>> charts;
  for (const std::string& path : paths) {
    if (base::base_name(path) == "Chart.yaml") charts.emplace(base::dir_name(path));
  }
  return charts;
}

bool is_inside(const std::set<std::string, std::less<>>& folders, std::string_view path) {
  for (std::string_view at = base::dir_name(path);; at = base::dir_name(at)) {
    if (folders.contains(at)) return true;
    if (at.empty()) return false;
  }
}

// One file as it was parsed.
struct Reading {
  std::optional<std::vector<manifest::Resource>> resources;
  diag::Diagnostics diagnostics;
};

// Says a wave without quotes in the words of waves; true when there is one.
bool report_bare_wave(const codec::Document& document, const diag::SourceMap& sources,
                      diag::Diagnostics& diagnostics) {
  const std::string pointer = annotation_pointer(kWaveKey);
  const Value* wave = value::lookup_pointer(document.value, pointer);
  if (wave == nullptr || wave->is_string() || wave->is_nil()) return false;
  const auto* spans = document.spans.find(pointer);
  const diag::Span span = spans == nullptr ? document.span : spans->value;
  const std::string written(sources.text(span));
  diagnostics.error(span, diag::Kind::kInvalidWave,
                    fmt::format("the wave is `{}` without quotes, and an annotation is a string; "
                                "write `\"{}\"`",
                                base::printable(written), base::printable(written)));
  return true;
}

// A document that has what makes a resource; others are values, patches without a name and the
// like.
bool looks_like_resource(const Value& document) {
  const Value* metadata = document.find("metadata");
  return document.find("apiVersion") != nullptr && document.find("kind") != nullptr &&
         (metadata == nullptr ? document.find("items") != nullptr : metadata->is_map());
}

// What is wrong with a file that could not be read as a manifest, unless it is none.
void explain(const diag::SourceMap& sources, diag::SourceId source, diag::Diagnostics found,
             diag::Diagnostics& diagnostics) {
  diag::Diagnostics ignored;
  const auto documents = codec::decode_yaml(sources, source, {}, ignored);
  if (!documents) {
    if (sources.text(source).find("{{") == std::string_view::npos)
      diagnostics.append(std::move(found));
    return;
  }
  bool is_manifest = false;
  bool told = false;
  for (const codec::Document& document : *documents) {
    is_manifest = is_manifest || looks_like_resource(document.value);
    told = report_bare_wave(document, sources, diagnostics) || told;
  }
  if (is_manifest && !told) diagnostics.append(std::move(found));
}

std::vector<Reading> parse_all(const Tree& tree, const std::vector<std::size_t>& files,
                               const diag::SourceMap& sources) {
  std::vector<Reading> readings(files.size());
  base::for_each_index(files.size(), base::usable_threads(), [&](std::size_t i, std::size_t) {
    const diag::SourceId source = tree.sources[files[i]];
    diag::Diagnostics found;
    readings[i].resources = manifest::parse(sources, {source, nullptr, files[i]}, found);
    if (!readings[i].resources) explain(sources, source, std::move(found), readings[i].diagnostics);
  });
  return readings;
}

// A line that is at fault in a file with Secrets may be one of them.
void conceal(const diag::Diagnostics& found, diag::SourceMap& sources) {
  const auto hide = [&](const diag::Span& span) {
    if (span && sources.text(span.source).find("Secret") != std::string_view::npos)
      sources.conceal(sources.line_span(span));
  };
  for (const diag::Diagnostic& diagnostic : found.all()) {
    if (diagnostic.kind == diag::Kind::kInvalidWave) continue;
    hide(diagnostic.span);
    for (const diag::Note& note : diagnostic.notes) hide(note.span);
  }
}

void report_unreadable(const std::string& path, const std::error_code& error,
                       diag::Diagnostics& diagnostics) {
  diagnostics.error(
      {}, diag::Kind::kCannotRead,
      fmt::format("cannot read `{}`: {}", base::printable(path), base::error_text(error)));
}

// Adds the texts to `sources`, one after the other, so that errors come in the order of paths; the
// files that may be manifests are returned.
std::vector<std::size_t> load(const base::FileSystem& disk, const std::string& dir, Tree& tree,
                              diag::SourceMap& sources, diag::Diagnostics& diagnostics) {
  const auto charts = charts_in(tree.paths);
  std::vector<std::size_t> manifests;
  for (std::size_t i = 0; i < tree.paths.size(); ++i) {
    const std::string& path = tree.paths[i];
    if (!is_data(path) || is_inside(charts, path)) continue;
    const std::string full = base::join_path(dir, path);
    std::error_code error;
    auto text = disk.read(full, codec::kMaxInputBytes, error);
    if (!text) {
      report_unreadable(full, error, diagnostics);
      continue;
    }
    if (may_be_manifest(path, *text)) manifests.push_back(i);
    tree.sources[i] = sources.add(diag::SourceKind::kFile, full, std::move(*text));
  }
  return manifests;
}

}  // namespace

std::optional<Tree> read(const base::FileSystem& disk, const std::string& dir,
                         diag::SourceMap& sources, diag::Diagnostics& diagnostics) {
  std::string failed;
  std::error_code error;
  auto paths = list(disk, dir, failed, error);
  if (!paths) {
    report_unreadable(failed, error, diagnostics);
    return std::nullopt;
  }
  const std::size_t before = diagnostics.error_count();
  Tree tree;
  tree.paths = std::move(*paths);
  tree.sources.resize(tree.paths.size(), diag::kNoSource);
  const auto manifests = load(disk, dir, tree, sources, diagnostics);
  for (Reading& reading : parse_all(tree, manifests, sources)) {
    conceal(reading.diagnostics, sources);
    diagnostics.append(std::move(reading.diagnostics));
    if (!reading.resources) continue;
    for (manifest::Resource& resource : *reading.resources)
      tree.resources.push_back(std::move(resource));
  }
  if (diagnostics.error_count() != before) return std::nullopt;
  if (tree.resources.empty()) {
    diagnostics.error({}, diag::Kind::kNoManifests,
                      fmt::format("`{}` holds no manifests", base::printable(dir)));
    return std::nullopt;
  }
  return tree;
}

}  // namespace copctl::waves
