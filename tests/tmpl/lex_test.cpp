#include "tmpl/lex.h"

#include <string>
#include <vector>

#include "support/catch.h"

namespace {

using copctl::tmpl::Lexer;
using copctl::tmpl::Token;
using copctl::tmpl::TokenType;

std::string shown(const Token& token) {
  switch (token.type) {
    case TokenType::kError:
      return "error:" + std::string(token.text);
    case TokenType::kText:
      return "text:" + std::string(token.text);
    case TokenType::kSpace:
      return "_";
    case TokenType::kEof:
      return "eof";
    default:
      return std::string(token.text);
  }
}

// The tokens of a text, a blank between two.
std::string tokens(std::string_view text) {
  Lexer lexer(text);
  std::string out;
  for (;;) {
    const Token token = lexer.next();
    if (!out.empty()) out += ' ';
    out += shown(token);
    if (token.type == TokenType::kEof || token.type == TokenType::kError) return out;
  }
}

struct Case {
  const char* text;
  const char* expected;
};

constexpr Case kCases[] = {
    {"", "eof"},
    {"a } b }} {", "text:a } b }} { eof"},
    {"{{.x}}", "{{ .x }} eof"},
    {"a {{- .x -}} b", "text:a {{ .x }} text:b eof"},
    {"a\n\t{{-\n1 \r\n-}}\n\n", "text:a {{ 1 _ }} eof"},
    {"{{-3}}", "{{ -3 }} eof"},
    {"{{/* }} */}}x", "text:x eof"},
    {"a {{- /* c */ -}} b", "text:a text:b eof"},
    {"{{/* c */ }}", "error:comment ends before closing delimiter; it fills an action of its own"},
    {"{{/* c", "error:unclosed comment"},
    {"{{if}}", "{{ if }} eof"},
    {"{{$x := .a.b | f (1) $}}", "{{ $x _ := _ .a .b _ | _ f _ ( 1 ) _ $ }} eof"},
    {"{{. ..}}", "{{ . _ . . }} eof"},
    {"{{`a\n}}` \"}}\\\"\" '\\''}}", "{{ `a\n}}` _ \"}}\\\"\" _ '\\'' }} eof"},
    {"{{1+2i 0x1F .5 1e-3}}", "{{ 1+2i _ 0x1F _ .5 _ 1e-3 }} eof"},
    {"{{été}}", "{{ été }} eof"},
    {"{{a,b}}", "{{ a , b }} eof"},
    {"{{\"a}}", "{{ error:unterminated quoted string"},
    {"{{`a}}", "{{ error:unterminated raw quoted string"},
    {"{{'a}}\n", "{{ error:unterminated character constant"},
    {"{{", "{{ error:unclosed action"},
    {"{{(}}", "{{ ( error:unclosed left paren"},
    {"{{)}}", "{{ error:unexpected right paren"},
    {"{{:}}", "{{ error:expected :="},
    {"{{1a}}", "{{ error:bad number syntax: \"1a\""},
    {"{{.x+1}}", "{{ error:bad character U+002B '+'"},
    {"{{\x01}}", "{{ error:unrecognized character in action: U+0001"},
    {"{{€}}", "{{ error:unrecognized character in action: U+20AC '€'"},
    {"{{.x\xc2\xa0}}", "{{ error:bad character U+00A0"},
};

TEST_CASE("lex: tokens") {
  for (const Case& c : kCases) {
    DYNAMIC_SECTION(c.text) { CHECK(tokens(c.text) == c.expected); }
  }
}

TEST_CASE("lex: an error is the last token") {
  Lexer lexer("{{");
  lexer.next();
  CHECK(lexer.next().type == TokenType::kError);
  CHECK(lexer.next().type == TokenType::kError);
}

TEST_CASE("lex: how messages show a token") {
  CHECK(copctl::tmpl::describe({TokenType::kEof, 0, 0, ""}) == "EOF");
  CHECK(copctl::tmpl::describe({TokenType::kIf, 0, 0, "if"}) == "<if>");
  CHECK(copctl::tmpl::describe({TokenType::kDot, 0, 0, "."}) == "<.>");
  CHECK(copctl::tmpl::describe({TokenType::kString, 0, 0, "\"é\""}) == "\"\\\"é\\\"\"");
  CHECK(copctl::tmpl::describe({TokenType::kText, 0, 0, "ééééééééééé"}) == "\"éééééééééé\"...");
}

}  // namespace
