#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <utility>

#include "base/file_system.h"

namespace copctl::base {
namespace {

constexpr std::size_t kLeastRead = 512;
constexpr std::size_t kMostRead = 64u << 10;
constexpr unsigned kPermissionBits = 07777;

bool fail(std::error_code& error, int number) {
  error.assign(number, std::generic_category());
  return false;
}

bool fail_with_errno(std::error_code& error) { return fail(error, errno); }

// Clears `error` and refuses a path that the kernel would see cut short at its NUL.
bool begin(const std::string& path, std::error_code& error) {
  error.clear();
  return path.find('\0') == std::string::npos || fail(error, EINVAL);
}

// Repeats a system call that a signal interrupted.
template <class SystemCall>
auto retried(SystemCall call) {
  while (true) {
    const auto result = call();
    if (result >= 0 || errno != EINTR) {
      return result;
    }
  }
}

// Owns a file descriptor.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }

  explicit operator bool() const { return number_ >= 0; }
  int number() const { return number_; }
  int release() { return std::exchange(number_, -1); }
  // False with errno when the kernel lost what was written. An interrupted close has closed all the
  // same on Linux.
  bool close() { return number_ < 0 || ::close(release()) == 0 || errno == EINTR; }

 private:
  int number_;
};

Descriptor open_path(const std::string& path, int flags, unsigned mode = 0) {
  return Descriptor(retried([&] { return ::open(path.c_str(), flags | O_CLOEXEC, mode); }));
}

FileKind kind_of_mode(mode_t mode) {
  return S_ISREG(mode)   ? FileKind::kFile
         : S_ISDIR(mode) ? FileKind::kDirectory
         : S_ISLNK(mode) ? FileKind::kSymlink
                         : FileKind::kOther;
}

// Reads one open file to its end. Opened without blocking, so that a pipe that nobody writes to is
// noticed: it is EPIPE. One with a writer is waited for.
class Reader {
 public:
  Reader(int descriptor, bool is_pipe, std::size_t limit)
      : descriptor_(descriptor), is_pipe_(is_pipe), limit_(limit) {}

  bool run(std::string& out, std::error_code& error) {
    while (true) {
      const std::size_t before = out.size();
      const std::size_t wanted = next_size(out);
      out.resize(before + wanted);
      const ssize_t got = retried([&] { return ::read(descriptor_, out.data() + before, wanted); });
      out.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
      if (out.size() > limit_) {
        return fail(error, EFBIG);
      }
      if (got == 0) {
        return !is_pipe_ || had_writer_ || !out.empty() || fail(error, EPIPE);
      }
      if (got < 0 && !wait(error)) {
        return false;
      }
    }
  }

 private:
  // What `out` has room for without growing, within bounds. One byte above the limit tells a file
  // of that size from a larger one.
  std::size_t next_size(const std::string& out) const {
    const std::size_t spare = out.capacity() - out.size();
    const std::size_t allowed = limit_ - out.size();
    const std::size_t size = std::clamp(spare, kLeastRead, kMostRead);
    return allowed < size ? allowed + 1 : size;
  }

  bool wait(std::error_code& error) {
    if (errno != EAGAIN) {
      return fail_with_errno(error);
    }
    had_writer_ = true;
    pollfd ready{descriptor_, POLLIN, 0};
    return retried([&] { return ::poll(&ready, 1, -1); }) >= 0 || fail_with_errno(error);
  }

  int descriptor_;
  bool is_pipe_;
  std::size_t limit_;
  bool had_writer_ = false;
};

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written =
        retried([&] { return ::write(descriptor, bytes.data(), bytes.size()); });
    if (written < 0) {
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// The kind as readdir gave it, or asked for where the file system does not tell.
FileKind kind_of_entry(int directory, const dirent& entry) {
  struct stat status {};
  if (entry.d_type != DT_UNKNOWN) {
    return kind_of_mode(DTTOIF(entry.d_type));
  }
  const int result = ::fstatat(directory, entry.d_name, &status, AT_SYMLINK_NOFOLLOW);
  return result == 0 ? kind_of_mode(status.st_mode) : FileKind::kOther;
}

bool read_entries(DIR* directory, std::vector<DirectoryEntry>& entries) {
  while (true) {
    // readdir tells the end from an error by errno alone.
    errno = 0;
    const dirent* entry = ::readdir(directory);
    if (entry == nullptr) {
      return errno == 0;
    }
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") {
      entries.push_back({std::string(name), kind_of_entry(::dirfd(directory), *entry)});
    }
  }
}

// Gives what was just made exactly the wanted permissions, whatever the umask; an inherited group
// bit stays. Its owner may change them, so EPERM says that the file system (FAT) has none.
bool set_mode(int descriptor, unsigned mode) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) {
    return false;
  }
  const mode_t exact = mode | (status.st_mode & S_ISGID);
  return (status.st_mode & kPermissionBits) == exact || ::fchmod(descriptor, exact) == 0 ||
         errno == EPERM;
}

