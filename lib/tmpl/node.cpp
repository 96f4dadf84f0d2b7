#include "tmpl/node.h"

#include <algorithm>

#include "base/text.h"
#include "base/unicode.h"
#include "tmpl/tmpl.h"

namespace copctl::tmpl {

namespace {

void write(std::string& out, const Word& word);
void write(std::string& out, const PipeNode& pipe);
void write(std::string& out, const NodeList& nodes);

void write_names(std::string& out, const Names& names) {
  for (const Name* name : names) {
    out += '.';
    out += name->text;
  }
}

struct WordWriter {
  std::string& out;

  void operator()(const DotNode&) const { out += '.'; }
  void operator()(const NilNode&) const { out += "nil"; }
  void operator()(const BoolNode& node) const { out += node.value ? "true" : "false"; }
  void operator()(const StringNode& node) const { out += node.source; }
  void operator()(const NumberNode& node) const { out += node.source; }
  void operator()(const FieldNode& node) const { write_names(out, node.names); }
  void operator()(const VariableNode& node) const {
    out += node.name;
    write_names(out, node.names);
  }
  void operator()(const IdentifierNode& node) const { out += node.function->name; }
  void operator()(const std::unique_ptr<PipeNode>& node) const {
    out += '(';
    write(out, *node);
    out += ')';
  }
  void operator()(const std::unique_ptr<ChainNode>& node) const {
    write(out, node->word);
    write_names(out, node->names);
  }
};

void write(std::string& out, const Word& word) { std::visit(WordWriter{out}, word); }

void write(std::string& out, const CommandNode& command) {
  for (const Word& word : command.words) {
    if (&word != &command.words.front()) out += ' ';
    write(out, word);
  }
}

void write(std::string& out, const PipeNode& pipe) {
  for (const VariableNode& variable : pipe.declared) {
    if (&variable != &pipe.declared.front()) out += ", ";
    out += variable.name;
  }
  if (!pipe.declared.empty()) out += pipe.assigns ? " = " : " := ";
  for (const CommandNode& command : pipe.commands) {
    if (&command != &pipe.commands.front()) out += " | ";
    write(out, command);
  }
}

constexpr std::string_view kBranchWords[] = {"if", "with", "range"};

struct NodeWriter {
  std::string& out;

  void operator()(const TextNode& node) const { out += node.text; }
  void operator()(const ActionNode& node) const {
    out += "{{";
    write(out, node.pipe);
    out += "}}";
  }
  void operator()(const BreakNode&) const { out += "{{break}}"; }
  void operator()(const ContinueNode&) const { out += "{{continue}}"; }
  void operator()(const TemplateNode& node) const {
    out += "{{template " + quote(node.name);
    if (node.pipe) {
      out += ' ';
      write(out, *node.pipe);
    }
    out += "}}";
  }
  void operator()(const std::unique_ptr<BranchNode>& node) const {
    for (const Clause& clause : node->clauses) {
      out += &clause == &node->clauses.front() ? "{{" : "{{else ";
      out += kBranchWords[static_cast<std::size_t>(node->kind)];
      out += ' ';
      write(out, clause.pipe);
      out += "}}";
      write(out, clause.list);
    }
    if (node->has_else) {
      out += "{{else}}";
      write(out, node->else_list);
    }
    out += "{{end}}";
  }
};

void write(std::string& out, const NodeList& nodes) {
  for (const Node& node : nodes) std::visit(NodeWriter{out}, node);
}

// unicode.IsSpace throughout.
bool is_blank(std::string_view text) {
  while (!text.empty()) {
    const base::Rune rune = base::decode_rune(text);
    if (!base::is_space(rune.code)) return false;
    text.remove_prefix(static_cast<std::size_t>(rune.length));
  }
  return true;
}

template <class Part>
std::string text_of(const Part& part) {
  std::string out;
  write(out, part);
  return out;
}

}  // namespace

bool is_empty(const NodeList& nodes) {
  return std::all_of(nodes.begin(), nodes.end(), [](const Node& node) {
    const TextNode* text = std::get_if<TextNode>(&node);
    return text != nullptr && is_blank(text->text);
  });
}

std::string source_text(const Word& word) {
  // Go leaves out the parentheses of a pipeline that stands alone.
  if (const auto* pipe = std::get_if<std::unique_ptr<PipeNode>>(&word)) return text_of(**pipe);
  return text_of(word);
}

std::string source_text(const PipeNode& pipe) { return text_of(pipe); }

std::string source_text(const NodeList& nodes) { return text_of(nodes); }

const diag::Span& span_of(const Word& word) {
  struct Visitor {
    const diag::Span& operator()(const std::unique_ptr<PipeNode>& node) const { return node->span; }
    const diag::Span& operator()(const std::unique_ptr<ChainNode>& node) const {
      return node->span;
    }
    const diag::Span& operator()(const DotNode& node) const { return node.span; }
    const diag::Span& operator()(const NilNode& node) const { return node.span; }
    const diag::Span& operator()(const BoolNode& node) const { return node.span; }
    const diag::Span& operator()(const StringNode& node) const { return node.span; }
    const diag::Span& operator()(const NumberNode& node) const { return node.span; }
    const diag::Span& operator()(const FieldNode& node) const { return node.span; }
    const diag::Span& operator()(const VariableNode& node) const { return node.span; }
    const diag::Span& operator()(const IdentifierNode& node) const { return node.span; }
  };
  return std::visit(Visitor{}, word);
}

}  // namespace copctl::tmpl
