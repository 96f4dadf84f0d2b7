// Covers plan.cpp, ancestry.cpp, path_rules.cpp.
#include <fmt/format.h>

#include "folder/dumps.h"
#include "support/catch.h"

namespace copctl::folder {
namespace {

using base::FileKind;

const PlanOptions kForced{.force = true};

// A dump of `files`, as copctl leaves it.
base::MemoryFileSystem dumped(const std::vector<File>& files) {
  base::MemoryFileSystem disk;
  REQUIRE(dump(disk, files).done);
  return disk;
}

struct Planned {
  // `create a.yaml`, one line each, then `conflict: a.yaml, both changed`.
  std::string actions;
  std::string said;
  std::optional<Plan> plan;
};

std::string_view word(Action action) {
  switch (action) {
    case Action::kCreate:
      return "create";
    case Action::kUpdate:
      return "update";
    case Action::kMerge:
      return "merge";
    case Action::kUnchanged:
      return "unchanged";
    case Action::kDelete:
      return "delete";
    case Action::kKeep:
      return "keep";
  }
  return "";
}

std::string_view word(ConflictReason reason) {
  switch (reason) {
    case ConflictReason::kBothChanged:
      return "both changed";
    case ConflictReason::kInTheWay:
      return "in the way";
    case ConflictReason::kBaseUnknown:
      return "base unknown";
    case ConflictReason::kMarkers:
      return "markers";
    case ConflictReason::kNoText:
      return "no text";
  }
  return "";
}

std::string in_words(const Plan& plan) {
  std::string words;
  for (const Change& change : plan.changes) {
    words += std::string(word(change.action)) + " " + change.path;
    words += change.from.empty() ? "" : " from " + change.from;
    words += change.moved ? " (moved)\n" : "\n";
  }
  for (const Conflict& conflict : plan.conflicts) {
    words += "conflict: " + conflict.path + ", " + std::string(word(conflict.reason)) + ", " +
             std::string(resolution_name(conflict.resolution)) + "\n";
  }
  return words;
}

Planned planned(const base::FileSystem& disk, const std::vector<File>& wanted,
                const PlanOptions& options = {}) {
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  Planned result;
  std::optional<Lock> previous;
  if (inspect(disk, "out", diagnostics) == Target::kDump) {
    previous = read_lock(disk, "out", sources, diagnostics);
  }
  result.plan = plan(disk, "out", wanted, previous, options, diagnostics);
  if (result.plan) {
    result.actions = in_words(*result.plan);
  }
  result.said = diag::print(diagnostics, sources);
  return result;
}

void overwrite(base::MemoryFileSystem& disk, const std::string& path, const std::string& text) {
  disk.place(path, FileKind::kFile, text);
}

void remove(base::MemoryFileSystem& disk, const std::string& path) {
  std::error_code error;
  REQUIRE(disk.remove(path, error));
}

TEST_CASE("into nothing and into an empty folder everything is created") {
  base::MemoryFileSystem disk;
  const std::vector<File> wanted = {{"b.yaml", "b"}, {"a.yaml", "a"}};
  CHECK(planned(disk, wanted).actions == "create a.yaml\ncreate b.yaml\n");
  CHECK(planned(disk, wanted).plan->target == Target::kAbsent);
  disk.place("out", FileKind::kDirectory);
  CHECK(planned(disk, wanted).actions == "create a.yaml\ncreate b.yaml\n");
  CHECK(planned(disk, wanted).plan->target == Target::kEmpty);
}

TEST_CASE("a foreign folder is refused, and with force written beside") {
  base::MemoryFileSystem disk(std::map<std::string, std::string>{
      {"out/a.yaml", "theirs"}, {"out/same", "s"}, {"out/x", "x"}});
  const std::vector<File> wanted = {{"a.yaml", "ours"}, {"b.yaml", "b"}, {"same", "s"}};
  CHECK(planned(disk, wanted).said ==
        "error: `out` is not empty and is no dump of copctl; choose another folder with -o, or "
        "write beside what is there with --force [NotADump]\n");
  CHECK_FALSE(planned(disk, wanted).plan);
  CHECK(planned(disk, wanted, kForced).actions == "update a.yaml\ncreate b.yaml\nunchanged same\n");
}

TEST_CASE("what a second dump does with each file") {
  struct Case {
    const char* name;
    // On the disk; nullptr: not there.
    const char* disk;
    // As last rendered, as rendered now; nullptr: not rendered.
    const char* before;
    const char* after;
    const char* expected;
    const char* with_force;
    const char* said;
  };
  const Case cases[] = {
      {"unchanged", "1", "1", "1", "unchanged f\n", "unchanged f\n", ""},
      {"rendered otherwise", "1", "1", "2", "update f\n", "update f\n", ""},
      {"new", nullptr, nullptr, "1", "create f\n", "create f\n", ""},
      {"no longer rendered", "1", "1", nullptr, "delete f\n", "delete f\n", ""},
      {"edited to what is rendered now", "2", "1", "2", "unchanged f\n", "unchanged f\n", ""},
      {"edited, rendered as before", "mine", "1", "1", "keep f\n", "keep f\n", ""},
      {"edited, rendered otherwise", "mine", "1", "2",
       "keep f\nconflict: f, both changed, report\n", "update f\n", ""},
      {"edited, no longer rendered", "mine", "1", nullptr, "keep f\n", "keep f\n",
       "warning: `out/f` is no longer rendered; it was edited, so it stays [Conflict]\n"},
      {"deleted by the user", nullptr, "1", "1", "keep f\n", "create f\n", ""},
      {"deleted by the user, rendered otherwise", nullptr, "1", "2", "keep f\n", "create f\n",
       "warning: `out/f` was deleted by you and is rendered otherwise now; it stays deleted "
       "[Conflict]\n"},
      {"deleted by the user, no longer rendered", nullptr, "1", nullptr, "", "", ""},
      {"the user's own file in the way", "mine", nullptr, "1",
       "keep f\nconflict: f, in the way, report\n", "update f\n", ""},
      {"the user's own file, equal by chance", "1", nullptr, "1", "unchanged f\n", "unchanged f\n",
       ""},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const auto files = [](const char* text) {
        return text != nullptr ? std::vector<File>{{"f", text}} : std::vector<File>{};
      };
      base::MemoryFileSystem disk = dumped(files(c.before));
      if (c.disk != nullptr) {
        overwrite(disk, "out/f", c.disk);
      } else if (c.before != nullptr) {
        remove(disk, "out/f");
      }
      const Planned result = planned(disk, files(c.after));
      CHECK(result.actions == c.expected);
      CHECK(result.said == c.said);
      REQUIRE(result.plan);
      CHECK(result.plan->is_settled() == (result.actions.find("report") == std::string::npos));
      CHECK(planned(disk, files(c.after), kForced).actions == c.with_force);
    }
  }
}

TEST_CASE("a change carries both texts") {
  const base::MemoryFileSystem disk = dumped({{"a", "1"}, {"d", "d"}, {"s", "s", true}});
  const Planned result = planned(disk, {{"a", "2"}, {"n", "n"}, {"s", "t", true}});
  REQUIRE(result.plan);
  const std::vector<Change>& changes = result.plan->changes;
  REQUIRE(changes.size() == 4);
  CHECK((changes[0].text == "2" && changes[0].before == "1" && !changes[0].secret));
  CHECK((changes[1].text == "d" && changes[1].before == "d" && !changes[1].moved));
  CHECK((changes[2].text == "n" && changes[2].before.empty()));
  CHECK((changes[3].text == "t" && changes[3].before == "s" && changes[3].secret));
}

TEST_CASE("without secrets.lock nobody knows whether a secret file was edited") {
  base::MemoryFileSystem disk = dumped({{"gone", "g", true}, {"s", "1", true}});
  remove(disk, "out/.copctl/secrets.lock");
  const Planned result = planned(disk, {{"s", "2", true}});
  CHECK(result.actions == "keep gone\nkeep s\nconflict: s, base unknown, report\n");
  CHECK(result.said.substr(result.said.find('\n') + 1) ==
        "warning: `out/gone` is no longer rendered; it stays, for only the missing secrets.lock "
        "could tell whether it was edited [Conflict]\n");
  CHECK(planned(disk, {{"s", "2", true}}, kForced).actions == "keep gone\nupdate s\n");
  CHECK(planned(disk, {{"gone", "g", true}, {"s", "1", true}}).actions ==
        "unchanged gone\nunchanged s\n");
}

// What the user sees as `flat-f` in one layout and `tree/f` in the other.
std::vector<File> flat(const char* text) { return {{"flat-f", text, false, "tree/f"}}; }
std::vector<File> tree(const char* text) { return {{"tree/f", text, false, "tree/f"}}; }

TEST_CASE("a file whose path changes carries its edits") {
  struct Case {
    const char* name;
    // What stands at the old and at the new path; nullptr: nothing.
    const char* old_disk;
    const char* new_disk;
    const char* after;
    const char* expected;
    const char* text;
    const char* said;
  };
  const Case cases[] = {
      {"unedited", "1", nullptr, "1", "delete flat-f (moved)\ncreate tree/f from flat-f\n", "1",
       ""},
      {"unedited, rendered otherwise", "1", nullptr, "2",
       "delete flat-f (moved)\ncreate tree/f from flat-f\n", "2", ""},
      {"edited", "mine", nullptr, "1", "delete flat-f (moved)\ncreate tree/f from flat-f\n", "mine",
       ""},
      {"edited to what is rendered now", "2", nullptr, "2",
       "delete flat-f (moved)\ncreate tree/f from flat-f\n", "2", ""},
      {"edited, rendered otherwise", "mine", nullptr, "2",
       "delete flat-f (moved)\ncreate tree/f from flat-f\n"
       "conflict: tree/f, both changed, report\n",
       "mine", ""},
      {"deleted by the user", nullptr, nullptr, "2", "keep tree/f\n", "",
       "warning: `out/tree/f` was deleted by you and is rendered otherwise now; it stays deleted "
       "[Conflict]\n"},
      {"the user's own file in the way", "1", "theirs", "1",
       "delete flat-f\nkeep tree/f\nconflict: tree/f, in the way, report\n", "theirs", ""},
      {"the user's own file in the way of an edited one", "mine", "theirs", "1",
       "keep flat-f\nkeep tree/f\nconflict: tree/f, in the way, report\n", "theirs",
       "warning: `out/flat-f` is no longer rendered; it was edited, so it stays [Conflict]\n"},
      {"moved by the user as well", nullptr, "mine", "1",
       "keep tree/f\nconflict: tree/f, in the way, report\n", "mine", ""},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      base::MemoryFileSystem disk = dumped(flat("1"));
      remove(disk, "out/flat-f");
      if (c.old_disk != nullptr) {
        overwrite(disk, "out/flat-f", c.old_disk);
      }
      if (c.new_disk != nullptr) {
        overwrite(disk, "out/tree/f", c.new_disk);
      }
      const Planned result = planned(disk, tree(c.after));
      CHECK(result.actions == c.expected);
      CHECK(result.said == c.said);
      REQUIRE(result.plan);
      CHECK(result.plan->changes.back().text == c.text);
    }
  }
}

