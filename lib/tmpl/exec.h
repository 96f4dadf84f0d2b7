#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "diag/diagnostic.h"
#include "tmpl/argument_buffer.h"
#include "tmpl/failure.h"
#include "tmpl/node.h"
#include "tmpl/set.h"
#include "tmpl/tmpl.h"
#include "value/value.h"

// Running a template; the functions bear the names that they have in Go's text/template/exec.go.

namespace copctl::tmpl {

// A value under evaluation: Go's reflect.Value, as far as templates can tell. A nil value in a slot
// is a null interface; a nil value outside of one is no value.
struct Operand {
  value::Value value;
  // Its static type is interface {}: it was fetched from a slot and nothing has unwrapped it since.
  bool slot = false;
  // Reached through a pointer, so that methods of the pointer apply.
  bool addressable = false;

  bool is_none() const { return value.is_nil() && !slot; }
};

// What stands behind the first word of a command, and what the pipe brings (nullptr: no pipe).
struct Arguments {
  std::span<const Word> words;
  const Operand* piped = nullptr;

  bool empty() const { return words.empty() && piped == nullptr; }
};

// One run of one template. Borrows the set and, while it runs, the data.
class Executor {
 public:
  Executor(TemplateSet::Parsed& set, const value::Value& data);
  Executor(const Executor&) = delete;
  Executor& operator=(const Executor&) = delete;

  // Throws Failure.
  void run(const Body& body);
  // The value of the one action that the body must consist of. Throws Failure.
  value::Value evaluate(const Body& body);
  // Everything written by a run that ended well.
  Output take_output();
  // The failure of `run` as the user reads it: with the calls that led to it as notes.
  diag::Diagnostic report(Failure failure) const;

 private:
  // What an origin takes here and in the SpanMap that is made of it.
  static constexpr std::size_t kOriginBytes = 32;

  enum class Flow : std::uint8_t { kNext, kBreak, kContinue };
  enum class FrameKind : std::uint8_t { kTemplate, kInclude, kTpl };
  struct Frame {
    FrameKind kind;
    diag::Span call;
    std::string_view name;
  };
  struct Variable {
    std::string_view name;
    Operand value;
  };
  struct Origin {
    std::uint32_t begin;
    diag::Span span;
    bool verbatim;
  };
  // The bodies of a running `tpl` text, in front of those that were there before.
  struct Overlay {
    const Definitions* definitions;
    const Overlay* below;
  };
  // A value on the way down a field chain, without copies. `missing` is the key that the last step
  // did not find in `searched`.
  struct Cursor {
    const value::Value* at;
    bool slot;
    bool addressable;
    value::Value owned;
    const Name* last = nullptr;
    const value::Map* searched = nullptr;
  };
  // A function or method about to be called, and the node that a failure of it points at.
  struct Callee {
    std::string_view name;
    const Signature* signature;
    value::Value (*body)(Call&);
    const Function* function = nullptr;
    Intrinsic intrinsic = Intrinsic::kNone;
    const value::Value* receiver = nullptr;
    const diag::Span* node = nullptr;
  };
  class FunctionCall;
  friend struct CommandEvaluator;
  friend struct WordEvaluator;
  friend struct ConstantEvaluator;
  friend struct NodeWalker;

  // Nodes: exec.cpp.
  Flow walk(const Operand& dot, const NodeList& nodes);
  Flow walk_if_or_with(const Operand& dot, const BranchNode& node);
  Flow walk_range(const Operand& dot, const BranchNode& node);
  void walk_template(const Operand& dot, const TemplateNode& node);
  void run_body(const Body& body, const Operand& dot);
  void check_depth() const;
  void push_variable(std::string_view name, const Operand& value);
  void forget_variables(std::size_t mark);
  void enter(FrameKind kind, const diag::Span& call, std::string_view name);
  void leave() { frames_.pop_back(); }
  [[noreturn]] void template_not_defined(std::string_view name) const;

  // Output: exec_output.cpp.
  void print_value(const diag::Span& span, const Operand& operand);
  std::size_t keep_origins(std::size_t first, std::size_t begin, std::size_t end, std::size_t at,
                           diag::SpanMap& kept) const;

  // Loops: exec_range.cpp.
  class Loop;
  bool range_over(Loop& loop, const Operand& over);
  bool range_over_list(Loop& loop, const value::Value& over);
  bool range_over_map(Loop& loop, const value::Value& over);
  bool range_over_int(Loop& loop, const value::Value& over);

