#include "value/path.h"

#include <algorithm>

#include "base/text.h"

namespace copctl::value {
namespace {

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

bool is_word(std::string_view key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), is_word_character);
}

std::string quoted(std::string_view key) {
  const std::string escaped = base::replace_all(base::replace_all(key, "\\", "\\\\"), "\"", "\\\"");
  return "[\"" + base::printable(escaped) + "\"]";
}

const Value* child(const Value& v, const Step& step) {
  if (const std::string* key = std::get_if<std::string>(&step)) {
    return v.find(*key);
  }
  const std::size_t index = std::get<std::size_t>(step);
  return index < v.items().size() ? &v.items()[index] : nullptr;
}

bool is_index(const Step& step) { return std::holds_alternative<std::size_t>(step); }

// Whether `step` can be taken from `v`, be it that something must be made for it.
bool is_open(const Value& v, const Step& step) {
  if (const std::size_t* index = std::get_if<std::size_t>(&step)) {
    return (v.is_list() || v.is_nil()) && *index <= v.items().size();
  }
  return v.is_map() || v.is_nil();
}

bool is_assignable(const Value& root, const Path& path) {
  static const Value kMissing;
  const Value* at = &root;
  for (const Step& step : path) {
    if (!is_open(*at, step)) {
      return false;
    }
    const Value* next = child(*at, step);
    at = next != nullptr ? next : &kMissing;
  }
  return true;
}

// The place of `step` in `v`, made when it is missing.
Value& make_child(Value& v, const Step& step) {
  if (v.is_nil()) {
    v = is_index(step) ? Value::list() : Value::map();
  }
  if (const std::string* key = std::get_if<std::string>(&step)) {
    v.as_map().nil = false;
    return v.as_map().entries[*key];
  }
  List& list = v.as_list();
  const std::size_t index = std::get<std::size_t>(step);
  if (index == list.items.size()) {
    list.nil = false;
    list.items.emplace_back();
  }
  return list.items[index];
}

}  // namespace

std::string display(const Path& path) {
  std::string out;
  for (const Step& step : path) {
    if (const std::size_t* index = std::get_if<std::size_t>(&step)) {
      out += "[" + std::to_string(*index) + "]";
      continue;
    }
    const std::string& key = std::get<std::string>(step);
    if (is_word(key)) {
      out += (out.empty() ? "" : ".") + key;
    } else {
      out += quoted(key);
    }
  }
  return out;
}

const Value* lookup(const Value& root, const Path& path) {
  const Value* at = &root;
  for (const Step& step : path) {
    at = child(*at, step);
    if (at == nullptr) {
      break;
    }
  }
  return at;
}

bool assign(Value& root, const Path& path, Value v) {
  if (!is_assignable(root, path)) {
    return false;
  }
  Value* at = &root;
  for (const Step& step : path) {
    at = &make_child(*at, step);
  }
  *at = std::move(v);
  return true;
}

}  // namespace copctl::value