TEST_CASE("a moved file shows what it was, and is forced to what it is to be") {
  base::MemoryFileSystem disk = dumped(flat("1"));
  overwrite(disk, "out/flat-f", "mine");
  const Planned result = planned(disk, tree("1"));
  REQUIRE(result.plan);
  CHECK(result.plan->changes[0].before == "mine");
  CHECK(result.plan->changes[1].before == "mine");
  CHECK(planned(disk, tree("2"), kForced).plan->changes[1].text == "2");
  CHECK(planned(disk, tree("2"), {.resolutions = {{Resolution::kNew, "tree/*"}}})
            .plan->changes[1]
            .text == "2");
}

TEST_CASE("what stands where another file is wanted does not move away") {
  base::MemoryFileSystem disk = dumped({{"a", "1", false, "x"}, {"b", "2", false, "y"}});
  CHECK(planned(disk, {{"b", "1", false, "x"}, {"c", "2", false, "y"}}).actions ==
        "delete a\nupdate b\ncreate c\n");
}

TEST_CASE("a file whose template was renamed is known by its resources") {
  const auto service = [](const char* name, const char* port) {
    return fmt::format("apiVersion: v1\nkind: Service\nmetadata:\n  name: {}\nspec:\n  port: {}\n",
                       name, port);
  };
  base::MemoryFileSystem disk = dumped({{"a.yaml", service("a", "1")},
                                        {"b.yaml", service("b", "1")},
                                        {"b2.yaml", service("b", "1")},
                                        {"text", "1"}});
  for (const char* path : {"out/a.yaml", "out/b.yaml", "out/b2.yaml"}) {
    overwrite(disk, path, "# mine\n" + service("a", "1"));
  }
  const Planned result = planned(disk, {{"new-a.yaml", service("a", "2")},
                                        {"new-b.yaml", service("b", "2")},
                                        {"new-c.yaml", service("c", "2")},
                                        {"new-text", "1"}});
  CHECK(result.actions ==
        "delete a.yaml (moved)\nkeep b.yaml\nkeep b2.yaml\nmerge new-a.yaml from a.yaml\n"
        "create new-b.yaml\ncreate new-c.yaml\ncreate new-text\ndelete text\n");
  CHECK(result.plan->changes[3].text == "# mine\n" + service("a", "2"));
}

