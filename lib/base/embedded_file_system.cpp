#include <algorithm>
#include <map>

#include "base/file_system.h"
#include "base/path.h"

namespace copctl::base {
namespace {

bool fail(std::error_code& error, std::errc code) {
  error = std::make_error_code(code);
  return false;
}

class EmbeddedFileSystem : public FileSystem {
 public:
  explicit EmbeddedFileSystem(std::span<const EmbeddedFile> files) : files_(files) {}

  std::span<const EmbeddedFile> resident(const std::string& path) const override {
    const EmbeddedFile* file = find(path);
    return file != nullptr ? std::span(file, 1) : below(prefix_of(clean_path(path)));
  }

  std::optional<std::string> read(const std::string& path, std::size_t limit,
                                  std::error_code& error) const override {
    error.clear();
    const std::string key = clean_path(path);
    const EmbeddedFile* file = find(key);
    if (file == nullptr) {
      fail(error,
           is_folder(key) ? std::errc::is_a_directory : std::errc::no_such_file_or_directory);
    } else if (file->bytes.size() > limit) {
      fail(error, std::errc::file_too_large);
    }
    return error ? std::nullopt : std::optional(std::string(file->bytes));
  }

  std::optional<FileStat> stat(const std::string& path, std::error_code& error) const override {
    error.clear();
    const std::string key = clean_path(path);
    if (const EmbeddedFile* file = find(key)) {
      return FileStat{FileKind::kFile, file->bytes.size(), kPublicMode};
    }
    if (is_folder(key)) {
      return FileStat{FileKind::kDirectory, 0, kFolderMode};
    }
    fail(error, std::errc::no_such_file_or_directory);
    return std::nullopt;
  }

  std::optional<std::vector<DirectoryEntry>> list(const std::string& path,
                                                  std::error_code& error) const override {
    error.clear();
    const std::string key = clean_path(path);
    if (!is_folder(key)) {
      fail(error, find(key) != nullptr ? std::errc::not_a_directory
                                       : std::errc::no_such_file_or_directory);
      return std::nullopt;
    }
    const std::string prefix = prefix_of(key);
    std::map<std::string, FileKind> children;
    for (const EmbeddedFile& file : below(prefix)) {
      const std::string_view rest = file.path.substr(prefix.size());
      const std::size_t slash = rest.find('/');
      children.emplace(rest.substr(0, slash),
                       slash == std::string_view::npos ? FileKind::kFile : FileKind::kDirectory);
    }
    std::vector<DirectoryEntry> entries;
    entries.reserve(children.size());
    for (const auto& [name, kind] : children) {
      entries.push_back({name, kind});
    }
    return entries;
  }

  bool create(const std::string&, std::string_view, unsigned, std::error_code& error) override {
    return refuse(error);
  }
  bool make_directory(const std::string&, unsigned, std::error_code& error) override {
    return refuse(error);
  }
  bool rename(const std::string&, const std::string&, std::error_code& error) override {
    return refuse(error);
  }
  bool exchange(const std::string&, const std::string&, std::error_code& error) override {
    return refuse(error);
  }
  bool remove(const std::string&, std::error_code& error) override { return refuse(error); }
  bool sync(const std::string&, std::error_code& error) override { return refuse(error); }

 private:
  static bool refuse(std::error_code& error) {
    return fail(error, std::errc::read_only_file_system);
  }

  static std::string prefix_of(const std::string& key) { return key == "." ? "" : key + "/"; }

  const EmbeddedFile* find(std::string_view key) const {
    const auto at = std::lower_bound(
        files_.begin(), files_.end(), key,
        [](const EmbeddedFile& file, std::string_view wanted) { return file.path < wanted; });
    return at != files_.end() && at->path == key ? &*at : nullptr;
  }

  // The files whose path begins with `prefix`: neighbours, as they are sorted.
  std::span<const EmbeddedFile> below(std::string_view prefix) const {
    const auto first = std::lower_bound(
        files_.begin(), files_.end(), prefix,
        [](const EmbeddedFile& file, std::string_view wanted) { return file.path < wanted; });
    const auto last = std::find_if_not(first, files_.end(), [&](const EmbeddedFile& file) {
      return file.path.starts_with(prefix);
    });
    return {first, last};
  }

  bool is_folder(const std::string& key) const {
    return key == "." || !below(prefix_of(key)).empty();
  }

  std::span<const EmbeddedFile> files_;
};

}  // namespace

std::unique_ptr<FileSystem> make_embedded_file_system(std::span<const EmbeddedFile> files) {
  return std::make_unique<EmbeddedFileSystem>(files);
}

}  // namespace copctl::base
