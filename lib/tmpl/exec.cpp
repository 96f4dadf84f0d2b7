#include "tmpl/exec.h"

#include <fmt/format.h>

#include <utility>

#include "tmpl/quote.h"

namespace copctl::tmpl {

namespace {

constexpr diag::Span kNowhere;

}  // namespace

Executor::Executor(TemplateSet::Parsed& set, const value::Value& data)
    : set_(set), limits_(set.options.limits), data_(data), at_(&kNowhere) {}

void Executor::run(const Body& body) {
  stack_base_ = static_cast<const char*>(__builtin_frame_address(0));
  run_body(body, {data_});
}

value::Value Executor::evaluate(const Body& body) {
  stack_base_ = static_cast<const char*>(__builtin_frame_address(0));
  const auto* action = body.nodes.size() == 1 ? std::get_if<ActionNode>(&body.nodes[0]) : nullptr;
  if (action == nullptr) {
    fail(diag::Kind::kTemplateExecution, {}, "not one expression; write it as `.Values.name`");
  }
  const Operand dot{data_};
  push_variable("$", dot);
  return eval_pipeline(dot, action->pipe).value;
}

void Executor::run_body(const Body& body, const Operand& dot) {
  const std::size_t outer = std::exchange(first_variable_, variables_.size());
  push_variable("$", dot);
  walk(dot, body.nodes);
  forget_variables(first_variable_);
  first_variable_ = outer;
}

struct NodeWalker {
  Executor& executor;
  const Operand& dot;

  using Flow = Executor::Flow;

  Flow operator()(const TextNode& node) const {
    executor.at(node.span);
    executor.record(node.span, true);
    executor.out_ += node.text;
    executor.check_output();
    return Flow::kNext;
  }
  Flow operator()(const ActionNode& node) const {
    executor.at(node.span);
    const Operand value = executor.eval_pipeline(dot, node.pipe);
    if (node.pipe.declared.empty()) executor.print_value(node.span, value);
    return Flow::kNext;
  }
  Flow operator()(const TemplateNode& node) const {
    executor.walk_template(dot, node);
    return Flow::kNext;
  }
  Flow operator()(const BreakNode&) const { return Flow::kBreak; }
  Flow operator()(const ContinueNode&) const { return Flow::kContinue; }
  Flow operator()(const std::unique_ptr<BranchNode>& node) const {
    executor.at(node->span);
    return node->kind == BranchKind::kRange ? executor.walk_range(dot, *node)
                                            : executor.walk_if_or_with(dot, *node);
  }
};

Executor::Flow Executor::walk(const Operand& dot, const NodeList& nodes) {
  check_stack();
  const NodeWalker walker{*this, dot};
  for (const Node& node : nodes) {
    step(1);
    const Flow flow = std::visit(walker, static_cast<const Node::variant&>(node));
    if (flow != Flow::kNext) return flow;
  }
  return Flow::kNext;
}

Executor::Flow Executor::walk_if_or_with(const Operand& dot, const BranchNode& node) {
  const std::size_t mark = variables_.size();
  Flow flow = Flow::kNext;
  bool taken = false;
  for (const Clause& clause : node.clauses) {
    step(1);
    const Operand value = eval_pipeline(dot, clause.pipe);
    taken = value::truth(value.value);
    if (!taken) continue;
    flow = walk(node.kind == BranchKind::kWith ? value : dot, clause.list);
    break;
  }
  if (!taken) flow = walk(dot, node.else_list);
  forget_variables(mark);
  return flow;
}

void Executor::walk_template(const Operand& dot, const TemplateNode& node) {
  at(node.span);
  const Body* body = find_body(node.name);
  if (body == nullptr) template_not_defined(node.name);
  check_depth();
  const Operand value = node.pipe ? eval_pipeline(dot, *node.pipe) : Operand{};
  enter(FrameKind::kTemplate, node.span, node.name);
  ++template_depth_;
  run_body(*body, value);
  --template_depth_;
  leave();
}

void Executor::template_not_defined(std::string_view name) const {
  fail_here(fmt::format("template {} not defined{}", quote(name), did_you_mean(name, body_names())),
            diag::Kind::kUnknownTemplate);
}

void Executor::enter(FrameKind kind, const diag::Span& call, std::string_view name) {
  frames_.push_back({kind, call, name});
}

void Executor::check_depth() const {
  if (template_depth_ < limits_.exec_depth) return;
  fail_here(
      fmt::format("exceeded maximum template depth ({}) (limit `exec_depth`)", limits_.exec_depth),
      diag::Kind::kTemplateLimit);
}

void Executor::push_variable(std::string_view name, const Operand& value) {
  variables_.push_back({name, value});
}

void Executor::forget_variables(std::size_t mark) {
  while (variables_.size() > mark) variables_.pop_back();
}

}  // namespace copctl::tmpl
