#include <fmt/format.h>

#include <utility>

#include "tmpl/exec.h"

namespace copctl::tmpl {

using value::Value;

namespace {

struct Turn {
  Operand index;
  Operand element;
};

std::vector<Turn> turns_of(const value::Map& map, bool wants_index) {
  const bool slot = map.element == value::Element::kAny;
  std::vector<Turn> turns;
  turns.reserve(map.entries.size());
  for (const auto& [key, entry] : map.entries) {
    turns.push_back({{}, {entry, slot}});
    if (wants_index) turns.back().index.value = Value::string(key);
  }
  return turns;
}

}  // namespace

// One range: binds its variables and runs its body.
class Executor::Loop {
 public:
  Loop(Executor& executor, const BranchNode& node)
      : executor_(executor),
        pipe_(node.clauses.front().pipe),
        body_(node.clauses.front().list),
        mark_(executor.variables_.size()) {}

  bool wants_index() const { return pipe_.declared.size() > 1; }

  // One turn. False when the loop is to end here.
  bool turn(const Operand& index, const Operand& element) {
    bind(index, element);
    executor_.step(1);
    const Flow flow = executor_.walk(element, body_);
    executor_.forget_variables(mark_);
    return flow != Flow::kBreak;
  }

 private:
  // Variables that the pipeline declared stand on top of the stack, the element's last.
  void bind(const Operand& index, const Operand& element) {
    const std::size_t count = pipe_.declared.size();
    if (count == 0) return;
    Operand& last = target(count - 1, 1);
    last = element;
    if (count > 1) target(0, 2) = index;
  }
  Operand& target(std::size_t declared, std::size_t from_top) {
    if (pipe_.assigns) return executor_.variable(pipe_.declared[declared].name);
    return executor_.variables_[mark_ - from_top].value;
  }

  Executor& executor_;
  const PipeNode& pipe_;
  const NodeList& body_;
  std::size_t mark_;
};

Executor::Flow Executor::walk_range(const Operand& dot, const BranchNode& node) {
  const std::size_t mark = variables_.size();
  const Operand over = eval_pipeline(dot, node.clauses.front().pipe);
  Flow flow = Flow::kNext;
  {
    Loop loop(*this, node);
    if (!range_over(loop, over)) flow = walk(dot, node.else_list);
  }
  forget_variables(mark);
  // A break in the else branch ends this range, a continue belongs to the one around it.
  return flow == Flow::kBreak ? Flow::kNext : flow;
}

// False when there was nothing to range over.
bool Executor::range_over(Loop& loop, const Operand& over) {
  const Value& v = over.value;
  if (v.is_nil()) return false;
  if (v.is_list()) return range_over_list(loop, v);
  if (v.is_map()) return range_over_map(loop, v);
  if (v.is_int() && set_.options.modern) return range_over_int(loop, v);
  fail_here(fmt::format("range can't iterate over {}", tmpl::print_value(v)));
}

bool Executor::range_over_list(Loop& loop, const Value& over) {
  const value::List& list = over.as_list();
  const bool slot = list.element == value::Element::kAny && list.type_name.empty();
  if (list.items.empty()) return false;
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    Operand index;
    if (loop.wants_index()) {
      index.value = Value::integer(static_cast<std::int64_t>(i), value::IntType::kInt);
    }
    const Operand element{list.items[i], slot};
    if (!loop.turn(index, element)) break;
  }
  return true;
}

// Over what the map holds at the start: the body may change it.
bool Executor::range_over_map(Loop& loop, const Value& over) {
  const value::Map& map = over.as_map();
  if (map.entries.empty()) return false;
  const std::vector<Turn> turns = turns_of(map, loop.wants_index());
  for (const Turn& turn : turns) {
    if (!loop.turn(turn.index, turn.element)) break;
  }
  return true;
}

bool Executor::range_over_int(Loop& loop, const Value& over) {
  if (loop.wants_index()) {
    fail_here(fmt::format("can't use {} to iterate over more than one variable",
                          tmpl::print_value(over)));
  }
  const value::Int count = over.as_int();
  if (count.number <= 0 && count.type != value::IntType::kUint64) return false;
  const auto end = static_cast<std::uint64_t>(count.number);
  for (std::uint64_t i = 0; i < end; ++i) {
    const Operand number{Value::integer(static_cast<std::int64_t>(i), count.type)};
    if (!loop.turn({}, number)) break;
  }
  return end > 0;
}

}  // namespace copctl::tmpl
