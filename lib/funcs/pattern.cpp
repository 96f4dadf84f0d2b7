#include "funcs/pattern.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "base/text.h"
#include "funcs/pattern_syntax.h"

namespace copctl::funcs {

namespace {

// What the rest of an error text quotes.
enum class Quotes : std::uint8_t { kPart, kPattern, kFromBadByte, kNothing };

struct Problem {
  RE2::ErrorCode code;
  std::string_view text;
  Quotes quotes;
};

// regexp/syntax's ErrorCode for the library's.
constexpr std::array<Problem, 13> kProblems = {{
    {RE2::ErrorBadEscape, "invalid escape sequence", Quotes::kPart},
    {RE2::ErrorBadCharClass, "invalid character class", Quotes::kPart},
    {RE2::ErrorBadCharRange, "invalid character class range", Quotes::kPart},
    {RE2::ErrorMissingBracket, "missing closing ]", Quotes::kPart},
    {RE2::ErrorMissingParen, "missing closing )", Quotes::kPattern},
    {RE2::ErrorUnexpectedParen, "unexpected )", Quotes::kPattern},
    {RE2::ErrorTrailingBackslash, "trailing backslash at end of expression: ``", Quotes::kNothing},
    {RE2::ErrorRepeatArgument, "missing argument to repetition operator", Quotes::kPart},
    {RE2::ErrorRepeatSize, "invalid repeat count", Quotes::kPart},
    {RE2::ErrorRepeatOp, "invalid nested repetition operator", Quotes::kPart},
    {RE2::ErrorBadPerlOp, "invalid or unsupported Perl syntax", Quotes::kPart},
    {RE2::ErrorBadUTF8, "invalid UTF-8", Quotes::kFromBadByte},
    {RE2::ErrorBadNamedCapture, "invalid named capture", Quotes::kPart},
}};

std::string error_text(const RE2& compiled, std::string_view pattern) {
  const auto* const problem = std::ranges::find(kProblems, compiled.error_code(), &Problem::code);
  if (problem == kProblems.end()) return "expression too large";
  std::string_view quoted = pattern;
  switch (problem->quotes) {
    case Quotes::kNothing:
      return std::string(problem->text);
    case Quotes::kPart:
      quoted = compiled.error_arg();
      break;
    case Quotes::kFromBadByte:
      quoted = pattern.substr(std::min(base::find_invalid_utf8(pattern), pattern.size()));
      break;
    case Quotes::kPattern:
      break;
  }
  // The library quotes a lazy count with its `?`.
  if (problem->code == RE2::ErrorRepeatSize && quoted.ends_with("}?")) quoted.remove_suffix(1);
  return fmt::format("{}: `{}`", problem->text, quoted);
}

std::unique_ptr<RE2> compile_library(std::string_view pattern) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kMaxPatternMemory);
  return std::make_unique<RE2>(re2::StringPiece(pattern.data(), pattern.size()), options);
}

// Whether what stands before a refused part is fine as far as it goes: the first error counts, and
// an open parenthesis is none yet.
bool is_well_begun(std::string_view before) {
  const std::unique_ptr<RE2> compiled = compile_library(translate_pattern(before).text);
  return compiled->ok() || compiled->error_code() == RE2::ErrorMissingParen;
}

// A subject in valid UTF-8, and the way back to the bytes it was made of.
class Subject {
 public:
  explicit Subject(std::string_view original) : original_(original), text_(original) {
    std::size_t bad = base::find_invalid_utf8(original);
    if (bad == std::string_view::npos) return;
    while (bad != std::string_view::npos) {
      repaired_.append(original, 0, bad);
      replaced_.push_back(repaired_.size());
      base::append_rune(repaired_, base::kReplacement);
      original.remove_prefix(bad + 1);
      bad = base::find_invalid_utf8(original);
    }
    repaired_ += original;
    text_ = repaired_;
  }

  std::string_view text() const { return text_; }

  // What the bytes [begin, end) of text() were.
  std::string_view original(std::size_t begin, std::size_t end) const {
    const std::size_t from = original_offset(begin);
    return original_.substr(from, original_offset(end) - from);
  }

 private:
  // U+FFFD takes three bytes in place of one.
  std::size_t original_offset(std::size_t offset) const {
    const auto before = std::ranges::lower_bound(replaced_, offset) - replaced_.begin();
    return offset - 2 * static_cast<std::size_t>(before);
  }

  std::string_view original_;
  std::string_view text_;
  std::string repaired_;
  std::vector<std::size_t> replaced_;
};

