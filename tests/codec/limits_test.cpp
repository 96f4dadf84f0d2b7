#include <chrono>

#include "codec/probe.h"
#include "support/catch.h"

// Covers tree_builder.cpp, yaml_reader.cpp, json_reader.cpp

namespace copctl::codec {
namespace {

using probe::repeat;
using probe::Source;

std::string numbered(std::string_view before, std::string_view after, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) {
    out += std::string(before) + std::to_string(i) + std::string(after);
  }
  return out;
}

// `head`, then levels of ten aliases of the level before.
std::string doubling(std::string head, std::string_view open, std::string_view item,
                     std::string_view close) {
  for (char level = 'b'; level <= 'h'; ++level) {
    head += std::string(1, level) + ": &" + level + " " + std::string(open);
    for (int i = 0; i < 10; ++i) {
      head += (i == 0 ? "" : ", ") + std::string(item) +
              (item.empty() ? "" : std::to_string(i) + ": ") + "*" + static_cast<char>(level - 1);
    }
    head += std::string(close) + "\n";
  }
  return head;
}

struct Row {
  std::string name;
  std::string input;
  diag::Kind kind;
  std::string message;
};

void check_refused(const Row& row, Source& source) {
  REQUIRE_FALSE(source.diagnostics.all().empty());
  const diag::Diagnostic& first = source.diagnostics.all().front();
  CHECK(first.message == row.message);
  CHECK(first.kind == row.kind);
  CHECK(first.span);
}

TEST_CASE("hostile YAML ends in a diagnostic") {
  const std::string deep = "nested deeper than 200 levels";
  const std::string aliases = "aliases repeat more than 100000 values or 4 MB of text";
  const std::string values = "more than 500000 values";
  const std::string thousand = "a: &a {" + numbered("k", ": 1, ", 1000) + "}\n";
  const Row rows[] = {
      {"brackets", repeat("[", 100000), diag::Kind::kTooDeep, deep},
      {"brackets on lines", repeat("[\n", 100000), diag::Kind::kTooDeep, deep},
      {"braces", repeat("{a: ", 100000), diag::Kind::kTooDeep, deep},
      {"dashes", repeat("- ", 100000), diag::Kind::kTooDeep, deep},
      {"questions", repeat("? ", 100000), diag::Kind::kTooDeep, deep},
      {"depth by aliases",
       "a0: &a0 [x]\na1: &a1 " + repeat("[", 150) + "*a0" + repeat("]", 150) +
           "\na2: " + repeat("[", 150) + "*a1" + repeat("]", 150) + "\n",
       diag::Kind::kTooDeep, deep},
      {"a bomb of lists", doubling("a: &a [x, x]\n", "[", "", "]"), diag::Kind::kTooManyAliases,
       aliases},
      {"a bomb of mappings", doubling("a: &a {x: 1}\n", "{", "k", "}"), diag::Kind::kTooManyAliases,
       aliases},
      {"a bomb of text",
       "a: &a \"" + std::string(1 << 20, 'x') + "\"\nb: [" + repeat("*a, ", 5000) + "]\n",
       diag::Kind::kTooManyAliases, aliases},
      {"a bomb of merges", thousand + "b:\n" + repeat("- <<: *a\n", 5000),
       diag::Kind::kTooManyAliases, aliases},
      {"a bomb of merges at one place", thousand + "b: {<<: [" + repeat("*a, ", 5000) + "]}\n",
       diag::Kind::kTooManyAliases, aliases},
      {"values", repeat("- x\n", 600000), diag::Kind::kTooLarge, values},
      {"anchors", numbered("- &a", " x\n", 300000), diag::Kind::kTooLarge, values},
      {"documents", repeat("---\n", 60000), diag::Kind::kTooLarge, "more than 50000 documents"},
      {"tag directives", numbered("%TAG !t", "! x\n", 200) + "---\na\n", diag::Kind::kTooLarge,
       "more than 100 `%TAG` lines"},
      {"a key around many values",
       "? " + std::string(1'000'000, 'k') + "\n: [" + repeat("1, ", 1000) + "]\n",
       diag::Kind::kTooLarge, "keys this long around so many values are not read"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      Source source(row.input);
      CHECK_FALSE(source.yaml());
      check_refused(row, source);
    }
  }
}

TEST_CASE("hostile JSON ends in a diagnostic") {
  const Row rows[] = {
      {"brackets", repeat("[", 100000), diag::Kind::kTooDeep, "nested deeper than 200 levels"},
      {"braces", repeat("{\"a\":", 100000), diag::Kind::kTooDeep, "nested deeper than 200 levels"},
      {"values", "[" + repeat("1,", 600000) + "1]", diag::Kind::kTooLarge,
       "more than 500000 values"},
      {"a key around many values",
       "{\"" + std::string(1'000'000, 'k') + "\":[" + repeat("1,", 1000) + "1]}",
       diag::Kind::kTooLarge, "keys this long around so many values are not read"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      Source source(row.input);
      CHECK_FALSE(source.json());
      check_refused(row, source);
    }
  }
}

TEST_CASE("who reads its own JSON may ask for other bounds") {
  struct Case {
    const char* name;
    std::string text;
    JsonLimits limits;
    const char* expected;
  };
  const Case cases[] = {
      {"within", "[1,1]", {5, 3}, ""},
      {"too many bytes", "[1,1]", {4, 3}, "the text has 1 MB; at most 0 MB are read"},
      {"too many values", "[1,1]", {5, 2}, "more than 2 values"},
      {"more values than others", "[" + repeat("1,", 600000) + "1]", {kMaxInputBytes, 700000}, ""},
      {"more bytes than others",
       std::string(kMaxInputBytes, ' ') + "1",
       {2 * kMaxInputBytes, 1},
       ""},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const Source source(c.text);
      diag::Diagnostics diagnostics;
      const auto document =
          decode_json(source.sources, source.id, Numbers::kInt64, diagnostics, false, c.limits);
      CHECK(document.has_value() == diagnostics.empty());
      CHECK((diagnostics.empty() ? "" : diagnostics.all().front().message) == c.expected);
    }
  }
}

