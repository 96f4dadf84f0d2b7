#include "layering/code.h"

#include <algorithm>

#include "base/text.h"

namespace copctl::layering {
namespace {

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Copies code and blanks the rest, piece by piece.
class Stripper {
 public:
  explicit Stripper(std::string_view text) : text_(text) {}

  std::string run() {
    while (at_ < text_.size()) {
      const std::string_view rest = text_.substr(at_);
      if (rest.starts_with("//")) {
        blank_to(text_.find('\n', at_));
      } else if (rest.starts_with("/*")) {
        blank_behind("*/", at_ + 2);
      } else if (rest.starts_with("R\"") && !follows_word()) {
        raw_string();
      } else if (rest[0] == '"' || (rest[0] == '\'' && !follows_word())) {
        literal(rest[0]);
      } else {
        out_ += text_[at_++];
      }
    }
    return std::move(out_);
  }

 private:
  // `1'000` is no literal, and `FOR"` no raw string.
  bool follows_word() const { return at_ > 0 && is_word_character(text_[at_ - 1]); }

  void blank_to(std::size_t end) {
    for (end = std::min(end, text_.size()); at_ < end; ++at_) {
      out_ += text_[at_] == '\n' ? '\n' : ' ';
    }
  }

  void blank_behind(std::string_view close, std::size_t from) {
    const std::size_t found = text_.find(close, from);
    blank_to(found == std::string_view::npos ? text_.size() : found + close.size());
  }

  void literal(char quote) {
    std::size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != quote && text_[end] != '\n') {
      end += text_[end] == '\\' ? 2 : 1;
    }
    out_ += quote;
    ++at_;
    blank_to(end);
    if (at_ < text_.size() && text_[at_] == quote) {
      out_ += text_[at_++];
    }
  }

  void raw_string() {
    const std::size_t open = text_.find('(', at_);
    if (open == std::string_view::npos) {
      return blank_to(text_.size());
    }
    const std::string close = ")" + std::string(text_.substr(at_ + 2, open - at_ - 2)) + "\"";
    blank_behind(close, open);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string out_;
};

}  // namespace

std::string code_only(std::string_view text) { return Stripper(text).run(); }

bool holds_word(std::string_view line, std::string_view word) {
  for (std::size_t at = line.find(word); at != std::string_view::npos;
       at = line.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool begins =
        at == 0 || !is_word_character(word.front()) || !is_word_character(line[at - 1]);
    const bool ends =
        end == line.size() || !is_word_character(word.back()) || !is_word_character(line[end]);
    if (begins && ends) {
      return true;
    }
  }
  return false;
}

std::vector<Include> quoted_includes(std::string_view text) {
  constexpr std::string_view kOpening = "#include \"";
  const std::string code = code_only(text);
  const std::vector<std::string_view> stripped = base::split(code, '\n');
  const std::vector<std::string_view> lines = base::split(text, '\n');
  std::vector<Include> includes;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    // What is commented out is no include; the path itself is blanked in the stripped line.
    if (stripped[i].starts_with(kOpening)) {
      const std::string_view path = lines[i].substr(kOpening.size());
      includes.push_back({i + 1, std::string(path.substr(0, path.find('"')))});
    }
  }
  return includes;
}

}  // namespace copctl::layering
