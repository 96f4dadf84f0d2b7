#include <algorithm>

#include "codec/probe.h"
#include "support/catch.h"

// Covers text_index.cpp, tree_builder.cpp, yaml_events.cpp

namespace copctl::codec {
namespace {

using probe::Source;

// `pointer key|value`, one a line, by pointer; line breaks shown as `\n`.
std::string positions(Source& source) {
  const auto documents = source.yaml();
  if (!documents) {
    return source.printed();
  }
  std::vector<std::string> lines;
  for (const Document& document : *documents) {
    for (const auto& [pointer, spans] : document.spans.all()) {
      std::string line = pointer + " " + std::string(source.text(spans.key)) + "|" +
                         std::string(source.text(spans.value));
      for (std::size_t at = line.find('\n'); at != line.npos; at = line.find('\n', at)) {
        line.replace(at, 1, "\\n");
      }
      lines.push_back(line);
    }
  }
  std::ranges::sort(lines);
  std::string out;
  for (const std::string& line : lines) {
    out += line + "\n";
  }
  return out;
}

TEST_CASE("keys and values know their text") {
  struct Row {
    std::string name;
    std::string input;
    std::string expected;
  };
  const Row rows[] = {
      {"block", "a: 1\nb:\n  - x\n  - c: 'y'\n",
       " |a: 1\\nb:\\n  - x\\n  - c: 'y'\n"
       "/a a|1\n"
       "/b b|- x\\n  - c: 'y'\n"
       "/b/0 |x\n"
       "/b/1 |c: 'y'\n"
       "/b/1/c c|'y'\n"},
      {"flow", "{\"k\": [1, {x: 2}] }  # c\n",
       " |{\"k\": [1, {x: 2}] }\n"
       "/k \"k\"|[1, {x: 2}]\n"
       "/k/0 |1\n"
       "/k/1 |{x: 2}\n"
       "/k/1/x x|2\n"},
      {"beyond ASCII", "é: ü # ñ\nк: \"€😀\"\n",
       " |é: ü # ñ\\nк: \"€😀\"\n"
       "/é é|ü\n"
       "/к к|\"€😀\"\n"},
      {"byte order mark",
       "\xEF\xBB\xBF"
       "a: b\n",
       " |a: b\n"
       "/a a|b\n"},
      {"anchors and tags are not the text", "a: &x !!str  12\nb: !t &y\n  'q'\nc: *x\n",
       " |a: &x !!str  12\\nb: !t &y\\n  'q'\\nc: *x\n"
       "/a a|12\n"
       "/b b|'q'\n"
       "/c c|*x\n"},
      {"block scalars end with their text", "a: |\n  x\n  y\n\n\nb: >-\n  z\n",
       " |a: |\\n  x\\n  y\\n\\n\\nb: >-\\n  z\n"
       "/a a||\\n  x\\n  y\n"
       "/b b|>-\\n  z\n"},
      {"a plain scalar over lines", "a: x\n  y\nb: z\n",
       " |a: x\\n  y\\nb: z\n"
       "/a a|x\\n  y\n"
       "/b b|z\n"},
      {"nothing behind a key", "a:\nb: 1\n",
       " |a:\\nb: 1\n"
       "/a a|\n"
       "/b b|1\n"},
      {"odd keys", "a/b: 1\n~c: 2\n12: 3\n",
       " |a/b: 1\\n~c: 2\\n12: 3\n"
       "/12 12|3\n"
       "/a~1b a/b|1\n"
       "/~0c ~c|2\n"},
      {"what an alias repeats is at the alias", "a: &x {b: 1}\nc: *x\n",
       " |a: &x {b: 1}\\nc: *x\n"
       "/a a|&x {b: 1}\n"
       "/a/b b|1\n"
       "/c c|*x\n"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      Source source(row.input);
      CHECK(positions(source) == row.expected);
    }
  }
}

TEST_CASE("documents tile their source") {
  const std::string text = "# head\na: 1\n# between\n---\nb: é\n--- # c\n...\n---\nd: 4\n";
  for (const bool spans : {true, false}) {
    DYNAMIC_SECTION("spans " << spans) {
      Source source(text);
      const auto documents = source.yaml({.spans = spans});
      REQUIRE(documents);
      std::vector<std::string> parts;
      for (const Document& document : *documents) {
        parts.emplace_back(source.text(document.span));
      }
      CHECK(parts == std::vector<std::string>{"# head\na: 1\n# between\n", "---\nb: é\n",
                                              "--- # c\n...\n", "---\nd: 4\n"});
    }
  }
}

TEST_CASE("an empty source has one document of its size") {
  Source source("# c\n");
  const auto documents = source.yaml();
  REQUIRE(documents);
  CHECK(source.text(documents->front().span) == "# c\n");
}

TEST_CASE("positions of JSON") {
  Source source(R"({"a": [1, "é"], "b": {"c": null}})");
  const auto document = source.json();
  REQUIRE(document);
  const auto at = [&](std::string_view pointer) {
    const auto* spans = document->spans.find(pointer);
    REQUIRE(spans);
    return std::string(source.text(spans->key)) + "|" + std::string(source.text(spans->value));
  };
  CHECK(at("") == R"(|{"a": [1, "é"], "b": {"c": null}})");
  CHECK(at("/a") == R"("a"|[1, "é"])");
  CHECK(at("/a/1") == R"(|"é")");
  CHECK(at("/b/c") == R"("c"|null)");
}

}  // namespace
}  // namespace copctl::codec
