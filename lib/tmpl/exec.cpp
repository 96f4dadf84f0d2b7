#include "tmpl/exec.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "tmpl/print.h"
#include "tmpl/quote.h"

namespace copctl::tmpl {

namespace {

constexpr diag::Span kNowhere;
constexpr std::string_view kNoValue = "<no value>";

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

void Executor::print_value(const diag::Span& span, const Operand& operand) {
  at(span);
  record(span, false);
  const value::Value& v = operand.value;
  if (v.is_string()) {
    out_ += v.as_string();
  } else if (v.is_nil()) {
    out_ += kNoValue;
  } else if (v.is_object()) {
    const value::Object& object = v.as_object();
    out_ += object.text(operand.addressable || object.kind_name() == "ptr");
  } else {
    Printer printer(out_, limits_.text_bytes);
    printer.print_value(v, 'v');
    if (printer.stopped()) reserve(limits_.text_bytes + 1);
  }
  check_output();
}

void Executor::record(const diag::Span& span, bool verbatim) {
  if (captures_ > 0) return;
  if (!origins_.empty() && origins_.back().begin == out_.size()) origins_.pop_back();
  origins_.push_back({out_.size(), verbatim, span});
}

void Executor::push_variable(std::string_view name, const Operand& value) {
  variables_.push_back({name, value});
}

void Executor::forget_variables(std::size_t mark) {
  while (variables_.size() > mark) variables_.pop_back();
}

Output Executor::take_output() {
  Output output;
  std::size_t kept = 0;
  std::size_t origin = 0;
  const auto keep = [&](std::size_t begin, std::size_t end) {
    while (origin + 1 < origins_.size() && origins_[origin + 1].begin <= begin) ++origin;
    for (std::size_t i = origin; i < origins_.size() && origins_[i].begin < end; ++i) {
      const std::size_t from = std::max(begin, origins_[i].begin);
      diag::Span span = origins_[i].span;
      const auto offset = static_cast<std::uint32_t>(kept + from - begin);
      if (origins_[i].verbatim) {
        span.begin += static_cast<std::uint32_t>(from - origins_[i].begin);
        output.origins.append_text(offset, span);
      } else {
        output.origins.append(offset, span);
      }
    }
    if (kept != begin) std::copy(out_.begin() + begin, out_.begin() + end, out_.begin() + kept);
    kept += end - begin;
  };
  std::size_t begin = 0;
  while (set_.options.helm) {
    const std::size_t cut = out_.find(kNoValue, begin);
    if (cut == std::string::npos) break;
    keep(begin, cut);
    begin = cut + kNoValue.size();
  }
  keep(begin, out_.size());
  out_.resize(kept);
  output.text = std::move(out_);
  return output;
}

}  // namespace copctl::tmpl
