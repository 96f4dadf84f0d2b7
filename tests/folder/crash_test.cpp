// Covers journal.cpp, recover.cpp.
#include "folder/dumps.h"
#include "support/catch.h"
#include "support/faulty_file_system.h"

// Every change of a dump fails once, and every one is the last before the process dies.

namespace copctl::folder {
namespace {

using support::FaultyFileSystem;
using support::Reach;
using State = std::map<std::string, std::string>;

// Files with their modes, and folders: what the world sees.
void describe(const base::FileSystem& disk, const std::string& folder, State& state) {
  std::error_code error;
  const auto entries = disk.list(folder, error).value();
  for (const base::DirectoryEntry& entry : entries) {
    const std::string path = folder + "/" + entry.name;
    const unsigned mode = disk.stat(path, error)->mode;
    if (entry.kind == base::FileKind::kDirectory) {
      state[path] = "folder";
      describe(disk, path, state);
    } else {
      state[path] = std::to_string(mode) + " " + disk.read(path, kMaxFileBytes, error).value();
    }
  }
}

State state_of(const base::FileSystem& disk) {
  State state;
  describe(disk, ".", state);
  return state;
}

struct Scenario {
  const char* name;
  // What is there before.
  void (*prepare)(base::MemoryFileSystem& disk);
  // The run that is disturbed.
  Run (*act)(base::FileSystem& disk);
  // A file system that cannot exchange two names.
  bool exchanges = true;
};

// As FAT or an old NFS: no exchange.
class PlainFileSystem : public base::MemoryFileSystem {
 public:
  bool exchange(const std::string&, const std::string&, std::error_code& error) override {
    error = std::make_error_code(std::errc::not_supported);
    return false;
  }
};

void prepare_nothing(base::MemoryFileSystem&) {}
void prepare_empty(base::MemoryFileSystem& disk) { disk.place("out", base::FileKind::kDirectory); }
void prepare_dump(base::MemoryFileSystem& disk) {
  REQUIRE(dump(disk, first_files()).done);
  disk.place("out/mine", base::FileKind::kFile, "m");
}
void prepare_foreign(base::MemoryFileSystem& disk) {
  disk.place("out/a.yaml", base::FileKind::kFile, "theirs");
  disk.place("out/b/x", base::FileKind::kFile, "x");
}

// An encrypted dump in the flat layout, with edits. Then all of it moves, and changes beside them.
void prepare_edited(base::MemoryFileSystem& disk) {
  const std::vector<File> files = {{"k.yaml", "k: 1\n"},
                                   {"t-m.yaml", "a: 1\nb: 1\nc: 1\n", false, "t/m.yaml"},
                                   {"t-s.yaml", "p: 1\nq: 1\nr: 1\n", true, "t/s.yaml"}};
  REQUIRE(dump(disk, files, {.secrecy = sealed_with('k')}).done);
  disk.place("out/k.yaml", base::FileKind::kFile, "k: 1\nmine: 1\n");
  disk.place("out/t-m.yaml", base::FileKind::kFile, "a: 1\nb: 1\nc: mine\n");
  disk.place("out/t-s.yaml", base::FileKind::kFile, "p: 1\nq: 1\nr: mine\n");
}
Run merging_dump(base::FileSystem& disk) {
  const std::vector<File> files = {{"k.yaml", "k: 2\n"},
                                   {"t/m.yaml", "a: 2\nb: 1\nc: 1\n", false, "t/m.yaml"},
                                   {"t/s.yaml", "p: 2\nq: 1\nr: 1\n", true, "t/s.yaml"}};
  return dump(disk, files, {.value = "two", .secrecy = sealed_with('k')});
}

Run first_dump(base::FileSystem& disk) { return dump(disk, first_files()); }
Run deep_dump(base::FileSystem& disk) { return dump(disk, first_files(), "one", false, "x/y/out"); }
Run second_dump(base::FileSystem& disk) { return dump(disk, second_files(), "two"); }
Run forced_dump(base::FileSystem& disk) { return dump(disk, second_files(), "two", true); }
Run dump_here(base::FileSystem& disk) { return dump(disk, first_files(), "one", false, "."); }

constexpr Scenario kScenarios[] = {
    {"a first dump", prepare_nothing, first_dump},
    {"a first dump with parents", prepare_nothing, deep_dump},
    {"into an empty folder", prepare_empty, first_dump},
    {"into the working directory", prepare_nothing, dump_here},
    {"a second dump", prepare_dump, second_dump},
    {"a second dump without exchange", prepare_dump, second_dump, false},
    {"into a foreign folder", prepare_foreign, forced_dump},
    {"into a foreign folder without exchange", prepare_foreign, forced_dump, false},
    {"a dump that merges and moves", prepare_edited, merging_dump},
    {"a dump that merges and moves without exchange", prepare_edited, merging_dump, false},
};

std::unique_ptr<base::MemoryFileSystem> fresh_disk(const Scenario& scenario) {
  auto disk = scenario.exchanges ? std::make_unique<base::MemoryFileSystem>()
                                 : std::make_unique<PlainFileSystem>();
  scenario.prepare(*disk);
  return disk;
}

// The states before and after, and how many changes lie between.
struct Bounds {
  State before;
  State after;
  std::size_t calls = 0;
};

Bounds bounds_of(const Scenario& scenario) {
  const auto disk = fresh_disk(scenario);
  Bounds bounds;
  bounds.before = state_of(*disk);
  FaultyFileSystem counting(*disk);
  REQUIRE(scenario.act(counting).done);
  bounds.after = state_of(*disk);
  bounds.calls = counting.calls();
  return bounds;
}

TEST_CASE("the dump that merges and moves does so") {
  base::MemoryFileSystem disk;
  prepare_edited(disk);
  REQUIRE(merging_dump(disk).done);
  const auto files = disk.files();
  CHECK(files.at("out/k.yaml") == "k: 2\nmine: 1\n");
  CHECK(files.at("out/t/m.yaml") == "a: 2\nb: 1\nc: mine\n");
  CHECK(files.at("out/t/s.yaml") == "p: 2\nq: 1\nr: mine\n");
  CHECK_FALSE(files.contains("out/t-m.yaml"));
  CHECK(files.at("out/.copctl/secrets.lock").find("\"cipher\"") != std::string::npos);
}

TEST_CASE("a failing system call leaves the folder as it was, with one error and no litter") {
  for (const Scenario& scenario : kScenarios) {
    const Bounds bounds = bounds_of(scenario);
    for (const std::errc code :
         {std::errc::no_space_on_device, std::errc::io_error, std::errc::permission_denied}) {
      DYNAMIC_SECTION(scenario.name << ", " << static_cast<int>(code)) {
        for (std::size_t n = 1; n <= bounds.calls; ++n) {
          const auto disk = fresh_disk(scenario);
          FaultyFileSystem faulty(*disk);
          faulty.fail(n, code);
          const Run run = scenario.act(faulty);
          INFO(n << ": " << faulty.log()[n - 1] << "\n" << run.said);
          if (run.done) {
            // The failed call was one of the last, which tidy up, or had another way round.
            REQUIRE(scenario.act(*disk).done);
            State state = state_of(*disk);
            // An empty folder that could not be removed harms nobody.
            if (faulty.log()[n - 1] == "remove out/old") {
              REQUIRE(state.erase("./out/old") == 1);
            }
            REQUIRE(state == bounds.after);
          } else {
            REQUIRE(state_of(*disk) == bounds.before);
            REQUIRE(run.said.starts_with("error: "));
            REQUIRE(run.said.find("error: ", 1) == std::string::npos);
          }
        }
      }
    }
  }
}

TEST_CASE("a killed dump is either not begun or completed by the next command") {
  for (const Scenario& scenario : kScenarios) {
    const Bounds bounds = bounds_of(scenario);
    for (const Reach reach : {Reach::kNothing, Reach::kTorn, Reach::kAll}) {
      DYNAMIC_SECTION(scenario.name << ", reach " << static_cast<int>(reach)) {
        for (std::size_t n = 1; n <= bounds.calls; ++n) {
          const auto disk = fresh_disk(scenario);
          FaultyFileSystem faulty(*disk);
          faulty.kill(n, reach);
          scenario.act(faulty);
          INFO(n << ": " << faulty.log()[n - 1]);
          diag::Diagnostics diagnostics;
          for (const char* dir : {"out", "x/y/out", "."}) {
            REQUIRE(recover(*disk, dir, diagnostics));
          }
          State state = state_of(*disk);
          // Parents that were made for the dump are no part of it.
          if (!state.contains("./x/y/out")) {
            state.erase("./x/y");
            state.erase("./x");
          }
          const bool old_state = state == bounds.before;
          REQUIRE((old_state || state == bounds.after));
          REQUIRE(scenario.act(*disk).done);
          REQUIRE(state_of(*disk) == bounds.after);
        }
      }
    }
  }
}

TEST_CASE("recovery can be killed and failed as well") {
  for (const Scenario& scenario : kScenarios) {
    const Bounds bounds = bounds_of(scenario);
    DYNAMIC_SECTION(scenario.name) {
      for (std::size_t n = 1; n <= bounds.calls; ++n) {
        for (std::size_t m = 1; m <= bounds.calls; ++m) {
          const auto disk = fresh_disk(scenario);
          FaultyFileSystem first(*disk);
          first.kill(n);
          scenario.act(first);
          FaultyFileSystem second(*disk);
          second.kill(m);
          diag::Diagnostics diagnostics;
          static_cast<void>(recover(second, "out", diagnostics));
          INFO(n << ": " << first.log()[n - 1] << ", then " << m);
          REQUIRE(scenario.act(*disk).done);
          REQUIRE(state_of(*disk) == bounds.after);
          if (!second.killed()) {
            break;
          }
        }
      }
    }
  }
}

// Kills the second dump when the journal is in place and nothing is done yet.
std::unique_ptr<base::MemoryFileSystem> interrupted() {
  const Scenario& scenario = kScenarios[4];
  const auto counted = fresh_disk(scenario);
  FaultyFileSystem counting(*counted);
  scenario.act(counting);
  std::size_t begin = 0;
  while (counting.log()[begin] != "rename out/.copctl/staging -> out/.copctl/journal") {
    ++begin;
  }
  auto disk = fresh_disk(scenario);
  FaultyFileSystem faulty(*disk);
  faulty.kill(begin + 1, Reach::kAll);
  scenario.act(faulty);
  return disk;
}

std::string recovered(base::FileSystem& disk) {
  diag::Diagnostics diagnostics;
  const bool done = recover(disk, "out", diagnostics);
  CHECK(done == !diagnostics.has_errors());
  return diag::print(diagnostics, diag::SourceMap());
}

TEST_CASE("a completed dump is said to be so, once") {
  const auto disk = interrupted();
  CHECK(recovered(*disk) ==
        "warning: `out` held a dump that was interrupted; what it had begun is complete now "
        "[Busy]\n");
  CHECK(recovered(*disk) == "");
}

TEST_CASE("an edit made after the interruption is not lost") {
  const auto disk = interrupted();
  disk->place("out/a.yaml", base::FileKind::kFile, "mine");
  const State before = state_of(*disk);
  CHECK(recovered(*disk) ==
        "error: `out/a.yaml` was changed after a dump was interrupted that has yet to replace it; "
        "move it away and run copctl again [Conflict]\n");
  CHECK(state_of(*disk) == before);
  std::error_code error;
  REQUIRE(disk->rename("out/a.yaml", "mine.yaml", error));
  CHECK(recovered(*disk).starts_with("warning: "));
  CHECK(disk->files().at("out/a.yaml") == "a: 2\n");
  CHECK(disk->files().at("mine.yaml") == "mine");
}

TEST_CASE("a journal from elsewhere writes nothing outside the dump") {
  struct Case {
    const char* name;
    const char* operation;
  };
  const Case cases[] = {
      {"up", R"({"path": "../x", "before": null, "after": "af63dc4c8601ec8c"})"},
      {"absolute", R"({"path": "/x", "before": null, "after": "af63dc4c8601ec8c"})"},
      {"copctl's own", R"({"path": ".copctl/x", "before": null, "after": "af63dc4c8601ec8c"})"},
      {"no change", R"({"path": "x", "before": null, "after": null})"},
      {"no digest", R"({"path": "x", "before": 1, "after": "zz"})"},
      {"no mapping", "7"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      base::MemoryFileSystem disk(
          std::map<std::string, std::string>{{"out/.copctl/journal/0.new", "a"}});
      disk.place("out/.copctl/journal/operations", base::FileKind::kFile,
                 std::string("{\"format\": 1, \"operations\": [") + c.operation + "]}");
      const State before = state_of(disk);
      CHECK(recovered(disk) ==
            "error: `out/.copctl/journal` is of an interrupted dump, but damaged: it cannot be "
            "completed; move it away and compare the folder's files with those in it "
            "[InvalidLock]\n");
      CHECK(state_of(disk) == before);
    }
  }
}

TEST_CASE("a journal is not carried out through a link") {
  const auto disk = interrupted();
  disk->place("elsewhere/x", base::FileKind::kFile, "x");
  disk->place("out/c", base::FileKind::kSymlink, "../elsewhere");
  CHECK(recovered(*disk) ==
        "error: `out/c/d/e.yaml` was changed after a dump was interrupted that has yet to replace "
        "it; move it away and run copctl again [Conflict]\n");
  CHECK(disk->files().contains("elsewhere/x"));
  CHECK_FALSE(disk->files().contains("elsewhere/d/e.yaml"));
}

}  // namespace
}  // namespace copctl::folder
