#include "profile/source.h"

#include <fmt/format.h>

#include "base/path.h"
#include "base/text.h"

namespace copctl::profile {

namespace {

constexpr std::string_view kYaml = ".yaml";
// Folders within folders in which links are looked for.
constexpr int kMaxFolderDepth = 32;

std::string quoted(std::string_view text) { return fmt::format("`{}`", base::printable(text)); }

// The paths of the files below `folder`, as seen from there.
std::vector<std::string> relative(std::span<const base::EmbeddedFile> files,
                                  const std::string& folder) {
  std::vector<std::string> paths;
  paths.reserve(files.size());
  for (const base::EmbeddedFile& file : files) {
    paths.emplace_back(file.path.substr(folder.size() + 1));
  }
  return paths;
}

}  // namespace

ProfileSource::ProfileSource(const base::FileSystem& files, std::string root, std::string templates,
                             bool shipped)
    : files_(files),
      definition_(base::join_path(root, "profile.yaml")),
      schema_(base::join_path(root, "schema.yaml")),
      presets_(base::join_path(root, "presets")),
      templates_(std::move(templates)),
      shipped_(shipped) {}

ProfileSource ProfileSource::embedded(const base::FileSystem& files, const std::string& name) {
  return {files, "profiles/" + name, "templates/" + name, true};
}

ProfileSource ProfileSource::folder(const base::FileSystem& disk, const std::string& path) {
  const std::string_view root = path.size() > 1 && path.ends_with('/')
                                    ? std::string_view(path).substr(0, path.size() - 1)
                                    : std::string_view(path);
  return {disk, std::string(root), base::join_path(root, "templates"), false};
}

std::string ProfileSource::template_path(std::string_view path) const {
  return base::join_path(templates_, path);
}

std::string ProfileSource::preset_path(std::string_view name) const {
  return base::join_path(presets_, fmt::format("{}{}", name, kYaml));
}

// A profile may come from anywhere: its files are its own, not what a link or a device leads to.
bool ProfileSource::is_plain_file(const std::string& path, diag::Diagnostics& diagnostics) const {
  std::error_code error;
  const auto stat = files_.stat(path, error);
  if (stat && stat->kind == base::FileKind::kFile) return true;
  const auto what = !stat ? fmt::format("cannot read {}: {}", quoted(path), base::error_text(error))
                    : stat->kind == base::FileKind::kSymlink
                        ? fmt::format(
                              "{} is a symbolic link; a profile reads only files of its "
                              "own folder",
                              quoted(path))
                        : fmt::format("{} is not a file", quoted(path));
  diagnostics.error({}, diag::Kind::kCannotRead, what);
  return false;
}

std::optional<diag::SourceId> ProfileSource::read_text(const std::string& path,
                                                       diag::SourceMap& sources,
                                                       diag::Diagnostics& diagnostics) const {
  if (const auto here = files_.resident(path); here.size() == 1 && here[0].path == path) {
    return sources.add_view(diag::SourceKind::kFile, path, here[0].bytes);
  }
  if (!is_plain_file(path, diagnostics)) return std::nullopt;
  std::error_code error;
  auto text = files_.read(path, kMaxProfileFile, error);
  if (text) return sources.add(diag::SourceKind::kFile, path, std::move(*text));
  const bool large = error == std::errc::file_too_large;
  diagnostics.error(
      {}, large ? diag::Kind::kTooLarge : diag::Kind::kCannotRead,
      large ? fmt::format("{} holds more than {} MiB", quoted(path), kMaxProfileFile >> 20)
            : fmt::format("cannot read {}: {}", quoted(path), base::error_text(error)));
  return std::nullopt;
}

std::optional<std::string_view> ProfileSource::packed(const std::string& path) const {
  const auto here = files_.resident(path + std::string(kPackedSuffix));
  return here.size() == 1 ? std::optional(here[0].bytes) : std::nullopt;
}

std::optional<codec::Document> ProfileSource::read_document(const std::string& path,
                                                            diag::SourceMap& sources,
                                                            diag::Diagnostics& diagnostics) const {
  const auto source = read_text(path, sources, diagnostics);
  if (!source) return std::nullopt;
  auto documents = codec::decode_yaml(sources, *source, {}, diagnostics);
  if (!documents) return std::nullopt;
  if (documents->size() == 1 && !documents->front().empty) return std::move(documents->front());
  diagnostics.error({*source, 0, 0}, diag::Kind::kInvalidProfile,
                    documents->size() > 1
                        ? fmt::format("{} must hold one YAML document", quoted(path))
                        : fmt::format("{} is empty", quoted(path)));
  return std::nullopt;
}

void ProfileSource::warn_of_links(const std::string& folder, int depth,
                                  diag::Diagnostics& diagnostics) const {
  std::error_code error;
  const auto entries = files_.list(folder, error);
  if (!entries) return;
  for (const base::DirectoryEntry& entry : *entries) {
    const std::string path = base::join_path(folder, entry.name);
    if (entry.kind == base::FileKind::kDirectory && depth < kMaxFolderDepth) {
      warn_of_links(path, depth + 1, diagnostics);
    } else if (entry.kind == base::FileKind::kSymlink) {
      diagnostics.warning({}, diag::Kind::kInvalidProfile,
                          fmt::format("{} is a symbolic link and is left out", quoted(path)));
    }
  }
}

// No files when there is no such folder.
std::optional<std::vector<std::string>> ProfileSource::list(const std::string& folder,
                                                            diag::Diagnostics& diagnostics) const {
  std::error_code error;
  if (const auto here = files_.resident(folder); !here.empty()) return relative(here, folder);
  const auto stat = files_.stat(folder, error);
  if (!stat && error == std::errc::no_such_file_or_directory) return std::vector<std::string>();
  if (!stat || stat->kind != base::FileKind::kDirectory) {
    diagnostics.error({}, diag::Kind::kInvalidProfile,
                      fmt::format("{} is not a folder", quoted(folder)));
    return std::nullopt;
  }
  auto paths = base::list_tree(files_, folder, kMaxProfileFiles, error);
  if (!paths) {
    diagnostics.error(
        {}, diag::Kind::kCannotRead,
        error == std::errc::value_too_large
            ? fmt::format("{} holds more than {} files", quoted(folder), kMaxProfileFiles)
            : fmt::format("cannot read {}: {}", quoted(folder), base::error_text(error)));
    return std::nullopt;
  }
  if (!shipped_) warn_of_links(folder, 0, diagnostics);
  return paths;
}

std::optional<std::vector<std::string>> ProfileSource::templates(
    diag::Diagnostics& diagnostics) const {
  return list(templates_, diagnostics);
}

std::optional<std::vector<std::string>> ProfileSource::presets(
    diag::Diagnostics& diagnostics) const {
  auto paths = list(presets_, diagnostics);
  if (!paths) return std::nullopt;
  std::vector<std::string> names;
  for (const std::string& path : *paths) {
    if (!path.ends_with(kYaml)) continue;
    names.push_back(path.substr(0, path.size() - kYaml.size()));
  }
  return names;
}

}  // namespace copctl::profile
