#include <fmt/format.h>

#include <utility>

#include "tmpl/exec.h"
#include "tmpl/quote.h"

namespace copctl::tmpl {

using value::Value;

Operand Executor::eval_pipeline(const Operand& dot, const PipeNode& pipe) {
  check_stack();
  at(pipe.span);
  Operand value = eval_command(dot, pipe.commands.front(), nullptr);
  value.slot = false;
  for (std::size_t i = 1; i < pipe.commands.size(); ++i) {
    value = eval_command(dot, pipe.commands[i], &value);
    value.slot = false;
  }
  if (!pipe.declared.empty()) bind_variables(pipe, value);
  return value;
}

void Executor::bind_variables(const PipeNode& pipe, const Operand& value) {
  for (const VariableNode& declared : pipe.declared) {
    if (pipe.assigns) {
      at(declared.span);
      variable(declared.name) = value;
    } else {
      push_variable(declared.name, value);
    }
  }
}

// The first word of a command.
struct CommandEvaluator {
  Executor& executor;
  const Operand& dot;
  const CommandNode& command;
  Arguments arguments;

  Operand operator()(const FieldNode& node) const {
    executor.at(node.span);
    return executor.eval_field_chain(dot, dot, node.names, node.span, arguments);
  }
  Operand operator()(const std::unique_ptr<ChainNode>& node) const {
    return executor.eval_chain_node(dot, *node, arguments);
  }
  Operand operator()(const IdentifierNode& node) const {
    return executor.eval_function(dot, node, command.span, arguments);
  }
  Operand operator()(const std::unique_ptr<PipeNode>& node) const {
    executor.not_a_function(command.words.front(), arguments);
    return executor.eval_pipeline(dot, *node);
  }
  Operand operator()(const VariableNode& node) const {
    return executor.eval_variable_node(dot, node, arguments);
  }
  Operand operator()(const BoolNode& node) const {
    plain(node.span);
    return {Value::boolean(node.value)};
  }
  Operand operator()(const DotNode& node) const {
    plain(node.span);
    return dot;
  }
  Operand operator()(const NilNode& node) const {
    plain(node.span);
    executor.fail_here("nil is not a command");
  }
  Operand operator()(const NumberNode& node) const {
    plain(node.span);
    return executor.ideal_constant(node);
  }
  Operand operator()(const StringNode& node) const {
    plain(node.span);
    return {node.text};
  }

 private:
  void plain(const diag::Span& span) const {
    executor.at(span);
    executor.not_a_function(command.words.front(), arguments);
  }
};

Operand Executor::eval_command(const Operand& dot, const CommandNode& command,
                               const Operand* piped) {
  step(1);
  const std::span<const Word> words(command.words);
  return std::visit(CommandEvaluator{*this, dot, command, {words.subspan(1), piped}},
                    words.front());
}

void Executor::not_a_function(const Word& word, const Arguments& arguments) {
  if (arguments.empty()) return;
  fail_here("can't give argument to non-function " + source_text(word));
}

Operand Executor::eval_variable_node(const Operand& dot, const VariableNode& node,
                                     const Arguments& arguments) {
  at(node.span);
  // A copy: arguments of a method may declare variables and so move this one.
  Operand value = variable(node.name);
  if (!node.names.empty()) {
    return eval_field_chain(dot, value, node.names, node.span, arguments);
  }
  if (!arguments.empty())
    fail_here(fmt::format("can't give argument to non-function {}", node.name));
  return value;
}

Operand Executor::eval_chain_node(const Operand& dot, const ChainNode& node,
                                  const Arguments& arguments) {
  at(node.span);
  const Operand value = eval_word(dot, node.word);
  at(node.span);
  return eval_field_chain(dot, value, node.names, node.span, arguments);
}

// A word that stands behind a command's first: it takes no arguments.
struct WordEvaluator {
  Executor& executor;
  const Operand& dot;

  Operand operator()(const DotNode& node) const {
    executor.at(node.span);
    return dot;
  }
  Operand operator()(const NilNode& node) const {
    executor.at(node.span);
    return {};
  }
  Operand operator()(const BoolNode& node) const {
    executor.at(node.span);
    return {Value::boolean(node.value)};
  }
  Operand operator()(const StringNode& node) const {
    executor.at(node.span);
    return {node.text};
  }
  Operand operator()(const NumberNode& node) const { return executor.ideal_constant(node); }
  Operand operator()(const FieldNode& node) const {
    executor.at(node.span);
    return executor.eval_field_chain(dot, dot, node.names, node.span, {});
  }
  Operand operator()(const VariableNode& node) const {
    return executor.eval_variable_node(dot, node, {});
  }
  Operand operator()(const IdentifierNode& node) const {
    return executor.eval_function(dot, node, node.span, {});
  }
  Operand operator()(const std::unique_ptr<PipeNode>& node) const {
    return executor.eval_pipeline(dot, *node);
  }
  Operand operator()(const std::unique_ptr<ChainNode>& node) const {
    return executor.eval_chain_node(dot, *node, {});
  }
};

Operand Executor::eval_word(const Operand& dot, const Word& word) {
  return std::visit(WordEvaluator{*this, dot}, word);
}

Operand Executor::ideal_constant(const NumberNode& node) {
  at(node.span);
  if (node.number->ideal.is_nil()) fail_here(fmt::format("{} overflows int", node.source));
  return {node.number->ideal};
}

Operand& Executor::variable(std::string_view name) {
  for (std::size_t i = variables_.size(); i > first_variable_; --i) {
    if (variables_[i - 1].name == name) {
      step((variables_.size() - i) / 16);
      return variables_[i - 1].value;
    }
  }
  fail_here(fmt::format("undefined variable: {}; `:=` declares one", name),
            diag::Kind::kUnknownVariable);
}

}  // namespace copctl::tmpl
