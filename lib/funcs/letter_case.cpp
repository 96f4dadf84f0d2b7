#include <algorithm>
#include <string>

#include "base/text.h"
#include "base/unicode.h"
#include "funcs/arguments.h"
#include "funcs/funcs.h"
#include "funcs/word_case.h"

// Upper and lower case, and names in the spellings of several languages.

namespace copctl::funcs {

namespace {

using tmpl::Call;
using value::Value;

// Go's strings.Map and the loops over []rune: every code point by itself, invalid bytes become
// U+FFFD.
template <class Change>
Value changed(Call& call, Change change) {
  std::string_view text = call.text(0);
  call.reserve(product(text.size(), 3));
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const base::Rune rune = base::decode_rune(text);
    text.remove_prefix(rune.length);
    base::append_rune(out, change(rune.code));
  }
  return Value::string(std::move(out));
}

// As `changed`, for a change that moves the letters from `first` to `first` + 25 by `distance` and
// no other character of ASCII: most texts are of nothing else.
Value shifted(Call& call, char first, int distance, char32_t (*change)(char32_t)) {
  std::string text = call.text(0);
  if (std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {
    return changed(call, change);
  }
  call.reserve(text.size());
  for (char& c : text) {
    const bool moves = static_cast<unsigned char>(c - first) < 26;
    c = static_cast<char>(c + (moves ? distance : 0));
  }
  return Value::string(std::move(text));
}

Value upper(Call& call) { return shifted(call, 'a', 'A' - 'a', base::to_upper); }
Value lower(Call& call) { return shifted(call, 'A', 'a' - 'A', base::to_lower); }

// strings.go: isSeparator.
bool separates_words(char32_t c) {
  if (c >= 0x80) {
    return base::is_space(c);
  }
  return !base::is_letter(c) && !base::is_digit(c) && c != '_';
}

Value title(Call& call) {
  char32_t before = ' ';
  return changed(call, [&](char32_t c) {
    const bool first = separates_words(before);
    before = c;
    return first ? base::to_title(c) : c;
  });
}

// goutils.Uncapitalize.
Value untitle(Call& call) {
  bool first = true;
  return changed(call, [&](char32_t c) {
    if (base::is_space(c)) {
      first = true;
      return c;
    }
    const char32_t result = first ? base::to_lower(c) : c;
    first = false;
    return result;
  });
}

// goutils.SwapCase: a lower-case letter after white space becomes a title letter.
Value swap_case(Call& call) {
  bool after_space = true;
  return changed(call, [&](char32_t c) {
    if (base::is_upper(c) || base::is_title(c)) {
      after_space = false;
      return base::to_lower(c);
    }
    if (!base::is_lower(c)) {
      after_space = base::is_space(c);
      return c;
    }
    const bool first = after_space;
    after_space = false;
    return first ? base::to_title(c) : base::to_upper(c);
  });
}

// goutils.Initials reads bytes as code points.
Value initials(Call& call) {
  std::string out;
  bool after_space = true;
  for (const char byte : call.text(0)) {
    const auto c = static_cast<unsigned char>(byte);
    const bool space = base::is_space(c);
    if (after_space && !space) {
      base::append_rune(out, c);
    }
    after_space = space;
  }
  return Value::string(std::move(out));
}

// At most a connector before every letter.
Value joined_words(Call& call, char connector) {
  call.reserve(product(call.text(0).size(), 3));
  return Value::string(joined_lower_words(call.text(0), connector));
}

Value snake_case(Call& call) { return joined_words(call, '_'); }
Value kebab_case(Call& call) { return joined_words(call, '-'); }

Value camelcase(Call& call) {
  call.reserve(product(call.text(0).size(), 3));
  return Value::string(camel_case(call.text(0)));
}

constexpr tmpl::Function kTable[] = {
    {"upper",
     "(string) string",
     upper,
     "the text in upper case",
     {"{{ upper \"straße\" }}", "STRAßE"}},
    {"lower", "(string) string", lower, "the text in lower case", {"{{ lower \"ABC\" }}", "abc"}},
    {"title",
     "(string) string",
     title,
     "the first letter of every word in title case",
     {"{{ title \"one two\" }}", "One Two"}},
    {"untitle",
     "(string) string",
     untitle,
     "the first letter of every word in lower case",
     {"{{ untitle \"One TWO\" }}", "one tWO"}},
    {"swapcase",
     "(string) string",
     swap_case,
     "upper case for lower case and the reverse",
     {"{{ swapcase \"This Is\" }}", "tHIS iS"}},
    {"initials",
     "(string) string",
     initials,
     "the first letter of every word",
     {"{{ initials \"First Try\" }}", "FT"}},
    {"snakecase",
     "(string) string",
     snake_case,
     "the words in lower case, joined by `_`",
     {"{{ snakecase \"HTTPServer two\" }}", "http_server_two"}},
    {"kebabcase",
     "(string) string",
     kebab_case,
     "the words in lower case, joined by `-`",
     {"{{ kebabcase \"firstName\" }}", "first-name"}},
    {"camelcase",
     "(string) string",
     camelcase,
     "the words without what joins them, each with one upper-case letter",
     {"{{ camelcase \"http_server\" }}", "HttpServer"}},
};

}  // namespace

std::span<const tmpl::Function> letter_case() { return kTable; }

}  // namespace copctl::funcs
