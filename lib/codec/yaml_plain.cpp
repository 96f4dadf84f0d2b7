#include "codec/yaml_plain.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <utility>

#include "codec/yaml_resolve.h"
#include "codec/yaml_scalar.h"

// Every function that returns a bool returns false for what is not read here. Positions are byte
// offsets into the text; a column is the distance from the beginning of the line.

namespace copctl::codec {
namespace {

// Well below the limits of the whole reader, so that theirs are met there.
constexpr std::size_t kDeep = kMaxDepth / 2;
constexpr std::size_t kMany = kMaxNodes / 2;
// libyaml takes keys up to 1024 bytes.
constexpr std::size_t kLongKey = 1000;

enum CharacterClass : std::uint8_t {
  // A plain scalar may begin with it, whatever follows.
  kBegins = 1,
  // May stand in a list of words.
  kWord = 2,
};

constexpr std::array<std::uint8_t, 128> make_classes() {
  std::array<std::uint8_t, 128> classes{};
  for (char c = '!'; c <= '~'; ++c) classes[c] = kBegins;
  for (const char c : std::string_view("-?:,[]{}#&*!|>'\"%@`")) classes[c] = 0;
  for (char c = 'a'; c <= 'z'; ++c) classes[c] = classes[c - 'a' + 'A'] = kBegins | kWord;
  for (char c = '0'; c <= '9'; ++c) classes[c] = kBegins | kWord;
  for (const char c : std::string_view("_./")) classes[c] = kBegins | kWord;
  return classes;
}
constexpr std::array<std::uint8_t, 128> kClasses = make_classes();

// Of printable ASCII only.
bool is_in(char c, CharacterClass wanted) { return (kClasses[c] & wanted) != 0; }

bool is_printable_ascii(std::string_view text) {
  // No branch inside, so that the compiler looks at many bytes at a time.
  unsigned odd = 0;
  for (const char c : text) {
    const auto above = static_cast<unsigned char>(c - ' ');
    odd |= static_cast<unsigned>(above > '~' - ' ') & static_cast<unsigned>(c != '\n');
  }
  return odd == 0;
}

class PlainReader {
 public:
  PlainReader(std::string_view text, diag::SourceId source, Numbers numbers)
      : text_(text), source_(source), numbers_(numbers) {}

  bool read() {
    // What ends without a line break, or may be in an encoding of its own, is left to others.
    if (text_.empty() || text_.back() != '\n' || !is_printable_ascii(text_)) return false;
    while (at_ < text_.size()) {
      if (!line()) return false;
    }
    end_document();
    return true;
  }

  std::vector<Document> take() { return std::move(documents_); }

 private:
  // An open collection. A sequence may stand in the column of the mapping that holds it.
  struct Frame {
    std::size_t column;
    value::Value value;
    // Where its last entry is to be put, while that is not read yet.
    value::Value* pending;
  };

  struct Scalar {
    std::string text;
    bool quoted = false;
  };

  std::size_t line_end(std::size_t from) const { return text_.find('\n', from); }

  std::size_t skip_blanks(std::size_t from) const {
    while (text_[from] == ' ') ++from;
    return from;
  }

  // Whether the rest of the line is blank or a comment, which wants a blank before it.
  bool ends_line(std::size_t from) const {
    const std::size_t next = skip_blanks(from);
    return text_[next] == '\n' || (text_[next] == '#' && next > from);
  }

  bool is_dash(std::size_t at) const {
    return text_[at] == '-' && (text_[at + 1] == ' ' || text_[at + 1] == '\n');
  }

  bool line() {
    const std::size_t begin = at_;
    at_ = skip_blanks(begin);
    if (text_[at_] != '\n' && text_[at_] != '#') {
      const std::size_t column = at_ - begin;
      if (column == 0 && (text_[at_] == '-' || text_[at_] == '.') && is_marker()) return marker();
      if (!leave(column) || !content(begin)) return false;
    }
    at_ = line_end(at_) + 1;
    return true;
  }

  bool is_marker() const {
    const std::string_view word = text_.substr(at_, 3);
    return (word == "---" || word == "...") && (text_[at_ + 3] == ' ' || text_[at_ + 3] == '\n');
  }

  bool marker() {
    if (text_[at_] != '-' || text_[at_ + 3] != '\n') return false;
    end_document();
    begin_document();
    at_ += 4;
    return documents_.size() < kMaxDocuments;
  }

  void begin_document() {
    Document& document = documents_.emplace_back();
    const auto at = static_cast<std::uint32_t>(at_);
    document.span = {source_, at, at};
    document.empty = true;
  }

  void end_document() {
    while (!frames_.empty()) close();
  }

  void close() {
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    put(std::move(frame.value));
  }

  // What was read becomes the innermost collection's pending value, or the document.
  void put(value::Value v) {
    if (frames_.empty()) {
      documents_.back().value = std::move(v);
    } else {
      *frames_.back().pending = std::move(v);
      frames_.back().pending = nullptr;
    }
  }

