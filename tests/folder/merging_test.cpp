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
      {"unknown, marked", nullptr, "", "n\n", kBaseUnknown, kMark,
       "<<<<<<< mine\n||||||| base\n=======\nn\n>>>>>>> new\n", kBaseUnknown, kMark},
      {"bytes, new", "b", "m\xff", "n", kBothChanged, kNew, "n", kNoText, kNew},
      {"bytes, mine", "b", "m", "n\xff", kBothChanged, kMine, kStays, kNoText, kMine},
      {"bytes cannot be marked", "b\xff", "m", "n", kBothChanged, kMark, kStays, kNoText, kReport},
      {"markers left, told", "b", "<<<<<<< a\n>>>>>>> b\n", "n", kBothChanged, kReport, kStays,
       kMarkers, kReport},
      {"markers left, new", "b", "<<<<<<< a\n>>>>>>> b\n", "n", kBothChanged, kNew, "n", kMarkers,
       kNew},
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

}  // namespace
}  // namespace copctl::folder
