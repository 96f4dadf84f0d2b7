#include "waves/graph.h"

#include "support/catch.h"

namespace copctl::waves {
namespace {

using Numbers = std::vector<std::size_t>;

TEST_CASE("levels and circles") {
  struct Case {
    std::string name;
    Graph graph;
    Numbers level;
    std::vector<Numbers> cycles;
  };
  const std::vector<Case> cases = {
      {"nothing", {}, {}, {}},
      {"one", {{}}, {0}, {}},
      {"chain", {{1}, {2}, {}}, {2, 1, 0}, {}},
      {"diamond", {{1, 2}, {3}, {3}, {}}, {2, 1, 1, 0}, {}},
      {"an edge twice", {{1, 1}, {}}, {1, 0}, {}},
      {"itself", {{0}}, {0}, {{0}}},
      {"two", {{1}, {0}}, {1, 1}, {{0, 1}}},
      {"a circle begun by its least", {{1}, {3}, {1}, {2}}, {1, 1, 1, 1}, {{1, 3, 2}}},
      {"two circles", {{1}, {0}, {3}, {2}}, {1, 1, 1, 1}, {{0, 1}, {2, 3}}},
      {"behind a circle", {{1}, {2}, {1}, {0}}, {2, 1, 1, 3}, {{1, 2}}},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const Levels levels = levels_of(c.graph);
      CHECK(levels.cycles == c.cycles);
      if (c.cycles.empty()) CHECK(levels.level == c.level);
    }
  }
}

TEST_CASE("a node behind a circle comes after it") {
  const Levels levels = levels_of({{1}, {2}, {1}, {0}});
  CHECK(levels.level[0] > levels.level[1]);
  CHECK(levels.level[3] > levels.level[0]);
}

TEST_CASE("no more circles are told than anybody reads") {
  Graph graph(100);
  for (std::size_t i = 0; i < graph.size(); ++i) graph[i] = {i ^ 1u};
  CHECK(levels_of(graph).cycles.size() == kMaxCycles);
}

TEST_CASE("a long chain is no deep recursion") {
  Graph graph(200'000);
  for (std::size_t i = 0; i + 1 < graph.size(); ++i) graph[i] = {i + 1};
  CHECK(levels_of(graph).level[0] == graph.size() - 1);
  graph.back() = {0};
  CHECK(levels_of(graph).cycles.front().size() == graph.size());
}

}  // namespace
}  // namespace copctl::waves
