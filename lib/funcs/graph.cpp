#include "funcs/graph.h"

#include <algorithm>

namespace copctl::funcs {

namespace {

// Counting sort: the second of each pair, by the first. `begins` gets one entry more than `nodes`.
void group(const std::vector<std::pair<std::size_t, std::size_t>>& pairs, std::size_t nodes,
           std::vector<std::size_t>& begins, std::vector<std::size_t>& members) {
  begins.assign(nodes + 1, 0);
  for (const auto& [from, to] : pairs) ++begins[from + 1];
  for (std::size_t i = 0; i < nodes; ++i) begins[i + 1] += begins[i];
  std::vector<std::size_t> next(begins.begin(), begins.end() - 1);
  members.resize(pairs.size());
  for (const auto& [from, to] : pairs) members[next[from]++] = to;
}

}  // namespace

Graph::Graph(std::vector<std::string_view> names, const std::vector<Edge>& edges)
    : names_(std::move(names)) {
  for (const Edge& edge : edges) {
    names_.push_back(edge.first);
    names_.push_back(edge.second);
  }
  std::ranges::sort(names_);
  names_.erase(std::unique(names_.begin(), names_.end()), names_.end());
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  pairs.reserve(edges.size());
  for (const auto& [name, awaited] : edges) pairs.emplace_back(index_of(name), index_of(awaited));
  group(pairs, names_.size(), begins_, awaited_);
  sort();
}

std::size_t Graph::index_of(std::string_view name) const {
  return static_cast<std::size_t>(std::ranges::lower_bound(names_, name) - names_.begin());
}

// Kahn's algorithm, a level at a time.
void Graph::sort() {
  std::vector<std::pair<std::size_t, std::size_t>> reversed;
  std::vector<std::size_t> level;
  std::vector<std::size_t> missing(names_.size());
  for (std::size_t i = 0; i < names_.size(); ++i) {
    missing[i] = begins_[i + 1] - begins_[i];
    if (missing[i] == 0) level.push_back(i);
    for (std::size_t k = begins_[i]; k < begins_[i + 1]; ++k) reversed.emplace_back(awaited_[k], i);
  }
  std::vector<std::size_t> begins;
  std::vector<std::size_t> waiting;
  group(reversed, names_.size(), begins, waiting);
  placed_.assign(names_.size(), false);
  for (std::size_t number = 0; !level.empty(); ++number) {
    std::vector<std::size_t> next;
    std::ranges::sort(level);
    for (const std::size_t node : level) {
      placed_[node] = true;
      order_.push_back({names_[node], number});
      for (std::size_t k = begins[node]; k < begins[node + 1]; ++k) {
        if (--missing[waiting[k]] == 0) next.push_back(waiting[k]);
      }
    }
    level = std::move(next);
  }
}

// Whoever has no place waits for another without one, so that following them comes back.
std::vector<std::string_view> Graph::cycle() const {
  if (order_.size() == names_.size()) return {};
  std::vector<std::size_t> path;
  std::vector<bool> seen(names_.size(), false);
  auto node = static_cast<std::size_t>(std::ranges::find(placed_, false) - placed_.begin());
  while (!seen[node]) {
    seen[node] = true;
    path.push_back(node);
    node = least_unplaced(node);
  }
  path.erase(path.begin(), std::ranges::find(path, node));
  std::rotate(path.begin(), std::ranges::min_element(path), path.end());
  path.push_back(path.front());
  std::vector<std::string_view> names;
  for (const std::size_t i : path) names.push_back(names_[i]);
  return names;
}

std::size_t Graph::least_unplaced(std::size_t node) const {
  std::size_t least = names_.size();
  for (std::size_t k = begins_[node]; k < begins_[node + 1]; ++k) {
    if (!placed_[awaited_[k]]) least = std::min(least, awaited_[k]);
  }
  return least;
}

}  // namespace copctl::funcs