bool is_inside_rune(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80;
}

// Room for `count` things: few of them stand on the stack.
template <class T>
class Room {
 public:
  explicit Room(std::size_t count) : many_(count <= few_.size() ? 0 : count) {
    all_ = many_.empty() ? std::span(few_).first(count) : std::span(many_);
  }
  Room(const Room&) = delete;
  Room& operator=(const Room&) = delete;

  std::span<T> all() const { return all_; }

 private:
  std::array<T, 4> few_;
  std::vector<T> many_;
  std::span<T> all_;
};

// How much of `text` may have been read to find a match that ends at `end`.
std::size_t end_of_read(std::string_view text, std::size_t end, Reach reach) {
  if (reach == Reach::kMatch) return end;
  if (reach == Reach::kText) return text.size();
  return std::min(text.find('\n', end), text.size());
}

}  // namespace

Pattern::Pattern(std::unique_ptr<RE2> compiled, Reach reach)
    : compiled_(std::move(compiled)), reach_(reach) {}

Pattern::~Pattern() = default;

std::shared_ptr<const Pattern> Pattern::compile(std::string_view text, std::string& error) {
  const auto refuse = [&](std::string problem) {
    error = "error parsing regexp: " + std::move(problem);
    return nullptr;
  };
  if (text.size() > kMaxPatternBytes) {
    return refuse(fmt::format("expression too large; the limit is {} bytes", kMaxPatternBytes));
  }
  const Translated translated = translate_pattern(text);
  std::unique_ptr<RE2> compiled = compile_library(translated.text);
  if (!translated.refusal.empty() && is_well_begun(translated.before)) {
    return refuse(translated.refusal);
  }
  if (!compiled->ok()) return refuse(error_text(*compiled, text));
  return std::shared_ptr<const Pattern>(new Pattern(std::move(compiled), reach_of(text)));
}

std::size_t Pattern::cost(std::size_t bytes) const {
  return bytes * static_cast<std::size_t>(compiled_->ProgramSize());
}

int Pattern::group_count() const { return compiled_->NumberOfCapturingGroups(); }

int Pattern::group(std::string_view name) const {
  const std::map<std::string, int>& groups = compiled_->NamedCapturingGroups();
  const auto found = groups.find(std::string(name));
  return found == groups.end() ? -1 : found->second;
}

bool Pattern::for_each_match(std::string_view subject, int groups,
                             const std::function<bool(Groups)>& visit) const {
  const Subject repaired(subject);
  const std::string_view text = repaired.text();
  if (cost(text.size()) > kMaxPass) return false;

  const re2::StringPiece piece(text.data(), text.size());
  const Room<re2::StringPiece> found_room(static_cast<std::size_t>(groups));
  const Room<std::string_view> views_room(static_cast<std::size_t>(groups));
  const std::span<re2::StringPiece> found = found_room.all();
  const std::span<std::string_view> views = views_room.all();
  const auto offset = [&](const char* at) { return static_cast<std::size_t>(at - text.data()); };
  std::size_t spent = 0;
  std::size_t at = 0;
  std::optional<std::size_t> last_end;
  while (at <= text.size()) {
    if (!compiled_->Match(piece, at, text.size(), RE2::UNANCHORED, found.data(), groups)) break;
    const std::size_t begin = offset(found[0].data());
    const std::size_t end = begin + found[0].size();
    spent += cost(end_of_read(text, end, reach_) - at + 1);
    if (spent > kMaxSearch) return false;
    // The library's `\B` matches between the bytes of a code point.
    if (is_inside_rune(text, begin)) {
      at = begin + 1;
      continue;
    }
    // regexp.go: allMatches. An empty match right behind a match does not count.
    const bool counts = begin != end || last_end != begin;
    last_end = end;
    at = end > at ? end : at + std::max(1, base::decode_rune(text.substr(at)).length);
    if (!counts) continue;
    for (std::size_t i = 0; i < found.size(); ++i) {
      const char* data = found[i].data();
      views[i] = data == nullptr ? std::string_view()
                                 : repaired.original(offset(data), offset(data) + found[i].size());
    }
    if (!visit(views)) break;
  }
  return true;
}

std::string quote_pattern(std::string_view text) {
  constexpr std::string_view kSpecial = "\\.+*?()|[]{}^$";
  std::string quoted;
  for (const char c : text) {
    if (kSpecial.find(c) != std::string_view::npos) quoted += '\\';
    quoted += c;
  }
  return quoted;
}

}  // namespace copctl::funcs
