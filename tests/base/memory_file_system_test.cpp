#include <map>

#include "base/file_system.h"
#include "support/catch.h"

// What only the file system in memory has; the rest is in file_system_contract_test.cpp.

namespace copctl::base {
namespace {

using Files = std::map<std::string, std::string>;

TEST_CASE("files come with their folders and are listed with their texts") {
  MemoryFileSystem files(Files{{"a/b/c", "1"}, {"./d", "2"}, {"/e/f", "3"}});
  std::error_code error;
  CHECK(files.files() == Files{{"/e/f", "3"}, {"a/b/c", "1"}, {"d", "2"}});
  CHECK(files.stat("a/b", error)->kind == FileKind::kDirectory);
  CHECK(files.stat("/e", error)->kind == FileKind::kDirectory);
  CHECK(files.list(".", error)->size() == 2);
  CHECK(files.list("/", error)->size() == 1);
  CHECK(files.read("a/./b//c", 10, error) == "1");
}

TEST_CASE("the roots stay") {
  MemoryFileSystem files;
  std::error_code error;
  CHECK(files.list(".", error)->empty());
  CHECK_FALSE(files.remove(".", error));
  CHECK(error == std::errc::device_or_resource_busy);
  CHECK_FALSE(files.create("/", "", kPublicMode, error));
  CHECK(error == std::errc::file_exists);
  CHECK(files.create("/a", "", kPublicMode, error));
  CHECK_FALSE(files.rename("/", "b", error));
  CHECK(error == std::errc::invalid_argument);
  CHECK_FALSE(files.create("../a", "", kPublicMode, error));
  CHECK(error == std::errc::no_such_file_or_directory);
}

TEST_CASE("links lead on, absolute ones too") {
  MemoryFileSystem files(Files{{"/x/y", "1"}});
  std::error_code error;
  files.place("a/link", FileKind::kSymlink, "/x");
  files.place("a/up", FileKind::kSymlink, "../a/link");
  files.place("pipe", FileKind::kOther);
  CHECK(files.read("a/link/y", 10, error) == "1");
  CHECK(files.read("a/up/y", 10, error) == "1");
  CHECK(files.stat("pipe", error)->kind == FileKind::kOther);
  CHECK(files.files() == Files{{"/x/y", "1"}});
}

}  // namespace
}  // namespace copctl::base
