#include <algorithm>

#include "base/file_system.h"
#include "base/path.h"

// Operations on whole trees, made of the single ones of FileSystem.

namespace copctl::base {
namespace {

bool is_missing(const std::error_code& error) {
  return error == std::errc::no_such_file_or_directory;
}

// Whether a folder, or a link to one, is at `path`.
bool is_folder(const FileSystem& files, const std::string& path, std::error_code& error) {
  // The slash makes the kernel follow a link.
  const std::optional<FileStat> status = files.stat(path + "/", error);
  if (status && status->kind != FileKind::kDirectory) {
    error = std::make_error_code(std::errc::not_a_directory);
  }
  return !error;
}

// Makes one folder, whose parent exists, unless it is there.
bool ensure_directory(FileSystem& files, const std::string& path, unsigned mode,
                      std::error_code& error) {
  if (is_folder(files, path, error)) {
    return true;
  }
  if (!is_missing(error)) {
    return false;
  }
  // Another process may have made it between the question and the call.
  return files.make_directory(path, mode, error) ||
         (error == std::errc::file_exists && is_folder(files, path, error));
}

}  // namespace

std::span<const EmbeddedFile> FileSystem::resident(const std::string&) const { return {}; }

std::unique_ptr<FolderLock> FileSystem::lock(const std::string& path, std::error_code& error) {
  const std::optional<FileStat> status = stat(path, error);
  return status ? std::make_unique<FolderLock>() : nullptr;
}

std::optional<std::vector<std::string>> list_tree(const FileSystem& files, const std::string& root,
                                                  std::size_t limit, std::error_code& error) {
  std::vector<std::string> found;
  std::vector<std::string> folders{""};
  for (std::size_t i = 0; i < folders.size(); ++i) {
    const std::string folder = folders[i];
    const auto entries = files.list(folder.empty() ? root : join_path(root, folder), error);
    if (!entries) {
      return std::nullopt;
    }
    for (const DirectoryEntry& entry : *entries) {
      if (entry.kind == FileKind::kFile) {
        found.push_back(join_path(folder, entry.name));
      } else if (entry.kind == FileKind::kDirectory) {
        folders.push_back(join_path(folder, entry.name));
      }
    }
    if (found.size() > limit || folders.size() > limit + 1) {
      error = std::make_error_code(std::errc::value_too_large);
      return std::nullopt;
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

bool make_directories(FileSystem& files, const std::string& path, unsigned mode,
                      std::error_code& error) {
  error.clear();
  for (std::size_t end = 0; end < path.size();) {
    end = std::min(path.find('/', end + 1), path.size());
    const std::string prefix = path.substr(0, end);
    if (!prefix.ends_with('/') && !ensure_directory(files, prefix, mode, error)) {
      return false;
    }
  }
  return true;
}

bool remove_tree(FileSystem& files, const std::string& path, std::error_code& error) {
  const std::optional<FileStat> status = files.stat(path, error);
  if (!status) {
    if (!is_missing(error)) {
      return false;
    }
    error.clear();
    return true;
  }
  if (status->kind == FileKind::kDirectory) {
    const auto entries = files.list(path, error);
    if (!entries) {
      return false;
    }
    for (const DirectoryEntry& entry : *entries) {
      if (!remove_tree(files, join_path(path, entry.name), error)) {
        return false;
      }
    }
  }
  return files.remove(path, error);
}

}  // namespace copctl::base
