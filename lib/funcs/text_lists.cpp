#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "base/text.h"
#include "funcs/arguments.h"
#include "funcs/funcs.h"

// Lists of texts: from a text and back.

namespace copctl::funcs {

namespace {

using tmpl::Call;
using value::Element;
using value::Value;

constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();

// strings.go: genSplit and explode. At most `limit` parts, the last one being the rest; an empty
// separator cuts between code points.
std::vector<std::string_view> parts_of(std::string_view text, std::string_view separator,
                                       std::size_t limit) {
  std::vector<std::string_view> parts;
  if (limit == 0 || (separator.empty() && text.empty())) {
    return parts;
  }
  while (parts.size() + 1 < limit) {
    std::size_t end = text.find(separator);
    if (separator.empty()) {
      end = base::decode_rune(text).length;
    }
    if (end == std::string_view::npos || (separator.empty() && end == text.size())) {
      break;
    }
    parts.push_back(text.substr(0, end));
    text.remove_prefix(end + separator.size());
  }
  parts.push_back(text);
  return parts;
}

std::vector<std::string_view> split_text(Call& call, const std::string& text,
                                         const std::string& separator, std::size_t limit) {
  const auto count = std::min(limit, text.size() / std::max<std::size_t>(separator.size(), 1) + 1);
  call.reserve(sum(text.size(), product(count, kNodeBytes)));
  return parts_of(text, separator, limit);
}

Value split_list(Call& call) {
  value::Items items;
  for (const std::string_view part : split_text(call, call.text(1), call.text(0), kAll)) {
    items.push_back(Value::string(part));
  }
  return Value::list(std::move(items), Element::kString);
}

// The parts under the keys `_0`, `_1`…
Value numbered(const std::vector<std::string_view>& parts) {
  value::Entries entries;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    entries.emplace("_" + std::to_string(i), Value::string(parts[i]));
  }
  return Value::map(std::move(entries), Element::kString);
}

Value split(Call& call) { return numbered(split_text(call, call.text(1), call.text(0), kAll)); }

Value splitn(Call& call) {
  const std::int64_t limit = call.integer(1);
  const std::size_t count = limit < 0 ? kAll : static_cast<std::size_t>(limit);
  return numbered(split_text(call, call.text(2), call.text(0), count));
}

Value join(Call& call) {
  const std::vector<std::string> texts = texts_of(call, call.arg(1));
  std::size_t size = product(texts.size(), call.text(0).size());
  for (const std::string& text : texts) {
    size = sum(size, text.size());
  }
  call.reserve(size);
  std::string out;
  for (const std::string& text : texts) {
    if (&text != &texts.front()) {
      out += call.text(0);
    }
    out += text;
  }
  return Value::string(std::move(out));
}

bool is_text_list(const Value& v) { return v.is_list() && v.as_list().element == Element::kString; }

// sprig's strslice hands a []string out as it is.
Value to_strings(Call& call) {
  return is_text_list(call.arg(0)) ? call.arg(0) : text_list(call, texts_of(call, call.arg(0)));
}

bool comes_before(const Value& a, const Value& b) { return a.as_string() < b.as_string(); }

// Sorts a []string itself, as sort.Strings does; everything else is copied first.
Value sort_alpha(Call& call) {
  const Value& v = call.arg(0);
  if (!v.is_list()) {
    return text_list(call, {text_of(call, v)});
  }
  Value texts = to_strings(call);
  call.work(product(texts.items().size(), kSortSteps));
  std::ranges::stable_sort(texts.as_list().items, comes_before);
  return texts;
}

constexpr tmpl::Function kTable[] = {
    {"join",
     "(string, any) string",
     join,
     "the texts of a list with a separator between them",
     {"{{ join \",\" (list 1 \"a\" true) }}", "1,a,true"}},
    {"splitList",
     "(string, string) []string",
     split_list,
     "the list of what stands between the separators",
     {"{{ splitList \",\" \"a,b\" }}", "[a b]"}},
    {"split",
     "(string, string) map[string]string",
     split,
     "what stands between the separators, under the keys _0, _1…",
     {"{{ (split \".\" \"a.b\")._1 }}", "b"}},
    {"splitn",
     "(string, int, string) map[string]string",
     splitn,
     "as split, but at most so many parts",
     {"{{ splitn \".\" 2 \"a.b.c\" }}", "map[_0:a _1:b.c]"}},
    {"sortAlpha",
     "(any) []string",
     sort_alpha,
     "the texts of a list in byte order",
     {"{{ sortAlpha (list \"b\" \"a\" \"C\") }}", "[C a b]"}},
    {"toStrings",
     "(any) []string",
     to_strings,
     "the texts of a list's values",
     {"{{ toStrings (list 1 true) }}", "[1 true]"}},
};

}  // namespace

std::span<const tmpl::Function> text_lists() { return kTable; }

}  // namespace copctl::funcs