TEST_CASE("conflicts of whole files are decided by rules") {
  base::MemoryFileSystem disk = dumped({{"a", "1"}, {"b", "1"}, {"c", "1"}});
  for (const char* path : {"out/a", "out/b", "out/c"}) {
    overwrite(disk, path, "mine\xff");
  }
  const Planned result =
      planned(disk, {{"a", "2"}, {"b", "2"}, {"c", "2"}},
              {.resolutions = {
                   {Resolution::kMine, ""}, {Resolution::kNew, "b"}, {Resolution::kMark, "c"}}});
  CHECK(result.actions ==
        "keep a\nupdate b\nkeep c\nconflict: a, no text, mine\nconflict: b, no text, new\n"
        "conflict: c, no text, report\n");
  CHECK_FALSE(result.plan->is_settled());
}

TEST_CASE("markers that are left in a file that stays are warned of") {
  base::MemoryFileSystem disk = dumped({{"a", "1"}});
  overwrite(disk, "out/a", "<<<<<<< mine\n=======\n>>>>>>> new\n");
  CHECK(planned(disk, {{"a", "1"}}).said ==
        "warning: `out/a` still has the markers of a conflict; decide between its sides before you "
        "apply it [Conflict]\n");
}

TEST_CASE("a secret that others may read is written again") {
  base::MemoryFileSystem disk = dumped({{"p", "1"}, {"s", "1", true}});
  overwrite(disk, "out/s", "1");
  CHECK(planned(disk, {{"p", "1"}, {"s", "1", true}}).actions == "unchanged p\nupdate s\n");
}

