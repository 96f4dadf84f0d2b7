#include <fmt/format.h>

#include <string>
#include <vector>

#include "funcs/arguments.h"
#include "funcs/funcs.h"
#include "funcs/merging.h"

// Dictionaries: maps with text keys. They are references, so that `set`, `unset` and `merge` change
// what every holder sees.

namespace copctl::funcs {

namespace {

using tmpl::Call;
using value::Entries;
using value::Value;

Value dict(Call& call) {
  Entries entries;
  for (std::size_t i = 0; i < call.count(); i += 2) {
    const bool alone = i + 1 == call.count();
    entries.insert_or_assign(text_of(call, call.arg(i)),
                             alone ? Value::string("") : call.arg(i + 1));
  }
  return Value::map(std::move(entries));
}

Value get(Call& call) {
  const Value* found = call.arg(0).find(call.text(1));
  return found == nullptr ? Value::string("") : *found;
}

Value set(Call& call) {
  value::Map& map = writable_map_at(call, 0);
  map.touch();
  map.entries.insert_or_assign(call.text(1), call.arg(2));
  return call.arg(0);
}

Value unset(Call& call) {
  value::Map& map = call.arg(0).as_map();
  map.touch();
  map.entries.erase(call.text(1));
  return call.arg(0);
}

Value has_key(Call& call) { return Value::boolean(call.arg(0).find(call.text(1)) != nullptr); }

Value pluck(Call& call) {
  value::Items found;
  for (const Value& map : call.rest(1)) {
    if (const Value* v = map.find(call.text(0))) {
      found.push_back(*v);
    }
  }
  return make_list(call, std::move(found));
}

// Go's order is random; ours is ascending within each dictionary.
Value keys(Call& call) {
  std::vector<std::string> keys;
  for (const Value& map : call.args()) {
    call.reserve(product(keys.size() + map.entries().size(), kNodeBytes));
    for (const auto& [key, v] : map.entries()) {
      keys.push_back(key);
    }
  }
  return text_list(call, std::move(keys));
}

Value values(Call& call) {
  call.reserve(product(call.arg(0).entries().size(), sizeof(Value)));
  value::Items items;
  for (const auto& [key, v] : call.arg(0).entries()) {
    items.push_back(v);
  }
  return Value::list(std::move(items));
}

Value pick(Call& call) {
  Entries picked;
  for (const Value& key : call.rest(1)) {
    if (const Value* v = call.arg(0).find(key.as_string())) {
      picked.emplace(key.as_string(), *v);
    }
  }
  return Value::map(std::move(picked));
}

Value omit(Call& call) {
  call.reserve(product(call.arg(0).entries().size(), kNodeBytes));
  Entries kept = call.arg(0).entries();
  for (const Value& key : call.rest(1)) {
    kept.erase(key.as_string());
  }
  return Value::map(std::move(kept));
}

std::string conversion_fault(const Value& v, std::string_view wanted) {
  return fmt::format("interface conversion: interface {{}} is {}, not {}",
                     v.is_nil() ? "nil" : value::type_name(v), wanted);
}

constexpr std::string_view kMapType = "map[string]interface {}";

// A named type is not the type that it is made of.
const Value& dictionary(const Call& call, const Value& v) {
  const bool plain =
      v.is_map() && v.as_map().element == value::Element::kAny && v.as_map().type_name.empty();
  if (!plain) {
    call.fail(conversion_fault(v, kMapType));
  }
  return v;
}

Value dig(Call& call) {
  if (call.count() < 3) {
    call.fail("dig needs at least three arguments");
  }
  const Value& fallback = call.arg(call.count() - 2);
  const auto keys = call.args().first(call.count() - 2);
  const Value* current = &dictionary(call, call.arg(call.count() - 1));
  for (const Value& key : keys) {
    if (!key.is_string()) {
      call.fail(conversion_fault(key, "string"));
    }
  }
  for (const Value& key : keys) {
    current = dictionary(call, *current).find(key.as_string());
    if (current == nullptr) {
      return fallback;
    }
  }
  return *current;
}

Value merge(Call& call) { return merge_maps(call, Overwrite::kNo); }
Value merge_overwrite(Call& call) { return merge_maps(call, Overwrite::kYes); }

Value deep_copy(Call& call) {
  const Value& v = call.arg(0);
  if (v.is_nil()) {
    call.fail("reflect: call of reflect.Value.Type on zero Value");
  }
  const std::size_t nodes = measure(call, v).nodes;
  call.reserve(product(nodes, kNodeBytes));
  call.work(product(nodes, kCopySteps));
  return value::deep_copy(v);
}

constexpr tmpl::Function kTable[] = {
    {"dict",
     "(...any) map[string]any",
     dict,
     "a dictionary of keys and values, in turns",
     {"{{ dict \"a\" 1 \"b\" 2 }}", "map[a:1 b:2]"}},
    {"get",
     "(map[string]any, string) any",
     get,
     "the value of a key, empty text without it",
     {"{{ get (dict \"a\" 1) \"a\" }}", "1"}},
    {"set",
     "(map[string]any, string, any) map[string]any",
     set,
     "gives a key a value in the dictionary itself, and returns it",
     {"{{ $d := dict }}{{ $_ := set $d \"a\" 1 }}{{ $d.a }}", "1"}},
    {"unset",
     "(map[string]any, string) map[string]any",
     unset,
     "removes a key from the dictionary itself, and returns it",
     {"{{ unset (dict \"a\" 1 \"b\" 2) \"a\" }}", "map[b:2]"}},
    {"hasKey",
     "(map[string]any, string) bool",
     has_key,
     "whether the dictionary has the key",
     {"{{ hasKey (dict \"a\" nil) \"a\" }}", "true"}},
    {"pluck",
     "(string, ...map[string]any) []any",
     pluck,
     "the values that a key has in several dictionaries",
     {"{{ pluck \"a\" (dict \"a\" 1) (dict \"a\" 2) }}", "[1 2]"}},
    {"keys",
     "(...map[string]any) []string",
     keys,
     "the keys of dictionaries, each in order",
     {"{{ keys (dict \"b\" 1 \"a\" 2) }}", "[a b]"}},
    {"values",
     "(map[string]any) []any",
     values,
     "the values of a dictionary, in order of its keys",
     {"{{ values (dict \"b\" 1 \"a\" 2) }}", "[2 1]"}},
    {"pick",
     "(map[string]any, ...string) map[string]any",
     pick,
     "a new dictionary with the given keys only",
     {"{{ pick (dict \"a\" 1 \"b\" 2) \"a\" }}", "map[a:1]"}},
    {"omit",
     "(map[string]any, ...string) map[string]any",
     omit,
     "a new dictionary without the given keys",
     {"{{ omit (dict \"a\" 1 \"b\" 2) \"a\" }}", "map[b:2]"}},
    {"dig",
     "(...any) (any, error)",
     dig,
     "the value at the end of several keys, or the default before the dictionary",
     {"{{ dig \"a\" \"b\" \"none\" (dict \"a\" (dict \"b\" 1)) }}", "1"}},
    {"merge",
     "(map[string]any, ...map[string]any) any",
     merge,
     "fills what the first dictionary lacks from the others, and returns it",
     {"{{ merge (dict \"a\" 1) (dict \"a\" 2 \"b\" 3) }}", "map[a:1 b:3]"}},
    {"mustMerge",
     "(map[string]any, ...map[string]any) (any, error)",
     merge,
     "the same as merge",
     {"{{ mustMerge (dict \"a\" 1) (dict \"b\" 3) }}", "map[a:1 b:3]"}},
    {"mergeOverwrite",
     "(map[string]any, ...map[string]any) any",
     merge_overwrite,
     "lets the others win over the first dictionary, and returns it",
     {"{{ mergeOverwrite (dict \"a\" 1) (dict \"a\" 2) }}", "map[a:2]"}},
    {"mustMergeOverwrite",
     "(map[string]any, ...map[string]any) (any, error)",
     merge_overwrite,
     "the same as mergeOverwrite",
     {"{{ mustMergeOverwrite (dict \"a\" 1) (dict \"a\" 2) }}", "map[a:2]"}},
    {"deepCopy",
     "(any) any",
     deep_copy,
     "a copy that shares nothing with the value",
     {"{{ $a := dict \"k\" 1 }}{{ $b := deepCopy $a }}{{ $_ := set $b \"k\" 2 }}{{ $a.k }}", "1"}},
    {"mustDeepCopy",
     "(any) (any, error)",
     deep_copy,
     "the same as deepCopy",
     {"{{ mustDeepCopy (list 1) }}", "[1]"}},
};

}  // namespace

std::span<const tmpl::Function> dictionaries() { return kTable; }

}  // namespace copctl::funcs
