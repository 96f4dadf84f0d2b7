#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "tmpl/exec.h"

namespace copctl::tmpl {

using value::Value;

namespace {

// A call weighs as much as this many nodes.
constexpr std::size_t kCallSteps = 4;
// What a function reads in the time of one step. Searching a text is the slowest; most functions
// look up one entry of a map.
constexpr std::size_t kBytesPerStep = 2;
constexpr std::size_t kItemsPerStep = 4;
constexpr std::size_t kEntriesPerStep = 16;

// What it may cost to read the argument once.
std::size_t cost_of(const Value& argument) {
  switch (argument.kind()) {
    case value::Kind::kString:
      return argument.as_string().size() / kBytesPerStep;
    case value::Kind::kList:
      return argument.items().size() / kItemsPerStep;
    case value::Kind::kMap:
      return argument.entries().size() / kEntriesPerStep;
    default:
      return 0;
  }
}

// `(string, any)`, or `nothing`.
std::string_view taken_by(const Signature& signature) {
  if (signature.parameters().empty()) return "nothing";
  return signature.text().substr(0, signature.text().find(')') + 1);
}

}  // namespace

class Executor::FunctionCall final : public Call {
 public:
  FunctionCall(Executor& executor, const Callee& callee, std::span<const Value> values)
      : Call(callee.function, values, executor.set_.environment),
        executor_(executor),
        callee_(callee) {}

  [[noreturn]] void fail(std::string message) const override {
    executor_.at(*callee_.node);
    executor_.fail_here(fmt::format("error calling {}: {}", callee_.name, message));
  }
  [[noreturn]] void fail_plainly(std::string message) const override {
    executor_.at(*callee_.node);
    executor_.fail_here(std::move(message), diag::Kind::kTemplateFail);
  }
  void reserve(std::size_t bytes) const override {
    if (bytes > executor_.limits_.text_bytes) executor_.at(*callee_.node);
    executor_.reserve(bytes);
  }
  void work(std::size_t steps) const override { executor_.step(steps); }

 private:
  Executor& executor_;
  const Callee& callee_;
};

Operand Executor::eval_function(const Operand& dot, const IdentifierNode& node,
                                const diag::Span& command, const Arguments& arguments) {
  at(node.span);
  const Callee callee{.name = node.function->name,
                      .signature = &node.function->signature,
                      .body = node.function->call,
                      .function = node.function,
                      .intrinsic = node.intrinsic,
                      .node = &command};
  return eval_call(dot, callee, arguments);
}

Operand Executor::eval_call(const Operand& dot, const Callee& callee, const Arguments& arguments) {
  check_arity(callee, arguments);
  if (callee.intrinsic == Intrinsic::kAnd || callee.intrinsic == Intrinsic::kOr) {
    step(kCallSteps);
    return eval_and_or(dot, callee.intrinsic == Intrinsic::kOr, arguments);
  }
  const std::size_t more =
      (callee.receiver != nullptr ? 1 : 0) + (arguments.piped != nullptr ? 1 : 0);
  ArgumentBuffer values(arguments.words.size() + more);
  eval_arguments(dot, callee, arguments, values);
  return {invoke(callee, values.values(), arguments)};
}

void Executor::eval_arguments(const Operand& dot, const Callee& callee, const Arguments& arguments,
                              ArgumentBuffer& values) {
  const std::span<const Type> parameters = callee.signature->parameters();
  const auto type_of = [&](std::size_t i) {
    return parameters[std::min(i, parameters.size() - 1)];
  };
  if (callee.receiver != nullptr) values.push(*callee.receiver);
  for (std::size_t i = 0; i < arguments.words.size(); ++i) {
    values.push(eval_arg(dot, type_of(i), arguments.words[i]));
  }
  if (arguments.piped != nullptr) {
    at(*callee.node);
    values.push(validate_type(*arguments.piped, type_of(arguments.words.size())));
  }
  std::size_t cost = kCallSteps;
  for (const Value& v : values.values()) cost += cost_of(v);
  step(cost);
}

// In the variadic form a piped value is not among those that Go says it got.
void Executor::check_arity(const Callee& callee, const Arguments& arguments) const {
  const std::size_t parameters = callee.signature->parameters().size();
  const std::size_t given = arguments.words.size() + (arguments.piped != nullptr ? 1 : 0);
  if (callee.signature->variadic()) {
    if (given + 1 >= parameters) return;
    fail_here(fmt::format("wrong number of args for {}: want at least {} got {}; it takes {}",
                          callee.name, parameters - 1, arguments.words.size(),
                          taken_by(*callee.signature)));
  }
  if (given == parameters) return;
  fail_here(fmt::format("wrong number of args for {}: want {} got {}; it takes {}{}", callee.name,
                        parameters, given, taken_by(*callee.signature),
                        arguments.piped != nullptr ? ", what is piped being the last" : ""));
}

Operand Executor::eval_and_or(const Operand& dot, bool is_or, const Arguments& arguments) {
  Operand value;
  for (const Word& word : arguments.words) {
    value = eval_word(dot, word);
    if (value::truth(value.value) == is_or) return value;
  }
  return arguments.piped != nullptr ? *arguments.piped : value;
}

Value Executor::invoke(const Callee& callee, std::span<const Value> values,
                       const Arguments& arguments) {
  switch (callee.intrinsic) {
    case Intrinsic::kInclude:
      return include(*callee.node, values[0].as_string(), values[1]);
    case Intrinsic::kTpl:
      return tpl(*callee.node, values[0].as_string(), values[1]);
    case Intrinsic::kCall:
      call_of_non_function(callee, values[0], arguments);
    default:
      return call_function(callee, values);
  }
}

Value Executor::call_function(const Callee& callee, std::span<const Value> values) {
  FunctionCall call(*this, callee, values);
  Value result = callee.body(call);
  charge(result, values);
  return result;
}

// No value is a function: `call` can only say so, and show what it was given.
void Executor::call_of_non_function(const Callee& callee, const Value& first,
                                    const Arguments& arguments) const {
  if (first.is_nil()) {
    fail(diag::Kind::kTemplateExecution, *callee.node, "error calling call: call of nil");
  }
  const std::string source =
      arguments.words.empty() ? "the piped value" : source_text(arguments.words.front());
  fail(diag::Kind::kTemplateExecution, *callee.node,
       fmt::format("error calling call: non-function {} of type {}", source,
                   value::type_name(first)));
}

}  // namespace copctl::tmpl
