#include <fmt/format.h>

#include <utility>

#include "tmpl/failure.h"
#include "tmpl/parse.h"
#include "tmpl/quote.h"

namespace copctl::tmpl {

namespace {

constexpr std::string_view kEndText = "{{end}}";
constexpr std::string_view kElseText = "{{else}}";

std::string_view branch_word(BranchKind kind) {
  switch (kind) {
    case BranchKind::kIf:
      return "if";
    case BranchKind::kWith:
      return "with";
    case BranchKind::kRange:
      break;
  }
  return "range";
}

}  // namespace

Parser::Parser(const Grammar& grammar, std::string_view name, diag::SourceId source,
               std::string_view text)
    : grammar_(grammar), name_(name), source_(source), text_(text), lexer_(text) {
  declare("$");
}

std::vector<Body> Parser::parse() {
  NodeList root;
  while (peek().type != TokenType::kEof) {
    if (peek().type == TokenType::kLeftDelim) {
      const Token delim = next();
      const Token word = next_non_space();
      if (word.type == TokenType::kDefine) {
        parse_definition(word);
        continue;
      }
      backup2(delim);
    }
    const Ending ending = text_or_action(root);
    if (ending == Ending::kNone) continue;
    fail_at(ending_, fmt::format("unexpected {}", ending == Ending::kEnd ? kEndText : kElseText));
  }
  add_body(std::string(name_), std::move(root), tokens_[0]);
  return std::move(bodies_);
}

void Parser::parse_definition(const Token& word) {
  constexpr std::string_view kClause = "define clause";
  Scope outer = std::exchange(scope_, Scope{});
  declare("$");
  const Token name_token = next_non_space();
  std::string name = template_name(name_token, kClause);
  expect(TokenType::kRightDelim, kClause);
  open_.push_back(word);
  NodeList nodes;
  if (item_list(nodes) != Ending::kEnd) {
    fail_at(ending_, fmt::format("unexpected {} in {}", kElseText, kClause));
  }
  open_.pop_back();
  add_body(std::move(name), std::move(nodes), name_token);
  scope_ = std::move(outer);
}

// Of two bodies of one name in one text, one must be empty.
void Parser::add_body(std::string name, NodeList nodes, const Token& place) {
  const auto [known, is_new] = body_index_.emplace(name, bodies_.size());
  if (is_new) {
    bodies_.push_back({std::move(name), std::move(nodes)});
    return;
  }
  Body& body = bodies_[known->second];
  if (is_empty(body.nodes)) {
    body.nodes = std::move(nodes);
  } else if (!is_empty(nodes)) {
    fail_at(place, "template: multiple definition of template " + quote(name));
  }
}

Parser::Ending Parser::item_list(NodeList& list) {
  while (peek_non_space().type != TokenType::kEof) {
    const Ending ending = text_or_action(list);
    if (ending == Ending::kNone) continue;
    list.shrink_to_fit();
    return ending;
  }
  const Token& open = open_.back();
  fail_here(
      fmt::format("unexpected EOF; the `{}` of line {} has no `end`", open.text, line(open.begin)));
}

Parser::Ending Parser::text_or_action(NodeList& list) {
  const Token token = next_non_space();
  if (token.type == TokenType::kText) {
    count_node();
    list.emplace_back(TextNode{span(token), token.text});
    return Ending::kNone;
  }
  if (token.type != TokenType::kLeftDelim) unexpected(token, "input");
  scope_.action = token.begin;
  const Ending ending = action(list);
  scope_.action = kNoAction;
  return ending;
}

Parser::Ending Parser::action(NodeList& list) {
  const Token token = next_non_space();
  switch (token.type) {
    case TokenType::kBlock:
      block_control(list, token);
      break;
    case TokenType::kBreak:
    case TokenType::kContinue:
      loop_control(list, token);
      break;
    case TokenType::kElse:
      ending_ = token;
      return else_control();
    case TokenType::kEnd:
      ending_ = token;
      end_control();
      return Ending::kEnd;
    case TokenType::kIf:
      control(list, BranchKind::kIf, token);
      break;
    case TokenType::kRange:
      control(list, BranchKind::kRange, token);
      break;
    case TokenType::kWith:
      control(list, BranchKind::kWith, token);
      break;
    case TokenType::kTemplate:
      template_control(list);
      break;
    default: {
      backup();
      const Token first = peek();
      count_node();
      PipeNode pipe = pipeline("command", TokenType::kRightDelim);
      const diag::Span place{source_, first.begin, pipe.span.end};
      list.emplace_back(ActionNode{place, std::move(pipe)});
    }
  }
  return Ending::kNone;
}

Parser::Ending Parser::else_control() {
  const TokenType type = peek_non_space().type;
  const bool chain =
      type == TokenType::kIf || (type == TokenType::kWith && grammar_.options.modern);
  if (!chain) expect(TokenType::kRightDelim, "else");
  return Ending::kElse;
}

void Parser::end_control() { expect(TokenType::kRightDelim, "end"); }

void Parser::control(NodeList& list, BranchKind kind, const Token& word) {
  const Level level(*this);
  const std::size_t mark = scope_.variables.size();
  const int loop = kind == BranchKind::kRange ? 1 : 0;
  auto branch = std::make_unique<BranchNode>();
  branch->span = span(word);
  branch->kind = kind;
  open_.push_back(word);
  Ending ending = Ending::kNone;
  do {
    count_node();
    Clause clause{pipeline(branch_word(kind), TokenType::kRightDelim), {}};
    scope_.range_depth += loop;
    ending = item_list(clause.list);
    scope_.range_depth -= loop;
    branch->clauses.push_back(std::move(clause));
  } while (ending == Ending::kElse && continues_chain(kind));
  if (ending == Ending::kElse) {
    branch->has_else = true;
    if (item_list(branch->else_list) != Ending::kEnd) {
      fail_at(ending_, fmt::format("expected end; found {}", kElseText));
    }
  }
  open_.pop_back();
  forget_variables(mark);
  branch->clauses.shrink_to_fit();
  list.emplace_back(std::move(branch));
}

// `else if` in an if, `else with` in a with: takes the word.
bool Parser::continues_chain(BranchKind kind) {
  const TokenType type = peek().type;
  const bool chain = (kind == BranchKind::kIf && type == TokenType::kIf) ||
                     (kind == BranchKind::kWith && type == TokenType::kWith);
  if (chain) next();
  return chain;
}

void Parser::loop_control(NodeList& list, const Token& word) {
  const std::string action = fmt::format("{{{{{}}}}}", word.text);
  const Token token = next_non_space();
  if (token.type != TokenType::kRightDelim) unexpected(token, action);
  if (scope_.range_depth == 0) fail_at(word, action + " outside {{range}}");
  count_node();
  if (word.type == TokenType::kBreak) {
    list.emplace_back(BreakNode{span(word)});
  } else {
    list.emplace_back(ContinueNode{span(word)});
  }
}

void Parser::template_control(NodeList& list) {
  constexpr std::string_view kClause = "template clause";
  const Token token = next_non_space();
  count_node();
  TemplateNode node{span(token), template_name(token, kClause), nullptr};
  if (next_non_space().type != TokenType::kRightDelim) {
    backup();
    node.pipe = std::make_unique<PipeNode>(pipeline(kClause, TokenType::kRightDelim));
    node.span.end = node.pipe->span.end;
  }
  list.emplace_back(std::move(node));
}

// A block is a definition and its use in one.
void Parser::block_control(NodeList& list, const Token& word) {
  constexpr std::string_view kClause = "block clause";
  const Level level(*this);
  const Token token = next_non_space();
  count_node();
  TemplateNode node{span(token), template_name(token, kClause), nullptr};
  node.pipe = std::make_unique<PipeNode>(pipeline(kClause, TokenType::kRightDelim));
  node.span.end = node.pipe->span.end;
  const Token header = tokens_[0];
  Scope outer = std::exchange(scope_, Scope{});
  declare("$");
  open_.push_back(word);
  NodeList nodes;
  if (item_list(nodes) != Ending::kEnd) {
    fail(diag::Kind::kTemplateSyntax, span(header),
         fmt::format("unexpected {} in {}", kElseText, kClause));
  }
  open_.pop_back();
  add_body(node.name, std::move(nodes), token);
  scope_ = std::move(outer);
  list.emplace_back(std::move(node));
}

std::string Parser::template_name(const Token& token, std::string_view context) {
  if (token.type != TokenType::kString && token.type != TokenType::kRawString) {
    unexpected(token, context);
  }
  auto name = unquote(token.text);
  if (!name) fail_at(token, "invalid syntax");
  return std::move(*name);
}

}  // namespace copctl::tmpl
