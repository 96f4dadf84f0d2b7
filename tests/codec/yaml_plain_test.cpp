#include "codec/yaml_plain.h"

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "codec/probe.h"
#include "codec/yaml_reader.h"
#include "support/catch.h"

namespace copctl::codec {
namespace {

constexpr diag::SourceId kSource = 7;

struct Read {
  std::vector<Document> documents;
  bool sound = false;
};

Read read_whole(std::string_view text) {
  YamlReader reader(text, {.options = {.spans = false}, .source = kSource});
  Read read;
  while (auto document = reader.next()) read.documents.push_back(std::move(*document));
  read.sound = reader.faults().empty();
  return read;
}

bool same(const std::vector<Document>& plain, const std::vector<Document>& whole) {
  if (plain.size() != whole.size()) return false;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    // Where the first begins is nowhere told.
    const bool begins = i == 0 || plain[i].span.begin == whole[i].span.begin;
    if (!begins || plain[i].empty != whole[i].empty ||
        !value::same_data(plain[i].value, whole[i].value))
      return false;
  }
  return true;
}

// "not read", or what both readers make of a text, or that they differ.
std::string judge(std::string_view text) {
  const auto plain = read_plain_yaml(text, kSource, Numbers::kInt64);
  if (!plain) return "not read";
  const Read whole = read_whole(text);
  if (!whole.sound) return "the whole reader refuses it";
  if (!same(*plain, whole.documents)) return "differs from the whole reader";
  std::string out;
  for (const Document& document : *plain) {
    out += (out.empty() ? "" : " ") + (document.empty ? "empty" : probe::json(document.value));
  }
  return out;
}

TEST_CASE("what the plain reader reads is what the whole one gives") {
  struct Case {
    std::string name;
    std::string text;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {"mapping", "a: 1\nb: x y\nc: 'it''s'\nd: \"q\\\"\\n\"\n",
       R"({"a":1,"b":"x y","c":"it's","d":"q\"\n"})"},
      {"nested", "a:\n  b:\n    c: true\n  d:\n", R"({"a":{"b":{"c":true},"d":null}})"},
      {"list", "- a\n-\n- 1.5\n", R"(["a",null,1.5])"},
      {"list in the column of its mapping", "a:\n- x\n- p: 1\n  z: 2\nb: c\n",
       R"({"a":["x",{"p":1,"z":2}],"b":"c"})"},
      {"list of lists", "- - a\n  - b\n-   - c\n", R"([["a","b"],["c"]])"},
      {"value below its dash", "-\n  a: 1\n-\n  - b\n", R"([{"a":1},["b"]])"},
      {"comments", "# x\na: b # c\n\n  # d\ne: f#g\nh: # i\n  j: k\n",
       R"({"a":"b","e":"f#g","h":{"j":"k"}})"},
      {"words in brackets", "a: [get, \"b c\", 1, '']\nb: []\nc: {} # d\n- x: 1\n", "not read"},
      {"brackets", "a: [get, \"b c\", 1, '']\nb: [ ]\nc: {} # d\n",
       R"({"a":["get","b c",1,""],"b":[],"c":{}})"},
      {"literal", "a: |\n  x\n    y\n\n  z\n\nb: |-\n  # no comment\n  --- \nc: |+\n d\n\ne: 1\n",
       "{\"a\":\"x\\n  y\\n\\nz\\n\",\"b\":\"# no comment\\n--- \",\"c\":\"d\\n\\n\",\"e\":1}"},
      {"literal with a line of blanks", "a: |\n  x\n     \n \nb: 1\n",
       "{\"a\":\"x\\n   \\n\",\"b\":1}"},
      {"literal behind a dash", "- |\n x\n- a: |-\n    y\n", R"(["x\n",{"a":"y"}])"},
      {"documents", "a: 1\n---\n# nothing\n---\nb: 2\n", R"({"a":1} empty {"b":2})"},
      {"nothing", "# a\n\n", ""},
      {"keys", "on: 1\n1: 2\n1e3: 3\n'on': 4\n\"a b\": 5\nc d : 6\n",
       R"({"1":2,"1000":3,"a b":5,"c d":6,"on":4,"true":1})"},
      {"scalars", "a: ~\nb: -1\nc: -x\nd: 0777\ne: 12:30:45\nf: a:b\ng: <x\n",
       R"({"a":null,"b":-1,"c":"-x","d":511,"e":"12:30:45","f":"a:b","g":"<x"})"},
      {"null key", "null: 1\n", "not read"},
      {"duplicate key", "a: 1\na: 2\n", "not read"},
      {"merge", "<<: {}\n", "not read"},
      {"anchor", "a: &x 1\n", "not read"},
      {"tag", "a: !!str 1\n", "not read"},
      {"folded", "a: >\n  x\n", "not read"},
      {"value on its own line", "a:\n  b\n", "not read"},
      {"value over two lines", "a: b\n  c\n", "not read"},
      {"value over two lines in a list", "- b\n  c\n", "not read"},
      {"text over two lines", "a: \"b\n  c\"\n", "not read"},
      {"other escape", "a: \"\\x41\"\n", "not read"},
      {"mapping in a value", "a: b: c\n", "not read"},
      {"indented too far", "a: 1\n  b: 2\n", "not read"},
      {"indented between", "a:\n    b: 1\n  c: 2\n", "not read"},
      {"list beside a key", "a: 1\n- b\n", "not read"},
      {"key beside a list", "- b\na: 1\n", "not read"},
      {"two roots", "  a: 1\nb: 2\n", "not read"},
      {"scalar alone", "a\n", "not read"},
      {"tab", "a:\tb\n", "not read"},
      {"carriage return", "a: b\r\n", "not read"},
      {"other letters", "a: \xC3\xA4\n", "not read"},
      {"no line break at the end", "a: b", "not read"},
      {"nothing at all", "", "not read"},
      {"text behind the mark", "--- a\n", "not read"},
      {"end mark", "a: 1\n...\n", "not read"},
      {"directive", "%YAML 1.1\n---\na: 1\n", "not read"},
      {"question", "? a\n: b\n", "not read"},
      {"mapping in braces", "a: {b: c}\n", "not read"},
      {"comma at the end", "a: [b,]\n", "not read"},
      {"comment at a quote", "a: \"b\"#c\n", "not read"},
      {"literal with nothing in it", "a: |\nb: 1\n", "not read"},
      {"literal that begins with a blank line", "a: |\n\n  b\n", "not read"},
      {"literal with an indicator", "a: |2\n  b\n", "not read"},
      {"deep", probe::repeat("- ", 150) + "a\n", "not read"},
      {"long key", probe::repeat("a", 1010) + ": 1\n", "not read"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) { CHECK(judge(c.text) == c.expected); }
  }
}

// Texts from the pieces that YAML is made of, more often sound than not.
class Texts {
 public:
  std::string next() {
    std::string text;
    std::size_t column = 0;
    for (std::size_t lines = 1 + pick(8); lines > 0; --lines) {
      text += std::string(column, ' ') + line() + "\n";
      static constexpr std::size_t kColumns[] = {0, 0, 2, 2, 4, 1};
      column = pick(3) == 0 ? kColumns[pick(std::size(kColumns))] : column;
      if (text.ends_with(":\n") || text.ends_with("|\n")) column += 2;
    }
    return text;
  }

 private:
  std::size_t pick(std::size_t count) { return random_() % count; }

  template <std::size_t N>
  std::string one_of(const std::string_view (&words)[N]) {
    return std::string(words[pick(N)]);
  }

  std::string line() {
    static constexpr std::string_view kDashes[] = {"", "", "", "- ", "- - ", "-   ", "-"};
    static constexpr std::string_view kKeys[] = {"a", "b",  "c d", "'e'", "\"f\"", "on",
                                                 "1", "-g", "h#",  "i:j", "<<",    "?k",
                                                 "~", ".5", "[l]", "#m",  "&n o"};
    static constexpr std::string_view kValues[] = {
        "",        " v",     " 1",    " 'x'",     " \"y\\n\"", " [a, b]", " {}",  " |",
        " |-",     " |+",    " >",    " # c",     " v # c",    " -",      " - z", " v: w",
        " *x",     " \"",    " '",    " [a",      " [a b]",    " {a: b}", " \\",  " 'x' y",
        " \"y\"#", " ~",     " 0x1F", " no",      " a'b\"",    " ...",    " ---", "w",
        " [[a]]",  " @x",    " %y",   " !!str z", " a #b",     " a#b",    " =",   " 1_0",
        " -1",     " -.inf", " ?x",   " :y"};
    static constexpr std::string_view kWhole[] = {
        "---", "", "# c", "   ", "...", "plain", "--- x", "- item", "%TAG", "text more", "-"};
    static constexpr std::string_view kPlain[] = {"", " v", " 'x'", " [a, b]", " |", " {}", " 7"};
    if (pick(12) == 0) return one_of(kWhole);
    const std::string key = pick(3) == 0 ? one_of(kKeys) : 'k' + std::to_string(pick(1000));
    return one_of(kDashes) + key + ":" + (pick(3) == 0 ? one_of(kValues) : one_of(kPlain));
  }

  std::mt19937 random_{20261121};
};

TEST_CASE("the plain reader never differs from the whole one") {
  Texts texts;
  int read = 0;
  for (int i = 0; i < 60000; ++i) {
    const std::string text = texts.next();
    const std::string verdict = judge(text);
    read += verdict != "not read" ? 1 : 0;
    if (verdict.starts_with("differs") || verdict.starts_with("the whole")) {
      FAIL(verdict << ":\n" << text);
    }
  }
  // Else nothing was compared.
  CHECK(read > 5000);
}

}  // namespace
}  // namespace copctl::codec
