#include <fmt/format.h>

#include <array>
#include <utility>

#include "tmpl/builtins.h"
#include "tmpl/exec.h"

namespace copctl::tmpl {

namespace {

using value::Value;

// funcs.go: indexArg. An index may equal `size`.
std::size_t index_argument(Call& call, const Value& index, std::size_t size) {
  if (index.is_nil()) fail_call(call, "cannot index slice/array with nil");
  if (!index.is_int()) {
    fail_call(call, "cannot index slice/array with type " + value::type_name(index));
  }
  const std::int64_t i = index.as_int().number;
  if (i < 0 || static_cast<std::uint64_t>(i) > size) {
    fail_call(call, fmt::format("index out of range: {}", i));
  }
  return static_cast<std::size_t>(i);
}

Value map_entry(Call& call, const Value& map, const Value& key) {
  if (key.is_nil()) fail_call(call, "value is nil; should be of type string");
  if (!key.is_string()) {
    fail_call(call, fmt::format("value has type {}; should be string", value::type_name(key)));
  }
  const Value* entry = map.find(key.as_string());
  return entry != nullptr ? *entry : zero_element(map.as_map()).value;
}

Value element(Call& call, const Value& item, const Value& index) {
  if (item.is_nil()) fail_call(call, "index of nil pointer");
  if (item.is_map()) return map_entry(call, item, index);
  if (item.is_list()) {
    const std::size_t i = index_argument(call, index, item.items().size());
    if (i == item.items().size()) fail_call(call, "reflect: slice index out of range");
    return item.items()[i];
  }
  if (item.is_string()) {
    const std::string& text = item.as_string();
    const std::size_t i = index_argument(call, index, text.size());
    if (i == text.size()) fail_call(call, "reflect: string index out of range");
    return Value::integer(static_cast<unsigned char>(text[i]), value::IntType::kUint8);
  }
  fail_call(call, "can't index item of type " + value::type_name(item));
}

}  // namespace

Value call_index(Call& call) {
  Value item = call.arg(0);
  if (item.is_nil()) fail_call(call, "index of untyped nil");
  for (const Value& index : call.rest(1)) item = element(call, item, index);
  return item;
}

// Of text/template itself; sprig's function of this name hides it.
Value call_slice(Call& call) {
  const Value& item = call.arg(0);
  const std::span<const Value> indexes = call.rest(1);
  if (item.is_nil()) fail_call(call, "slice of untyped nil");
  if (indexes.size() > 3)
    fail_call(call, fmt::format("too many slice indexes: {}", indexes.size()));
  if (!item.is_string() && !item.is_list()) {
    fail_call(call, "can't slice item of type " + value::type_name(item));
  }
  if (item.is_string() && indexes.size() == 3) fail_call(call, "cannot 3-index slice a string");
  const std::size_t size = item.is_string() ? item.as_string().size() : item.items().size();
  std::array<std::size_t, 3> bounds{0, size, size};
  for (std::size_t i = 0; i < indexes.size(); ++i) {
    bounds[i] = index_argument(call, indexes[i], size);
  }
  for (std::size_t i = 0; i < 2; ++i) {
    if (bounds[i] <= bounds[i + 1]) continue;
    fail_call(call, fmt::format("invalid slice index: {} > {}", bounds[i], bounds[i + 1]));
  }
  const std::size_t length = bounds[1] - bounds[0];
  if (item.is_string()) return Value::string(item.as_string().substr(bounds[0], length));
  const auto first = item.items().begin() + static_cast<std::ptrdiff_t>(bounds[0]);
  return Value::list({first, first + static_cast<std::ptrdiff_t>(length)}, item.as_list().element);
}

Value call_len(Call& call) {
  const Value& item = call.arg(0);
  std::size_t length = 0;
  if (item.is_nil()) {
    fail_call(call, "len of nil pointer");
  } else if (item.is_string()) {
    length = item.as_string().size();
  } else if (item.is_list()) {
    length = item.items().size();
  } else if (item.is_map()) {
    length = item.entries().size();
  } else {
    fail_call(call, "len of type " + value::type_name(item));
  }
  return Value::integer(static_cast<std::int64_t>(length), value::IntType::kInt);
}

}  // namespace copctl::tmpl
