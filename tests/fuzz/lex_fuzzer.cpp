#include "fuzz/targets.h"
#include "tmpl/lex.h"

namespace copctl::fuzz {

namespace {

using tmpl::Token;
using tmpl::TokenType;

bool is_last(const Token& token) {
  return token.type == TokenType::kEof || token.type == TokenType::kError;
}

void check_repeats(tmpl::Lexer& lexer, const Token& last) {
  const TokenType type = last.type;
  COPCTL_CHECK(lexer.next().type == type);
}

}  // namespace

// Tokens stand in their order in the text, spell what is there, and come to an end.
void lex(std::string_view bytes) {
  tmpl::Lexer lexer(bytes);
  std::uint32_t end = 0;
  for (std::size_t count = 0;; ++count) {
    COPCTL_CHECK(count <= bytes.size() + 1);
    const Token token = lexer.next();
    COPCTL_CHECK(token.begin >= end || token.type == TokenType::kError);
    COPCTL_CHECK(token.begin <= token.end && token.end <= bytes.size());
    COPCTL_CHECK(!tmpl::describe(token).empty());
    if (is_last(token)) return check_repeats(lexer, token);
    COPCTL_CHECK(token.text == bytes.substr(token.begin, token.end - token.begin));
    COPCTL_CHECK(token.end > token.begin);
    end = token.end;
  }
}

}  // namespace copctl::fuzz
