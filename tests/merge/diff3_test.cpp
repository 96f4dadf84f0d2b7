#include "merge/diff3.h"

#include "support/catch.h"

namespace copctl::merge {
namespace {

std::string shown(const std::vector<Chunk>& chunks) {
  std::string out;
  for (const Chunk& chunk : chunks) {
    out += chunk.conflict ? marked(chunk.base, chunk.mine, chunk.theirs) : chunk.mine;
  }
  return out;
}

TEST_CASE("lines of both sides") {
  struct Case {
    const char* name;
    const char* base;
    const char* mine;
    const char* theirs;
    const char* expected;
  };
  const Case cases[] = {
      {"apart", "1\n2\n3\n", "x\n2\n3\n", "1\n2\ny\n", "x\n2\ny\n"},
      {"only one side", "1\n2\n", "1\n2\n", "2\n3\n", "2\n3\n"},
      {"equal changes", "1\n2\n3\n", "1\nx\n3\n", "1\nx\n3\n4\n", "1\nx\n3\n4\n"},
      {"neighbours touch", "1\n2\n", "x\n2\n", "1\ny\n",
       "<<<<<<< mine\nx\n2\n||||||| base\n1\n2\n=======\n1\ny\n>>>>>>> new\n"},
      {"removed here, changed there", "1\n2\n3\n", "1\n3\n", "1\ny\n3\n",
       "1\n<<<<<<< mine\n||||||| base\n2\n=======\ny\n>>>>>>> new\n3\n"},
      {"both append", "1\n", "1\nx\n", "1\ny\n",
       "1\n<<<<<<< mine\nx\n||||||| base\n=======\ny\n>>>>>>> new\n"},
      {"the last line without its line break", "1\n2", "x\n2", "1\n2\n3",
       "<<<<<<< mine\nx\n2\n||||||| base\n1\n2\n=======\n1\n2\n3\n>>>>>>> new\n"},
      {"nothing in common", "", "x\n", "y\n",
       "<<<<<<< mine\nx\n||||||| base\n=======\ny\n>>>>>>> new\n"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) { CHECK(shown(merge_lines(c.base, c.mine, c.theirs)) == c.expected); }
  }
}

TEST_CASE("a conflict knows its line of mine") {
  const auto chunks = merge_lines("1\n2\n3\n4\n", "0\n1\n2\nx\n4\n", "1\n2\ny\n4\n");
  REQUIRE(chunks.size() == 3);
  CHECK(chunks[0].mine == "0\n1\n2\n");
  CHECK(chunks[1].conflict);
  CHECK(chunks[1].line == 4);
  CHECK(chunks[2].line == 5);
}

}  // namespace
}  // namespace copctl::merge