  // Pipelines and words: exec_eval.cpp.
  Operand eval_pipeline(const Operand& dot, const PipeNode& pipe);
  void bind_variables(const PipeNode& pipe, const Operand& value);
  Operand eval_command(const Operand& dot, const CommandNode& command, const Operand* piped);
  Operand eval_variable_node(const Operand& dot, const VariableNode& node,
                             const Arguments& arguments);
  Operand eval_chain_node(const Operand& dot, const ChainNode& node, const Arguments& arguments);
  Operand eval_word(const Operand& dot, const Word& word);
  Operand ideal_constant(const NumberNode& node);
  void not_a_function(const Word& word, const Arguments& arguments);
  Operand& variable(std::string_view name);

  // Fields: exec_field.cpp.
  Operand eval_field_chain(const Operand& dot, const Operand& receiver, const Names& names,
                           const diag::Span& node, const Arguments& arguments);
  void eval_field(const Operand& dot, Cursor& cursor, const Name& name, const diag::Span& node,
                  const Arguments& arguments);
  void eval_map_entry(Cursor& cursor, const Name& name, const Arguments& arguments);
  [[noreturn]] void nil_pointer(const Cursor& cursor, const Name& name) const;
  [[noreturn]] void no_such_field(const Cursor& cursor, const Name& name) const;

  // Calls: exec_call.cpp, exec_argument.cpp.
  Operand eval_function(const Operand& dot, const IdentifierNode& node, const diag::Span& command,
                        const Arguments& arguments);
  Operand eval_call(const Operand& dot, const Callee& callee, const Arguments& arguments);
  void check_arity(const Callee& callee, const Arguments& arguments) const;
  Operand eval_and_or(const Operand& dot, bool is_or, const Arguments& arguments);
  void eval_arguments(const Operand& dot, const Callee& callee, const Arguments& arguments,
                      ArgumentBuffer& values);
  value::Value call_function(const Callee& callee, std::span<const value::Value> values);
  value::Value invoke(const Callee& callee, std::span<const value::Value> values,
                      const Arguments& arguments);
  [[noreturn]] void call_of_non_function(const Callee& callee, const value::Value& first,
                                         const Arguments& arguments) const;
  value::Value eval_arg(const Operand& dot, Type type, const Word& word);
  value::Value typed_constant(Type type, const Word& word) const;
  value::Value validate_type(Operand operand, Type type) const;
  std::string conversion_hint(const value::Value& given, Type type) const;

  // Templates by name: exec_include.cpp.
  const Body* find_body(std::string_view name) const;
  std::vector<std::string> body_names() const;
  value::Value include(const diag::Span& call, std::string_view name, const value::Value& data);
  value::Value tpl(const diag::Span& call, std::string_view text, const value::Value& data);
  const Definitions& parsed_tpl(const diag::Span& call, std::string_view text) const;
  void capture(const Body& body, const value::Value& data);
  value::Value captured(std::size_t begin);
  void check_include_depth(const diag::Span& call, std::string_view name);
  [[noreturn]] void no_template(const diag::Span& call, std::string_view name) const;
  [[noreturn]] void too_many_includes(const diag::Span& call, std::string_view name) const;

  // Bounds.
  void step(std::size_t count) {
    steps_ += count;
    if (steps_ > limits_.steps) out_of_steps();
  }
  void check_stack() const {
    const char* top = static_cast<const char*>(__builtin_frame_address(0));
    if (static_cast<std::size_t>(stack_base_ - top) > limits_.stack_bytes) out_of_stack();
  }
  void check_output() const {
    const std::size_t origins = origins_.size() * kOriginBytes;
    if (out_.size() + origins > limits_.output_bytes) out_of_output();
  }
  [[noreturn]] void out_of_steps() const;
  [[noreturn]] void out_of_stack() const;
  [[noreturn]] void out_of_output() const;
  void reserve(std::size_t bytes);
  void charge(const value::Value& made, std::span<const value::Value> from);
  [[noreturn]] void fail_here(std::string message,
                              diag::Kind kind = diag::Kind::kTemplateExecution) const {
    fail(kind, *at_, std::move(message));
  }

  static diag::Note note(const Frame& frame);

  void at(const diag::Span& span) { at_ = &span; }
  void record(const diag::Span& span, bool verbatim);

  TemplateSet::Parsed& set_;
  const Limits& limits_;
  const value::Value& data_;
  std::string out_;
  std::vector<Origin> origins_;
  // Inside an include or tpl what is written is no output yet.
  int captures_ = 0;
  // The node that evaluation was last at: where an error is.
  const diag::Span* at_;
  // Variables of all running templates; those of the innermost begin at `first_variable_`.
  std::vector<Variable> variables_;
  std::size_t first_variable_ = 0;
  std::vector<Frame> frames_;
  const Overlay* overlay_ = nullptr;
  std::size_t template_depth_ = 0;
  std::size_t steps_ = 0;
  std::size_t made_ = 0;
  const char* stack_base_ = nullptr;
};

// What a map answers for a missing key: the zero of its element type.
Operand zero_element(const value::Map& map);

}  // namespace copctl::tmpl
