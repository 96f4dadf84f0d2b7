// Covers graph.cpp, graphs.cpp.
#include <fmt/format.h>

#include "funcs/engine.h"
#include "funcs/graph.h"
#include "support/catch.h"

namespace {

using copctl::funcs::Graph;
using copctl::tests::Library;
using copctl::tests::RenderCase;
using copctl::tests::rendered;
using copctl::value::Value;

constexpr RenderCase kCases[] = {
    {R"([{{ topologicalSort (dict) | join " " }}{{ levels (dict) | toJson }}{{ findCycle (dict) | join " " }}])",
     "[{}]"},
    {R"({{ topologicalSort (dict "a" nil "b" (list)) | join " " }})", "a b"},
    {R"({{ topologicalSort (dict "z" (list) "y" (list "z") "a" (list "y") "b" (list "z")) | join " " }})",
     "z b y a"},
    {R"({{ topologicalSort (dict "a" (list "unknown" "x")) | join " " }})", "unknown x a"},
    {R"({{ levels (dict "a" (list "b" "c") "b" (list "c") "c" (list "d")) | toJson }})",
     R"({"a":3,"b":2,"c":1,"d":0})"},
    {R"({{ levels (dict "a" (list "b" "b" "b")) | toJson }})", R"({"a":1,"b":0})"},
    {R"({{ levels (fromYaml "a: [b]\nb:\nc: []\n") | toJson }})", R"({"a":1,"b":0,"c":0})"},
    {R"({{ levels (dict "a" (splitList "," "b,c")) | toJson }})", R"({"a":1,"b":0,"c":0})"},
    {R"({{ add 1 (get (levels (dict "a" (list "b"))) "a") }})", "2"},
    {R"([{{ findCycle (dict "a" (list "b")) | join " " }}])", "[]"},
    {R"({{ findCycle (dict "a" (list "a")) | join " " }})", "a a"},
    {R"({{ findCycle (dict "x" (list "c") "c" (list "d") "d" (list "b") "b" (list "c")) | join " " }})",
     "b c d b"},
    {R"({{ findCycle (dict "a" (list "z" "b") "b" (list "a") "z" (list "a")) | join " " }})",
     "a b a"},
    {R"({{ topologicalSort (dict "a" (list "b") "b" (list "a")) }})",
     "error: error calling topologicalSort: each waits for the next: a -> b -> a"},
    {R"({{ levels (dict "late" (list "b") "b" (list "c") "c" (list "b") "a" nil) }})",
     "error: error calling levels: each waits for the next: b -> c -> b"},
    {R"({{ levels (dict "a" "b") }})",
     "error: error calling levels: `a` must have a list of the names that it waits for, not "
     "string"},
    {R"({{ findCycle (dict "a" (list "b" 3)) }})",
     "error: error calling findCycle: `a` must wait for names; one is of type int"},
    {R"({{ levels (list "a") }})",
     "error: wrong type for value; expected map[string]interface {}; got []interface {}"},
};

TEST_CASE("graphs: order, levels and cycles") {
  for (const RenderCase& c : kCases) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source, Library::kHelm) == c.expected); }
  }
}

std::string name_of(int i) { return fmt::format("n{:06}", i); }

// n0 waits for n1, that for n2 …; the last for the first when `closed`.
Value chain(int length, bool closed) {
  copctl::value::Entries entries;
  for (int i = 0; i + 1 < length; ++i) {
    entries.emplace(name_of(i), Value::list({Value::string(name_of(i + 1))}));
  }
  if (closed) entries.emplace(name_of(length - 1), Value::list({Value::string(name_of(0))}));
  return Value::map(std::move(entries));
}

TEST_CASE("graphs: a chain of 100,000 names") {
  constexpr int kLength = 100'000;
  CHECK(rendered("{{ topologicalSort . | first }} {{ get (levels .) \"n000000\" }}", Library::kHelm,
                 chain(kLength, false)) == "n099999 99999");
  CHECK(rendered("{{ findCycle . | len }}", Library::kHelm, chain(kLength, true)) == "100001");
  CHECK(rendered("{{ levels . }}", Library::kHelm, chain(kLength, true)) ==
        "error: error calling levels: each waits for the next: n000000 -> n000001 -> n000002 -> "
        "n000003 -> n000004 -> n000005 -> n000006 -> n000007 -> n000008 -> n000009 -> n000010 -> "
        "n000011 -> n000012 -> n000013 -> n000014 -> n000015 -> n000016 -> n000017 -> n000018 -> "
        "n000019 -> (and 99980 more) -> n000000");
}

TEST_CASE("graphs: a name that 100,000 others wait for") {
  copctl::value::Entries entries;
  for (int i = 0; i < 100'000; ++i) {
    entries.emplace(name_of(i), Value::list({Value::string("z"), Value::string("z")}));
  }
  CHECK(rendered("{{ topologicalSort . | first }} {{ topologicalSort . | last }}", Library::kHelm,
                 Value::map(std::move(entries))) == "z n099999");
}

TEST_CASE("graphs: the same order whatever the order of the edges") {
  const std::vector<Graph::Edge> edges = {{"a", "b"}, {"c", "b"}, {"b", "d"}, {"c", "e"}};
  const std::vector<Graph::Edge> turned(edges.rbegin(), edges.rend());
  std::string texts[2];
  int i = 0;
  for (const auto& order : {edges, turned}) {
    const Graph graph({}, order);
    for (const auto& place : graph.order()) {
      texts[i] += fmt::format("{}{} ", place.name, place.level);
    }
    ++i;
  }
  CHECK(texts[0] == "d0 e0 b1 a2 c2 ");
  CHECK(texts[1] == texts[0]);
}

}  // namespace
