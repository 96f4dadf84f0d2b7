#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// Template text -> tokens. State functions bear the names that they have in Go's
// text/template/parse/lex.go, so that the two can be read side by side.

namespace copctl::tmpl {

enum class TokenType : std::uint8_t {
  kError,
  kEof,
  kBool,
  kChar,
  kCharConstant,
  kComplex,
  kAssign,
  kDeclare,
  kField,
  kIdentifier,
  kLeftDelim,
  kLeftParen,
  kNumber,
  kPipe,
  kRawString,
  kRightDelim,
  kRightParen,
  kSpace,
  kString,
  kText,
  kVariable,
  // Everything from here on is shown as `<word>` in messages.
  kKeyword,
  kBlock,
  kBreak,
  kContinue,
  kDefine,
  kDot,
  kElse,
  kEnd,
  kIf,
  kNil,
  kRange,
  kTemplate,
  kWith,
};

// One token and where it begins. `text` is its spelling; of an error the message.
// Borrows the lexer's input, an error borrows the lexer.
struct Token {
  TokenType type = TokenType::kEof;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::string_view text;
};

// As messages show it: `EOF`, `<if>`, or the quoted spelling cut to ten characters.
std::string describe(const Token& token);

// The four characters that count as space: blank, tab, carriage return, line feed.
inline constexpr std::string_view kSpaceCharacters = " \t\r\n";

// Yields the tokens of one text, the last being kEof or kError; both repeat when asked again.
// Comments yield nothing. Borrows the text.
class Lexer {
 public:
  explicit Lexer(std::string_view input) : input_(input) {}
  Lexer(const Lexer&) = delete;
  Lexer& operator=(const Lexer&) = delete;

  Token next();

 private:
  // A state does its part and names the next one; none when a token is ready.
  struct State {
    State (Lexer::*run)() = nullptr;
  };

  State lex_text();
  State lex_left_delim();
  State lex_comment();
  State lex_right_delim();
  State lex_inside_action();
  State lex_punctuation(char c);
  State lex_right_paren();
  State lex_space();
  State lex_identifier();
  State lex_field();
  State lex_variable();
  State lex_field_or_variable(TokenType type);
  State lex_char();
  State lex_quote();
  State lex_raw_quote();
  State lex_quoted(char quote, TokenType type, std::string_view what);
  State lex_number();

  State emit(TokenType type);
  State error(std::string message);
  State bad_character();
  void ignore() { start_ = pos_; }
  bool accept(std::string_view set);
  void accept_run(std::string_view set);
  bool scan_number();
  void skip_alphanumeric();
  bool at_alphanumeric() const;
  bool at_right_delim(bool& trims) const;
  bool at_terminator() const;
  bool at_right_trim_marker(std::size_t pos) const;

  std::string_view input_;
  std::size_t start_ = 0;
  std::size_t pos_ = 0;
  int paren_depth_ = 0;
  bool inside_action_ = false;
  Token token_;
  std::string error_;
};

}  // namespace copctl::tmpl
