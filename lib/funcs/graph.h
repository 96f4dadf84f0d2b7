#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Who waits for whom: names in an order in which nobody comes before what it waits for.

namespace copctl::funcs {

class Graph {
 public:
  // (name, what it waits for).
  using Edge = std::pair<std::string_view, std::string_view>;

  // Every name is a node, those that only are waited for, too. Borrows the names.
  Graph(std::vector<std::string_view> names, const std::vector<Edge>& edges);

  // By level, 0 being those that wait for nothing and every other one more than the highest that it
  // waits for; within a level in ascending order. Without those that are in a cycle or wait for
  // one.
  struct Place {
    std::string_view name;
    std::size_t level = 0;
  };
  const std::vector<Place>& order() const { return order_; }

  // A cycle as a path that ends where it began, from its least name on: each waits for the next.
  // Always the same one; empty when there is none.
  std::vector<std::string_view> cycle() const;

 private:
  std::size_t index_of(std::string_view name) const;
  void sort();
  // Of what the node waits for.
  std::size_t least_unplaced(std::size_t node) const;

  // Ascending; a node is its index.
  std::vector<std::string_view> names_;
  // What node i waits for: awaited_[begins_[i]] to awaited_[begins_[i + 1]].
  std::vector<std::size_t> begins_;
  std::vector<std::size_t> awaited_;
  std::vector<bool> placed_;
  std::vector<Place> order_;
};

}  // namespace copctl::funcs
