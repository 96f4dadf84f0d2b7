#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.h"
#include "base/unicode.h"
#include "funcs/arguments.h"
#include "funcs/funcs.h"
#include "tmpl/tmpl.h"

// Searching, cutting, replacing and quoting.

namespace copctl::funcs {

namespace {

using tmpl::Call;
using value::Value;

template <class Belongs>
std::string_view trimmed(std::string_view text, Belongs belongs) {
  while (!text.empty()) {
    const base::Rune rune = base::decode_rune(text);
    if (!belongs(rune.code)) {
      break;
    }
    text.remove_prefix(rune.length);
  }
  while (!text.empty()) {
    const base::Rune rune = base::decode_last_rune(text);
    if (!belongs(rune.code)) {
      break;
    }
    text.remove_suffix(rune.length);
  }
  return text;
}

Value trim(Call& call) { return Value::string(trimmed(call.text(0), base::is_space)); }

Value trim_all(Call& call) {
  std::vector<char32_t> cutset;
  for (std::string_view rest = call.text(0); !rest.empty();) {
    const base::Rune rune = base::decode_rune(rest);
    rest.remove_prefix(rune.length);
    cutset.push_back(rune.code);
  }
  std::ranges::sort(cutset);
  return Value::string(trimmed(
      call.text(1), [&](char32_t code) { return std::ranges::binary_search(cutset, code); }));
}

Value trim_suffix(Call& call) {
  std::string_view text = call.text(1);
  if (text.ends_with(call.text(0))) {
    text.remove_suffix(call.text(0).size());
  }
  return Value::string(text);
}

Value trim_prefix(Call& call) {
  std::string_view text = call.text(1);
  if (text.starts_with(call.text(0))) {
    text.remove_prefix(call.text(0).size());
  }
  return Value::string(text);
}

// goutils.DeleteWhiteSpace reads bytes as code points: once anything is dropped, what is not ASCII
// is encoded again.
Value nospace(Call& call) {
  const std::string& text = call.text(0);
  const auto is_space = [](char c) { return base::is_space(static_cast<unsigned char>(c)); };
  if (std::ranges::none_of(text, is_space)) {
    return call.arg(0);
  }
  call.reserve(product(text.size(), 2));
  std::string out;
  for (const char c : text) {
    if (!is_space(c)) {
      base::append_rune(out, static_cast<unsigned char>(c));
    }
  }
  return Value::string(std::move(out));
}

Value contains(Call& call) {
  return Value::boolean(call.text(1).find(call.text(0)) != std::string::npos);
}

Value has_prefix(Call& call) { return Value::boolean(call.text(1).starts_with(call.text(0))); }
Value has_suffix(Call& call) { return Value::boolean(call.text(1).ends_with(call.text(0))); }

std::size_t occurrences(std::string_view text, std::string_view part) {
  if (part.empty()) {
    return base::rune_count(text) + 1;
  }
  std::size_t count = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string_view::npos;
       at += part.size()) {
    ++count;
  }
  return count;
}

// strings.Replace with an empty `old`: before every code point and at the end.
std::string interspersed(std::string_view text, const std::string& between) {
  std::string out = between;
  while (!text.empty()) {
    const int length = base::decode_rune(text).length;
    out += text.substr(0, length);
    out += between;
    text.remove_prefix(length);
  }
  return out;
}

Value replace(Call& call) {
  const std::string& from = call.text(0);
  const std::string& to = call.text(1);
  const std::string& text = call.text(2);
  const std::size_t count = occurrences(text, from);
  call.reserve(sum(text.size(), product(count, to.size())));
  if (from.empty()) {
    return Value::string(interspersed(text, to));
  }
  std::string out;
  std::size_t from_here = 0;
  for (std::size_t at = 0; (at = text.find(from, from_here)) != std::string_view::npos;) {
    out.append(text, from_here, at - from_here).append(to);
    from_here = at + from.size();
  }
  return Value::string(out.append(text, from_here));
}

Value repeat(Call& call) {
  const std::int64_t count = call.integer(0);
  const std::string& text = call.text(1);
  if (count < 0) {
    call.fail("strings: negative Repeat count");
  }
  call.reserve(product(text.size(), static_cast<std::size_t>(count)));
  std::string out;
  if (text.empty()) {
    return Value::string(std::move(out));
  }
  out.reserve(text.size() * count);
  for (std::int64_t i = 0; i < count; ++i) {
    out += text;
  }
  return Value::string(std::move(out));
}

Value substr(Call& call) {
  std::int64_t start = call.integer(0);
  std::int64_t end = call.integer(1);
  const std::string& text = call.text(2);
  const auto size = static_cast<std::int64_t>(text.size());
  if (start < 0) {
    start = 0;
  } else if (end < 0 || end > size) {
    end = size;
  }
  if (end < 0 || end > size || start > end) {
    call.fail(fmt::format("slice bounds out of range [{}:{}] with length {}", start, end, size));
  }
  return Value::string(text.substr(start, end - start));
}

// The texts that `text_of_one` makes of all values but nil, joined by a blank.
template <class TextOfOne>
Value joined(Call& call, TextOfOne text_of_one) {
  std::string out;
  for (const Value& v : call.args()) {
    if (v.is_nil()) {
      continue;
    }
    if (!out.empty()) {
      out += ' ';
    }
    out += text_of_one(v);
    call.reserve(out.size());
  }
  return Value::string(std::move(out));
}

Value quote(Call& call) {
  return joined(call, [&](const Value& v) { return tmpl::quote(text_of(call, v)); });
}

Value squote(Call& call) {
  return joined(call, [&](const Value& v) { return "'" + printed(call, v) + "'"; });
}

// sprig trims the format that it builds, not what is printed: only nothing at all leaves no blank.
Value cat(Call& call) {
  std::string out;
  bool first = true;
  for (const Value& v : call.args()) {
    if (v.is_nil()) {
      continue;
    }
    if (!first) {
      out += ' ';
    }
    first = false;
    out += printed(call, v);
    call.reserve(out.size());
  }
  return Value::string(std::move(out));
}

Value plural(Call& call) { return call.arg(call.integer(2) == 1 ? 0 : 1); }

Value to_string(Call& call) {
  return call.arg(0).is_string() ? call.arg(0) : Value::string(text_of(call, call.arg(0)));
}

Value hello(Call&) { return Value::string("Hello!"); }

constexpr tmpl::Function kTable[] = {
    {"trim",
     "(string) string",
     trim,
     "the text without white space at both ends",
     {"[{{ trim \"  a b \" }}]", "[a b]"}},
    {"trimAll",
     "(string, string) string",
     trim_all,
     "the text without the given characters at both ends",
     {"{{ trimAll \"$ \" \"$ 5 $\" }}", "5"}},
    {"trimall",
     "(string, string) string",
     trim_all,
     "the same as trimAll",
     {"{{ trimall \"-\" \"--a--\" }}", "a"}},
    {"trimSuffix",
     "(string, string) string",
     trim_suffix,
     "the text without one given ending",
     {"{{ \"name-\" | trimSuffix \"-\" }}", "name"}},
    {"trimPrefix",
     "(string, string) string",
     trim_prefix,
     "the text without one given beginning",
     {"{{ \"v1.2\" | trimPrefix \"v\" }}", "1.2"}},
    {"nospace",
     "(string) string",
     nospace,
     "the text without any white space; for ASCII only, as in sprig",
     {"{{ nospace \" a b c \" }}", "abc"}},
    {"contains",
     "(string, string) bool",
     contains,
     "whether the second text contains the first",
     {"{{ contains \"tea\" \"steam\" }}", "true"}},
    {"hasPrefix",
     "(string, string) bool",
     has_prefix,
     "whether the second text begins with the first",
     {"{{ hasPrefix \"ca\" \"cat\" }}", "true"}},
    {"hasSuffix",
     "(string, string) bool",
     has_suffix,
     "whether the second text ends with the first",
     {"{{ hasSuffix \"ca\" \"cat\" }}", "false"}},
    {"replace",
     "(string, string, string) string",
     replace,
     "the third text with every first text in it replaced by the second",
     {"{{ \"a.b.c\" | replace \".\" \"-\" }}", "a-b-c"}},
    {"repeat",
     "(int, string) string",
     repeat,
     "the text so many times",
     {"{{ repeat 3 \"ab\" }}", "ababab"}},
    {"substr",
     "(int, int, string) string",
     substr,
     "the bytes from a start up to an end; a negative or too large end is the end of the text",
     {"{{ substr 1 3 \"hello\" }}", "el"}},
    {"quote",
     "(...any) string",
     quote,
     "each value's text in double quotes, escaped as in Go; "
     "a missing value leaves nothing",
     {"{{ quote \"a\\\"b\" 5 nil }}", "\"a\\\"b\" \"5\""}},
    {"squote",
     "(...any) string",
     squote,
     "each value in single quotes, nothing escaped; a missing value leaves nothing",
     {"{{ squote \"a\" 5 }}", "'a' '5'"}},
    {"cat",
     "(...any) string",
     cat,
     "the values that are there, joined by blanks",
     {"{{ cat \"a\" nil 1 true }}", "a 1 true"}},
    {"plural",
     "(string, string, int) string",
     plural,
     "the first text for a count of one, otherwise the second",
     {"{{ plural \"pod\" \"pods\" 2 }}", "pods"}},
    {"toString",
     "(any) string",
     to_string,
     "the value's text, as print shows it",
     {"{{ toString 1.5 | quote }}", "\"1.5\""}},
    {"hello",
     "() string",
     hello,
     "a greeting, to see that functions work",
     {"{{ hello }}", "Hello!"}},
};

}  // namespace

std::span<const tmpl::Function> strings() { return kTable; }

}  // namespace copctl::funcs
