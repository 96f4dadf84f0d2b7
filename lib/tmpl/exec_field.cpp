#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "tmpl/exec.h"
#include "tmpl/quote.h"

namespace copctl::tmpl {

using value::Value;

namespace {

const Value kNil;

std::vector<std::string> keys_of(const value::Map& map) {
  std::vector<std::string> keys;
  keys.reserve(map.entries.size());
  for (const auto& [key, entry] : map.entries) keys.push_back(key);
  return keys;
}

const Method* method_of(const Name& name, const Value& receiver) {
  if (name.methods.empty()) return nullptr;
  const std::string type = value::type_name(receiver);
  for (const Method* method : name.methods) {
    if (method->receiver == type) return method;
  }
  return nullptr;
}

}  // namespace

Operand zero_element(const value::Map& map) {
  switch (map.element) {
    case value::Element::kAny:
      return {Value::nil(), true};
    case value::Element::kString:
      return {Value::string("")};
    case value::Element::kInt:
      return {Value::integer(0, value::IntType::kInt)};
    case value::Element::kByte:
      return {Value::nil_list(value::Element::kByte)};
    case value::Element::kList:
      return {Value::nil_list()};
  }
  return {};
}

Operand Executor::eval_field_chain(const Operand& dot, const Operand& receiver, const Names& names,
                                   const diag::Span& node, const Arguments& arguments) {
  Cursor cursor{&receiver.value, receiver.slot, receiver.addressable, {}};
  const std::size_t last = names.size() - 1;
  for (std::size_t i = 0; i < last; ++i) eval_field(dot, cursor, *names[i], node, {});
  eval_field(dot, cursor, *names[last], node, arguments);
  return {*cursor.at, cursor.slot, cursor.addressable};
}

void Executor::eval_field(const Operand& dot, Cursor& cursor, const Name& name,
                          const diag::Span& node, const Arguments& arguments) {
  const Value& receiver = *cursor.at;
  if (receiver.is_nil()) {
    if (cursor.slot) nil_pointer(cursor, name);
    if (set_.options.missing_key == MissingKey::kError) {
      fail_here("nil data; no entry for key " + quote(name.text));
    }
    return;
  }
  if (const Method* method = method_of(name, receiver)) {
    const Value held = receiver;
    const Callee callee{.name = name.text,
                        .signature = &method->signature,
                        .body = method->call,
                        .receiver = &held,
                        .node = &node};
    Operand result = eval_call(dot, callee, arguments);
    cursor = {nullptr, false, false, std::move(result.value)};
    cursor.at = &cursor.owned;
    return;
  }
  if (receiver.is_map()) return eval_map_entry(cursor, name, arguments);
  const Value* field = receiver.is_object() ? receiver.as_object().field(name.text) : nullptr;
  if (field == nullptr) no_such_field(cursor, name);
  if (!arguments.empty()) {
    fail_here(name.text + " has arguments but cannot be invoked as function");
  }
  cursor.addressable = cursor.addressable || receiver.as_object().kind_name() == "ptr";
  cursor.at = field;
  cursor.slot = false;
  cursor.last = &name;
  cursor.searched = nullptr;
}

void Executor::eval_map_entry(Cursor& cursor, const Name& name, const Arguments& arguments) {
  const value::Map& map = cursor.at->as_map();
  if (!arguments.empty()) {
    const auto methods = set_.vocabulary.methods(value::type_name(*cursor.at));
    fail_here(fmt::format("{} is not a method but has arguments{}", name.text,
                          did_you_mean(name.text, methods)));
  }
  const auto entry = map.entries.find(name.text);
  cursor.addressable = false;
  cursor.last = &name;
  if (entry != map.entries.end()) {
    cursor.at = &entry->second;
    cursor.slot = map.element == value::Element::kAny;
    cursor.searched = nullptr;
    return;
  }
  const MissingKey missing = set_.options.missing_key;
  if (missing == MissingKey::kError) {
    fail_here(fmt::format("map has no entry for key {}{}", quote(name.text),
                          did_you_mean(name.text, keys_of(map))));
  }
  if (missing == MissingKey::kZero && map.element != value::Element::kAny) {
    // Before the map may go with `owned`.
    Value zero = zero_element(map).value;
    cursor = {nullptr, false, false, std::move(zero)};
    cursor.at = &cursor.owned;
    return;
  }
  cursor.at = &kNil;
  cursor.slot = missing == MissingKey::kZero;
  cursor.searched = &map;
}

void Executor::nil_pointer(const Cursor& cursor, const Name& name) const {
  std::string message = fmt::format("nil pointer evaluating interface {{}}.{}", name.text);
  if (cursor.last != nullptr && cursor.searched == nullptr) {
    message += fmt::format("; `{}` is null", cursor.last->text);
  } else if (cursor.last != nullptr) {
    const std::string hint = did_you_mean(cursor.last->text, keys_of(*cursor.searched));
    message += hint.empty() ? fmt::format("; there is no `{}`", cursor.last->text) : hint;
  }
  fail_here(std::move(message));
}

void Executor::no_such_field(const Cursor& cursor, const Name& name) const {
  const Value& receiver = *cursor.at;
  const std::string type = value::type_name(receiver);
  std::vector<std::string> known = set_.vocabulary.methods(type);
  if (receiver.is_object())
    std::ranges::copy(receiver.as_object().field_names(), std::back_inserter(known));
  std::string hint = did_you_mean(name.text, known);
  const Value& top = variables_[first_variable_].value.value;
  if (hint.empty() && cursor.last != nullptr) {
    hint = fmt::format("; `{}` is of type {}", cursor.last->text, type);
  } else if (hint.empty() && top.find(name.text) != nullptr) {
    hint = fmt::format("; dot is a {} here, write `$.{}`", type, name.text);
  }
  fail_here(fmt::format("can't evaluate field {} in type {}{}", name.text,
                        cursor.slot ? "interface {}" : type, hint));
}

}  // namespace copctl::tmpl
