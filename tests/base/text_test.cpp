#include "base/text.h"

#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "support/catch.h"

namespace copctl::base {

bool operator==(const Rune& a, const Rune& b) {
  return a.code == b.code && a.length == b.length && a.valid == b.valid;
}

std::ostream& operator<<(std::ostream& out, const Rune& rune) {
  return out << std::hex << static_cast<std::uint32_t>(rune.code) << " of " << rune.length;
}

namespace {

using Views = std::vector<std::string_view>;

constexpr Rune kBad{kReplacement, 1, false};

TEST_CASE("decoding from the front and from the back") {
  struct Case {
    std::string name;
    std::string text;
    Rune first;
    Rune last;
  };
  const std::vector<Case> cases = {
      {"empty", "", {kReplacement, 0, false}, {kReplacement, 0, false}},
      {"ASCII", "ab", {'a', 1}, {'b', 1}},
      {"two bytes", "é", {0xE9, 2}, {0xE9, 2}},
      {"three bytes", "€", {0x20AC, 3}, {0x20AC, 3}},
      {"four bytes", "😀", {0x1F600, 4}, {0x1F600, 4}},
      {"greatest", "\xf4\x8f\xbf\xbf", {0x10FFFF, 4}, {0x10FFFF, 4}},
      {"above the greatest", "\xf4\x90\x80\x80", kBad, kBad},
      {"surrogate", "\xed\xa0\x80", kBad, kBad},
      {"overlong of two", "\xc1\xbf", kBad, kBad},
      {"overlong of three", "\xe0\x9f\xbf", kBad, kBad},
      {"overlong of four", "\xf0\x8f\xbf\xbf", kBad, kBad},
      {"cut short", "\xe2\x82", kBad, kBad},
      {"continuation alone", "\x80", kBad, kBad},
      {"wrong continuation", "\xe2\x28\xa1", kBad, kBad},
      {"byte of no sequence", "\xff", kBad, kBad},
      {"valid before invalid", "é\x80", {0xE9, 2}, kBad},
      {"U+FFFD itself", "\xef\xbf\xbd", {kReplacement, 3}, {kReplacement, 3}},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      CHECK(decode_rune(c.text) == c.first);
      CHECK(decode_last_rune(c.text) == c.last);
    }
  }
}

TEST_CASE("encoding") {
  const std::vector<std::pair<char32_t, std::string>> cases = {
      {0, std::string(1, '\0')},
      {0x7F, "\x7f"},
      {0x80, "\xc2\x80"},
      {0x7FF, "\xdf\xbf"},
      {0x800, "\xe0\xa0\x80"},
      {0xFFFF, "\xef\xbf\xbf"},
      {0x10000, "\xf0\x90\x80\x80"},
      {0x10FFFF, "\xf4\x8f\xbf\xbf"},
      {0xD800, "\ufffd"},
      {0x110000, "\ufffd"},
  };
  for (const auto& [code, expected] : cases) {
    DYNAMIC_SECTION(static_cast<std::uint32_t>(code)) {
      std::string out = "x";
      append_rune(out, code);
      CHECK(out == "x" + expected);
    }
  }
}

TEST_CASE("invalid UTF-8 is found and counted") {
  CHECK(find_invalid_utf8("") == std::string_view::npos);
  CHECK(find_invalid_utf8("aé€😀") == std::string_view::npos);
  CHECK(find_invalid_utf8("aé\xff") == 3);
  CHECK(find_invalid_utf8("\xe2\x82") == 0);
  CHECK(rune_count("") == 0);
  // Words of eight bytes are skipped at once: a letter at every place around them.
  for (std::size_t at = 0; at < 20; ++at) {
    const std::string before(at, 'a');
    CHECK(find_invalid_utf8(before + "é" + before + "\xff" + before) == 2 * at + 2);
    CHECK(find_invalid_utf8(before + "é" + before) == std::string_view::npos);
    CHECK(rune_count(before + "é€" + before + "\xff" + before) == 3 * at + 3);
  }
  CHECK(rune_count("aé€😀") == 4);
  CHECK(rune_count("a\xff\xe2\x82") == 4);
}

TEST_CASE("trimming") {
  CHECK(trim(" \t\r\n\v\fa b \n") == "a b");
  CHECK(trim("") == "");
  CHECK(trim(" \n") == "");
  CHECK(trim("\u00a0a") == "\u00a0a");
  CHECK(trim_right(" a \n") == " a");
  CHECK(trim_right("  ") == "");
}

TEST_CASE("splitting") {
  CHECK(split("", '.') == Views{""});
  CHECK(split("a", '.') == Views{"a"});
  CHECK(split("a..b.", '.') == Views{"a", "", "b", ""});
  CHECK(split_lines("") == Views{});
  CHECK(split_lines("\n") == Views{""});
  CHECK(split_lines("a\nb") == Views{"a", "b"});
  CHECK(split_lines("a\r\n\r\nb\n") == Views{"a", "", "b"});
  CHECK(split_lines("a\rb\n\n") == Views{"a\rb", ""});
}

TEST_CASE("replacing") {
  CHECK(replace_all("aaa", "a", "bb") == "bbbbbb");
  CHECK(replace_all("aaa", "aa", "b") == "ba");
  CHECK(replace_all("abc", "", "x") == "abc");
  CHECK(replace_all("abc", "d", "x") == "abc");
  CHECK(replace_all("abc", "abc", "") == "");
}

TEST_CASE("lower case is of ASCII alone") { CHECK(to_lower_ascii("AbZ-É") == "abz-É"); }

TEST_CASE("kebab case") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", ""},
      {"domain", "domain"},
      {"wildcardDomain", "wildcard-domain"},
      {"HTTPProxy", "http-proxy"},
      {"useTLS", "use-tls"},
      {"s3Bucket", "s3-bucket"},
      {"oauth2proxy", "oauth2proxy"},
      {"URL", "url"},
      {"aB", "a-b"},
      {"ABc", "a-bc"},
      {"node_selector", "node-selector"},
      {"already-kebab", "already-kebab"},
      {"X1Y", "x1-y"},
      {"a0B9Z", "a0-b9-z"},
  };
  for (const auto& [name, expected] : cases) {
    DYNAMIC_SECTION(name) { CHECK(kebab_case(name) == expected); }
  }
}

TEST_CASE("fnv1a gives the published digests") {
  CHECK(fnv1a("") == 0xcbf29ce484222325);
  CHECK(fnv1a("a") == 0xaf63dc4c8601ec8c);
  CHECK(fnv1a("foobar") == 0x85944171f73967e8);
}

TEST_CASE("quick_digest tells texts apart that differ little") {
  std::set<std::uint64_t> digests;
  std::size_t texts = 0;
  for (std::size_t size = 0; size < 40; ++size) {
    std::string text(size, '\0');
    digests.insert(quick_digest(text));
    ++texts;
    for (std::size_t bit = 0; bit < size * 8; ++bit) {
      text[bit / 8] ^= static_cast<char>(1 << bit % 8);
      digests.insert(quick_digest(text));
      text[bit / 8] ^= static_cast<char>(1 << bit % 8);
      ++texts;
    }
  }
  CHECK(digests.size() == texts);
  CHECK(quick_digest("12345678abcdefgh") != quick_digest("abcdefgh12345678"));
}

}  // namespace
}  // namespace copctl::base
