#include "cli/watched_disk.h"

#include <algorithm>

#include "base/path.h"
#include "base/text.h"
#include "folder/folder.h"

namespace copctl::cli {

namespace {

std::uint64_t digest_of(const std::optional<std::string>& text, const std::error_code& error) {
  return text ? base::fnv1a(*text) : base::fnv1a("error " + std::to_string(error.value()));
}

std::uint64_t digest_of(const std::optional<std::vector<base::DirectoryEntry>>& entries,
                        const std::error_code& error) {
  if (!entries) return digest_of(std::optional<std::string>(), error);
  std::string text;
  for (const base::DirectoryEntry& entry : *entries)
    text += entry.name + '/' + std::to_string(static_cast<int>(entry.kind)) + '\n';
  return base::fnv1a(text);
}

}  // namespace

void WatchedDisk::begin() {
  notes_.clear();
  dumps_.clear();
}

std::size_t WatchedDisk::file_count() const {
  return static_cast<std::size_t>(std::ranges::count_if(
      notes_, [&](const auto& entry) { return !entry.second.folder && !in_dump(entry.first); }));
}

std::vector<std::string> WatchedDisk::changed() const {
  std::vector<std::string> paths;
  for (const auto& [path, note] : notes_) {
    if (!in_dump(path) && digest_now(path, note) != note.digest) paths.push_back(path);
  }
  return paths;
}

std::string WatchedDisk::state() const {
  std::string state;
  for (const auto& [path, note] : notes_) {
    if (!in_dump(path)) state += path + ' ' + std::to_string(digest_now(path, note)) + '\n';
  }
  return state;
}

std::uint64_t WatchedDisk::digest_now(const std::string& path, const Note& note) const {
  std::error_code error;
  if (note.folder) {
    const auto entries = disk_.list(path, error);
    return digest_of(entries, error);
  }
  const auto text = disk_.read(path, note.limit, error);
  return digest_of(text, error);
}

void WatchedDisk::look_for_dump(std::string_view path) const {
  const std::size_t at = path.find(folder::kHidden);
  if (at == path.npos || (at > 0 && path[at - 1] != '/')) return;
  const std::string dump(at == 0 ? path : path.substr(0, at));
  const std::scoped_lock lock(mutex_);
  if (std::ranges::find(dumps_, dump) == dumps_.end()) dumps_.push_back(dump);
}

void WatchedDisk::note(const std::string& path, const Note& note) const {
  const std::scoped_lock lock(mutex_);
  notes_[path] = note;
}

bool WatchedDisk::in_dump(std::string_view path) const {
  // The folder in which a dump is made ready, `.NAME.copctl`.
  if (path.ends_with(folder::kHidden)) return true;
  return std::ranges::any_of(dumps_, [&](const std::string& dump) {
    return path.starts_with(dump) || std::string(path) + '/' == dump;
  });
}

std::optional<std::string> WatchedDisk::read(const std::string& path, std::size_t limit,
                                             std::error_code& error) const {
  look_for_dump(path);
  auto text = disk_.read(path, limit, error);
  note(path, {.limit = limit, .digest = digest_of(text, error)});
  return text;
}

std::optional<base::FileStat> WatchedDisk::stat(const std::string& path,
                                                std::error_code& error) const {
  look_for_dump(path);
  return disk_.stat(path, error);
}

std::optional<std::vector<base::DirectoryEntry>> WatchedDisk::list(const std::string& path,
                                                                   std::error_code& error) const {
  look_for_dump(path);
  auto entries = disk_.list(path, error);
  note(path, {.folder = true, .digest = digest_of(entries, error)});
  return entries;
}

bool WatchedDisk::create(const std::string& path, std::string_view bytes, unsigned mode,
                         std::error_code& error) {
  return disk_.create(path, bytes, mode, error);
}

bool WatchedDisk::make_directory(const std::string& path, unsigned mode, std::error_code& error) {
  return disk_.make_directory(path, mode, error);
}

bool WatchedDisk::rename(const std::string& from, const std::string& to, std::error_code& error) {
  return disk_.rename(from, to, error);
}

bool WatchedDisk::exchange(const std::string& a, const std::string& b, std::error_code& error) {
  return disk_.exchange(a, b, error);
}

bool WatchedDisk::remove(const std::string& path, std::error_code& error) {
  return disk_.remove(path, error);
}

bool WatchedDisk::sync(const std::string& path, std::error_code& error) {
  return disk_.sync(path, error);
}

std::unique_ptr<base::FolderLock> WatchedDisk::lock(const std::string& path,
                                                    std::error_code& error) {
  return disk_.lock(path, error);
}

}  // namespace copctl::cli
