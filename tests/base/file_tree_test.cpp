#include <sys/stat.h>
#include <unistd.h>

#include <map>
#include <memory>
#include <vector>

#include "base/file_system.h"
#include "support/catch.h"
#include "support/faulty_file_system.h"
#include "support/temporary_folder.h"

namespace copctl::base {
namespace {

using Files = std::map<std::string, std::string>;
using Names = std::vector<std::string>;

TEST_CASE("a tree lists its regular files") {
  MemoryFileSystem files(Files{{"p/b/x", ""}, {"p/b.a", ""}, {"p/a/y/z", ""}, {"q", ""}});
  files.place("p/link", FileKind::kSymlink, "../q");
  files.place("p/up", FileKind::kSymlink, "..");
  files.place("p/pipe", FileKind::kOther);
  files.place("p/empty", FileKind::kDirectory);
  std::error_code error;
  CHECK(list_tree(files, "p", 10, error) == Names{"a/y/z", "b.a", "b/x"});
  CHECK(list_tree(files, "p/a", 10, error) == Names{"y/z"});
  CHECK(list_tree(files, "p/empty", 0, error) == Names{});
  CHECK_FALSE(list_tree(files, "q", 10, error));
  CHECK(error == std::errc::not_a_directory);
  CHECK_FALSE(list_tree(files, "x", 10, error));
  CHECK(error == std::errc::no_such_file_or_directory);
}

TEST_CASE("a tree that is too large is refused") {
  MemoryFileSystem files;
  for (int i = 0; i < 5; ++i) {
    files.place("files/" + std::to_string(i), FileKind::kFile);
    files.place("folders/" + std::to_string(i), FileKind::kDirectory);
  }
  std::error_code error;
  for (const std::string root : {"files", "folders"}) {
    CHECK(list_tree(files, root, 5, error));
    CHECK_FALSE(list_tree(files, root, 4, error));
    CHECK(error == std::errc::value_too_large);
  }
}

TEST_CASE("folders are made with their parents") {
  struct Case {
    std::string name;
    std::string path;
    bool done;
    Names changes;
  };
  const std::vector<Case> cases = {
      {"all missing",
       "a/b/c",
       true,
       {"make_directory a", "make_directory a/b", "make_directory a/b/c"}},
      {"some there", "there/b", true, {"make_directory there/b"}},
      {"all there", "there", true, {}},
      {"absolute", "/a", true, {"make_directory /a"}},
      {"slash at the end", "a/", true, {"make_directory a"}},
      {"two slashes", "a//b", true, {"make_directory a", "make_directory a//b"}},
      {"dots", "./a", true, {"make_directory ./a"}},
      {"through a link", "link/b", true, {"make_directory link/b"}},
      {"nothing to make", "", true, {}},
      {"a file in the way", "file/b", false, {}},
      {"the file itself", "file", false, {}},
      {"a dangling link", "dangling", false, {"make_directory dangling"}},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      MemoryFileSystem disk(Files{{"there/x", ""}, {"file", ""}});
      disk.place("link", FileKind::kSymlink, "there");
      disk.place("dangling", FileKind::kSymlink, "nowhere");
      support::FaultyFileSystem files(disk);
      std::error_code error;
      CHECK(make_directories(files, c.path, kSecretFolderMode, error) == c.done);
      CHECK(static_cast<bool>(error) != c.done);
      CHECK(files.log() == c.changes);
      for (const std::string& change : c.done ? c.changes : Names{}) {
        CHECK(disk.stat(change.substr(change.find(' ') + 1), error)->mode == kSecretFolderMode);
      }
    }
  }
}

TEST_CASE("a folder that cannot be made is told") {
  MemoryFileSystem disk;
  support::FaultyFileSystem files(disk);
  files.fail(2, std::errc::no_space_on_device);
  std::error_code error;
  CHECK_FALSE(make_directories(files, "a/b/c", kFolderMode, error));
  CHECK(error == std::errc::no_space_on_device);
}

TEST_CASE("a tree is removed without following links") {
  MemoryFileSystem files(Files{{"d/a", ""}, {"d/s/b", ""}, {"kept/x", "1"}});
  files.place("d/link", FileKind::kSymlink, "../kept");
  files.place("d/pipe", FileKind::kOther);
  std::error_code error;
  CHECK(remove_tree(files, "d", error));
  CHECK(files.files() == Files{{"kept/x", "1"}});
  CHECK_FALSE(files.stat("d", error));
  CHECK(remove_tree(files, "d", error));
  CHECK_FALSE(error);
  CHECK(remove_tree(files, "kept/x", error));
  files.place("link", FileKind::kSymlink, "kept");
  CHECK(remove_tree(files, "link", error));
  CHECK(files.stat("kept", error));
}

TEST_CASE("a tree that cannot be removed is told") {
  MemoryFileSystem disk(Files{{"d/a", ""}, {"d/b", ""}});
  support::FaultyFileSystem files(disk);
  files.fail(2, std::errc::permission_denied);
  std::error_code error;
  CHECK_FALSE(remove_tree(files, "d", error));
  CHECK(error == std::errc::permission_denied);
  CHECK(disk.files() == Files{{"d/b", ""}});
  CHECK_FALSE(remove_tree(files, "d/b/c", error));
  CHECK(error == std::errc::not_a_directory);
}

TEST_CASE("trees on the real disk") {
  const support::TemporaryFolder folder;
  const std::unique_ptr<FileSystem> files = make_real_file_system();
  std::error_code error;
  REQUIRE(make_directories(*files, folder / "t/a/b", kFolderMode, error));
  REQUIRE(files->create(folder / "t/a/b/f", "1", kPublicMode, error));
  REQUIRE(files->create(folder / "kept", "1", kPublicMode, error));
  REQUIRE(::symlink("..", (folder / "t/up").c_str()) == 0);
  REQUIRE(::mkfifo((folder / "t/pipe").c_str(), 0600) == 0);
  CHECK(list_tree(*files, folder / "t", 10, error) == Names{"a/b/f"});
  CHECK(make_directories(*files, folder / "t/up/t/a", kFolderMode, error));
  CHECK(remove_tree(*files, folder / "t", error));
  CHECK(list_tree(*files, folder.path(), 10, error) == Names{"kept"});
}

}  // namespace
}  // namespace copctl::base
