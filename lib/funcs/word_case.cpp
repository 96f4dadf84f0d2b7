#include "funcs/word_case.h"

#include <vector>

#include "base/text.h"
#include "base/unicode.h"

namespace copctl::funcs {

namespace {

enum class Word { kEnd, kInvalid, kNumber, kUpper, kLetters, kConnector, kPunctuation, kOther };

struct Piece {
  Word kind = Word::kEnd;
  std::string_view text;
};

bool is_connector(char32_t c) { return c == '-' || c == '_' || base::is_space(c); }

// Letters that have words: Chinese ones stand alone.
bool is_word_letter(char32_t c) {
  const bool chinese = (c >= 0x3400 && c <= 0x4D85) || (c >= 0x4E00 && c <= 0x9FCC) ||
                       (c >= 0x20000 && c <= 0x2B81D);
  return !chinese && base::is_letter(c);
}

bool continues_other(char32_t c) {
  return !is_connector(c) && !is_word_letter(c) && !base::is_number(c) && !base::is_punctuation(c);
}

bool continues_letters(char32_t c) { return is_word_letter(c) && !base::is_upper(c); }

// Cuts a text into pieces of one kind. Invalid bytes belong to the piece around them.
class Pieces {
 public:
  explicit Pieces(std::string_view text) : rest_(text) {}

  bool done() const { return rest_.empty(); }
  Piece next();

 private:
  struct Seen {
    char32_t code = 0;
    std::size_t length = 0;
    bool found = false;
  };

  // The first valid code point from `offset` on; its length counts the invalid bytes before it.
  Seen peek(std::size_t offset) const;
  // The end of the run of what `belongs`, from `offset` on. `previous` stands in for a code point
  // when only invalid bytes are left.
  template <class Belongs>
  std::size_t run(std::size_t offset, char32_t previous, Belongs belongs) const;
  std::size_t end_of_upper(std::size_t offset, char32_t first) const;

  std::string_view rest_;
};

Pieces::Seen Pieces::peek(std::size_t offset) const {
  Seen seen;
  while (offset + seen.length < rest_.size()) {
    const base::Rune rune = base::decode_rune(rest_.substr(offset + seen.length));
    seen.length += rune.length;
    if (rune.code != base::kReplacement) {
      return {rune.code, seen.length, true};
    }
  }
  return seen;
}

template <class Belongs>
std::size_t Pieces::run(std::size_t offset, char32_t previous, Belongs belongs) const {
  while (offset < rest_.size()) {
    const Seen seen = peek(offset);
    const char32_t code = seen.found ? seen.code : previous;
    if (!belongs(code)) {
      break;
    }
    previous = code;
    offset += seen.length;
  }
  return offset;
}

// `HTTPStatus` is `HTTP` and `Status`; `Status` is one word.
std::size_t Pieces::end_of_upper(std::size_t offset, char32_t first) const {
  if (offset == rest_.size()) {
    return offset;
  }
  const Seen second = peek(offset);
  const char32_t code = second.found ? second.code : first;
  if (!base::is_upper(code)) {
    return is_word_letter(code) ? run(offset, first, continues_letters) : offset;
  }
  std::size_t last = offset;
  char32_t previous = first;
  while (offset < rest_.size()) {
    const Seen seen = peek(offset);
    previous = seen.found ? seen.code : previous;
    if (!base::is_upper(previous)) {
      return is_word_letter(previous) ? last : offset;
    }
    last = offset;
    offset += seen.length;
  }
  return offset;
}

Piece Pieces::next() {
  if (rest_.empty()) {
    return {};
  }
  const Seen first = peek(0);
  const char32_t c = first.code;
  Word kind = Word::kOther;
  std::size_t end = first.length;
  if (!first.found) {
    kind = Word::kInvalid;
  } else if (is_connector(c)) {
    kind = Word::kConnector;
    end = run(end, c, is_connector);
  } else if (base::is_punctuation(c)) {
    kind = Word::kPunctuation;
    end = run(end, c, base::is_punctuation);
  } else if (base::is_upper(c)) {
    kind = Word::kUpper;
    end = end_of_upper(end, c);
  } else if (is_word_letter(c)) {
    kind = Word::kLetters;
    end = run(end, c, continues_letters);
  } else if (base::is_number(c)) {
    kind = Word::kNumber;
    end = run(end, c, base::is_number);
  } else {
    end = run(end, c, continues_other);
  }
  const Piece piece{kind, rest_.substr(0, end)};
  rest_.remove_prefix(end);
  return piece;
}

// Writes pieces in lower case with the connector where words meet.
class Joiner {
 public:
  Joiner(std::string_view text, char connector) : pieces_(text), connector_(connector) {}