TEST_CASE("files of the user are not looked at") {
  base::MemoryFileSystem disk = dumped({{"a/f", "1"}});
  overwrite(disk, "out/mine", "m");
  overwrite(disk, "out/a/mine", "m");
  disk.place("out/.git/loop", FileKind::kSymlink, "..");
  CHECK(planned(disk, {{"a/f", "2"}}).actions == "update a/f\n");
}

TEST_CASE("nothing is written through what is no file or folder") {
  struct Case {
    const char* name;
    const char* path;
    FileKind kind;
    const char* expected;
  };
  const Case cases[] = {
      {"a link to a file", "out/d/f", FileKind::kSymlink,
       "error: `out/d/f` is no regular file, and one is to be written there; move it away "
       "[Conflict]\n"},
      {"a folder", "out/d/f", FileKind::kDirectory,
       "error: `out/d/f` is no regular file, and one is to be written there; move it away "
       "[Conflict]\n"},
      {"a pipe", "out/d/f", FileKind::kOther,
       "error: `out/d/f` is no regular file, and one is to be written there; move it away "
       "[Conflict]\n"},
      {"a link on the way", "out/d", FileKind::kSymlink,
       "error: `out/d` stands where a folder is to be; move it away [Conflict]\n"},
      {"a file on the way", "out/d", FileKind::kFile,
       "error: `out/d` stands where a folder is to be; move it away [Conflict]\n"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      base::MemoryFileSystem disk = dumped({{"a", "1"}});
      disk.place("elsewhere/f", FileKind::kFile, "theirs");
      disk.place(c.path, c.kind, "../elsewhere");
      const Planned result = planned(disk, {{"a", "1"}, {"d/f", "1"}}, kForced);
      CHECK_FALSE(result.plan);
      CHECK(result.said == c.expected);
    }
  }
}

