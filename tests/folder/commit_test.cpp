// Covers build_anew.cpp, change_in_place.cpp, disk_view.cpp, made_folders.cpp.
// Covers places.cpp, report.cpp.
#include "folder/dumps.h"
#include "support/catch.h"
#include "support/faulty_file_system.h"

namespace copctl::folder {
namespace {

using base::FileKind;
using Files = std::map<std::string, std::string>;

// The files outside `.copctl`.
Files visible(const base::MemoryFileSystem& disk) {
  Files files = disk.files();
  std::erase_if(
      files, [](const auto& entry) { return entry.first.find("/.copctl/") != std::string::npos; });
  return files;
}

unsigned mode(const base::FileSystem& disk, const std::string& path) {
  std::error_code error;
  const auto stat = disk.stat(path, error);
  REQUIRE(stat);
  return stat->mode;
}

std::vector<std::string> names(const base::FileSystem& disk, const std::string& path) {
  std::error_code error;
  std::vector<std::string> result;
  const auto entries = disk.list(path, error).value();
  for (const base::DirectoryEntry& entry : entries) {
    result.push_back(entry.name);
  }
  return result;
}

TEST_CASE("a first dump: files, locks and modes, and nothing beside") {
  base::MemoryFileSystem disk;
  const Run run = dump(disk, first_files());
  CHECK(run.said == "");
  REQUIRE(run.done);
  CHECK(visible(disk) == Files{{"out/a.yaml", "a: 1\n"},
                               {"out/b/b.yaml", "b: 1\n"},
                               {"out/b/gone.yaml", "gone: 1\n"},
                               {"out/old/only.yaml", "only: 1\n"},
                               {"out/secret.yaml", "password: one\n"}});
  CHECK(names(disk, ".") == std::vector<std::string>{"out"});
  CHECK(names(disk, "out/.copctl") ==
        std::vector<std::string>{".gitignore", "dump.lock", "secrets.lock"});
  CHECK(disk.files().at("out/.copctl/.gitignore") == "/secrets.lock\n/staging/\n/journal/\n");
  CHECK(disk.files().at("out/.copctl/dump.lock").find("one\"") == std::string::npos);
  CHECK(mode(disk, "out") == 0755);
  CHECK(mode(disk, "out/b") == 0755);
  CHECK(mode(disk, "out/a.yaml") == 0644);
  CHECK(mode(disk, "out/secret.yaml") == 0600);
  CHECK(mode(disk, "out/.copctl/dump.lock") == 0644);
  CHECK(mode(disk, "out/.copctl/secrets.lock") == 0600);
}

TEST_CASE("parents of the folder are made") {
  base::MemoryFileSystem disk;
  CHECK(dump(disk, {{"a", "1"}}, "one", false, "x/y/z").done);
  CHECK(visible(disk) == Files{{"x/y/z/a", "1"}});
  CHECK(dump(disk, {{"a", "1"}}, "one", false, "/abs/out/").done);
  CHECK(visible(disk).at("/abs/out/a") == "1");
}

TEST_CASE("an empty folder keeps its mode") {
  base::MemoryFileSystem disk;
  std::error_code error;
  REQUIRE(disk.make_directory("out", 0750, error));
  CHECK(dump(disk, first_files()).done);
  CHECK(mode(disk, "out") == 0750);
  CHECK(names(disk, ".") == std::vector<std::string>{"out"});
}

TEST_CASE("the working directory itself can be the folder") {
  base::MemoryFileSystem disk;
  const Run run = dump(disk, {{"a", "1"}, {"s", "2", true}}, "one", false, ".");
  CHECK(run.said == "");
  CHECK(run.done);
  CHECK(names(disk, ".") == std::vector<std::string>{".copctl", "a", "s"});
  CHECK(names(disk, ".copctl") ==
        std::vector<std::string>{".gitignore", "dump.lock", "secrets.lock"});
  CHECK(mode(disk, "s") == 0600);
}

TEST_CASE("an empty folder whose parent is not ours is filled in place") {
  for (const std::errc code : {std::errc::permission_denied, std::errc::read_only_file_system}) {
    base::MemoryFileSystem disk;
    disk.place("out", FileKind::kDirectory);
    support::FaultyFileSystem faulty(disk);
    faulty.fail(1, code);
    CHECK(dump(faulty, {{"a", "1"}}).done);
    CHECK(faulty.log().front() == "make_directory .out.copctl");
    CHECK(visible(disk) == Files{{"out/a", "1"}});
    CHECK(names(disk, ".") == std::vector<std::string>{"out"});
  }
}

TEST_CASE("an empty folder that is a mount point is filled in place") {
  base::MemoryFileSystem trial;
  trial.place("out", FileKind::kDirectory);
  support::FaultyFileSystem counting(trial);
  REQUIRE(dump(counting, {{"a", "1"}}).done);
  std::size_t rename = 0;
  while (!counting.log()[rename].starts_with("rename")) {
    ++rename;
  }
  base::MemoryFileSystem disk;
  disk.place("out", FileKind::kDirectory);
  support::FaultyFileSystem faulty(disk);
  faulty.fail(rename + 1, std::errc::device_or_resource_busy);
  CHECK(dump(faulty, {{"a", "1"}}).done);
  CHECK(visible(disk) == Files{{"out/a", "1"}});
  CHECK(names(disk, ".") == std::vector<std::string>{"out"});
}

TEST_CASE("a second dump changes what changed, and the user's files stay") {
  base::MemoryFileSystem disk;
  REQUIRE(dump(disk, first_files()).done);
  disk.place("out/mine", FileKind::kFile, "m");
  const Run run = dump(disk, second_files(), "two");
  CHECK(run.said == "");
  REQUIRE(run.done);
  CHECK(visible(disk) == Files{{"out/a.yaml", "a: 2\n"},
                               {"out/b/b.yaml", "b: 1\n"},
                               {"out/c/d/e.yaml", "e: 2\n"},
                               {"out/mine", "m"},
                               {"out/n.yaml", "n: 2\n"},
                               {"out/secret.yaml", "password: two\n"}});
  CHECK(names(disk, "out") ==
        std::vector<std::string>{".copctl", "a.yaml", "b", "c", "mine", "n.yaml", "secret.yaml"});
  CHECK(names(disk, "out/.copctl") ==
        std::vector<std::string>{".gitignore", "dump.lock", "secrets.lock"});
  CHECK(mode(disk, "out/secret.yaml") == 0600);
  CHECK(mode(disk, "out/.copctl/secrets.lock") == 0600);
}

TEST_CASE("a dump that changes nothing writes nothing") {
  base::MemoryFileSystem disk;
  REQUIRE(dump(disk, first_files()).done);
  support::FaultyFileSystem counting(disk);
  CHECK(dump(counting, first_files()).done);
  CHECK(counting.log() == std::vector<std::string>{"make_directory out/.copctl"});
}

TEST_CASE("an edited file keeps its mode, a secret one loses it") {
  base::MemoryFileSystem disk;
  REQUIRE(dump(disk, {{"a", "1"}, {"s", "1", true}}).done);
  std::error_code error;
  for (const char* path : {"out/a", "out/s"}) {
    REQUIRE(disk.remove(path, error));
    REQUIRE(disk.create(path, "1", 0664, error));
  }
  REQUIRE(dump(disk, {{"a", "2"}, {"s", "1", true}}).done);
  CHECK(mode(disk, "out/a") == 0664);
  CHECK(mode(disk, "out/s") == 0600);
}

TEST_CASE("files move with their edits and modes, and folders go when they are empty") {
  base::MemoryFileSystem disk;
  REQUIRE(dump(disk, {{"t/a", "1", false, "a"}, {"t/s", "1", true, "s"}}).done);
  std::error_code error;
  REQUIRE(disk.remove("out/t/a", error));
  REQUIRE(disk.create("out/t/a", "edited", 0664, error));
  const Run run = dump(disk, {{"a", "1", false, "a"}, {"u/s", "2", true, "s"}});
  CHECK(run.said == "");
  REQUIRE(run.done);
  CHECK(visible(disk) == Files{{"out/a", "edited"}, {"out/u/s", "2"}});
  CHECK(names(disk, "out") == std::vector<std::string>{".copctl", "a", "u"});
  CHECK(mode(disk, "out/a") == 0664);
  CHECK(mode(disk, "out/u/s") == 0600);
  CHECK(dump(disk, {{"a", "1", false, "a"}, {"u/s", "2", true, "s"}}).said == "");
  CHECK(visible(disk).at("out/a") == "edited");
}

TEST_CASE("a plan with conflicts is not carried out") {
  base::MemoryFileSystem disk;
  REQUIRE(dump(disk, first_files()).done);
  disk.place("out/a.yaml", FileKind::kFile, "a: mine\n");
  const Files before = disk.files();
  const Run run = dump(disk, second_files(), "two");
  CHECK_FALSE(run.done);
  CHECK(run.said ==
        "error: `out` holds conflicts that are to be decided first; nothing was written "
        "[Conflict]\n");
  CHECK(disk.files() == before);
  CHECK(dump(disk, second_files(),
             {.value = "two", .options = {.resolutions = {{Resolution::kMine}}}})
            .done);
  CHECK(visible(disk).at("out/a.yaml") == "a: mine\n");
  CHECK(dump(disk, second_files(), "two").done);
  CHECK(visible(disk).at("out/a.yaml") == "a: mine\n");
}

TEST_CASE("secrets.lock goes with the last secret, .gitignore is the user's") {
  base::MemoryFileSystem disk;
  REQUIRE(dump(disk, {{"s", "1", true}}).done);
  disk.place("out/.copctl/.gitignore", FileKind::kFile, "# ours\n");
  Lock lock = lock_for({{"a", "1"}});
  lock.secret_values.clear();
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  const auto previous = read_lock(disk, "out", sources, diagnostics);
  const auto planned = plan(disk, "out", {{"a", "1"}}, previous, false, diagnostics);
  REQUIRE(planned);
  REQUIRE(commit(disk, "out", *planned, lock, diagnostics));
  CHECK(names(disk, "out/.copctl") == std::vector<std::string>{".gitignore", "dump.lock"});
  CHECK(disk.files().at("out/.copctl/.gitignore") == "# ours\n");
}

TEST_CASE("with force a foreign folder becomes a dump, and nothing of it goes") {
  base::MemoryFileSystem disk(
      std::map<std::string, std::string>{{"out/a", "theirs"}, {"out/deep/x", "x"}});
  CHECK_FALSE(dump(disk, {{"a", "1"}, {"b", "2"}}).done);
  CHECK(disk.files() == Files{{"out/a", "theirs"}, {"out/deep/x", "x"}});
  CHECK(dump(disk, {{"a", "1"}, {"b", "2"}}, "one", true).done);
  CHECK(visible(disk) == Files{{"out/a", "1"}, {"out/b", "2"}, {"out/deep/x", "x"}});
  CHECK(dump(disk, {{"b", "2"}}).done);
  CHECK(visible(disk) == Files{{"out/b", "2"}, {"out/deep/x", "x"}});
}

TEST_CASE("what changes between plan and commit is never replaced") {
  struct Case {
    const char* name;
    const char* path;
    const char* text;
    const char* expected;
  };
  const Case cases[] = {
      {"a file that was to be replaced", "out/a.yaml", "edited",
       "error: `out/a.yaml` changed while copctl was at work; nothing was written: run it again "
       "[Conflict]\n"},
      {"a file that was to be deleted", "out/b/gone.yaml", "edited",
       "error: `out/b/gone.yaml` changed while copctl was at work; nothing was written: run it "
       "again [Conflict]\n"},
      {"a file where none was", "out/n.yaml", "new",
       "error: `out/n.yaml` changed while copctl was at work; nothing was written: run it again "
       "[Conflict]\n"},
      {"a file where a folder is to be", "out/c", "new",
       "error: `out/c/d/e.yaml` changed while copctl was at work; nothing was written: run it "
       "again [Conflict]\n"},
      {"the lock", "out/.copctl/dump.lock", "{}",
       "error: `out` was dumped into by another copctl meanwhile; run it again [Conflict]\n"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      base::MemoryFileSystem disk;
      REQUIRE(dump(disk, first_files()).done);
      diag::SourceMap sources;
      diag::Diagnostics diagnostics;
      const auto previous = read_lock(disk, "out", sources, diagnostics);
      const auto planned = plan(disk, "out", second_files(), previous, false, diagnostics);
      REQUIRE(planned);
      disk.place(c.path, FileKind::kFile, c.text);
      const Files before = disk.files();
      CHECK_FALSE(commit(disk, "out", *planned, lock_for(second_files()), diagnostics));
      CHECK(diag::print(diagnostics, sources) == c.expected);
      CHECK(disk.files() == before);
    }
  }
}

TEST_CASE("a folder that fills up during a first dump is left alone") {
  base::MemoryFileSystem disk;
  diag::Diagnostics diagnostics;
  const auto planned = plan(disk, "out", first_files(), std::nullopt, false, diagnostics);
  REQUIRE(planned);
  disk.place("out/x", FileKind::kFile, "x");
  CHECK_FALSE(commit(disk, "out", *planned, lock_for(first_files()), diagnostics));
  CHECK(diag::print(diagnostics, diag::SourceMap()) ==
        "error: `out` was filled by somebody else in the meantime; look at it, and run copctl "
        "again [Conflict]\n");
  CHECK(disk.files() == Files{{"out/x", "x"}});
  CHECK(names(disk, ".") == std::vector<std::string>{"out"});
}

TEST_CASE("two at once exclude each other") {
  constexpr const char* kBusy =
      "error: another copctl is at work on `out`; wait until it is done [Busy]\n";
  std::error_code error;
  SECTION("a first dump") {
    base::MemoryFileSystem disk;
    REQUIRE(disk.make_directory(".out.copctl", 0700, error));
    auto other = disk.lock(".out.copctl", error);
    CHECK(dump(disk, first_files()).said == kBusy);
    diag::Diagnostics diagnostics;
    const auto planned = plan(disk, "out", first_files(), std::nullopt, false, diagnostics);
    CHECK_FALSE(commit(disk, "out", *planned, lock_for(first_files()), diagnostics));
    CHECK(diag::print(diagnostics, diag::SourceMap()) == kBusy);
    CHECK(disk.files().empty());
    other.reset();
    CHECK(dump(disk, first_files()).done);
    CHECK(names(disk, ".") == std::vector<std::string>{"out"});
  }
  SECTION("a second dump") {
    base::MemoryFileSystem disk;
    REQUIRE(dump(disk, first_files()).done);
    auto other = disk.lock("out/.copctl", error);
    const Files before = disk.files();
    CHECK(dump(disk, second_files()).said == kBusy);
    CHECK(disk.files() == before);
    REQUIRE(disk.make_directory("out/.copctl/staging", 0700, error));
    CHECK(dump(disk, second_files()).said == kBusy);
    other.reset();
    CHECK(dump(disk, second_files()).done);
  }
}

TEST_CASE("what a killed first dump left is removed") {
  base::MemoryFileSystem disk(
      std::map<std::string, std::string>{{".out.copctl/tree/secret.yaml", "x"}});
  diag::Diagnostics diagnostics;
  CHECK(recover(disk, "out", diagnostics));
  CHECK(diagnostics.empty());
  CHECK(disk.files().empty());
}

TEST_CASE("a file that lies in the sibling's place is named") {
  base::MemoryFileSystem disk(std::map<std::string, std::string>{{".out.copctl", "x"}});
  const Run run = dump(disk, first_files());
  CHECK_FALSE(run.done);
  CHECK(run.said ==
        "error: `.out.copctl` stands where copctl prepares a dump; move it away [CannotWrite]\n");
}

}  // namespace
}  // namespace copctl::folder
