#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/text.h"
#include "funcs/arguments.h"
#include "funcs/funcs.h"
#include "tmpl/tmpl.h"

// Lists. All results are new `[]interface {}` lists that share their items with the argument.

namespace copctl::funcs {

namespace {

using tmpl::Call;
using value::Items;
using value::Value;

Value list(Call& call) { return make_list(call, Items(call.args().begin(), call.args().end())); }

Value first(Call& call) {
  const Items& items = list_at(call, 0, "find first").items;
  return items.empty() ? Value::nil() : items.front();
}

Value last(Call& call) {
  const Items& items = list_at(call, 0, "find last").items;
  return items.empty() ? Value::nil() : items.back();
}

// The items [begin, end) as a new list; nil when the argument has none at all.
Value part(Call& call, const Items& items, std::ptrdiff_t begin, std::ptrdiff_t end) {
  if (items.empty()) {
    return Value::nil_list();
  }
  call.reserve(product(static_cast<std::size_t>(end - begin), sizeof(Value)));
  return Value::list(Items(items.begin() + begin, items.begin() + end));
}

Value rest(Call& call) {
  const Items& items = list_at(call, 0, "find rest").items;
  return part(call, items, 1, std::ssize(items));
}

Value initial(Call& call) {
  const Items& items = list_at(call, 0, "find initial").items;
  return part(call, items, 0, std::ssize(items) - 1);
}

// `before`, the items and `after` as a new list.
Value extended(Call& call, const Items& items, std::span<const Value> before,
               std::span<const Value> after) {
  const std::size_t size = before.size() + items.size() + after.size();
  call.reserve(product(size, sizeof(Value)));
  Items result;
  result.reserve(size);
  result.insert(result.end(), before.begin(), before.end());
  result.insert(result.end(), items.begin(), items.end());
  result.insert(result.end(), after.begin(), after.end());
  return Value::list(std::move(result));
}

Value push(Call& call) { return extended(call, list_at(call, 0, "push").items, {}, call.rest(1)); }

Value prepend(Call& call) {
  return extended(call, list_at(call, 0, "prepend").items, call.rest(1), {});
}

Value reverse(Call& call) {
  const Items& items = list_at(call, 0, "find reverse").items;
  call.reserve(product(items.size(), sizeof(Value)));
  return Value::list(Items(items.rbegin(), items.rend()));
}

template <class Keep>
Value filtered(Call& call, const Items& items, Keep keep) {
  call.reserve(product(items.size(), sizeof(Value)));
  Items kept;
  for (const Value& item : items) {
    if (keep(item)) {
      kept.push_back(item);
    }
  }
  return Value::list(std::move(kept));
}

Value compact(Call& call) {
  return filtered(call, list_at(call, 0, "compact").items, value::truth);
}

// Equal values have equal digests. Call `measure` first: this recurses.
std::uint64_t digest(const Value& v) {
  std::uint64_t result = static_cast<std::uint64_t>(v.kind()) * 0x9E3779B97F4A7C15u;
  if (v.is_string()) {
    return result ^ base::fnv1a(v.as_string());
  }
  if (v.is_int()) {
    return result ^ (static_cast<std::uint64_t>(v.as_int().number) * 31);
  }
  if (v.is_float()) {
    return result ^ std::hash<double>()(v.as_float());
  }
  if (v.is_object()) {
    return result ^ base::fnv1a(v.as_object().text(false));
  }
  for (const Value& item : v.items()) {
    result = result * 31 + digest(item);
  }
  for (const auto& [key, item] : v.entries()) {
    result = (result * 31 + base::fnv1a(key)) * 31 + digest(item);
  }
  return result;
}

Value uniq(Call& call) {
  const Items& items = list_at(call, 0, "find uniq").items;
  static_cast<void>(measure(call, call.arg(0)));
  call.work(product(items.size(), kLookUpSteps));
  std::unordered_map<std::uint64_t, std::vector<const Value*>> seen;
  return filtered(call, items, [&](const Value& item) {
    std::vector<const Value*>& similar = seen[digest(item)];
    for (const Value* other : similar) {
      if (value::deep_equal(*other, item)) {
        return false;
      }
    }
    similar.push_back(&item);
    return true;
  });
}

// Compares one value with the items of lists. A large one is compared with so many items only.
class Search {
 public:
  Search(const Call& call, const Value& wanted) : call_(call), wanted_(wanted) {
    if (wanted.is_list() || wanted.is_map()) {
      nodes_ = measure(call, wanted).nodes;
    }
  }
  bool matches(const Value& item) {
    if ((walked_ += nodes_) > 10 * kMaxWalked) {
      call_.fail("comparing the values takes too long");
    }
    return value::deep_equal(item, wanted_);
  }

