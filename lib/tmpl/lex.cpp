#include "tmpl/lex.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "base/unicode.h"
#include "tmpl/quote.h"

namespace copctl::tmpl {

namespace {

constexpr std::string_view kLeftDelim = "{{";
constexpr std::string_view kRightDelim = "}}";
constexpr std::string_view kLeftComment = "/*";
constexpr std::string_view kRightComment = "*/";
// `- ` after the left delimiter, ` -` before the right one.
constexpr std::size_t kTrimMarkerLength = 2;

constexpr std::array<std::pair<std::string_view, TokenType>, 13> kKeywords{{
    {".", TokenType::kDot},
    {"block", TokenType::kBlock},
    {"break", TokenType::kBreak},
    {"continue", TokenType::kContinue},
    {"define", TokenType::kDefine},
    {"else", TokenType::kElse},
    {"end", TokenType::kEnd},
    {"if", TokenType::kIf},
    {"nil", TokenType::kNil},
    {"range", TokenType::kRange},
    {"template", TokenType::kTemplate},
    {"with", TokenType::kWith},
    {"true", TokenType::kBool},
}};

TokenType word_type(std::string_view word) {
  for (const auto& [keyword, type] : kKeywords) {
    if (keyword == word) return type;
  }
  return word == "false" ? TokenType::kBool : TokenType::kIdentifier;
}

// What a byte can be, as bits.
enum Class : std::uint8_t { kSpaceByte = 1, kWordByte = 2, kTerminatorByte = 4, kLetterByte = 8 };

constexpr std::array<std::uint8_t, 256> classify() {
  std::array<std::uint8_t, 256> classes{};
  for (const char c : kSpaceCharacters)
    classes[static_cast<unsigned char>(c)] = kSpaceByte | kTerminatorByte;
  for (const char c : std::string_view(".,|:)(")) {
    classes[static_cast<unsigned char>(c)] = kTerminatorByte;
  }
  for (int c = 0; c < 26; ++c) {
    classes[static_cast<std::size_t>('a' + c)] = kWordByte | kLetterByte;
    classes[static_cast<std::size_t>('A' + c)] = kWordByte | kLetterByte;
  }
  for (int c = '0'; c <= '9'; ++c) classes[static_cast<std::size_t>(c)] = kWordByte;
  classes['_'] = kWordByte;
  return classes;
}

constexpr std::array<std::uint8_t, 256> kClasses = classify();

bool is(Class wanted, char c) { return (kClasses[static_cast<unsigned char>(c)] & wanted) != 0; }

bool is_space(char c) { return is(kSpaceByte, c); }

// Bytes of the letter, digit or underscore that begins `text`; 0 when it begins otherwise.
std::size_t alphanumeric_length(std::string_view text) {
  if (text.empty()) return 0;
  if (static_cast<unsigned char>(text[0]) < 0x80) return is(kWordByte, text[0]) ? 1 : 0;
  const base::Rune rune = base::decode_rune(text);
  const bool word = base::is_letter(rune.code) || base::is_digit(rune.code);
  return word ? static_cast<std::size_t>(rune.length) : 0;
}

// fmt's %#U: `U+20AC '€'`, the character only when it can be printed.
std::string unicode_name(char32_t code) {
  std::string name = fmt::format("U+{:04X}", static_cast<std::uint32_t>(code));
  if (base::is_print(code)) {
    name += " '";
    base::append_rune(name, code);
    name += '\'';
  }
  return name;
}

}  // namespace

std::string describe(const Token& token) {
  if (token.type == TokenType::kEof) return "EOF";
  if (token.type == TokenType::kError) return std::string(token.text);
  if (token.type > TokenType::kKeyword) return fmt::format("<{}>", token.text);
  if (token.text.size() <= 10) return quote(token.text);
  std::size_t cut = 0;
  for (int runes = 0; runes < 10 && cut < token.text.size(); ++runes) {
    cut += static_cast<std::size_t>(base::decode_rune(token.text.substr(cut)).length);
  }
  return quote(token.text.substr(0, cut)) + "...";
}

Token Lexer::next() {
  if (token_.type == TokenType::kError) return token_;
  State state{inside_action_ ? &Lexer::lex_inside_action : &Lexer::lex_text};
  while (state.run != nullptr) state = (this->*state.run)();
  return token_;
}

Lexer::State Lexer::emit(TokenType type) {
  token_ = {type, static_cast<std::uint32_t>(start_), static_cast<std::uint32_t>(pos_),
            input_.substr(start_, pos_ - start_)};
  start_ = pos_;
  return {};
}

Lexer::State Lexer::error(std::string message) {
  error_ = std::move(message);
  token_ = {TokenType::kError, static_cast<std::uint32_t>(start_), static_cast<std::uint32_t>(pos_),
            error_};
  return {};
}

Lexer::State Lexer::lex_text() {
  pos_ = std::min(input_.find(kLeftDelim, pos_), input_.size());
  const std::size_t open = pos_;
  if (open == input_.size()) return emit(start_ < pos_ ? TokenType::kText : TokenType::kEof);
  const std::size_t inside = open + kLeftDelim.size();
  const bool trims =
      inside + 1 < input_.size() && input_[inside] == '-' && is_space(input_[inside + 1]);
  while (trims && pos_ > start_ && is_space(input_[pos_ - 1])) --pos_;
  const bool has_text = pos_ > start_;
  if (has_text) emit(TokenType::kText);
  start_ = pos_ = open;
  return has_text ? State{} : State{&Lexer::lex_left_delim};
}

Lexer::State Lexer::lex_left_delim() {
  pos_ += kLeftDelim.size();
  const bool trims = pos_ + 1 < input_.size() && input_[pos_] == '-' && is_space(input_[pos_ + 1]);
  const std::size_t after_marker = trims ? kTrimMarkerLength : 0;
  if (input_.substr(pos_ + after_marker).starts_with(kLeftComment)) {
    pos_ += after_marker;
    ignore();
    return {&Lexer::lex_comment};
  }
  emit(TokenType::kLeftDelim);
  inside_action_ = true;
  paren_depth_ = 0;
  pos_ += after_marker;
  ignore();
  return {};
}

Lexer::State Lexer::lex_comment() {
  const std::size_t close = input_.find(kRightComment, pos_ + kLeftComment.size());
  if (close == std::string_view::npos) return error("unclosed comment");
  pos_ = close + kRightComment.size();
  bool trims = false;
  if (!at_right_delim(trims))
    return error("comment ends before closing delimiter; it fills an action of its own");
  if (trims) pos_ += kTrimMarkerLength;
  pos_ += kRightDelim.size();
  while (trims && pos_ < input_.size() && is_space(input_[pos_])) ++pos_;
  ignore();
  return {&Lexer::lex_text};
}

Lexer::State Lexer::lex_right_delim() {
  bool trims = false;
  at_right_delim(trims);
  if (trims) {
    pos_ += kTrimMarkerLength;
    ignore();
  }
  pos_ += kRightDelim.size();
  emit(TokenType::kRightDelim);
  while (trims && pos_ < input_.size() && is_space(input_[pos_])) ++pos_;
  ignore();
  inside_action_ = false;
  return {};
}

Lexer::State Lexer::lex_inside_action() {
  bool trims = false;
  if (pos_ < input_.size() && is(kLetterByte, input_[pos_])) return lex_identifier();
  if (at_right_delim(trims)) {
    return paren_depth_ == 0 ? State{&Lexer::lex_right_delim} : error("unclosed left paren");
  }
  if (pos_ == input_.size()) return error("unclosed action");
  const char c = input_[pos_];
  if (is_space(c)) return {&Lexer::lex_space};
  if (at_alphanumeric()) {
    return {c >= '0' && c <= '9' ? &Lexer::lex_number : &Lexer::lex_identifier};
  }
  return lex_punctuation(c);
}

Lexer::State Lexer::lex_punctuation(char c) {
  switch (c) {
    case '+':
    case '-':
      return {&Lexer::lex_number};
    case '.':
      // A digit after the dot makes it a number.
      return {pos_ + 1 < input_.size() && input_[pos_ + 1] >= '0' && input_[pos_ + 1] <= '9'
                  ? &Lexer::lex_number
                  : &Lexer::lex_field};
    case '"':
      return {&Lexer::lex_quote};
    case '`':
      return {&Lexer::lex_raw_quote};
    case '\'':
      return {&Lexer::lex_char};
    case '$':
      return {&Lexer::lex_variable};
    case ')':
      return {&Lexer::lex_right_paren};
    default:
      break;
  }
  ++pos_;
  if (c == '=') return emit(TokenType::kAssign);
  if (c == '|') return emit(TokenType::kPipe);
  if (c == ':') return accept("=") ? emit(TokenType::kDeclare) : error("expected :=");
  if (c == '(') {
    ++paren_depth_;
    return emit(TokenType::kLeftParen);
  }
  if (c > ' ' && c < 0x7f) return emit(TokenType::kChar);
  const char32_t code = base::decode_rune(input_.substr(pos_ - 1)).code;
  const bool is_quote = code >= 0x2018 && code <= 0x201f;
  return error("unrecognized character in action: " + unicode_name(code) +
               (is_quote ? "; a text stands in straight quotes" : ""));
}

Lexer::State Lexer::lex_right_paren() {
  ++pos_;
  if (--paren_depth_ < 0) return error("unexpected right paren");
  return emit(TokenType::kRightParen);
}

Lexer::State Lexer::lex_space() {
  const std::size_t first = pos_;
  while (pos_ < input_.size() && is_space(input_[pos_])) ++pos_;
  // The last space belongs to the marker when a trimming right delimiter follows.
  if (at_right_trim_marker(pos_ - 1)) {
    --pos_;
    if (pos_ == first) return {&Lexer::lex_right_delim};
  }
  return emit(TokenType::kSpace);
}

Lexer::State Lexer::lex_identifier() {
  skip_alphanumeric();
  if (!at_terminator()) return bad_character();
  return emit(word_type(input_.substr(start_, pos_ - start_)));
}

Lexer::State Lexer::lex_field() { return lex_field_or_variable(TokenType::kField); }

Lexer::State Lexer::lex_variable() { return lex_field_or_variable(TokenType::kVariable); }

Lexer::State Lexer::lex_field_or_variable(TokenType type) {
  ++pos_;
  if (at_terminator()) return emit(type == TokenType::kField ? TokenType::kDot : type);
  skip_alphanumeric();
  if (!at_terminator()) return bad_character();
  return emit(type);
}

Lexer::State Lexer::lex_char() {
  return lex_quoted('\'', TokenType::kCharConstant, "unterminated character constant");
}

Lexer::State Lexer::lex_quote() {
  return lex_quoted('"', TokenType::kString, "unterminated quoted string");
}

Lexer::State Lexer::lex_quoted(char quote, TokenType type, std::string_view what) {
  for (++pos_; pos_ < input_.size() && input_[pos_] != '\n'; ++pos_) {
    if (input_[pos_] == quote) {
      ++pos_;
      return emit(type);
    }
    if (input_[pos_] == '\\' && (++pos_ == input_.size() || input_[pos_] == '\n')) break;
  }
  return error(std::string(what));
}

Lexer::State Lexer::lex_raw_quote() {
  const std::size_t close = input_.find('`', pos_ + 1);
  if (close == std::string_view::npos) return error("unterminated raw quoted string");
  pos_ = close + 1;
  return emit(TokenType::kRawString);
}

Lexer::State Lexer::lex_number() {
  const auto bad = [this] {
    return error("bad number syntax: " + quote(input_.substr(start_, pos_ - start_)));
  };
  if (!scan_number()) return bad();
  if (pos_ == input_.size() || (input_[pos_] != '+' && input_[pos_] != '-')) {
    return emit(TokenType::kNumber);
  }
  // A complex constant: no spaces, ends in `i`.
  if (!scan_number() || input_[pos_ - 1] != 'i') return bad();
  return emit(TokenType::kComplex);
}

// Takes what has the shape of a number; whether it is one is for Number to say.
bool Lexer::scan_number() {
  constexpr std::string_view kDecimal = "0123456789_";
  constexpr std::string_view kHex = "0123456789abcdefABCDEF_";
  accept("+-");
  std::string_view digits = kDecimal;
  if (accept("0")) {
    if (accept("xX")) {
      digits = kHex;
    } else if (accept("oO")) {
      digits = "01234567_";
    } else if (accept("bB")) {
      digits = "01_";
    }
  }
  accept_run(digits);
  if (accept(".")) accept_run(digits);
  const bool exponent = (digits == kDecimal && accept("eE")) || (digits == kHex && accept("pP"));
  if (exponent) {
    accept("+-");
    accept_run(kDecimal);
  }
  accept("i");
  if (!at_alphanumeric()) return true;
  pos_ += alphanumeric_length(input_.substr(pos_));
  return false;
}

Lexer::State Lexer::bad_character() {
  const base::Rune rune = base::decode_rune(input_.substr(pos_));
  start_ = pos_;
  pos_ += static_cast<std::size_t>(rune.length);
  std::string_view hint;
  if (rune.code == '[') hint = "; write `index list 0`";
  if (rune.code == '-') hint = "; a key with a dash is read by `index map \"a-key\"`";
  return error(fmt::format("bad character {}{}", unicode_name(rune.code), hint));
}

bool Lexer::accept(std::string_view set) {
  if (pos_ == input_.size() || set.find(input_[pos_]) == std::string_view::npos) return false;
  ++pos_;
  return true;
}

void Lexer::accept_run(std::string_view set) {
  while (accept(set)) {
  }
}

void Lexer::skip_alphanumeric() {
  for (;;) {
    while (pos_ < input_.size() && is(kWordByte, input_[pos_])) ++pos_;
    const std::size_t length = alphanumeric_length(input_.substr(pos_));
    if (length == 0) return;
    pos_ += length;
  }
}

bool Lexer::at_alphanumeric() const { return alphanumeric_length(input_.substr(pos_)) != 0; }

bool Lexer::at_right_delim(bool& trims) const {
  trims = at_right_trim_marker(pos_);
  return trims || (pos_ + 1 < input_.size() && input_[pos_] == kRightDelim[0] &&
                   input_[pos_ + 1] == kRightDelim[1]);
}

bool Lexer::at_right_trim_marker(std::size_t pos) const {
  return pos + 1 < input_.size() && is_space(input_[pos]) && input_[pos + 1] == '-' &&
         input_.substr(pos + kTrimMarkerLength).starts_with(kRightDelim);
}

// What may follow a word directly.
bool Lexer::at_terminator() const {
  if (pos_ == input_.size()) return true;
  const char c = input_[pos_];
  return is(kTerminatorByte, c) || input_.substr(pos_).starts_with(kRightDelim);
}

}  // namespace copctl::tmpl
