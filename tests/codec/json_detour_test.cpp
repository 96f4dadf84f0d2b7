#include "codec/json_detour.h"

#include "support/catch.h"

namespace copctl::codec {
namespace {

TEST_CASE("what is left of a string behind JSON and a YAML reader") {
  struct Row {
    std::string name;
    std::string text;
    std::optional<std::string> expected;
  };
  const Row rows[] = {
      {"ASCII", "plain\n\t\x01", "plain\n\t\x01"},
      {"letters", "é€😀", "é€😀"},
      {"invalid UTF-8", "a\xFFz", "a\xEF\xBF\xBDz"},
      {"DEL", "a\x7F", std::nullopt},
      {"C1", "a\xC2\x80", std::nullopt},
      {"U+FFFE", "\xEF\xBF\xBE", std::nullopt},
      {"U+FFFF", "\xEF\xBF\xBF", std::nullopt},
      {"next line", "a\xC2\x85z", "a z"},
      {"blanks around it", "a \xC2\x85  z", "a z"},
      {"two", "a\xC2\x85\xC2\x85z", "a\nz"},
      {"three with blanks", "a\xC2\x85 \xC2\x85 \xC2\x85z", "a\n\nz"},
      {"at the ends", "\xC2\x85z\xC2\x85", " z "},
      {"a marker behind it", "a\xC2\x85--- z", std::nullopt},
      {"a marker and a word", "a\xC2\x85---z", "a ---z"},
      {"line separator", "a\xE2\x80\xA8z", "a\xE2\x80\xA8z"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) { CHECK(through_json(row.text) == row.expected); }
  }
}

TEST_CASE("only what surely stays is said to survive") {
  CHECK(survives_json("a\n\x01~"));
  CHECK_FALSE(survives_json("\x7F"));
  CHECK_FALSE(survives_json("é"));
  CHECK(key_survives_json(std::string(160, 'k')));
  CHECK_FALSE(key_survives_json(std::string(161, 'k')));
}

TEST_CASE("a key must be seen as one by a YAML reader") {
  CHECK(key_through_json(std::string(1022, 'k')));
  CHECK_FALSE(key_through_json(std::string(1023, 'k')));
  CHECK(key_through_json(std::string(170, '<')));
  CHECK_FALSE(key_through_json(std::string(171, '<')));
  CHECK_FALSE(key_through_json("a\xC2\x85z"));
}

}  // namespace
}  // namespace copctl::codec
