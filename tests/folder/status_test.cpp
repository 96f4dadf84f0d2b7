#include "folder/dumps.h"
#include "support/catch.h"

namespace copctl::folder {
namespace {

using base::FileKind;

std::string_view word(FileState state) {
  switch (state) {
    case FileState::kUnchanged:
      return "unchanged";
    case FileState::kEdited:
      return "edited";
    case FileState::kMissing:
      return "missing";
    case FileState::kForeign:
      return "foreign";
    case FileState::kConflicting:
      return "conflicting";
    case FileState::kUnknown:
      return "unknown";
  }
  return "";
}

// `a.yaml edited`, one line each.
std::string surveyed(const base::FileSystem& disk) {
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  const auto lock = read_lock(disk, "out", {.required = false}, sources, diagnostics);
  REQUIRE(lock);
  const auto found = status(disk, "out", *lock, diagnostics);
  std::string words;
  for (const FileStatus& file : found.value_or(std::vector<FileStatus>())) {
    words += file.path + " " + std::string(word(file.state));
    words += std::string(file.secret ? ", secret" : "") + (file.exposed ? ", exposed" : "") + "\n";
  }
  return words + diag::print(diagnostics, sources);
}

TEST_CASE("a fresh dump is unchanged") {
  base::MemoryFileSystem disk;
  REQUIRE(dump(disk, {{"b/a", "1"}, {"c", "2", true}}).done);
  CHECK(surveyed(disk) == "b/a unchanged\nc unchanged, secret\n");
}

TEST_CASE("every file is told by what became of it") {
  base::MemoryFileSystem disk;
  const std::vector<File> files = {{"a", "1"},          {"conflict", "1"},
                                   {"d/deleted", "1"},  {"folder", "1"},
                                   {"link", "1"},       {"markers", "<<<<<<< a\n>>>>>>> b\n"},
                                   {"open", "1", true}, {"secret", "1", true}};
  REQUIRE(dump(disk, files).done);
  std::error_code error;
  for (const char* gone : {"out/d/deleted", "out/folder"}) {
    REQUIRE(disk.remove(gone, error));
  }
  disk.place("out/a", FileKind::kFile, "2");
  disk.place("out/conflict", FileKind::kFile, "x\n<<<<<<< mine\n=======\n>>>>>>> new\n");
  disk.place("out/folder/x", FileKind::kFile, "");
  disk.place("out/link", FileKind::kSymlink, "a");
  disk.place("out/open", FileKind::kFile, "1");
  disk.place("out/d/mine", FileKind::kFile, "");
  disk.place("out/sub/.git/HEAD", FileKind::kFile, "");
  disk.place("out/z-link", FileKind::kSymlink, "..");
  CHECK(surveyed(disk) ==
        "a edited\n"
        "conflict conflicting\n"
        "d/deleted missing\n"
        "d/mine foreign\n"
        "folder missing\n"
        "folder/x foreign\n"
        "link edited\n"
        "markers unchanged\n"
        "open unchanged, secret, exposed\n"
        "secret unchanged, secret\n"
        "z-link foreign\n");
}

TEST_CASE("without the key of secrets.lock secret files are unknown") {
  base::MemoryFileSystem disk;
  REQUIRE(dump(disk, {{"a", "1"}, {"s", "1", true}}, {.secrecy = sealed_with('k')}).done);
  CHECK(surveyed(disk) ==
        "a unchanged\n"
        "s unknown, secret\n"
        "warning: `out/.copctl/secrets.lock` is encrypted; give its key (`845ec039c037130e`) with "
        "--secrets-key FILE or COPCTL_SECRETS_KEY [InvalidLock]\n");
}

TEST_CASE("a folder with too much in it is refused") {
  base::MemoryFileSystem disk;
  REQUIRE(dump(disk, {{"a", "1"}}).done);
  for (std::size_t i = 0; i <= kMaxForeignFiles; ++i) {
    disk.place("out/m/" + std::to_string(i), FileKind::kFile, "");
  }
  CHECK(surveyed(disk) ==
        "error: `out` holds more than 100000 files that are not of the dump [TooLarge]\n");
}

TEST_CASE("a file that cannot be read is an error") {
  base::MemoryFileSystem disk;
  REQUIRE(dump(disk, {{"a", "1"}}).done);
  disk.place("out/a", FileKind::kFile, std::string(kMaxFileBytes + 1, 'x'));
  CHECK(surveyed(disk) == "error: cannot read `out/a`: file too large [CannotRead]\n");
}

}  // namespace
}  // namespace copctl::folder
