#include "folder/merging.h"

#include "support/catch.h"

namespace copctl::folder {
namespace {

TEST_CASE("markers are lines that open and close") {
  struct Case {
    const char* text;
    bool expected;
  };
  const Case cases[] = {
      {"", false},
      {"<<<<<<< mine\na\n=======\nb\n>>>>>>> new\n", true},
      {"a: 1\r\n<<<<<<< mine\r\n>>>>>>> new", true},
      {"<<<<<<< mine\n", false},
      {">>>>>>> new\n<<<<<<< mine\n", false},
      {"a: <<<<<<< x\nb: >>>>>>> y\n", false},
      {"  <<<<<<< mine\n  >>>>>>> new\n", false},
      {"<<<<<<<\n>>>>>>>\n", false},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION('`' << c.text << '`') { CHECK(has_markers(c.text) == c.expected); }
  }
}

TEST_CASE("what becomes of a conflict about a whole file") {
  struct Case {
    const char* name;
    const char* base;
    const char* mine;
    const char* fresh;
    ConflictReason reason;
    Resolution resolution;
    // "(stays)": the user's file.
    const char* expected;
    ConflictReason told;
    Resolution done;
  };
  using enum ConflictReason;
  using enum Resolution;
  constexpr const char* kStays = "(stays)";
  const Case cases[] = {
      {"in the way, told", nullptr, "m\n", "n\n", kInTheWay, kReport, kStays, kInTheWay, kReport},
      {"in the way, mine", nullptr, "m\n", "n\n", kInTheWay, kMine, kStays, kInTheWay, kMine},
      {"in the way, new", nullptr, "m\n", "n\n", kInTheWay, kNew, "n\n", kInTheWay, kNew},
      {"in the way, marked", nullptr, "m\n", "n", kInTheWay, kMark,
       "<<<<<<< mine\nm\n||||||| base\n=======\nn\n>>>>>>> new\n", kInTheWay, kMark},
      {"unknown, mine: the lock would remember other secrets", nullptr, "m\n", "n\n", kBaseUnknown,
       kMine, kStays, kBaseUnknown, kReport},
      {"unknown, marked", nullptr, "", "n\n", kBaseUnknown, kMark,
       "<<<<<<< mine\n||||||| base\n=======\nn\n>>>>>>> new\n", kBaseUnknown, kMark},
      {"bytes, new", "b", "m\xff", "n", kBothChanged, kNew, "n", kNoText, kNew},
      {"bytes, mine", "b", "m", "n\xff", kBothChanged, kMine, kStays, kNoText, kMine},
      {"bytes cannot be marked", "b\xff", "m", "n", kBothChanged, kMark, kStays, kNoText, kReport},
      {"markers left, told", "b", "<<<<<<< a\n>>>>>>> b\n", "n", kBothChanged, kReport, kStays,
       kMarkers, kReport},
      {"markers left, new: edits beside them would be lost", "b", "<<<<<<< a\n>>>>>>> b\n", "n",
       kBothChanged, kNew, kStays, kMarkers, kReport},
      {"markers are not marked again", "b", "<<<<<<< a\n>>>>>>> b\n", "n", kBothChanged, kMark,
       kStays, kMarkers, kReport},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const auto base = c.base == nullptr ? std::nullopt : std::optional<std::string_view>(c.base);
      const Merging merging =
          merge_file({"f", c.fresh, true}, base, c.mine, c.reason, c.resolution);
      CHECK(merging.text.value_or(kStays) == c.expected);
      REQUIRE(merging.conflicts.size() == 1);
      const Conflict& conflict = merging.conflicts[0];
      CHECK(conflict.path == "f");
      CHECK(conflict.secret);
      CHECK((conflict.reason == c.told && conflict.resolution == c.done));
      CHECK((conflict.line == 0 && conflict.mine.empty() && conflict.fresh.empty()));
    }
  }
}

TEST_CASE("edits and changes of different parts come together") {
  struct Case {
    const char* name;
    const char* path;
    const char* base;
    const char* mine;
    const char* fresh;
    const char* expected;
  };
  const Case cases[] = {
      {"of a manifest", "f.yaml", "a: 1\nb: 1\n", "a: 2  # mine\nb: 1\n", "a: 1\nb: 2\n",
       "a: 2  # mine\nb: 2\n"},
      {"of a text", "f.sh", "1\n2\n3\n4\n5\n", "mine\n2\n3\n4\n5\n", "1\n2\n3\n4\nnew\n",
       "mine\n2\n3\n4\nnew\n"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const Merging merging = merge_file({c.path, c.fresh}, c.base, c.mine,
                                         ConflictReason::kBothChanged, Resolution::kReport);
      CHECK(merging.text == c.expected);
      CHECK(merging.conflicts.empty());
    }
  }
}

TEST_CASE("a part that both changed is told, and resolved as asked") {
  struct Case {
    const char* name;
    Resolution resolution;
    // "(stays)": the user's file.
    const char* expected;
  };
  constexpr const char* kStays = "(stays)";
  const Case cases[] = {
      {"told", Resolution::kReport, kStays},
      {"mine", Resolution::kMine, "1\n2\nmine\n4\nfive\n"},
      {"new", Resolution::kNew, "1\n2\nnew\n4\nfive\n"},
      {"marked", Resolution::kMark,
       "1\n2\n<<<<<<< mine\nmine\n||||||| base\n3\n=======\nnew\n>>>>>>> new\n4\nfive\n"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const Merging merging =
          merge_file({"f.txt", "1\n2\nnew\n4\nfive\n", true}, "1\n2\n3\n4\n5\n",
                     "1\n2\nmine\n4\n5\n", ConflictReason::kBothChanged, c.resolution);
      CHECK(merging.text.value_or(kStays) == c.expected);
      REQUIRE(merging.conflicts.size() == 1);
      const Conflict& conflict = merging.conflicts[0];
      CHECK((conflict.path == "f.txt" && conflict.line == 3 && conflict.secret));
      CHECK((conflict.base == "3\n" && conflict.mine == "mine\n" && conflict.fresh == "new\n"));
      CHECK((conflict.reason == ConflictReason::kBothChanged));
      CHECK(conflict.resolution == c.resolution);
    }
  }
}

TEST_CASE("a part of a manifest is named") {
  constexpr const char* kHead = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\n";
  const auto text = [&](const char* size) {
    return std::string(kHead) + "data:\n  size: \"" + size + "\"\n";
  };
  const Merging merging = merge_file({"f.yaml", text("3")}, text("1"), text("2"),
                                     ConflictReason::kBothChanged, Resolution::kReport);
  REQUIRE(merging.conflicts.size() == 1);
  CHECK(merging.conflicts[0].object == "ConfigMap/c");
  CHECK(merging.conflicts[0].field == "data.size");
  CHECK(merging.conflicts[0].line == 6);
}

}  // namespace
}  // namespace copctl::folder
