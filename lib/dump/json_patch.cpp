#include "dump/json_patch.h"

#include <algorithm>
#include <string_view>

#include "value/path.h"

namespace copctl::dump {

namespace {

using value::Items;
using value::Value;

constexpr std::string_view kWords[] = {"add", "remove", "replace"};

class Comparison {
 public:
  void compare(const std::string& pointer, const Value& before, const Value& after) {
    if (before.is_map() && after.is_map()) {
      compare_maps(pointer, before.entries(), after.entries());
    } else if (before.is_list() && after.is_list()) {
      compare_lists(pointer, before.items(), after.items());
    } else if (!value::same_data(before, after)) {
      steps_.push_back({PatchAction::kReplace, pointer, after});
    }
  }

  std::vector<PatchStep> take() { return std::move(steps_); }

 private:
  void compare_maps(const std::string& pointer, const value::Entries& before,
                    const value::Entries& after) {
    for (const auto& [key, v] : before) {
      const std::string at = value::child_pointer(pointer, key);
      const auto found = after.find(key);
      if (found == after.end()) {
        steps_.push_back({PatchAction::kRemove, at, {}});
      } else {
        compare(at, v, found->second);
      }
    }
    for (const auto& [key, v] : after) {
      if (!before.contains(key))
        steps_.push_back({PatchAction::kAdd, value::child_pointer(pointer, key), v});
    }
  }

  // Between a common head and a common tail, `n` items gave way to `m`: the first of them are
  // compared in pairs, the rest is removed from its end, or added behind.
  void compare_lists(const std::string& pointer, const Items& before, const Items& after) {
    const std::size_t shorter = std::min(before.size(), after.size());
    std::size_t head = 0;
    while (head < shorter && value::same_data(before[head], after[head])) ++head;
    std::size_t tail = 0;
    while (tail < shorter - head &&
           value::same_data(before[before.size() - 1 - tail], after[after.size() - 1 - tail]))
      ++tail;
    for (std::size_t i = head; i < shorter - tail; ++i)
      compare(value::child_pointer(pointer, i), before[i], after[i]);
    for (std::size_t i = before.size() - tail; i > shorter - tail; --i)
      steps_.push_back({PatchAction::kRemove, value::child_pointer(pointer, i - 1), {}});
    for (std::size_t i = shorter - tail; i < after.size() - tail; ++i)
      steps_.push_back({PatchAction::kAdd, value::child_pointer(pointer, i), after[i]});
  }

  std::vector<PatchStep> steps_;
};

}  // namespace

std::vector<PatchStep> json_patch(const Value& before, const Value& after) {
  Comparison comparison;
  comparison.compare("", before, after);
  return comparison.take();
}

Value to_value(const std::vector<PatchStep>& steps) {
  Items items;
  for (const PatchStep& step : steps) {
    value::Entries entries{{"op", Value::string(kWords[static_cast<std::size_t>(step.action)])},
                           {"path", Value::string(step.pointer)}};
    if (step.action != PatchAction::kRemove) entries.emplace("value", step.value);
    items.push_back(Value::map(std::move(entries)));
  }
  return Value::list(std::move(items));
}

}  // namespace copctl::dump
