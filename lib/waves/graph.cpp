#include "waves/graph.h"

#include <algorithm>

namespace copctl::waves {

namespace {

// Kahn's algorithm, which takes a circle out of the way when it is stuck.
class Leveller {
 public:
  explicit Leveller(const Graph& graph) : graph_(graph), followers_(graph.size()) {
    result_.level.resize(graph.size(), 0);
    open_.resize(graph.size(), 0);
    done_.resize(graph.size(), false);
    for (std::size_t node = 0; node < graph.size(); ++node) {
      open_[node] = graph[node].size();
      for (const std::size_t other : graph[node]) followers_[other].push_back(node);
    }
  }

  Levels run() {
    for (std::size_t node = 0; node < graph_.size(); ++node) {
      if (open_[node] == 0) finish(node);
    }
    drain();
    for (std::size_t node = 0; node < graph_.size(); ++node) {
      if (done_[node]) continue;
      break_cycle(node);
      drain();
    }
    return std::move(result_);
  }

 private:
  void finish(std::size_t node) {
    if (done_[node]) return;
    done_[node] = true;
    ready_.push_back(node);
  }

  void drain() {
    for (; next_ < ready_.size(); ++next_) {
      const std::size_t node = ready_[next_];
      for (const std::size_t follower : followers_[node]) {
        if (done_[follower]) continue;
        result_.level[follower] = std::max(result_.level[follower], result_.level[node] + 1);
        if (--open_[follower] == 0) finish(follower);
      }
    }
  }

  // From a node that is stuck, each step leads to another that is, until one comes again.
  void break_cycle(std::size_t start) {
    if (result_.cycles.size() == kMaxCycles) return finish(start);
    std::vector<std::size_t> path;
    std::vector<std::size_t> at(graph_.size(), graph_.size());
    std::size_t node = start;
    while (at[node] == graph_.size()) {
      at[node] = path.size();
      path.push_back(node);
      node = *std::ranges::find_if(graph_[node], [&](std::size_t other) { return !done_[other]; });
    }
    path.erase(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(at[node]));
    std::rotate(path.begin(), std::ranges::min_element(path), path.end());
    for (const std::size_t member : path) finish(member);
    result_.cycles.push_back(std::move(path));
  }

  const Graph& graph_;
  std::vector<std::vector<std::size_t>> followers_;
  std::vector<std::size_t> open_;
  std::vector<bool> done_;
  std::vector<std::size_t> ready_;
  std::size_t next_ = 0;
  Levels result_;
};

}  // namespace

Levels levels_of(const Graph& graph) { return Leveller(graph).run(); }

}  // namespace copctl::waves
