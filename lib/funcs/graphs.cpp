#include <fmt/format.h>

#include <array>

#include "funcs/arguments.h"
#include "funcs/funcs.h"
#include "funcs/graph.h"

// Maps of names to the names that they wait for, as graphs.

namespace copctl::funcs {

namespace {

using tmpl::Call;
using value::Value;

// Steps that a name costs, sorting included.
constexpr std::size_t kNameSteps = 32;

std::string_view name_in(const Call& call, const std::string& waiting, const Value& item) {
  if (!item.is_string()) {
    call.fail(fmt::format("`{}` must wait for names; one is of type {}", waiting,
                          value::kind_name(item)));
  }
  return item.as_string();
}

Graph graph_at(const Call& call, std::size_t i) {
  std::vector<std::string_view> names;
  std::vector<Graph::Edge> edges;
  for (const auto& [name, awaited] : call.arg(i).entries()) {
    if (!awaited.is_list() && !awaited.is_nil()) {
      call.fail(fmt::format("`{}` must have a list of the names that it waits for, not {}", name,
                            value::kind_name(awaited)));
    }
    call.work(product(awaited.items().size() + 1, kNameSteps));
    names.push_back(name);
    for (const Value& item : awaited.items()) edges.emplace_back(name, name_in(call, name, item));
  }
  call.reserve(product(names.size() + edges.size(), 2 * kNodeBytes));
  return {std::move(names), edges};
}

// A path of many steps shows where it begins and ends.
std::string path_text(const std::vector<std::string_view>& path) {
  constexpr std::size_t kShown = 20;
  if (path.size() <= kShown) return fmt::format("{}", fmt::join(path, " -> "));
  return fmt::format("{} -> (and {} more) -> {}",
                     fmt::join(path.begin(), path.begin() + kShown, " -> "),
                     path.size() - kShown - 1, path.back());
}

Graph acyclic_at(const Call& call, std::size_t i) {
  Graph graph = graph_at(call, i);
  const auto cycle = graph.cycle();
  if (!cycle.empty()) call.fail("each waits for the next: " + path_text(cycle));
  return graph;
}

Value topological_sort(Call& call) {
  const Graph graph = acyclic_at(call, 0);
  std::vector<std::string> names;
  names.reserve(graph.order().size());
  for (const Graph::Place& place : graph.order()) names.emplace_back(place.name);
  return text_list(call, std::move(names));
}

Value levels(Call& call) {
  const Graph graph = acyclic_at(call, 0);
  value::Entries entries;
  for (const auto& [name, level] : graph.order()) {
    entries.emplace(name, Value::integer(static_cast<std::int64_t>(level), value::IntType::kInt));
  }
  return Value::map(std::move(entries));
}

Value find_cycle(Call& call) {
  const auto cycle = graph_at(call, 0).cycle();
  return text_list(call, {cycle.begin(), cycle.end()});
}

constexpr std::array kFunctions = std::to_array<tmpl::Function>({
    {"topologicalSort",
     "(map[string]any) ([]string, error)",
     topological_sort,
     "the names of a map of names to lists of what they wait for, each behind those; a cycle fails",
     {R"({{ topologicalSort (dict "app" (list "db" "cache") "db" (list "disk")) | join " " }})",
      "cache disk db app"}},
    {"levels",
     "(map[string]any) (map[string]any, error)",
     levels,
     "of a map of names to lists of what they wait for: 0 for what waits for nothing, else 1, 2 …",
     {R"({{ levels (dict "app" (list "db" "cache") "db" (list "disk")) }})",
      "map[app:2 cache:0 db:1 disk:0]"}},
    {"findCycle",
     "(map[string]any) ([]string, error)",
     find_cycle,
     "of a map of names to lists of what they wait for: a cycle, its first name again at the end",
     {R"({{ findCycle (dict "a" (list "b") "b" (list "a")) | join " -> " }})", "a -> b -> a"}},
});

}  // namespace

std::span<const tmpl::Function> graphs() { return kFunctions; }

}  // namespace copctl::funcs