  // Ends what a line that begins at `column` is no longer in.
  bool leave(std::size_t column) {
    while (!frames_.empty() && frames_.back().column > column) close();
    if (frames_.size() > 1 && frames_.back().column == column && frames_.back().value.is_list() &&
        frames_[frames_.size() - 2].column == column && !is_dash(at_)) {
      close();
    }
    if (frames_.empty()) return starts_document();
    Frame& top = frames_.back();
    if (top.column < column) return top.pending != nullptr;
    // The entry before has no value: it is null, but for the sequence in its mapping's column.
    if (top.value.is_map() && is_dash(at_)) return top.pending != nullptr;
    top.pending = nullptr;
    return true;
  }

  bool starts_document() {
    if (documents_.empty()) begin_document();
    const bool is_first = documents_.back().empty;
    documents_.back().empty = false;
    return is_first;
  }

  bool open(std::size_t column, value::Value value) {
    frames_.push_back({column, std::move(value), nullptr});
    return frames_.size() < kDeep && ++nodes_ < kMany;
  }

  // `- ` as often as it stands there, then a key or a scalar. `begin` is the line's.
  bool content(std::size_t begin) {
    while (is_dash(at_)) {
      if (!item(at_ - begin)) return false;
      if (text_[at_] == '\n') return true;
    }
    if (frames_.empty() || frames_.back().pending != nullptr || frames_.back().value.is_map()) {
      return entry_or_item(at_ - begin);
    }
    return false;
  }

  // Past the dash and the blanks behind it.
  bool item(std::size_t column) {
    const bool is_next =
        !frames_.empty() && frames_.back().column == column && frames_.back().value.is_list();
    if (!is_next && !open(column, value::Value::list())) return false;
    Frame& frame = frames_.back();
    auto& items = frame.value.as_list().items;
    frame.pending = &items.emplace_back();
    if (text_[at_ + 1] == ' ' && ends_line(at_ + 1)) {
      at_ = line_end(at_);
      return true;
    }
    at_ = skip_blanks(at_ + 1);
    return true;
  }

  bool entry_or_item(std::size_t column) {
    const std::size_t begin = at_;
    Scalar key;
    if (is_key(key)) return entry(column, key);
    at_ = begin;
    // A scalar that is not behind a dash may go on over several lines.
    if (frames_.empty() || !frames_.back().value.is_list() || is_alone(begin)) return false;
    return scalar_or_flow();
  }

  // Whether nothing but blanks stands before it on its line.
  bool is_alone(std::size_t at) const {
    while (at > 0 && text_[at - 1] == ' ') --at;
    return at == 0 || text_[at - 1] == '\n';
  }

  // Whether a key is here, with its colon, which is passed.
  bool is_key(Scalar& key) {
    const std::size_t begin = at_;
    const char first = text_[at_];
    if (first == '"' || first == '\'') {
      if (!quoted(key)) return false;
    } else if (!is_in(first, kBegins)) {
      return false;
    } else {
      while (!(text_[at_] == ':' && (text_[at_ + 1] == ' ' || text_[at_ + 1] == '\n'))) {
        if (text_[at_] == '\n' || (text_[at_] == '#' && text_[at_ - 1] == ' ')) return false;
        ++at_;
      }
      std::size_t end = at_;
      while (text_[end - 1] == ' ') --end;
      key.text = text_.substr(begin, end - begin);
    }
    if (at_ - begin > kLongKey || text_[at_] != ':') return false;
    ++at_;
    return text_[at_] == ' ' || text_[at_] == '\n';
  }

  bool entry(std::size_t column, Scalar& key) {
    const bool is_next =
        !frames_.empty() && frames_.back().column == column && frames_.back().value.is_map();
    if (!is_next && !open(column, value::Value::map())) return false;
    const Resolution meaning = key.quoted ? Resolution{} : resolve(key.text);
    if (meaning.tag == Tag::kNull || (key.text == "<<" && !key.quoted)) return false;
    Frame& frame = frames_.back();
    if (frame.pending != nullptr) return false;
    const auto [entry, is_new] = frame.value.as_map().entries.try_emplace(
        meaning.tag == Tag::kString ? std::move(key.text) : key_text(meaning, key.text));
    frame.pending = &entry->second;
    if (!is_new || ++nodes_ >= kMany) return false;
    if (ends_line(at_)) {
      at_ = line_end(at_);
      return true;
    }
    at_ = skip_blanks(at_);
    return scalar_or_flow();
  }

  // A value in one line, or a literal block below it.
  bool scalar_or_flow() {
    switch (text_[at_]) {
      case '|':
        return literal();
      case '[':
        return words();
      case '{':
        if (text_[at_ + 1] != '}' || !ends_line(at_ + 2)) return false;
        put(value::Value::map());
        return ++nodes_ < kMany;
      default:
        return scalar();
    }
  }

  bool scalar() {
    Scalar scalar;
    const char first = text_[at_];
    const bool sound =
        first == '"' || first == '\'' ? quoted(scalar) && ends_line(at_) : plain(scalar);
    if (!sound) return false;
    put(value_of(std::move(scalar)));
    return ++nodes_ < kMany;
  }