bool set_folder_mode(const std::string& path, unsigned mode) {
  const Descriptor folder = open_path(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  return folder && set_mode(folder.number(), mode);
}

class RealLock : public FolderLock {
 public:
  explicit RealLock(int descriptor) : descriptor_(descriptor) {}

 private:
  Descriptor descriptor_;
};

// Whether `path` still names the open folder: who removes a folder may hold its lock.
bool still_at(int descriptor, const std::string& path) {
  struct stat held {};
  struct stat there {};
  return ::fstat(descriptor, &held) == 0 && ::lstat(path.c_str(), &there) == 0 &&
         held.st_dev == there.st_dev && held.st_ino == there.st_ino;
}

// NFS without a lock daemon, and file systems in user space, know no locks.
bool knows_no_locks(int number) {
  return number == ENOLCK || number == ENOSYS || number == EOPNOTSUPP || number == EINVAL;
}

class RealFileSystem : public FileSystem {
 public:
  std::optional<std::string> read(const std::string& path, std::size_t limit,
                                  std::error_code& error) const override {
    if (!begin(path, error)) {
      return std::nullopt;
    }
    const Descriptor file = open_path(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
    struct stat status {};
    if (!file || ::fstat(file.number(), &status) != 0) {
      fail_with_errno(error);
      return std::nullopt;
    }
    std::string text;
    if (S_ISREG(status.st_mode)) {
      text.reserve(std::min(limit, static_cast<std::size_t>(status.st_size)) + 1);
    }
    Reader reader(file.number(), S_ISFIFO(status.st_mode), limit);
    return reader.run(text, error) ? std::optional(std::move(text)) : std::nullopt;
  }

  std::optional<FileStat> stat(const std::string& path, std::error_code& error) const override {
    struct stat status {};
    if (!begin(path, error)) {
      return std::nullopt;
    }
    if (::lstat(path.c_str(), &status) != 0) {
      fail_with_errno(error);
      return std::nullopt;
    }
    return FileStat{kind_of_mode(status.st_mode), static_cast<std::uint64_t>(status.st_size),
                    status.st_mode & kPermissionBits};
  }

  std::optional<std::vector<DirectoryEntry>> list(const std::string& path,
                                                  std::error_code& error) const override {
    if (!begin(path, error)) {
      return std::nullopt;
    }
    Descriptor folder = open_path(path, O_RDONLY | O_DIRECTORY);
    DIR* directory = folder ? ::fdopendir(folder.number()) : nullptr;
    if (directory == nullptr) {
      fail_with_errno(error);
      return std::nullopt;
    }
    folder.release();
    std::vector<DirectoryEntry> entries;
    const bool complete = read_entries(directory, entries) || fail_with_errno(error);
    ::closedir(directory);
    if (!complete) {
      return std::nullopt;
    }
    std::sort(entries.begin(), entries.end(),
              [](const DirectoryEntry& a, const DirectoryEntry& b) { return a.name < b.name; });
    return entries;
  }

  bool create(const std::string& path, std::string_view bytes, unsigned mode,
              std::error_code& error) override {
    if (!begin(path, error)) {
      return false;
    }
    Descriptor file = open_path(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
    if (!file) {
      return fail_with_errno(error);
    }
    const bool written =
        set_mode(file.number(), mode) && write_all(file.number(), bytes) && file.close();
    if (!written) {
      fail_with_errno(error);
      ::unlink(path.c_str());
    }
    return written;
  }

  bool make_directory(const std::string& path, unsigned mode, std::error_code& error) override {
    if (!begin(path, error)) {
      return false;
    }
    if (::mkdir(path.c_str(), mode) != 0) {
      return fail_with_errno(error);
    }
    if (!set_folder_mode(path, mode)) {
      fail_with_errno(error);
      ::rmdir(path.c_str());
      return false;
    }
    return true;
  }

  bool rename(const std::string& from, const std::string& to, std::error_code& error) override {
    return begin(from, error) && begin(to, error) &&
           (::rename(from.c_str(), to.c_str()) == 0 || fail_with_errno(error));
  }

  bool exchange(const std::string& a, const std::string& b, std::error_code& error) override {
    if (!begin(a, error) || !begin(b, error)) {
      return false;
    }
    if (::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) == 0) {
      return true;
    }
    // A file system says EINVAL to the flag, an old kernel ENOSYS to the call.
    return fail(error, errno == EINVAL || errno == ENOSYS ? ENOTSUP : errno);
  }

  bool remove(const std::string& path, std::error_code& error) override {
    if (!begin(path, error)) {
      return false;
    }
    if (::unlink(path.c_str()) == 0) {
      return true;
    }
    return (errno == EISDIR && ::rmdir(path.c_str()) == 0) || fail_with_errno(error);
  }

  bool sync(const std::string& path, std::error_code& error) override {
    if (!begin(path, error)) {
      return false;
    }
    const Descriptor file = open_path(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW);
    if (!file) {
      return fail_with_errno(error);
    }
    // EINVAL: nothing on this file system can be flushed, so nothing is lost by not flushing.
    const bool flushed = retried([&] { return ::fsync(file.number()); }) == 0 || errno == EINVAL;
    return flushed || fail_with_errno(error);
  }

  std::unique_ptr<FolderLock> lock(const std::string& path, std::error_code& error) override {
    if (!begin(path, error)) {
      return nullptr;
    }
    Descriptor folder = open_path(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    const bool locked =
        folder && (::flock(folder.number(), LOCK_EX | LOCK_NB) == 0 || knows_no_locks(errno));
    if (!locked) {
      fail_with_errno(error);
      return nullptr;
    }
    if (!still_at(folder.number(), path)) {
      fail(error, ENOENT);
      return nullptr;
    }
    return std::make_unique<RealLock>(folder.release());
  }
};

}  // namespace

std::unique_ptr<FileSystem> make_real_file_system() { return std::make_unique<RealFileSystem>(); }

}  // namespace copctl::base