TEST_CASE("a file of the dump that became a link is not followed when it goes") {
  base::MemoryFileSystem disk = dumped({{"d/f", "1"}});
  remove(disk, "out/d/f");
  remove(disk, "out/d");
  disk.place("elsewhere/f", FileKind::kFile, "1");
  disk.place("out/d", FileKind::kSymlink, "../elsewhere");
  CHECK(planned(disk, {}).actions == "");
}

TEST_CASE("paths that cannot stand in one folder") {
  struct Case {
    const char* name;
    std::vector<File> wanted;
    const char* expected;
  };
  const Case cases[] = {
      {"up and out",
       {{"../x", ""}},
       "error: `../x` is no plain path inside the output folder [UnsafePath]\n"},
      {"absolute",
       {{"/etc/x", ""}},
       "error: `/etc/x` is no plain path inside the output folder [UnsafePath]\n"},
      {"empty", {{"", ""}}, "error: `` is no plain path inside the output folder [UnsafePath]\n"},
      {"a line break",
       {{"a\nb", ""}},
       "error: `a\\nb` is no plain path inside the output folder [UnsafePath]\n"},
      {"a backslash",
       {{"a\\b", ""}},
       "error: `a\\b` is no plain path inside the output folder [UnsafePath]\n"},
      {"copctl's own folder",
       {{".copctl/dump.lock", ""}},
       "error: `.copctl/dump.lock` lies where copctl keeps its own files [UnsafePath]\n"},
      {"copctl's own folder, on a Mac",
       {{".Copctl/x", ""}},
       "error: `.Copctl/x` lies where copctl keeps its own files [UnsafePath]\n"},
      {"one path twice",
       {{"a", "1"}, {"a", "2"}},
       "error: `a` would be written twice [DuplicateOutput]\n"},
      {"letter case",
       {{"Abc.yaml", ""}, {"abc.yaml", ""}},
       "error: `Abc.yaml` and `abc.yaml` differ in letter case only: on macOS and Windows they are "
       "one file [DuplicateOutput]\n"},
      {"letter case beyond ASCII",
       {{"Ä/x", ""}, {"ä/X", ""}},
       "error: `Ä/x` and `ä/X` differ in letter case only: on macOS and Windows they are one file "
       "[DuplicateOutput]\n"},
      {"a file where a folder is to be",
       {{"a", ""}, {"A/b/c", ""}},
       "error: `A/b/c` needs a folder where the file `a` is to be [DuplicateOutput]\n"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const Planned result = planned(base::MemoryFileSystem(), c.wanted);
      CHECK_FALSE(result.plan);
      CHECK(result.said == c.expected);
    }
  }
}

}  // namespace
}  // namespace copctl::folder
