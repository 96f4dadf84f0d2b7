#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "diag/diagnostic.h"
#include "tmpl/lex.h"
#include "tmpl/node.h"
#include "tmpl/tmpl.h"
#include "tmpl/vocabulary.h"

// Tokens -> nodes, by recursive descent; the functions bear the names that they have in Go's
// text/template/parse/parse.go.

namespace copctl::tmpl {

// What a text is parsed against.
struct Grammar {
  Vocabulary& vocabulary;
  const Options& options;
  // Nullptr: functions that need one are refused.
  const Environment* environment;
  // Nodes that the set holds so far; grows.
  std::size_t& nodes;
};

// Every body of one text: its `define`s and `block`s, and last the text itself under `name`. Throws
// Failure; its span lies on the line that Go would report.
std::vector<Body> parse_text(const Grammar& grammar, std::string_view name, diag::SourceId source,
                             std::string_view text);

// One text being parsed. Borrows the text and the grammar.
class Parser {
 public:
  Parser(const Grammar& grammar, std::string_view name, diag::SourceId source,
         std::string_view text);
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  std::vector<Body> parse();

 private:
  enum class Ending : std::uint8_t { kNone, kEnd, kElse };
  // What each body has of its own.
  struct Scope {
    std::vector<std::string_view> variables;
    std::unordered_map<std::string_view, int> declared;
    // Where the action began that is being parsed; kNoAction between actions.
    std::size_t action = kNoAction;
    int range_depth = 0;
  };
  // Counts one level of nesting as long as it lives.
  class Level {
   public:
    explicit Level(Parser& parser);
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    ~Level() { --parser_.depth_; }

   private:
    Parser& parser_;
  };
  static constexpr std::size_t kNoAction = static_cast<std::size_t>(-1);

  Token next();
  Token peek();
  void backup() { ++peeked_; }
  void backup2(const Token& before);
  void backup3(const Token& first, const Token& second);
  Token next_non_space();
  Token peek_non_space();
  Token expect(TokenType type, std::string_view context);

  // Bodies and control structures: parse_control.cpp.
  void parse_definition(const Token& word);
  void add_body(std::string name, NodeList nodes, const Token& place);
  Ending item_list(NodeList& list);
  Ending text_or_action(NodeList& list);
  Ending action(NodeList& list);
  Ending else_control();
  void end_control();
  void control(NodeList& list, BranchKind kind, const Token& word);
  bool continues_chain(BranchKind kind);
  void loop_control(NodeList& list, const Token& word);
  void template_control(NodeList& list);
  void block_control(NodeList& list, const Token& word);
  std::string template_name(const Token& token, std::string_view context);

  // Pipelines and what they are made of: parse.cpp.
  PipeNode pipeline(std::string_view context, TokenType end);
  void declarations(PipeNode& pipe, std::string_view context);
  void check_pipeline(const PipeNode& pipe, std::string_view context);
  CommandNode command();
  bool word(std::vector<Word>& words);
  bool term(std::vector<Word>& words);
  void chain(Word& word);
  IdentifierNode function(const Token& token, bool is_first);
  VariableNode use_variable(const Token& token);
  NumberNode number(const Token& token);
  StringNode string(const Token& token);

  void declare(std::string_view variable);
  void forget_variables(std::size_t mark);
  void add_names(std::string_view fields);
  void count_node();

  diag::Span span(const Token& token) const { return {source_, token.begin, token.end}; }
  std::size_t line(std::size_t offset) const;
  // Ends the parse. Go reports the line of the token read last: where `culprit` is on another line,
  // that token is shown instead.
  [[noreturn]] void fail_at(const Token& culprit, std::string message,
                            diag::Kind kind = diag::Kind::kTemplateSyntax) const;
  [[noreturn]] void fail_here(std::string message) const;
  [[noreturn]] void unexpected(const Token& token, std::string_view context) const;

  const Grammar& grammar_;
  std::string_view name_;
  diag::SourceId source_;
  std::string_view text_;
  Lexer lexer_;
  // The token read last, and up to two before it that were put back.
  std::array<Token, 3> tokens_;
  int peeked_ = 0;
  std::uint32_t consumed_end_ = 0;
  std::size_t depth_ = 0;
  // The words of the blocks that are open, and the `else` or `end` read last.
  std::vector<Token> open_;
  Token ending_;
  Scope scope_;
  // The names of the field chain that is being parsed.
  std::vector<const Name*> names_;
  std::vector<Body> bodies_;
  std::unordered_map<std::string, std::size_t> body_index_;
};

}  // namespace copctl::tmpl
