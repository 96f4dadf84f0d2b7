#include "profile/layers.h"

#include <algorithm>

namespace copctl::profile {

namespace {

using value::Value;

// A copy without the keys that are null: they remove what is not there.
Value without_nulls(const Value& v) {
  if (!v.is_map()) return value::deep_copy(v);
  value::Entries entries;
  for (const auto& [key, child] : v.entries()) {
    if (!child.is_nil()) entries.emplace(key, without_nulls(child));
  }
  return Value::map(std::move(entries));
}

// Pointers mostly come in the order of the map, so that its end is the place to look first.
template <class Map>
void put(Map& map, const std::string& pointer, Origin origin) {
  map.insert_or_assign(map.end(), pointer, std::move(origin));
}

// Erases the entry at `pointer` and all below it.
template <class Map>
void erase_below(Map& map, const std::string& pointer) {
  map.erase(pointer);
  // `0` follows `/` in ASCII.
  map.erase(map.lower_bound(pointer + "/"), map.lower_bound(pointer + "0"));
}

}  // namespace

Layers::Layers(const Profile& profile, diag::SourceMap& sources)
    : profile_(profile), sources_(sources) {
  values_.tree = profile.schema.defaults();
  std::string root;
  record(values_.tree, root, [&](const std::string& pointer) {
    const diag::Span span = profile.schema.default_span(pointer);
    return Origin{OriginKind::kDefault, {}, span, span};
  });
}

void Layers::forget(const std::string& pointer) {
  erase_below(values_.origins, pointer);
  erase_below(values_.inner_origins, pointer);
  erase_below(values_.documents, pointer);
  erase_below(values_.removed, pointer);
}

void Layers::conceal(const std::string& pointer, const Origin& origin) {
  // A default and a generated secret stand in the schema by name only.
  if (origin.kind <= OriginKind::kGenerated || !origin.span) return;
  if (profile_.schema.secret(pointer) || !profile_.schema.declares(pointer)) {
    sources_.conceal(origin.span);
  }
}

void Layers::record(const Value& v, std::string& pointer, const OriginOf& origin_of) {
  if (v.items().empty() && v.entries().empty()) {
    if (pointer.empty()) return;
    Origin origin = origin_of(pointer);
    conceal(pointer, origin);
    put(values_.origins, pointer, std::move(origin));
    return;
  }
  if (!pointer.empty()) put(values_.inner_origins, pointer, origin_of(pointer));
  const std::size_t here = pointer.size();
  for (const auto& [key, child] : v.entries()) {
    value::append_step(pointer, key);
    record(child, pointer, origin_of);
    pointer.resize(here);
  }
  for (std::size_t i = 0; i < v.items().size(); ++i) {
    value::append_step(pointer, i);
    record(v.items()[i], pointer, origin_of);
    pointer.resize(here);
  }
}

void Layers::remove(Value& map, const std::string& key, const std::string& pointer,
                    const Origin& origin) {
  map.as_map().entries.erase(key);
  forget(pointer);
  values_.removed.emplace(pointer, origin);
}

void Layers::overlay(Value& base, const Value& over, const std::string& pointer,
                     const OriginOf& origin_of) {
  if (!base.is_map() || !over.is_map()) {
    base = without_nulls(over);
    forget(pointer);
    std::string at = pointer;
    record(base, at, origin_of);
    return;
  }
  if (!pointer.empty() && !over.entries().empty()) {
    values_.origins.erase(pointer);
    values_.inner_origins[pointer] = origin_of(pointer);
  }
  auto& entries = base.as_map().entries;
  for (const auto& [key, v] : over.entries()) {
    const std::string at = value::child_pointer(pointer, key);
    if (v.is_nil()) {
      remove(base, key, at, origin_of(at));
    } else {
      const auto [entry, fresh] = entries.try_emplace(key);
      values_.removed.erase(at);
      overlay(entry->second, v, at, origin_of);
    }
  }
}

void Layers::lay(const Value& over, const OriginOf& origin_of) {
  overlay(values_.tree, over, "", origin_of);
}

void Layers::lay_at(const value::Path& path, const Value& v, const OriginOf& origin_of) {
  Value over = v;
  for (auto step = path.rbegin(); step != path.rend(); ++step) {
    over = Value::map({{std::get<std::string>(*step), over}});
  }
  lay(over, origin_of);
}

void Layers::lay_document(const value::Path& path, const Value& v, OriginOf origin_of) {
  const std::string pointer = value::pointer(path);
  const bool filled = !v.items().empty() || !v.entries().empty();
  if (!filled || !profile_.schema.is_open(pointer)) return lay_at(path, v, origin_of);
  // A scalar replaces whatever is there.
  lay_at(path, Value::boolean(true), origin_of);
  static_cast<void>(value::assign(values_.tree, path, v));
  values_.documents[pointer] = std::move(origin_of);
}

bool Layers::set(const value::Path& path, const Value& v, const Origin& origin) {
  return set_step(values_.tree, path, 0, "", v, origin);
}

// pkg/strvals: key, listItem, setIndex.
bool Layers::set_step(Value& at, const value::Path& path, std::size_t step,
                      const std::string& pointer, const Value& v, const Origin& origin) {
  const auto origin_of = [&](const std::string&) { return origin; };
  if (step == path.size()) {
    forget(pointer);
    at = without_nulls(v);
    std::string here = pointer;
    record(at, here, origin_of);
    return true;
  }
  if (const auto* key = std::get_if<std::string>(&path[step])) {
    if (!at.is_map()) {
      forget(pointer);
      at = Value::map();
    }
    const std::string next = value::child_pointer(pointer, *key);
    const bool last = step + 1 == path.size();
    if (last && v.is_nil()) return remove(at, *key, next, origin), true;
    values_.removed.erase(next);
    if (!pointer.empty()) values_.inner_origins[pointer] = origin;
    values_.origins.erase(pointer);
    return set_step(at.as_map().entries[*key], path, step + 1, next, v, origin);
  }
  const std::size_t index = std::get<std::size_t>(path[step]);
  if (!at.is_list()) {
    forget(pointer);
    at = Value::list();
  }
  value::Items& items = at.as_list().items;
  const std::size_t size = items.size();
  if (index >= size) {
    holes_ += index - size;
    if (holes_ > kMaxHoles) return false;
    items.resize(index + 1);
  }
  values_.origins.erase(pointer);
  values_.inner_origins[pointer] = origin;
  for (std::size_t i = size; i < index; ++i) {
    values_.origins[value::child_pointer(pointer, i)] = origin;
  }
  return set_step(items[index], path, step + 1, value::child_pointer(pointer, index), v, origin);
}

bool Layers::removed(std::string_view pointer) const {
  for (;; pointer = pointer.substr(0, pointer.rfind('/'))) {
    if (values_.removed.contains(pointer)) return true;
    if (pointer.empty()) return false;
  }
}

}  // namespace copctl::profile
