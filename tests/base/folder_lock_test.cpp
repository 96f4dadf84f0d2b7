#include <unistd.h>

#include <memory>
#include <vector>

#include "base/file_system.h"
#include "support/catch.h"
#include "support/temporary_folder.h"

namespace copctl::base {
namespace {

// `root` holds the folder `d`, the file `f` and the link `link` to `d`.
void check_locks(FileSystem& files, const std::string& root) {
  std::error_code error;
  std::unique_ptr<FolderLock> held = files.lock(root + "/d", error);
  REQUIRE(held != nullptr);
  CHECK_FALSE(error);
  CHECK(files.lock(root + "/d", error) == nullptr);
  CHECK(error == std::errc::resource_unavailable_try_again);
  CHECK(files.lock(root, error) != nullptr);
  held.reset();
  CHECK(files.lock(root + "/d", error) != nullptr);
  CHECK_FALSE(error);

  CHECK(files.lock(root + "/none", error) == nullptr);
  CHECK(error == std::errc::no_such_file_or_directory);
  for (const std::string name : {"/f", "/link"}) {
    CHECK(files.lock(root + name, error) == nullptr);
    CHECK(error == std::errc::not_a_directory);
  }
}

TEST_CASE("one holder at a time has the lock of a folder on the disk") {
  const support::TemporaryFolder folder;
  const std::unique_ptr<FileSystem> files = make_real_file_system();
  std::error_code error;
  REQUIRE(files->make_directory(folder / "d", kFolderMode, error));
  REQUIRE(files->create(folder / "f", "", kPublicMode, error));
  REQUIRE(::symlink("d", (folder / "link").c_str()) == 0);
  check_locks(*files, folder.path());
  CHECK(files->lock(folder / std::string("d\0d", 3), error) == nullptr);
  CHECK(error == std::errc::invalid_argument);
}

TEST_CASE("one holder at a time has the lock of a folder in memory") {
  MemoryFileSystem files;
  files.place("root/d", FileKind::kDirectory);
  files.place("root/f", FileKind::kFile);
  files.place("root/link", FileKind::kSymlink, "d");
  check_locks(files, "root");
}

TEST_CASE("a lock that was not given keeps no file open") {
  const support::TemporaryFolder folder;
  const std::unique_ptr<FileSystem> files = make_real_file_system();
  std::error_code error;
  const std::size_t before = files->list("/proc/self/fd", error)->size();
  {
    const std::unique_ptr<FolderLock> held = files->lock(folder.path(), error);
    CHECK(files->lock(folder.path(), error) == nullptr);
    CHECK(files->list("/proc/self/fd", error)->size() == before + 1);
  }
  CHECK(files->list("/proc/self/fd", error)->size() == before);
}

TEST_CASE("a file system without locks excludes nobody") {
  constexpr EmbeddedFile kFiles[] = {{"d/a", ""}};
  const std::unique_ptr<FileSystem> files = make_embedded_file_system(kFiles);
  std::error_code error;
  const std::unique_ptr<FolderLock> held = files->lock("d", error);
  CHECK(held != nullptr);
  CHECK(files->lock("d", error) != nullptr);
  CHECK(files->lock("e", error) == nullptr);
  CHECK(error == std::errc::no_such_file_or_directory);
}

}  // namespace
}  // namespace copctl::base
