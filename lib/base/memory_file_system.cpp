#include <algorithm>

#include "base/file_system.h"
#include "base/path.h"

namespace copctl::base {
namespace {

// As many links as Linux follows on the way to one file.
constexpr int kMaxLinks = 40;
// What lstat shows of every link.
constexpr unsigned kLinkMode = 0777;

bool fail(std::error_code& error, std::errc code) {
  error = std::make_error_code(code);
  return false;
}

bool is_root(const std::string& key) { return key == "." || key == "/"; }

std::string parent_of(const std::string& key) {
  const std::string_view parent = dir_name(key);
  if (!parent.empty()) {
    return std::string(parent);
  }
  return key.starts_with('/') ? "/" : ".";
}

// What the keys below `key` begin with.
std::string prefix_of(const std::string& key) {
  return key == "." ? "" : key == "/" ? "/" : key + "/";
}

bool is_below(const std::string& key, const std::string& folder) {
  return key.starts_with(prefix_of(folder));
}

class MemoryLock : public FolderLock {
 public:
  MemoryLock(std::shared_ptr<std::set<std::string>> locked, std::string key)
      : locked_(std::move(locked)), key_(std::move(key)) {}
  ~MemoryLock() override { locked_->erase(key_); }

 private:
  std::shared_ptr<std::set<std::string>> locked_;
  std::string key_;
};

}  // namespace

MemoryFileSystem::MemoryFileSystem(std::map<std::string, std::string> files) {
  for (auto& file : files) {
    place(file.first, FileKind::kFile, std::move(file.second));
  }
}

void MemoryFileSystem::place(const std::string& path, FileKind kind, std::string bytes) {
  const std::string key = clean_path(path);
  for (std::string up = parent_of(key); !is_root(up); up = parent_of(up)) {
    nodes_.try_emplace(up, Node{FileKind::kDirectory, "", kFolderMode});
  }
  const unsigned mode = kind == FileKind::kDirectory ? kFolderMode
                        : kind == FileKind::kSymlink ? kLinkMode
                                                     : kPublicMode;
  nodes_[key] = {kind, std::move(bytes), mode};
}

const MemoryFileSystem::Node* MemoryFileSystem::find(const std::string& key) const {
  static const Node kRoot{FileKind::kDirectory, "", kFolderMode};
  if (is_root(key)) {
    return &kRoot;
  }
  const auto found = nodes_.find(key);
  return found == nodes_.end() ? nullptr : &found->second;
}

// The key that `path` leads to, links on the way followed, and the last one too when `follow` or a
// slash ends the path. The key need not exist, but its parent must.
std::optional<std::string> MemoryFileSystem::resolve(const std::string& path, bool follow,
                                                     std::error_code& error) const {
  error.clear();
  const bool wants_folder = path.size() > 1 && path.ends_with('/');
  std::string key = clean_path(path);
  int links = 0;
  for (std::size_t end = 0; end < key.size();) {
    end = std::min(key.find('/', end + 1), key.size());
    const std::string prefix = key.substr(0, end);
    const bool last = end == key.size();
    const Node* node = find(prefix);
    if (node != nullptr && node->kind == FileKind::kSymlink && (!last || follow || wants_folder)) {
      if (++links > kMaxLinks) {
        fail(error, std::errc::too_many_symbolic_link_levels);
        return std::nullopt;
      }
      key = clean_path(join_path(parent_of(prefix), node->bytes) + key.substr(end));
      end = 0;
    } else if (!last && node == nullptr) {
      fail(error, std::errc::no_such_file_or_directory);
      return std::nullopt;
    } else if ((!last || (wants_folder && node != nullptr)) && node->kind != FileKind::kDirectory) {
      fail(error, std::errc::not_a_directory);
      return std::nullopt;
    }
  }
  return key;
}

// The key of a name that is free, in a folder that exists.
std::optional<std::string> MemoryFileSystem::resolve_new(const std::string& path,
                                                         std::error_code& error) const {
  std::optional<std::string> key = resolve(path, false, error);
  if (key && find(*key) != nullptr) {
    fail(error, std::errc::file_exists);
    return std::nullopt;
  }
  return key;
}

std::optional<std::string> MemoryFileSystem::read(const std::string& path, std::size_t limit,
                                                  std::error_code& error) const {
  const std::optional<std::string> key = resolve(path, true, error);
  if (!key) {
    return std::nullopt;
  }
  const Node* node = find(*key);
  if (node == nullptr) {
    fail(error, std::errc::no_such_file_or_directory);
  } else if (node->kind == FileKind::kDirectory) {
    fail(error, std::errc::is_a_directory);
  } else if (node->bytes.size() > limit) {
    fail(error, std::errc::file_too_large);
  }
  return error ? std::nullopt : std::optional(node->bytes);
}

std::optional<FileStat> MemoryFileSystem::stat(const std::string& path,
                                               std::error_code& error) const {
  const std::optional<std::string> key = resolve(path, false, error);
  const Node* node = key ? find(*key) : nullptr;
  if (key && node == nullptr) {
    fail(error, std::errc::no_such_file_or_directory);
  }
  return error ? std::nullopt : std::optional(FileStat{node->kind, node->bytes.size(), node->mode});
}

std::optional<std::vector<DirectoryEntry>> MemoryFileSystem::list(const std::string& path,
                                                                  std::error_code& error) const {
  const std::optional<std::string> key = resolve(path, true, error);
  const Node* node = key ? find(*key) : nullptr;
  if (key && node == nullptr) {
    fail(error, std::errc::no_such_file_or_directory);
  } else if (key && node->kind != FileKind::kDirectory) {
    fail(error, std::errc::not_a_directory);
  }
  if (error) {
    return std::nullopt;
  }
  std::vector<DirectoryEntry> entries;
  for (const auto& [name, child] : nodes_) {
    if (parent_of(name) == *key) {
      entries.push_back({std::string(base_name(name)), child.kind});
    }
  }
  return entries;
}

bool MemoryFileSystem::create(const std::string& path, std::string_view bytes, unsigned mode,
                              std::error_code& error) {
  const std::optional<std::string> key = resolve_new(path, error);
  if (key) {
    nodes_[*key] = {FileKind::kFile, std::string(bytes), mode};
  }
  return key.has_value();
}

bool MemoryFileSystem::make_directory(const std::string& path, unsigned mode,
                                      std::error_code& error) {
  const std::optional<std::string> key = resolve_new(path, error);
  if (key) {
    nodes_[*key] = {FileKind::kDirectory, "", mode};
  }
  return key.has_value();
}

// rename(2)'s conditions on what is at `to`.
bool MemoryFileSystem::may_replace(const std::string& from, const std::string& to,
                                   std::error_code& error) const {
  const bool folder = find(from)->kind == FileKind::kDirectory;
  const Node* old = find(to);
  if (is_root(from) || is_root(to) || is_below(to, from)) {
    return fail(error, std::errc::invalid_argument);
  }
  if (old == nullptr) {
    return true;
  }
  const bool old_is_folder = old->kind == FileKind::kDirectory;
  if (folder != old_is_folder) {
    return fail(error, folder ? std::errc::not_a_directory : std::errc::is_a_directory);
  }
  const auto next = nodes_.lower_bound(prefix_of(to));
  const bool full = next != nodes_.end() && is_below(next->first, to);
  return !old_is_folder || !full || fail(error, std::errc::directory_not_empty);
}

MemoryFileSystem::Nodes MemoryFileSystem::take_tree(const std::string& key) {
  Nodes tree;
  tree.insert(nodes_.extract(key));
  const std::string prefix = prefix_of(key);
  for (auto at = nodes_.lower_bound(prefix); at != nodes_.end() && at->first.starts_with(prefix);) {
    tree.insert(nodes_.extract(at++));
  }
  return tree;
}

void MemoryFileSystem::put_tree(Nodes tree, const std::string& from, const std::string& to) {
  for (auto& entry : tree) {
    nodes_[to + entry.first.substr(from.size())] = std::move(entry.second);
  }
}

bool MemoryFileSystem::rename(const std::string& from, const std::string& to,
                              std::error_code& error) {
  const std::optional<std::string> source = resolve(from, false, error);
  const std::optional<std::string> target = source ? resolve(to, false, error) : std::nullopt;
  if (!target) {
    return false;
  }
  if (find(*source) == nullptr) {
    return fail(error, std::errc::no_such_file_or_directory);
  }
  if (*source == *target) {
    return true;
  }
  if (!may_replace(*source, *target, error)) {
    return false;
  }
  put_tree(take_tree(*source), *source, *target);
  return true;
}

bool MemoryFileSystem::exchange(const std::string& a, const std::string& b,
                                std::error_code& error) {
  const std::optional<std::string> first = resolve(a, false, error);
  const std::optional<std::string> second = first ? resolve(b, false, error) : std::nullopt;
  if (!second) {
    return false;
  }
  if (find(*first) == nullptr || find(*second) == nullptr) {
    return fail(error, std::errc::no_such_file_or_directory);
  }
  // The real one cannot tell the kernel's EINVAL for this from that of a file system that cannot.
  if (is_below(*first, *second) || is_below(*second, *first)) {
    return fail(error, std::errc::not_supported);
  }
  if (*first != *second) {
    Nodes tree = take_tree(*first);
    put_tree(take_tree(*second), *second, *first);
    put_tree(std::move(tree), *first, *second);
  }
  return true;
}

bool MemoryFileSystem::remove(const std::string& path, std::error_code& error) {
  const std::optional<std::string> key = resolve(path, false, error);
  if (!key) {
    return false;
  }
  if (find(*key) == nullptr) {
    return fail(error, std::errc::no_such_file_or_directory);
  }
  if (is_root(*key)) {
    return fail(error, std::errc::device_or_resource_busy);
  }
  const auto next = nodes_.lower_bound(prefix_of(*key));
  if (next != nodes_.end() && is_below(next->first, *key)) {
    return fail(error, std::errc::directory_not_empty);
  }
  nodes_.erase(*key);
  return true;
}

bool MemoryFileSystem::sync(const std::string& path, std::error_code& error) {
  const std::optional<std::string> key = resolve(path, false, error);
  return key && (find(*key) != nullptr || fail(error, std::errc::no_such_file_or_directory));
}

std::unique_ptr<FolderLock> MemoryFileSystem::lock(const std::string& path,
                                                   std::error_code& error) {
  const std::optional<std::string> key = resolve(path, false, error);
  const Node* node = key ? find(*key) : nullptr;
  if (key && node == nullptr) {
    fail(error, std::errc::no_such_file_or_directory);
  } else if (key && node->kind != FileKind::kDirectory) {
    fail(error, std::errc::not_a_directory);
  } else if (key && !locked_->insert(*key).second) {
    fail(error, std::errc::resource_unavailable_try_again);
  }
  return error ? nullptr : std::make_unique<MemoryLock>(locked_, *key);
}

std::map<std::string, std::string> MemoryFileSystem::files() const {
  std::map<std::string, std::string> texts;
  for (const auto& [path, node] : nodes_) {
    if (node.kind == FileKind::kFile) {
      texts.emplace(path, node.bytes);
    }
  }
  return texts;
}

}  // namespace copctl::base
