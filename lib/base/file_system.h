#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

// The only way to a disk. Every operation is one system call or a short, named sequence of them, so
// that a test can fail each one (FaultyFileSystem in tests/support). Paths are as the user typed
// them: relative to the working directory, or absolute.

namespace copctl::base {

enum class FileKind : std::uint8_t { kFile, kDirectory, kSymlink, kOther };

struct FileStat {
  FileKind kind = FileKind::kFile;
  std::uint64_t size = 0;
  unsigned mode = 0;
};

struct DirectoryEntry {
  std::string name;
  FileKind kind = FileKind::kFile;
};

// Modes of what copctl writes: a file, a file that holds a secret, and the folder of either.
inline constexpr unsigned kPublicMode = 0644;
inline constexpr unsigned kSecretMode = 0600;
inline constexpr unsigned kFolderMode = 0755;
inline constexpr unsigned kSecretFolderMode = 0700;

// The exclusive right to a folder, held as long as this lives; the kernel takes it from a process
// that dies.
class FolderLock {
 public:
  virtual ~FolderLock() = default;
};

// A file that was embedded at build time. Owns nothing: name and text live in the binary.
struct EmbeddedFile {
  std::string_view path;
  std::string_view bytes;
};

class FileSystem {
 public:
  virtual ~FileSystem() = default;

  // The file at `path`, or all files below the folder at `path`, by path, where they live in the
  // binary and need not be read; none on any other disk.
  virtual std::span<const EmbeddedFile> resident(const std::string& path) const;

  // The whole file, links followed; more than `limit` bytes is std::errc::file_too_large. Devices
  // and pipes are read up to the limit too. A pipe is waited for as long as somebody holds its
  // writing end; one that nobody writes to and that is empty is std::errc::broken_pipe, so that
  // reading never blocks on it and never takes it for an empty file.
  virtual std::optional<std::string> read(const std::string& path, std::size_t limit,
                                          std::error_code& error) const = 0;
  // What is at `path` itself: a link is kSymlink (lstat).
  virtual std::optional<FileStat> stat(const std::string& path, std::error_code& error) const = 0;
  // Entries by name, ascending, without `.` and `..`; `path` itself may be a link to a folder.
  virtual std::optional<std::vector<DirectoryEntry>> list(const std::string& path,
                                                          std::error_code& error) const = 0;

  // Makes a new file: O_EXCL | O_NOFOLLOW, the mode set exactly whatever the umask (where the file
  // system has modes); an existing name is std::errc::file_exists. A failure while writing leaves
  // nothing behind.
  virtual bool create(const std::string& path, std::string_view bytes, unsigned mode,
                      std::error_code& error) = 0;
  // mkdir(2), the mode set exactly; an existing name is std::errc::file_exists.
  virtual bool make_directory(const std::string& path, unsigned mode, std::error_code& error) = 0;
  // rename(2): replaces what is at `to`.
  virtual bool rename(const std::string& from, const std::string& to, std::error_code& error) = 0;
  // renameat2(RENAME_EXCHANGE): both names swap what they name, at once. std::errc::not_supported
  // where the file system cannot, or when one is inside the other.
  virtual bool exchange(const std::string& a, const std::string& b, std::error_code& error) = 0;
  // unlink(2) or, for a folder, rmdir(2).
  virtual bool remove(const std::string& path, std::error_code& error) = 0;
  // Flushes the file or folder at `path` to the disk (fsync).
  virtual bool sync(const std::string& path, std::error_code& error) = 0;
  // flock(2) on the folder at `path`, without waiting and without following a link:
  // std::errc::resource_unavailable_try_again when another holds it, no_such_file_or_directory when
  // the folder is no longer at `path` once it is locked. A file system that knows no locks gives
  // one that excludes nobody, and so does this one.
  virtual std::unique_ptr<FolderLock> lock(const std::string& path, std::error_code& error);
};

// The machine's disk.
std::unique_ptr<FileSystem> make_real_file_system();

// A disk in memory, for tests and for what is embedded in the binary. It answers as the real one
// does: a parent must exist, a full folder is not removed, links are followed. Permissions are kept
// but never refuse anything. `.` and `/` always exist; the constructor makes the parents of its
// files.
class MemoryFileSystem : public FileSystem {
 public:
  MemoryFileSystem() = default;
  // Path -> text, all of mode kPublicMode.
  explicit MemoryFileSystem(std::map<std::string, std::string> files);

  // Puts a node of any kind with its parents; the bytes of a link are its target.
  void place(const std::string& path, FileKind kind, std::string bytes = {});

  std::optional<std::string> read(const std::string& path, std::size_t limit,
                                  std::error_code& error) const override;
  std::optional<FileStat> stat(const std::string& path, std::error_code& error) const override;
  std::optional<std::vector<DirectoryEntry>> list(const std::string& path,
                                                  std::error_code& error) const override;
  bool create(const std::string& path, std::string_view bytes, unsigned mode,
              std::error_code& error) override;
  bool make_directory(const std::string& path, unsigned mode, std::error_code& error) override;
  bool rename(const std::string& from, const std::string& to, std::error_code& error) override;
  bool exchange(const std::string& a, const std::string& b, std::error_code& error) override;
  bool remove(const std::string& path, std::error_code& error) override;
  bool sync(const std::string& path, std::error_code& error) override;
  std::unique_ptr<FolderLock> lock(const std::string& path, std::error_code& error) override;

  // Every file with its text, by path: what a test compares.
  std::map<std::string, std::string> files() const;

 private:
  struct Node {
    FileKind kind = FileKind::kFile;
    std::string bytes;
    unsigned mode = kPublicMode;
  };
  using Nodes = std::map<std::string, Node>;

  const Node* find(const std::string& key) const;
  std::optional<std::string> resolve(const std::string& path, bool follow,
                                     std::error_code& error) const;
  std::optional<std::string> resolve_new(const std::string& path, std::error_code& error) const;
  bool may_replace(const std::string& from, const std::string& to, std::error_code& error) const;
  Nodes take_tree(const std::string& key);
  void put_tree(Nodes tree, const std::string& from, const std::string& to);

  // By clean path; every parent is a node of its own except the roots `.` and `/`.
  Nodes nodes_;
  // Keys of the folders that are locked; shared, as a lock may outlive its file system.
  std::shared_ptr<std::set<std::string>> locked_ = std::make_shared<std::set<std::string>>();
};

// A read-only file system over files that live in the binary, sorted by path; changing it is
// std::errc::read_only_file_system. Borrows `files`.
std::unique_ptr<FileSystem> make_embedded_file_system(std::span<const EmbeddedFile> files);

// Every regular file below `root`, paths relative to it, ascending; links and other kinds are
// passed over. Empty optional with `error` set on the first failure, std::errc::value_too_large
// when there are more than `limit` files or more than `limit` folders.
std::optional<std::vector<std::string>> list_tree(const FileSystem& files, const std::string& root,
                                                  std::size_t limit, std::error_code& error);

// mkdir -p: makes `path` and its missing parents; links to folders are followed.
bool make_directories(FileSystem& files, const std::string& path, unsigned mode,
                      std::error_code& error);
// rm -r: removes `path` and what is below it, never following a link. True when nothing was there.
bool remove_tree(FileSystem& files, const std::string& path, std::error_code& error);

// The text of an errno-like error: "permission denied", "no space left on device"; lower case, no
// locale.
std::string error_text(const std::error_code& error);

}  // namespace copctl::base