 private:
  const Call& call_;
  const Value& wanted_;
  std::size_t nodes_ = 1;
  std::size_t walked_ = 0;
};

Value without(Call& call) {
  const Items& items = list_at(call, 0, "find without").items;
  std::vector<Search> omitted;
  for (const Value& v : call.rest(1)) {
    omitted.emplace_back(call, v);
  }
  return filtered(call, items, [&](const Value& item) {
    return std::ranges::none_of(omitted, [&](Search& search) { return search.matches(item); });
  });
}

Value has(Call& call) {
  if (call.arg(1).is_nil()) {
    return Value::boolean(false);
  }
  Search search(call, call.arg(0));
  const Items& items = list_at(call, 1, "find has").items;
  call.work(items.size());
  return Value::boolean(
      std::ranges::any_of(items, [&](const Value& item) { return search.matches(item); }));
}

// Keeps the element type, which the other functions drop.
Value slice(Call& call) {
  const Value& v = call.arg(0);
  if (!v.is_list()) {
    call.fail(fmt::format("list should be type of slice or array but {}", value::kind_name(v)));
  }
  const Items& items = v.items();
  if (items.empty()) {
    return Value::nil();
  }
  const auto size = static_cast<std::int64_t>(items.size());
  const std::int64_t from = call.count() > 1 ? to_int64(call.arg(1)) : 0;
  const std::int64_t to = call.count() > 2 ? to_int64(call.arg(2)) : size;
  if (from < 0 || to > size || from > to) {
    call.fail(fmt::format("slice bounds out of range [{}:{}] with length {}", from, to, size));
  }
  call.reserve(product(static_cast<std::size_t>(to - from), sizeof(Value)));
  return Value::list(Items(items.begin() + from, items.begin() + to), v.as_list().element);
}

// The number of chunks and the size of the last one are sprig's own floating-point sums, which let
// some negative sizes pass.
Value chunk(Call& call) {
  const auto size = static_cast<double>(call.integer(0));
  if (!call.arg(1).is_list()) {
    call.fail(fmt::format("Cannot chunk type {}", value::kind_name(call.arg(1))));
  }
  const Items& items = call.arg(1).items();
  const auto length = static_cast<double>(items.size());
  const std::int64_t count = truncated(std::floor((length - 1) / size) + 1);
  const std::int64_t rest = truncated(std::floor(std::fmod(length, size)));
  const std::int64_t last = rest == 0 ? call.integer(0) : rest;
  if (count < 0 || (count > 0 && last < 0)) {
    call.fail("the size of a chunk must be at least 1");
  }
  call.reserve(product(items.size() + static_cast<std::size_t>(count), kNodeBytes));
  Items chunks;
  auto from = items.begin();
  for (std::int64_t i = 0; i < count; ++i) {
    const auto to = from + (i + 1 == count ? last : call.integer(0));
    chunks.push_back(Value::list(Items(from, to)));
    from = to;
  }
  return Value::list(std::move(chunks), value::Element::kList);
}

Value concat(Call& call) {
  std::size_t size = 0;
  for (const Value& v : call.args()) {
    if (!v.is_list()) {
      call.fail(fmt::format("Cannot concat type {} as list", value::kind_name(v)));
    }
    size = sum(size, v.items().size());
  }
  if (size == 0) {
    return Value::nil_list();
  }
  call.reserve(product(size, sizeof(Value)));
  Items items;
  items.reserve(size);
  for (const Value& v : call.args()) {
    items.insert(items.end(), v.items().begin(), v.items().end());
  }
  return Value::list(std::move(items));
}

constexpr tmpl::Function kTable[] = {
    {"list", "(...any) []any", list, "a list of the values", {"{{ list 1 \"a\" }}", "[1 a]"}},
    {"tuple", "(...any) []any", list, "the same as list", {"{{ tuple 1 \"a\" }}", "[1 a]"}},
    {"first", "(any) any", first, "the first item of a list", {"{{ first (list 1 2) }}", "1"}},
    {"last", "(any) any", last, "the last item of a list", {"{{ last (list 1 2) }}", "2"}},
    {"rest",
     "(any) []any",
     rest,
     "a list without its first item",
     {"{{ rest (list 1 2 3) }}", "[2 3]"}},
    {"initial",
     "(any) []any",
     initial,
     "a list without its last item",
     {"{{ initial (list 1 2 3) }}", "[1 2]"}},
    {"append",
     "(any, any) []any",
     push,
     "a new list with one more item at the end",
     {"{{ append (list 1) 2 }}", "[1 2]"}},
    {"push", "(any, any) []any", push, "the same as append", {"{{ push (list 1) 2 }}", "[1 2]"}},
    {"prepend",
     "(any, any) []any",
     prepend,
     "a new list with one more item at the start",
     {"{{ prepend (list 1) 0 }}", "[0 1]"}},
    {"reverse",
     "(any) []any",
     reverse,
     "the items in reverse order",
     {"{{ reverse (list 1 2 3) }}", "[3 2 1]"}},
    {"uniq",
     "(any) []any",
     uniq,
     "the items without those that came before",
     {"{{ uniq (list 1 2 1) }}", "[1 2]"}},
    {"compact",
     "(any) []any",
     compact,
     "the items that are not empty",
     {"{{ compact (list 1 \"\" nil 2) }}", "[1 2]"}},
    {"without",
     "(any, ...any) []any",
     without,
     "the items that equal none of the given values",
     {"{{ without (list 1 2 3) 2 }}", "[1 3]"}},
    {"has",
     "(any, any) bool",
     has,
     "whether a list holds the value",
     {"{{ has 2 (list 1 2) }}", "true"}},
    {"slice",
     "(any, ...any) any",
     slice,
     "the items from one index up to before another",
     {"{{ slice (list 1 2 3 4) 1 3 }}", "[2 3]"}},
    {"chunk",
     "(int, any) [][]any",
     chunk,
     "a list cut into lists of that many items",
     {"{{ chunk 2 (list 1 2 3) }}", "[[1 2] [3]]"}},
    {"concat",
     "(...any) any",
     concat,
     "the items of all lists in one",
     {"{{ concat (list 1) (list 2 3) }}", "[1 2 3]"}},
    {"mustFirst",
     "(any) (any, error)",
     first,
     "the same as first",
     {"{{ mustFirst (list 1 2) }}", "1"}},
    {"mustLast",
     "(any) (any, error)",
     last,
     "the same as last",
     {"{{ mustLast (list 1 2) }}", "2"}},
    {"mustRest",
     "(any) ([]any, error)",
     rest,
     "the same as rest",
     {"{{ mustRest (list 1 2) }}", "[2]"}},
    {"mustInitial",
     "(any) ([]any, error)",
     initial,
     "the same as initial",
     {"{{ mustInitial (list 1 2) }}", "[1]"}},
    {"mustAppend",
     "(any, any) ([]any, error)",
     push,
     "the same as append",
     {"{{ mustAppend (list 1) 2 }}", "[1 2]"}},
    {"mustPush",
     "(any, any) ([]any, error)",
     push,
     "the same as append",
     {"{{ mustPush (list 1) 2 }}", "[1 2]"}},
    {"mustPrepend",
     "(any, any) ([]any, error)",
     prepend,
     "the same as prepend",
     {"{{ mustPrepend (list 1) 0 }}", "[0 1]"}},
    {"mustReverse",
     "(any) ([]any, error)",
     reverse,
     "the same as reverse",
     {"{{ mustReverse (list 1 2) }}", "[2 1]"}},
    {"mustUniq",
     "(any) ([]any, error)",
     uniq,
     "the same as uniq",
     {"{{ mustUniq (list 1 1) }}", "[1]"}},
    {"mustCompact",
     "(any) ([]any, error)",
     compact,
     "the same as compact",
     {"{{ mustCompact (list 1 0) }}", "[1]"}},
    {"mustWithout",
     "(any, ...any) ([]any, error)",
     without,
     "the same as without",
     {"{{ mustWithout (list 1 2) 1 }}", "[2]"}},
    {"mustHas",
     "(any, any) (bool, error)",
     has,
     "the same as has",
     {"{{ mustHas 1 (list 1) }}", "true"}},
    {"mustSlice",
     "(any, ...any) (any, error)",
     slice,
     "the same as slice",
     {"{{ mustSlice (list 1 2) 1 }}", "[2]"}},
    {"mustChunk",
     "(int, any) ([][]any, error)",
     chunk,
     "the same as chunk",
     {"{{ mustChunk 1 (list 1 2) }}", "[[1] [2]]"}},
};

}  // namespace

std::span<const tmpl::Function> lists() { return kTable; }

}  // namespace copctl::funcs
