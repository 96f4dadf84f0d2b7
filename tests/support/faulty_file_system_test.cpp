#include "support/faulty_file_system.h"

#include "support/catch.h"

namespace copctl::support {
namespace {

using Files = std::map<std::string, std::string>;

// What the tests do with each fault: five changes, whatever comes of them. Returns the outcome of
// each.
std::vector<bool> work(base::FileSystem& files, std::vector<std::error_code>& errors) {
  errors.assign(5, {});
  return {
      files.make_directory("d", base::kFolderMode, errors[0]),
      files.create("d/a", "1234", base::kPublicMode, errors[1]),
      files.sync("d/a", errors[2]),
      files.rename("d/a", "d/b", errors[3]),
      files.remove("old", errors[4]),
  };
}

TEST_CASE("changes are counted and told") {
  base::MemoryFileSystem disk(Files{{"old", "x"}, {"other", "y"}});
  FaultyFileSystem files(disk);
  std::vector<std::error_code> errors;
  CHECK(work(files, errors) == std::vector<bool>(5, true));
  std::error_code error;
  CHECK(files.exchange("d/b", "other", error));
  CHECK(files.read("other", 10, error) == "1234");
  CHECK(files.stat("d", error)->kind == base::FileKind::kDirectory);
  CHECK(files.list("d", error)->size() == 1);
  CHECK(files.log() == std::vector<std::string>{"make_directory d", "create d/a", "sync d/a",
                                                "rename d/a -> d/b", "remove old",
                                                "exchange d/b <-> other"});
  CHECK(files.calls() == 6);
}

TEST_CASE("a file that cannot be read") {
  base::MemoryFileSystem disk(Files{{"a", "x"}, {"b", "y"}});
  FaultyFileSystem files(disk);
  files.fail_reads("a", std::errc::permission_denied);
  std::error_code error;
  CHECK_FALSE(files.read("a", 10, error));
  CHECK(error == std::errc::permission_denied);
  CHECK(files.read("b", 10, error) == "y");
}

TEST_CASE("the n-th change fails alone") {
  base::MemoryFileSystem disk(Files{{"old", "x"}});
  FaultyFileSystem files(disk);
  files.fail(4, std::errc::no_space_on_device);
  std::vector<std::error_code> errors;
  CHECK(work(files, errors) == std::vector<bool>{true, true, true, false, true});
  CHECK(errors[3] == std::errc::no_space_on_device);
  CHECK(disk.files() == Files{{"d/a", "1234"}});
  CHECK_FALSE(files.killed());
}

TEST_CASE("nothing reaches the disk after the process is killed") {
  struct Case {
    std::string name;
    std::size_t n;
    Reach reach;
    Files left;
  };
  const std::vector<Case> cases = {
      {"before the file", 2, Reach::kNothing, {{"old", "x"}}},
      {"in the file", 2, Reach::kTorn, {{"d/a", "12"}, {"old", "x"}}},
      {"behind the file", 2, Reach::kAll, {{"d/a", "1234"}, {"old", "x"}}},
      {"before the rename", 4, Reach::kNothing, {{"d/a", "1234"}, {"old", "x"}}},
      {"in the rename", 4, Reach::kTorn, {{"d/b", "1234"}, {"old", "x"}}},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      base::MemoryFileSystem disk(Files{{"old", "x"}});
      FaultyFileSystem files(disk);
      files.kill(c.n, c.reach);
      std::vector<std::error_code> errors;
      std::vector<bool> outcome(5, false);
      std::fill_n(outcome.begin(), c.n - 1, true);
      CHECK(work(files, errors) == outcome);
      CHECK(disk.files() == c.left);
      CHECK(files.killed());
      CHECK(files.calls() == 5);
    }
  }
}

}  // namespace
}  // namespace copctl::support
