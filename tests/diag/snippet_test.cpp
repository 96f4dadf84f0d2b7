#include "diag/snippet.h"

#include <vector>

#include "support/catch.h"

namespace copctl::diag {
namespace {

TEST_CASE("a snippet marks its span") {
  struct Case {
    std::string name;
    std::string source;
    std::uint32_t begin;
    std::uint32_t end;
    std::string text;
    std::string carets;
  };
  const std::vector<Case> cases = {
      {"a word", "a: word x", 3, 7, "a: word x", "   ^~~~"},
      {"first column", "word", 0, 4, "word", "^~~~"},
      {"one letter", "ab", 1, 2, "ab", " ^"},
      {"nothing", "ab", 1, 1, "ab", " ^"},
      {"the end", "ab", 2, 2, "ab", "  ^"},
      {"an empty line", "a\n\nb", 2, 2, "", "^"},
      {"behind the end", "ab", 9, 12, "ab", "  ^"},
      {"up to the line's end only", "ab cd\nef", 3, 8, "ab cd", "   ^~"},
      {"CR LF is no part of the line", "ab\r\ncd", 1, 4, "ab", " ^"},
      {"code points, not bytes", "é文: xé", 7, 10, "é文: xé", "    ^~"},
      {"tabs before", "\ta\tb", 3, 4, "\ta\tb", "\t \t^"},
      {"tabs inside", "a\tbc", 0, 4, "a\tbc", "^\t~~"},
      {"a tab itself", "\ta", 0, 1, "\ta", "^"},
      {"escapes before take their width", "\x1b[0mx", 4, 5, "\\x1b[0mx", "       ^"},
      {"escapes inside take their width", "a\x01z", 1, 2, "a\\x01z", " ^~~~"},
      {"invalid UTF-8", "\xffz", 1, 2, "\\xffz", "    ^"},
      {"a NUL", std::string("\0z", 2), 1, 2, "\\x00z", "    ^"},
      {"carriage return inside", "a\rz", 2, 3, "a\\rz", "   ^"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      SourceMap sources;
      const SourceId id = sources.add(SourceKind::kFile, "f", c.source);
      const Snippet shown = snippet(sources, {id, c.begin, c.end});
      CHECK(shown.text == c.text);
      CHECK(shown.carets == c.carets);
    }
  }
}

TEST_CASE("a secret is shown as three stars") {
  struct Case {
    std::string name;
    Span marked;
    std::string carets;
  };
  SourceMap sources;
  const SourceId id = sources.add(SourceKind::kFile, "f", "{pw: hunter2, a: b}");
  sources.conceal({id, 5, 12});
  const std::vector<Case> cases = {
      {"the secret", {id, 5, 12}, "     ^~~"},
      {"before it", {id, 1, 3}, " ^~"},
      {"behind it", {id, 17, 18}, "             ^"},
      {"all", {id, 0, 19}, "^~~~~~~~~~~~~~~"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const Snippet shown = snippet(sources, c.marked);
      CHECK(shown.text == "{pw: ***, a: b}");
      CHECK(shown.carets == c.carets);
    }
  }
}

// `count` letters; the k-th of them says where it stands.
std::string letters(std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    out += static_cast<char>('a' + i % 26);
  }
  return out;
}

TEST_CASE("a long line is cut around the span") {
  const std::string line = letters(1000);
  SourceMap sources;
  const SourceId id = sources.add(SourceKind::kFile, "f", line);
  const SourceId just = sources.add(SourceKind::kFile, "g", line.substr(0, kMaxColumns));
  struct Case {
    std::string name;
    Span marked;
    std::string text;
    std::string carets;
  };
  const std::vector<Case> cases = {
      {"at the begin", {id, 0, 2}, line.substr(0, 120) + "…", "^~"},
      {"near the begin", {id, 10, 11}, line.substr(0, 120) + "…", std::string(10, ' ') + "^"},
      {"in the middle",
       {id, 500, 503},
       "…" + line.substr(460, 120) + "…",
       std::string(41, ' ') + "^~~"},
      {"at the end", {id, 999, 1000}, "…" + line.substr(880), std::string(120, ' ') + "^"},
      {"behind the end", {id, 1000, 1000}, "…" + line.substr(880), std::string(121, ' ') + "^"},
      {"longer than the width",
       {id, 100, 900},
       "…" + line.substr(60, 120) + "…",
       std::string(41, ' ') + "^" + std::string(79, '~')},
      {"not a column too long", {just, 60, 61}, line.substr(0, 120), std::string(60, ' ') + "^"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const Snippet shown = snippet(sources, c.marked);
      CHECK(shown.text == c.text);
      CHECK(shown.carets == c.carets);
    }
  }
}

TEST_CASE("a long line is cut between characters") {
  std::string line;
  for (int i = 0; i < 300; ++i) {
    line += "é";
  }
  SourceMap sources;
  const SourceId id = sources.add(SourceKind::kFile, "f", line);
  const Snippet shown = snippet(sources, {id, 300, 302});
  CHECK(shown.text == "…" + line.substr(220, 240) + "…");
  CHECK(shown.carets == std::string(41, ' ') + "^");
}

}  // namespace
}  // namespace copctl::diag
