#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "base/file_system.h"
#include "support/catch.h"
#include "support/temporary_folder.h"

// What only the real file system can show; the rest is in file_system_contract_test.cpp.

namespace copctl::base {
namespace {

using support::TemporaryFolder;

// The umask for a scope.
class Umask {
 public:
  explicit Umask(mode_t mask) : before_(::umask(mask)) {}
  Umask(const Umask&) = delete;
  Umask& operator=(const Umask&) = delete;
  ~Umask() { ::umask(before_); }

 private:
  mode_t before_;
};

// Files can grow no larger for a scope: what a full disk looks like to write(2).
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : handler_(::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    ::signal(SIGXFSZ, handler_);
  }

 private:
  void (*handler_)(int);
  rlimit before_{};
};

unsigned mode_of(const FileSystem& files, const std::string& path) {
  std::error_code error;
  return files.stat(path, error).value_or(FileStat{}).mode;
}

TEST_CASE("modes are exact whatever the umask") {
  const TemporaryFolder folder;
  const std::unique_ptr<FileSystem> files = make_real_file_system();
  std::error_code error;
  for (const mode_t mask : {0000, 0022, 0077}) {
    DYNAMIC_SECTION("umask " << mask) {
      const Umask umask(mask);
      REQUIRE(files->create(folder / "public", "x", kPublicMode, error));
      REQUIRE(files->create(folder / "secret", "x", kSecretMode, error));
      REQUIRE(files->make_directory(folder / "folder", kFolderMode, error));
      REQUIRE(files->make_directory(folder / "secrets", kSecretFolderMode, error));
      CHECK(mode_of(*files, folder / "public") == 0644);
      CHECK(mode_of(*files, folder / "secret") == 0600);
      CHECK(mode_of(*files, folder / "folder") == 0755);
      CHECK(mode_of(*files, folder / "secrets") == 0700);
    }
  }
}

TEST_CASE("a folder keeps the group bit that it inherits") {
  const TemporaryFolder folder;
  const std::unique_ptr<FileSystem> files = make_real_file_system();
  std::error_code error;
  REQUIRE(::chmod(folder.path().c_str(), 02755) == 0);
  REQUIRE(files->make_directory(folder / "d", kFolderMode, error));
  CHECK(mode_of(*files, folder / "d") == 02755);
}

TEST_CASE("a file that cannot be written whole is not left behind") {
  const TemporaryFolder folder;
  const std::unique_ptr<FileSystem> files = make_real_file_system();
  std::error_code error;
  {
    const FileSizeLimit limit(1000);
    CHECK_FALSE(files->create(folder / "a", std::string(5000, 'x'), kPublicMode, error));
  }
  CHECK(error == std::errc::file_too_large);
  CHECK_FALSE(files->stat(folder / "a", error));
  CHECK(error == std::errc::no_such_file_or_directory);
}

TEST_CASE("large files are read and written whole") {
  const TemporaryFolder folder;
  const std::unique_ptr<FileSystem> files = make_real_file_system();
  std::error_code error;
  std::string text(300'000, 'x');
  text[150'000] = 'y';
  REQUIRE(files->create(folder / "a", text, kPublicMode, error));
  CHECK((files->read(folder / "a", text.size(), error) == text));
  CHECK_FALSE(files->read(folder / "a", text.size() - 1, error));
  CHECK(error == std::errc::file_too_large);
  CHECK((files->read(folder / "a", static_cast<std::size_t>(-1), error) == text));
}

TEST_CASE("a file whose size is not known before is read") {
  std::error_code error;
  const auto text = make_real_file_system()->read("/proc/self/status", 1 << 20, error);
  REQUIRE(text);
  CHECK(text->find("VmPeak") != std::string::npos);
}

TEST_CASE("an endless device ends at the limit") {
  std::error_code error;
  CHECK_FALSE(make_real_file_system()->read("/dev/zero", 100'000, error));
  CHECK(error == std::errc::file_too_large);
}

TEST_CASE("a pipe is read, waited for, and never blocked on without a writer") {
  const TemporaryFolder folder;
  const std::string path = folder / "pipe";
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  const std::unique_ptr<FileSystem> files = make_real_file_system();
  std::error_code error;

  SECTION("nobody writes") {
    CHECK_FALSE(files->read(path, 100, error));
    CHECK(error == std::errc::broken_pipe);
  }
  SECTION("it is no regular file") { CHECK(files->stat(path, error)->kind == FileKind::kOther); }
  const auto read_while = [&](const std::function<void(int)>& write) {
    // Open for both, so that opening does not wait for the reader.
    const int writer = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
    std::thread thread([&] {
      write(writer);
      ::close(writer);
    });
    const auto text = files->read(path, 100, error);
    thread.join();
    return text;
  };
  const auto pause = [] { std::this_thread::sleep_for(std::chrono::milliseconds(20)); };
  SECTION("in pieces") {
    CHECK(read_while([&](int writer) {
            for (int i = 0; i < 3; ++i) {
              pause();
              CHECK(::write(writer, "ab", 2) == 2);
            }
          }) == "ababab");
  }
  SECTION("nothing at all") {
    CHECK(read_while([&](int) { pause(); }) == "");
  }
  SECTION("too much") {
    CHECK_FALSE(read_while(
        [&](int writer) { CHECK(::write(writer, std::string(101, 'x').c_str(), 101) == 101); }));
    CHECK(error == std::errc::file_too_large);
  }
}

TEST_CASE("a path with a NUL is refused, not cut short") {
  const TemporaryFolder folder;
  const std::unique_ptr<FileSystem> files = make_real_file_system();
  const std::string bad = folder / std::string("a\0b", 3);
  const std::string good = folder / "a";
  std::error_code error;
  REQUIRE(files->create(good, "x", kPublicMode, error));
  const std::vector<std::function<bool()>> calls = {
      [&] { return files->read(bad, 10, error).has_value(); },
      [&] { return files->stat(bad, error).has_value(); },
      [&] { return files->list(bad, error).has_value(); },
      [&] { return files->create(bad, "x", kPublicMode, error); },
      [&] { return files->make_directory(bad, kFolderMode, error); },
      [&] { return files->rename(bad, good, error); },
      [&] { return files->rename(good, bad, error); },
      [&] { return files->exchange(bad, good, error); },
      [&] { return files->exchange(good, bad, error); },
      [&] { return files->remove(bad, error); },
      [&] { return files->sync(bad, error); },
  };
  for (const auto& call : calls) {
    error.clear();
    CHECK_FALSE(call());
    CHECK(error == std::errc::invalid_argument);
  }
  CHECK(files->read(good, 10, error) == "x");
}

TEST_CASE("nothing that was opened stays open") {
  const TemporaryFolder folder;
  const std::unique_ptr<FileSystem> files = make_real_file_system();
  std::error_code error;
  const std::size_t before = files->list("/proc/self/fd", error)->size();
  for (int i = 0; i < 3; ++i) {
    const std::string name = folder / std::to_string(i);
    CHECK(files->create(name, "x", kPublicMode, error));
    CHECK_FALSE(files->create(name, "x", kPublicMode, error));
    CHECK(files->read(name, 1, error));
    CHECK_FALSE(files->read(name, 0, error));
    CHECK(files->sync(name, error));
    CHECK(files->list(folder.path(), error));
    CHECK_FALSE(files->list(name, error));
    CHECK(files->make_directory(name + ".d", kFolderMode, error));
  }
  CHECK(files->list("/proc/self/fd", error)->size() == before);
}

}  // namespace
}  // namespace copctl::base
