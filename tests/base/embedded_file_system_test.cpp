#include <functional>
#include <memory>
#include <vector>

#include "base/file_system.h"
#include "support/catch.h"

namespace copctl::base {
namespace {

constexpr EmbeddedFile kFiles[] = {
    {"a.b", "0"}, {"a/b/c", "1"}, {"a/d", "22"}, {"a0", "3"}, {"e", ""}};

TEST_CASE("embedded files are read, looked at and listed") {
  const std::unique_ptr<FileSystem> files = make_embedded_file_system(kFiles);
  std::error_code error;
  CHECK(files->read("a/d", 2, error) == "22");
  CHECK(files->read("./a//d", 2, error) == "22");
  CHECK(files->read("e", 0, error) == "");
  CHECK_FALSE(files->read("a/d", 1, error));
  CHECK(error == std::errc::file_too_large);
  CHECK_FALSE(files->read("a", 1, error));
  CHECK(error == std::errc::is_a_directory);
  CHECK_FALSE(files->read("b", 1, error));
  CHECK(error == std::errc::no_such_file_or_directory);
  CHECK(files->stat("a/d", error)->size == 2);
  CHECK(files->stat("a/b", error)->kind == FileKind::kDirectory);
  CHECK_FALSE(files->stat("a/x", error));
  CHECK(error == std::errc::no_such_file_or_directory);
}

TEST_CASE("an embedded folder lists its children once") {
  const std::unique_ptr<FileSystem> files = make_embedded_file_system(kFiles);
  std::error_code error;
  const auto names = [&](const std::string& path) {
    const std::vector<DirectoryEntry> entries = files->list(path, error).value();
    std::string out;
    for (const DirectoryEntry& entry : entries) {
      out += entry.name + (entry.kind == FileKind::kDirectory ? "/ " : " ");
    }
    return out;
  };
  CHECK(names(".") == "a/ a.b a0 e ");
  CHECK(names("a") == "b/ d ");
  CHECK(names("a/b/") == "c ");
  CHECK_FALSE(files->list("e", error));
  CHECK(error == std::errc::not_a_directory);
  CHECK_FALSE(files->list("x", error));
  CHECK(error == std::errc::no_such_file_or_directory);
  CHECK(list_tree(*files, ".", 10, error) ==
        std::vector<std::string>{"a.b", "a/b/c", "a/d", "a0", "e"});
}

TEST_CASE("embedded files are there without being read") {
  const std::unique_ptr<FileSystem> files = make_embedded_file_system(kFiles);
  const auto names = [&](const std::string& path) {
    std::string out;
    for (const EmbeddedFile& file : files->resident(path)) out.append(file.path).append(" ");
    return out;
  };
  CHECK(names("a/d") == "a/d ");
  CHECK(files->resident("a/d")[0].bytes.data() == kFiles[2].bytes.data());
  CHECK(names("a") == "a/b/c a/d ");
  CHECK(names("./a/") == "a/b/c a/d ");
  CHECK(names(".") == "a.b a/b/c a/d a0 e ");
  CHECK(names("x") == "");
  CHECK(MemoryFileSystem(std::map<std::string, std::string>{{"a", "1"}}).resident("a").empty());
}

TEST_CASE("embedded files cannot be changed") {
  const std::unique_ptr<FileSystem> files = make_embedded_file_system(kFiles);
  std::error_code error;
  const std::vector<std::function<bool()>> calls = {
      [&] { return files->create("x", "", kPublicMode, error); },
      [&] { return files->make_directory("x", kFolderMode, error); },
      [&] { return files->rename("e", "x", error); },
      [&] { return files->exchange("e", "a0", error); },
      [&] { return files->remove("e", error); },
      [&] { return files->sync("e", error); },
  };
  for (const auto& call : calls) {
    error.clear();
    CHECK_FALSE(call());
    CHECK(error == std::errc::read_only_file_system);
  }
  CHECK(make_directories(*files, "a/b", kFolderMode, error));
  CHECK_FALSE(make_directories(*files, "a/x", kFolderMode, error));
  CHECK(error == std::errc::read_only_file_system);
  CHECK_FALSE(make_directories(*files, "a/d/x", kFolderMode, error));
  CHECK(error == std::errc::not_a_directory);
}

}  // namespace
}  // namespace copctl::base