TEST_CASE("what templates read has the same bounds") {
  const std::string yaml = "error converting YAML to JSON: yaml: ";
  const auto yaml_error = [](const std::string& text) {
    return go_yaml_unmarshal(text, Numbers::kFloat64).error;
  };
  const auto json_error = [](const std::string& text) {
    return go_json_unmarshal(text, Numbers::kFloat64).error;
  };
  CHECK(yaml_error(repeat("[", 100000)) == yaml + "exceeded max depth of 200");
  CHECK(yaml_error(doubling("a: &a [x, x]\n", "[", "", "]")) ==
        yaml + "document contains excessive aliasing");
  CHECK(yaml_error(std::string(kMaxInputBytes + 1, ' ')) == yaml + "document is too large");
  CHECK(yaml_error(repeat("- x\n", 600000)) == yaml + "document is too large");
  CHECK(json_error(repeat("[", 100000)) == "exceeded max depth");
  CHECK(json_error(std::string(kMaxInputBytes + 1, ' ')) == "json: text is too large");
}

TEST_CASE("what is just within the bounds is read") {
  CHECK(Source(repeat("[", 200) + repeat("]", 200)).yaml());
  CHECK(Source(repeat("[", 200) + repeat("]", 200)).json());
  CHECK(Source("a: &a x\nb: [" + repeat("*a, ", 90000) + "]\n").yaml());
  CHECK(Source(repeat("--- a\n", 50000)).yaml({.spans = false}));
  CHECK(Source("a: |\n" + repeat("  %TAG\n", 1000)).yaml());
}

// Shapes on which a reader may take a square of time. A quadratic one needs minutes at this size,
// so the bound is far from what a slow machine takes.
TEST_CASE("time grows with the size of the text") {
  const std::size_t size = 1 << 20;
  const std::string texts[] = {
      "\"" + repeat("x\n\n", size),
      "a:\n" + repeat("  x\n", size),
      "a: |\n" + repeat(" \n", size),
      repeat("#\n", size),
      repeat(":\n", size),
      repeat("?\n", size),
      "{" + repeat("a,", size) + "}",
      repeat("*", size),
      repeat("&a ", size),
      repeat("!a ", size),
      "!<" + repeat("a", size),
      repeat("%YAML 1.1\n", size / 8),
      repeat("a", 1000) + " " + repeat(repeat("x", 900) + "\n", 1000),
      "a: 1" + repeat(":1", size),
      "a: " + repeat("1_", size),
      "a: 1." + repeat("9", size),
      repeat("\n", size),
      repeat("é: ü\n", size / 8),
  };
  for (const std::string& text : texts) {
    DYNAMIC_SECTION(text.substr(0, 10)) {
      const auto begin = std::chrono::steady_clock::now();
      Source source(text);
      CHECK((source.yaml() || source.diagnostics.has_errors()));
      CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(60));
    }
  }
}

}  // namespace
}  // namespace copctl::codec
