#include "tmpl/parse.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "tmpl/failure.h"
#include "tmpl/quote.h"

namespace copctl::tmpl {

namespace {

bool begins_word(TokenType type) {
  switch (type) {
    case TokenType::kBool:
    case TokenType::kCharConstant:
    case TokenType::kComplex:
    case TokenType::kDot:
    case TokenType::kField:
    case TokenType::kIdentifier:
    case TokenType::kNumber:
    case TokenType::kNil:
    case TokenType::kRawString:
    case TokenType::kString:
    case TokenType::kVariable:
    case TokenType::kLeftParen:
      return true;
    default:
      return false;
  }
}

// Literals, nil and dot: what cannot take an argument from a pipe, nor a field after it.
bool is_literal(const Word& word) {
  return std::holds_alternative<BoolNode>(word) || std::holds_alternative<NilNode>(word) ||
         std::holds_alternative<NumberNode>(word) || std::holds_alternative<StringNode>(word) ||
         std::holds_alternative<DotNode>(word);
}

// What stands in templates for the operators of other languages.
std::string operator_hint(const Token& token) {
  constexpr std::pair<std::string_view, std::string_view> kInstead[] = {
      {"=", "compare with `eq a b`, declare with `$x := a`"},
      {"&", "write `and a b`"},
      {"!", "write `not a`"},
      {"<", "write `lt a b`"},
      {">", "write `gt a b`"},
      {"*", "write `mul a b`"},
      {"/", "write `div a b`"},
      {"%", "write `mod a b`"},
      {"?", "write `ternary a b condition`"},
      {",", "arguments are separated by blanks"},
      {"(", "arguments are separated by blanks"},
  };
  for (const auto& [foreign, instead] : kInstead) {
    if (token.text == foreign) return fmt::format("; {}", instead);
  }
  return {};
}

// Words of other languages that are no misspelling of any function.
std::string foreign_word(std::string_view word) {
  constexpr std::pair<std::string_view, std::string_view> kInstead[] = {
      {"elif", "else if"},  {"elseif", "else if"}, {"elsif", "else if"},
      {"endif", "end"},     {"endfor", "end"},     {"for", "range"},
      {"foreach", "range"}, {"null", "nil"},       {"None", "nil"},
  };
  for (const auto& [foreign, instead] : kInstead) {
    if (word == foreign) return fmt::format("; write `{}`", instead);
  }
  return {};
}

// Why a set lacks the function, and what to do instead.
std::string refusal(const Function& function) {
  const std::string_view instead = instead_of(function.needs);
  if (function.needs == Needs::kRandom || function.needs == Needs::kClock) {
    return fmt::format("`{}` would make two renders differ; {}", function.name, instead);
  }
  return fmt::format("function {} not defined; templates see values alone, {}",
                     quote(function.name), instead);
}

bool refused(const Function& function, const Environment* environment) {
  const bool provided = function.needs == Needs::kRandom || function.needs == Needs::kClock;
  return function.needs != Needs::kNothing && !(provided && environment != nullptr);
}

}  // namespace

std::vector<Body> parse_text(const Grammar& grammar, std::string_view name, diag::SourceId source,
                             std::string_view text) {
  return Parser(grammar, name, source, text).parse();
}

Parser::Level::Level(Parser& parser) : parser_(parser) {
  const std::size_t limit = parser.grammar_.options.limits.parse_depth;
  if (++parser.depth_ > limit) {
    --parser.depth_;
    parser.fail_at(parser.tokens_[0],
                   fmt::format("nested more than {} deep (limit `parse_depth`)", limit),
                   diag::Kind::kTemplateLimit);
  }
}

Token Parser::next() {
  if (peeked_ > 0) {
    --peeked_;
  } else {
    tokens_[0] = lexer_.next();
  }
  const Token& token = tokens_[static_cast<std::size_t>(peeked_)];
  if (token.type != TokenType::kSpace) consumed_end_ = token.end;
  return token;
}

Token Parser::peek() {
  if (peeked_ == 0) {
    peeked_ = 1;
    tokens_[0] = lexer_.next();
  }
  return tokens_[static_cast<std::size_t>(peeked_ - 1)];
}

void Parser::backup2(const Token& before) {
  tokens_[1] = before;
  peeked_ = 2;
}

void Parser::backup3(const Token& first, const Token& second) {
  tokens_[1] = second;
  tokens_[2] = first;
  peeked_ = 3;
}

Token Parser::next_non_space() {
  Token token = next();
  while (token.type == TokenType::kSpace) token = next();
  return token;
}

Token Parser::peek_non_space() {
  while (peek().type == TokenType::kSpace) next();
  return peek();
}

Token Parser::expect(TokenType type, std::string_view context) {
  const Token token = next_non_space();
  if (token.type != type) unexpected(token, context);
  return token;
}

std::size_t Parser::line(std::size_t offset) const {
  const std::string_view before = text_.substr(0, offset);
  return static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
}

void Parser::fail_at(const Token& culprit, std::string message, diag::Kind kind) const {
  const Token& last = tokens_[0];
  const bool same_line = line(culprit.begin) == line(last.begin);
  fail(kind, span(same_line ? culprit : last), std::move(message));
}

void Parser::fail_here(std::string message) const { fail_at(tokens_[0], std::move(message)); }

void Parser::unexpected(const Token& token, std::string_view context) const {
  if (token.type != TokenType::kError) {
    fail_at(token,
            fmt::format("unexpected {} in {}{}", describe(token), context,
                        context == "operand" || token.text != "(" ? operator_hint(token) : ""));
  }
  std::string message(token.text);
  if (scope_.action != kNoAction && line(scope_.action) != line(token.begin)) {
    if (!message.ends_with(" action")) message += " in action";
    message += fmt::format(" started at {}:{}", name_, line(scope_.action));
  }
  fail_at(token, std::move(message));
}

void Parser::count_node() {
  const std::size_t limit = grammar_.options.limits.nodes;
  if (++grammar_.nodes > limit) {
    fail_at(tokens_[0], fmt::format("templates with more than {} parts (limit `nodes`)", limit),
            diag::Kind::kTemplateLimit);
  }
}

void Parser::declare(std::string_view variable) {
  scope_.variables.push_back(variable);
  ++scope_.declared[variable];
}

void Parser::forget_variables(std::size_t mark) {
  for (std::size_t i = mark; i < scope_.variables.size(); ++i) {
    --scope_.declared[scope_.variables[i]];
  }
  scope_.variables.resize(mark);
}

void Parser::add_names(std::string_view fields) {
  while (!fields.empty()) {
    fields.remove_prefix(1);
    const std::size_t end = std::min(fields.find('.'), fields.size());
    names_.push_back(grammar_.vocabulary.name(fields.substr(0, end)));
    fields.remove_prefix(end);
  }
}

PipeNode Parser::pipeline(std::string_view context, TokenType end) {
  const Token first = peek_non_space();
  PipeNode pipe{.span = span(first), .assigns = false, .declared = {}, .commands = {}};
  declarations(pipe, context);
  for (;;) {
    const Token token = next_non_space();
    if (token.type == end) break;
    if (!begins_word(token.type)) unexpected(token, context);
    backup();
    pipe.commands.push_back(command());
  }
  check_pipeline(pipe, context);
  pipe.span.end = pipe.commands.back().span.end;
  return pipe;
}

// `$x :=`, `$x =` and range's `$i, $x :=`. Space is a token, so the worst case looks three ahead:
// in
// `$x foo` only `foo` tells that $x is an argument.
void Parser::declarations(PipeNode& pipe, std::string_view context) {
  while (peek_non_space().type == TokenType::kVariable) {
    const Token variable = next();
    const Token after = peek();
    const Token following = peek_non_space();
    const bool comma = following.type == TokenType::kChar && following.text == ",";
    if (!comma && following.type != TokenType::kAssign && following.type != TokenType::kDeclare) {
      if (after.type == TokenType::kSpace) {
        backup3(variable, after);
      } else {
        backup2(variable);
      }
      return;
    }
    next_non_space();
    pipe.declared.push_back({span(variable), variable.text, {}});
    declare(variable.text);
    if (!comma) {
      pipe.assigns = following.type == TokenType::kAssign;
      return;
    }
    if (context != "range" || pipe.declared.size() >= 2) {
      fail_here(fmt::format("too many declarations in {}", context));
    }
    const TokenType type = peek_non_space().type;
    if (type != TokenType::kVariable && type != TokenType::kRightDelim &&
        type != TokenType::kRightParen) {
      fail_here("range can only initialize variables");
    }
  }
}

void Parser::check_pipeline(const PipeNode& pipe, std::string_view context) {
  if (pipe.commands.empty()) fail_here(fmt::format("missing value for {}", context));
  for (std::size_t i = 1; i < pipe.commands.size(); ++i) {
    const Word& first = pipe.commands[i].words.front();
    if (!is_literal(first)) continue;
    const diag::Span place = span_of(first);
    fail_at({TokenType::kChar, place.begin, place.end, {}},
            fmt::format("non executable command in pipeline stage {}", i + 1));
  }
}

CommandNode Parser::command() {
  CommandNode node{span(peek_non_space()), {}};
  node.words.reserve(3);
  count_node();
  for (;;) {
    peek_non_space();
    if (word(node.words)) node.span.end = consumed_end_;
    const Token token = next();
    if (token.type == TokenType::kSpace) continue;
    if (token.type == TokenType::kRightDelim || token.type == TokenType::kRightParen) {
      backup();
    } else if (token.type != TokenType::kPipe) {
      unexpected(token, "operand");
    }
    break;
  }
  if (node.words.empty()) fail_here("empty command");
  return node;
}

// A term with its fields. False when there is none.
bool Parser::word(std::vector<Word>& words) {
  if (!term(words)) return false;
  count_node();
  if (peek().type == TokenType::kField) chain(words.back());
  return true;
}

void Parser::chain(Word& word) {
  const Token first = peek();
  if (is_literal(word)) {
    fail_at(first, "unexpected . after term " + quote(source_text(word)));
  }
  auto* field = std::get_if<FieldNode>(&word);
  names_.clear();
  if (field != nullptr) names_.assign(field->names.begin(), field->names.end());
  while (peek().type == TokenType::kField) add_names(next().text);
  const Names names = grammar_.vocabulary.keep(names_);
  diag::Span place = span_of(word);
  place.end = consumed_end_;
  if (field != nullptr) {
    *field = {place, names};
  } else if (auto* variable = std::get_if<VariableNode>(&word)) {
    variable->span = place;
    variable->names = names;
  } else {
    word = std::make_unique<ChainNode>(ChainNode{place, std::move(word), names});
  }
}

bool Parser::term(std::vector<Word>& words) {
  const Token token = next_non_space();
  switch (token.type) {
    case TokenType::kIdentifier:
      words.emplace_back(function(token, words.empty()));
      return true;
    case TokenType::kDot:
      words.emplace_back(DotNode{span(token)});
      return true;
    case TokenType::kNil:
      words.emplace_back(NilNode{span(token)});
      return true;
    case TokenType::kVariable:
      words.emplace_back(use_variable(token));
      return true;
    case TokenType::kField:
      names_.clear();
      add_names(token.text);
      words.emplace_back(FieldNode{span(token), grammar_.vocabulary.keep(names_)});
      return true;
    case TokenType::kBool:
      words.emplace_back(BoolNode{span(token), token.text == "true"});
      return true;
    case TokenType::kCharConstant:
    case TokenType::kComplex:
    case TokenType::kNumber:
      words.emplace_back(number(token));
      return true;
    case TokenType::kString:
    case TokenType::kRawString:
      words.emplace_back(string(token));
      return true;
    case TokenType::kLeftParen: {
      const Level level(*this);
      words.emplace_back(
          std::make_unique<PipeNode>(pipeline("parenthesized pipeline", TokenType::kRightParen)));
      return true;
    }
    default:
      backup();
      return false;
  }
}

IdentifierNode Parser::function(const Token& token, bool is_first) {
  const Vocabulary::Entry* entry = grammar_.vocabulary.find(token.text);
  if (entry == nullptr) {
    std::string hint = foreign_word(token.text);
    if (hint.empty()) hint = did_you_mean(token.text, grammar_.vocabulary.functions());
    const bool continued = scope_.action != kNoAction && line(scope_.action) != line(token.begin);
    if (hint.empty() && continued) {
      hint = fmt::format("; the action began in line {}, is its end missing?", line(scope_.action));
    } else if (hint.empty() && !is_first) {
      hint = "; a text stands in quotes";
    }
    fail_at(token, fmt::format("function {} not defined{}", quote(token.text), hint),
            diag::Kind::kUnknownFunction);
  }
  if (refused(*entry->function, grammar_.environment)) {
    fail_at(token, refusal(*entry->function), diag::Kind::kUnknownFunction);
  }
  return {span(token), entry->function, entry->intrinsic};
}

VariableNode Parser::use_variable(const Token& token) {
  const auto declared = scope_.declared.find(token.text);
  if (declared == scope_.declared.end() || declared->second == 0) {
    // `$` itself, the first of all, is no one's misspelling.
    const std::vector<std::string> known(scope_.variables.begin() + 1, scope_.variables.end());
    std::string hint = did_you_mean(token.text, known);
    if (hint.empty())
      hint = "; a variable lives to the end of its block, and not in other templates";
    fail_at(token, fmt::format("undefined variable {}{}", quote(token.text), hint),
            diag::Kind::kUnknownVariable);
  }
  return {span(token), token.text, {}};
}

NumberNode Parser::number(const Token& token) {
  Number number;
  std::string error;
  if (!scan_number(token.type, token.text, number, error)) fail_at(token, std::move(error));
  return {span(token), token.text, std::make_unique<const Number>(std::move(number))};
}

StringNode Parser::string(const Token& token) {
  auto text = unquote(token.text);
  if (!text) fail_at(token, "invalid syntax; a backslash in double quotes is written `\\\\`");
  return {span(token), token.text, value::Value::string(std::move(*text))};
}

}  // namespace copctl::tmpl
