#include "diag/source_map.h"

#include <vector>

#include "support/catch.h"

namespace copctl::diag {
namespace {

TEST_CASE("texts stay where they are") {
  SourceMap sources;
  const SourceId first = sources.add(SourceKind::kFile, "a", "short");
  const std::string_view text = sources.text(first);
  const std::string lasting = "elsewhere";
  const SourceId view = sources.add_view(SourceKind::kRendered, "b", lasting);
  for (int i = 0; i < 1000; ++i) {
    sources.add(SourceKind::kArgument, "--x", std::string(100, 'x'));
  }
  CHECK(sources.text(first).data() == text.data());
  CHECK(text == "short");
  CHECK(sources.text(view).data() == lasting.data());
  CHECK(sources.name(view) == "b");
  CHECK(sources.kind(view) == SourceKind::kRendered);
  CHECK(first != kNoSource);
  CHECK(sources.text(Span{}) == "");
}

TEST_CASE("spans have text, position and line") {
  struct Case {
    std::string name;
    Span span;
    std::string text;
    std::uint32_t line;
    std::uint32_t column;
    std::string whole_line;
  };
  SourceMap sources;
  const SourceId id = sources.add(SourceKind::kFile, "f", "ab: é x\r\n\ttab\n\nlast");
  const std::vector<Case> cases = {
      {"begin", {id, 0, 2}, "ab", 1, 1, "ab: é x"},
      {"columns are code points", {id, 7, 8}, "x", 1, 7, "ab: é x"},
      {"at the line's end", {id, 8, 8}, "", 1, 8, "ab: é x"},
      {"at the line break", {id, 9, 10}, "\n", 1, 9, "ab: é x"},
      {"a tab is one column", {id, 11, 14}, "tab", 2, 2, "\ttab"},
      {"empty line", {id, 15, 15}, "", 3, 1, ""},
      {"last line", {id, 16, 20}, "last", 4, 1, "last"},
      {"over lines", {id, 11, 18}, "tab\n\nla", 2, 2, "\ttab"},
      {"at the end", {id, 20, 20}, "", 4, 5, "last"},
      {"behind the end", {id, 99, 120}, "", 4, 5, "last"},
      {"turned round", {id, 6, 2}, "", 1, 6, "ab: é x"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      CHECK(sources.text(c.span) == c.text);
      CHECK(sources.position(c.span).line == c.line);
      CHECK(sources.position(c.span).column == c.column);
      CHECK(sources.line(c.span) == c.whole_line);
    }
  }
}

TEST_CASE("secrets are remembered by their bytes") {
  SourceMap sources;
  const SourceId id = sources.add(SourceKind::kFile, "f", "password: hunter2\n");
  const SourceId other = sources.add(SourceKind::kFile, "g", "password: hunter2\n");
  sources.conceal({id, 10, 17});
  sources.conceal({});
  CHECK_FALSE(sources.is_concealed(id, 9));
  CHECK(sources.is_concealed(id, 10));
  CHECK(sources.is_concealed(id, 16));
  CHECK_FALSE(sources.is_concealed(id, 17));
  CHECK_FALSE(sources.is_concealed(other, 10));
}

TEST_CASE("secrets may overlap and touch in any order") {
  struct Case {
    std::string name;
    std::vector<Span> spans;
    // One letter a byte, `x` for a concealed one.
    std::string expected;
  };
  const std::vector<Case> cases = {
      {"none", {{1, 3, 3}, {1, 5, 4}}, ".........."},
      {"apart", {{1, 6, 8}, {1, 1, 3}}, ".xx...xx.."},
      {"touching", {{1, 3, 5}, {1, 5, 7}, {1, 1, 3}}, ".xxxxxx..."},
      {"overlapping", {{1, 4, 8}, {1, 2, 5}}, "..xxxxxx.."},
      {"inside", {{1, 2, 8}, {1, 4, 5}}, "..xxxxxx.."},
      {"around several", {{1, 1, 2}, {1, 4, 5}, {1, 9, 10}, {1, 0, 6}}, "xxxxxx...x"},
      {"one over all", {{1, 1, 2}, {1, 4, 5}, {1, 0, 10}}, "xxxxxxxxxx"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      SourceMap sources;
      sources.add(SourceKind::kFile, "f", "0123456789");
      for (const Span& span : c.spans) {
        sources.conceal(span);
      }
      std::string shown;
      for (std::uint32_t offset = 0; offset < 10; ++offset) {
        shown += sources.is_concealed(1, offset) ? 'x' : '.';
      }
      CHECK(shown == c.expected);
    }
  }
}

}  // namespace
}  // namespace copctl::diag