  std::string joined() {
    piece_ = pieces_.next();
    while (!pieces_.done()) {
      const Piece written = piece_;
      if (written.kind != Word::kConnector) {
        write(written);
      }
      piece_ = pieces_.next();
      follow(written);
    }
    write(piece_);
    return std::move(out_);
  }

 private:
  void write(const Piece& piece);
  // Decides what stands between `written` and what follows it, and writes a number that belongs to
  // the word before it.
  void follow(const Piece& written);
  void follow_word();
  void write_letters_and_numbers() {
    while (piece_.kind == Word::kLetters || piece_.kind == Word::kNumber) {
      write(piece_);
      piece_ = pieces_.next();
    }
    connect_unless_at_end();
  }
  void connect_unless_at_end() {
    if (piece_.kind != Word::kEnd && piece_.kind != Word::kInvalid) {
      connect();
    }
  }
  void connect() {
    if (piece_.kind != Word::kConnector && piece_.kind != Word::kPunctuation) {
      out_ += connector_;
    }
  }

  Pieces pieces_;
  Piece piece_;
  char connector_;
  std::string out_;
};

void Joiner::write(const Piece& piece) {
  if (piece.kind != Word::kUpper && piece.kind != Word::kConnector) {
    out_ += piece.text;
    return;
  }
  for (std::string_view text = piece.text; !text.empty();) {
    const base::Rune rune = base::decode_rune(text);
    text.remove_prefix(rune.length);
    if (is_connector(rune.code)) {
      out_ += connector_;
    } else {
      base::append_rune(out_, base::is_upper(rune.code) ? base::to_lower(rune.code) : rune.code);
    }
  }
}

void Joiner::follow(const Piece& written) {
  switch (written.kind) {
    case Word::kNumber:
      write_letters_and_numbers();
      break;
    case Word::kConnector:
      write(written);
      break;
    case Word::kPunctuation:
      break;
    default:
      follow_word();
  }
}

void Joiner::follow_word() {
  if (piece_.kind != Word::kNumber) {
    connect();
    return;
  }
  if (pieces_.done()) {
    return;
  }
  const Piece number = piece_;
  piece_ = pieces_.next();
  if (piece_.kind == Word::kLetters) {
    out_ += connector_;
    write(number);
    write_letters_and_numbers();
    return;
  }
  write(number);
  connect();
}

}  // namespace

std::string joined_lower_words(std::string_view text, char connector) {
  return Joiner(text, connector).joined();
}

std::string camel_case(std::string_view text) {
  std::string out;
  if (text.empty()) {
    return out;
  }
  char32_t pending = 0;
  bool found = false;
  while (!text.empty()) {
    const base::Rune rune = base::decode_rune(text);
    text.remove_prefix(rune.length);
    if (!found) {
      found = !is_connector(rune.code);
      pending = found ? base::to_upper(rune.code) : rune.code;
      if (!found) {
        base::append_rune(out, pending);
      }
      continue;
    }
    const bool connector = is_connector(rune.code);
    if (is_connector(pending)) {
      if (connector) {
        base::append_rune(out, pending);
      }
      pending = connector ? rune.code : base::to_upper(rune.code);
    } else {
      base::append_rune(out, pending);
      pending = base::to_lower(rune.code);
    }
  }
  base::append_rune(out, pending);
  return out;
}

}  // namespace copctl::funcs
