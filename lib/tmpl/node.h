#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "diag/span.h"
#include "tmpl/function.h"
#include "tmpl/number.h"
#include "value/value.h"

// What a text parses into: the nodes of text/template/parse/node.go, children owned by value. Every
// string_view points into the source's text in the SourceMap.

namespace copctl::tmpl {

struct PipeNode;
struct ChainNode;

// A name that stands after a dot, once for a whole set: the methods of that name come with it, so
// that most field accesses see at once that there are none.
struct Name {
  std::string text;
  std::vector<const Method*> methods;
};
// What `.a.b` is made of; kept by the set's Vocabulary.
using Names = std::span<const Name* const>;

// Functions that only the executor can run: they evaluate their arguments lazily, run templates, or
// show the source of an argument.
enum class Intrinsic : std::uint8_t { kNone, kAnd, kOr, kCall, kInclude, kTpl };

struct DotNode {
  diag::Span span;
};
struct NilNode {
  diag::Span span;
};
struct BoolNode {
  diag::Span span;
  bool value;
};
struct StringNode {
  diag::Span span;
  std::string_view source;
  value::Value text;
};
struct NumberNode {
  diag::Span span;
  std::string_view source;
  std::unique_ptr<const Number> number;
};
// `.a.b`; never empty.
struct FieldNode {
  diag::Span span;
  Names names;
};
// `$x.a.b`; the variable's name with its `$`.
struct VariableNode {
  diag::Span span;
  std::string_view name;
  Names names;
};
// The name of a function, resolved.
struct IdentifierNode {
  diag::Span span;
  const Function* function;
  Intrinsic intrinsic;
};

// One word of a command: an operand of the grammar. Pipelines in parentheses and chains are owned.
using Word =
    std::variant<DotNode, NilNode, BoolNode, StringNode, NumberNode, FieldNode, VariableNode,
                 IdentifierNode, std::unique_ptr<PipeNode>, std::unique_ptr<ChainNode>>;

// Operands separated by space; never empty.
struct CommandNode {
  diag::Span span;
  std::vector<Word> words;
};

// Commands joined by `|`, with the variables that take the result.
struct PipeNode {
  diag::Span span;
  bool assigns = false;
  std::vector<VariableNode> declared;
  std::vector<CommandNode> commands;
};

// `(pipeline).a.b`, `function.a`.
struct ChainNode {
  diag::Span span;
  Word word;
  Names names;
};

struct Node;
struct Clause;
using NodeList = std::vector<Node>;

struct TextNode {
  diag::Span span;
  std::string_view text;
};
struct ActionNode {
  diag::Span span;
  PipeNode pipe;
};
struct BreakNode {
  diag::Span span;
};
struct ContinueNode {
  diag::Span span;
};
// `template "name" pipeline`; without a pipeline dot is no value.
struct TemplateNode {
  diag::Span span;
  std::string name;
  std::unique_ptr<PipeNode> pipe;
};

enum class BranchKind : std::uint8_t { kIf, kWith, kRange };

// `if`, `with` or `range` with every `else if` or `else with` of its chain as one more clause: a
// chain of any length is one node. A range has one clause.
struct BranchNode {
  diag::Span span;
  BranchKind kind;
  bool has_else = false;
  std::vector<Clause> clauses;
  NodeList else_list;
};

struct Node : std::variant<TextNode, ActionNode, TemplateNode, BreakNode, ContinueNode,
                           std::unique_ptr<BranchNode>> {
  using variant::variant;
};

struct Clause {
  PipeNode pipe;
  NodeList list;
};

// One named body of a text: the text itself, a `define` or a `block`.
struct Body {
  std::string name;
  NodeList nodes;
};

// True when the body holds only space: it never replaces another (parse.go: IsEmptyTree).
bool is_empty(const NodeList& nodes);

// The node as Go's String() spells it: what error messages quote and parse tests compare.
std::string source_text(const Word& word);
std::string source_text(const PipeNode& pipe);
std::string source_text(const NodeList& nodes);

// The exact place of a word.
const diag::Span& span_of(const Word& word);

}  // namespace copctl::tmpl