  value::Value value_of(Scalar scalar) const {
    const Resolution meaning = scalar.quoted ? Resolution{} : resolve(scalar.text);
    if (meaning.tag == Tag::kString) return value::Value::string(std::move(scalar.text));
    return to_value(meaning, scalar.text, numbers_);
  }

  // To the end of the line or a comment. What has a `: ` is a mistake.
  bool plain(Scalar& scalar) {
    const std::size_t begin = at_;
    const char second = text_[at_ + 1];
    const bool dash = text_[at_] == '-' && second != ' ' && second != '\n';
    if (!is_in(text_[at_], kBegins) && !dash) return false;
    for (; text_[at_] != '\n'; ++at_) {
      if (text_[at_] == ':' && (text_[at_ + 1] == ' ' || text_[at_ + 1] == '\n')) return false;
      if (text_[at_] == '#' && text_[at_ - 1] == ' ') break;
    }
    std::size_t end = at_;
    while (text_[end - 1] == ' ') --end;
    scalar.text = text_.substr(begin, end - begin);
    return true;
  }

  bool quoted(Scalar& scalar) {
    scalar.quoted = true;
    return text_[at_++] == '"' ? double_quoted(scalar.text) : single_quoted(scalar.text);
  }

  bool single_quoted(std::string& out) {
    while (true) {
      const std::size_t stop = text_.find_first_of("'\n", at_);
      out += text_.substr(at_, stop - at_);
      if (text_[stop] == '\n') return false;
      at_ = stop + 1;
      if (text_[at_] != '\'') return true;
      out += '\'';
      ++at_;
    }
  }

  bool double_quoted(std::string& out) {
    while (true) {
      const std::size_t stop = text_.find_first_of("\"\\\n", at_);
      out += text_.substr(at_, stop - at_);
      if (text_[stop] == '\n') return false;
      at_ = stop + 1;
      if (text_[stop] == '"') return true;
      if (!escape(out)) return false;
    }
  }

  bool escape(std::string& out) {
    const char c = text_[at_++];
    if (c != 'n' && c != 't' && c != '"' && c != '\\') return false;
    out += c == 'n' ? '\n' : c == 't' ? '\t' : c;
    return true;
  }

  // `[a, "b"]` in one line.
  bool words() {
    const value::Value list = value::Value::list();
    auto& items = list.as_list().items;
    at_ = skip_blanks(at_ + 1);
    while (text_[at_] != ']' || !items.empty()) {
      Scalar item;
      if (!word(item)) return false;
      items.push_back(value_of(std::move(item)));
      if (++nodes_ >= kMany) return false;
      at_ = skip_blanks(at_);
      if (text_[at_] == ']') break;
      if (text_[at_] != ',') return false;
      at_ = skip_blanks(at_ + 1);
    }
    ++at_;
    if (!ends_line(at_)) return false;
    put(list);
    return ++nodes_ < kMany;
  }

  bool word(Scalar& item) {
    if (text_[at_] == '"' || text_[at_] == '\'') return quoted(item);
    const std::size_t begin = at_;
    if (text_[at_] == '\n' || !is_in(text_[at_], kWord)) return false;
    while (text_[at_] == '-' || (text_[at_] != '\n' && is_in(text_[at_], kWord))) ++at_;
    item.text = text_.substr(begin, at_ - begin);
    return true;
  }

  // `|`, `|-` or `|+` and the lines below that are indented. at_ is left at a line's end.
  bool literal() {
    const char chomping = text_[at_ + 1] == '-' || text_[at_ + 1] == '+' ? text_[at_ + 1] : ' ';
    std::size_t at = at_ + (chomping == ' ' ? 1 : 2);
    if (text_[at++] != '\n' || at == text_.size()) return false;
    const std::size_t indent = skip_blanks(at) - at;
    if (indent <= frames_.back().column || text_[at + indent] == '\n') return false;
    std::string out;
    while (at < text_.size()) {
      const std::size_t first = skip_blanks(at);
      const bool blank = text_[first] == '\n';
      if (!blank && first - at < indent) break;
      const std::size_t end = line_end(first);
      if (end - at > indent) out += text_.substr(at + indent, end - at - indent);
      out += '\n';
      at = end + 1;
    }
    if (chomping != '+') {
      out.resize(out.find_last_not_of('\n') + 1);
      out += chomping == ' ' ? "\n" : "";
    }
    at_ = at - 1;
    put(value::Value::string(std::move(out)));
    return ++nodes_ < kMany;
  }

  std::string_view text_;
  diag::SourceId source_;
  Numbers numbers_;
  std::size_t at_ = 0;
  std::size_t nodes_ = 0;
  std::vector<Frame> frames_;
  std::vector<Document> documents_;
};

}  // namespace

std::optional<std::vector<Document>> read_plain_yaml(std::string_view text, diag::SourceId source,
                                                     Numbers numbers) {
  PlainReader reader(text, source, numbers);
  if (!reader.read()) return std::nullopt;
  return reader.take();
}

}  // namespace copctl::codec
