#include "diag/printer.h"
#include "folder/folder.h"
#include "support/catch.h"

namespace copctl::folder {
namespace {

using base::FileKind;

struct Node {
  std::string path;
  FileKind kind = FileKind::kFile;
  std::string bytes = {};
};

TEST_CASE("what is at the output folder") {
  struct Case {
    const char* name;
    std::vector<Node> nodes;
    std::optional<Target> expected;
    const char* said;
  };
  const Case cases[] = {
      {"nothing", {}, Target::kAbsent, ""},
      {"an empty folder", {{"out", FileKind::kDirectory}}, Target::kEmpty, ""},
      {"a folder with a file", {{"out/x"}}, Target::kForeign, ""},
      {"a folder with a folder", {{"out/x", FileKind::kDirectory}}, Target::kForeign, ""},
      {"a dump", {{"out/.copctl/dump.lock"}}, Target::kDump, ""},
      {"a dump that lost its lock", {{"out/.copctl/secrets.lock"}}, Target::kDump, ""},
      {"an interrupted dump", {{"out/.copctl/journal/operations"}}, Target::kDump, ""},
      {"a .copctl with something else", {{"out/.copctl/x"}}, Target::kForeign, ""},
      {"a file",
       {{"out"}},
       std::nullopt,
       "error: `out` is a file, not a folder; choose another one with -o [CannotWrite]\n"},
      {"a link",
       {{"there", FileKind::kDirectory}, {"out", FileKind::kSymlink, "there"}},
       std::nullopt,
       "error: `out` is a symbolic link, and copctl writes through none; give the folder that it "
       "leads to [CannotWrite]\n"},
      {"a link to nothing",
       {{"out", FileKind::kSymlink, "gone"}},
       std::nullopt,
       "error: `out` is a symbolic link, and copctl writes through none; give the folder that it "
       "leads to [CannotWrite]\n"},
      {"a pipe",
       {{"out", FileKind::kOther}},
       std::nullopt,
       "error: `out` is no folder; choose another one with -o [CannotWrite]\n"},
      {"a .copctl that is a link",
       {{"there/dump.lock"}, {"out/.copctl", FileKind::kSymlink, "../there"}},
       std::nullopt,
       "error: `out/.copctl` is no folder; remove it, or choose another folder with -o "
       "[InvalidLock]\n"},
  };
  for (const Case& c : cases) {
    for (const char* spelling : {"out", "./out/", "x/..//out/."}) {
      DYNAMIC_SECTION(c.name << ", given as " << spelling) {
        base::MemoryFileSystem disk;
        for (const Node& node : c.nodes) {
          disk.place(node.path, node.kind, node.bytes);
        }
        diag::Diagnostics diagnostics;
        CHECK(inspect(disk, spelling, diagnostics) == c.expected);
        CHECK(diag::print(diagnostics, diag::SourceMap()) == c.said);
      }
    }
  }
}

TEST_CASE("a path through a file is no folder") {
  base::MemoryFileSystem disk(std::map<std::string, std::string>{{"a", "text"}});
  diag::Diagnostics diagnostics;
  CHECK_FALSE(inspect(disk, "a/out", diagnostics));
  CHECK(diag::print(diagnostics, diag::SourceMap()) ==
        "error: cannot write `a/out`: not a directory; a part of the path is a file; choose "
        "another folder with -o [CannotWrite]\n");
}

}  // namespace
}  // namespace copctl::folder
