#include <fmt/format.h>

#include <array>
#include <utility>

#include "tmpl/exec.h"

namespace copctl::tmpl {

using value::Value;

namespace {

constexpr std::array<std::pair<Type, std::string_view>, 11> kTypeNames{{
    {Type::kAny, "interface {}"},
    {Type::kString, "string"},
    {Type::kBool, "bool"},
    {Type::kInt, "int"},
    {Type::kInt64, "int64"},
    {Type::kUint32, "uint32"},
    {Type::kFloat64, "float64"},
    {Type::kMap, "map[string]interface {}"},
    {Type::kList, "[]interface {}"},
    {Type::kTime, "time.Time"},
    {Type::kCertificate, "sprig.certificate"},
}};

bool can_be_nil(Type type) {
  return type == Type::kAny || type == Type::kMap || type == Type::kList;
}

Value nil_of(Type type) {
  if (type == Type::kMap) return Value::nil_map();
  if (type == Type::kList) return Value::nil_list();
  return {};
}

bool is_object_of(const Value& v, Type type) {
  return v.is_object() && v.as_object().type_name() == type_name(type);
}

// reflect's AssignableTo for a value that is not nil.
bool is_assignable(const Value& v, Type type) {
  switch (type) {
    case Type::kAny:
      return true;
    case Type::kString:
      return v.is_string();
    case Type::kBool:
      return v.is_bool();
    case Type::kInt:
      return v.is_int() && v.as_int().type == value::IntType::kInt;
    case Type::kInt64:
      return v.is_int() && v.as_int().type == value::IntType::kInt64;
    case Type::kUint32:
      return false;
    case Type::kFloat64:
      return v.is_float();
    case Type::kMap:
      return v.is_map() && v.as_map().element == value::Element::kAny;
    case Type::kList:
      return v.is_list() && v.as_list().element == value::Element::kAny &&
             v.as_list().type_name.empty();
    case Type::kTime:
    case Type::kCertificate:
      return is_object_of(v, type);
  }
  return false;
}

bool is_constant(const Word& word) {
  return std::holds_alternative<StringNode>(word) || std::holds_alternative<NumberNode>(word) ||
         std::holds_alternative<BoolNode>(word);
}

// The value of a constant where the parameter wants `type`; nil when it has none of that type.
Value constant_as(const Word& word, Type type) {
  const auto* number_node = std::get_if<NumberNode>(&word);
  const Number* number = number_node != nullptr ? number_node->number.get() : nullptr;
  switch (type) {
    case Type::kString:
      if (const auto* node = std::get_if<StringNode>(&word)) return node->text;
      return {};
    case Type::kBool:
      if (const auto* node = std::get_if<BoolNode>(&word)) return Value::boolean(node->value);
      return {};
    case Type::kInt:
    case Type::kInt64:
      if (number == nullptr || !number->is_int) return {};
      return Value::integer(number->integer,
                            type == Type::kInt ? value::IntType::kInt : value::IntType::kInt64);
    case Type::kUint32:
      if (number == nullptr || !number->is_uint) return {};
      return Value::integer(static_cast<std::uint32_t>(number->unsigned_integer),
                            value::IntType::kUint64);
    case Type::kFloat64:
      return number != nullptr && number->is_float ? Value::real(number->real) : Value();
    default:
      return {};
  }
}

// What Go says that it expected; empty when the type has no constants.
std::string_view constant_name(Type type) {
  switch (type) {
    case Type::kString:
      return "string";
    case Type::kBool:
      return "bool";
    case Type::kInt:
    case Type::kInt64:
      return "integer";
    case Type::kUint32:
      return "unsigned integer";
    case Type::kFloat64:
      return "float";
    default:
      return {};
  }
}

}  // namespace

std::string_view type_name(Type type) { return kTypeNames[static_cast<std::size_t>(type)].second; }

Value Executor::eval_arg(const Operand& dot, Type type, const Word& word) {
  if (is_constant(word)) {
    if (type == Type::kAny) return eval_word(dot, word).value;
    at(span_of(word));
    return typed_constant(type, word);
  }
  if (const auto* nil = std::get_if<NilNode>(&word)) {
    at(nil->span);
    if (!can_be_nil(type)) fail_here(fmt::format("cannot assign nil to {}", type_name(type)));
    return nil_of(type);
  }
  return validate_type(eval_word(dot, word), type);
}

// Which function makes the wanted type of a scalar, where the set has it.
std::string Executor::conversion_hint(const Value& given, Type type) const {
  if (!given.is_string() && !given.is_number() && !given.is_bool()) return {};
  const std::string_view function = type == Type::kString    ? "toString"
                                    : type == Type::kInt     ? "int"
                                    : type == Type::kInt64   ? "int64"
                                    : type == Type::kFloat64 ? "float64"
                                                             : "";
  if (set_.vocabulary.find(function) == nullptr) return {};
  return fmt::format("; `{}` converts it", function);
}

Value Executor::typed_constant(Type type, const Word& word) const {
  Value constant = constant_as(word, type);
  if (!constant.is_nil()) return constant;
  if (constant_name(type).empty()) {
    fail_here(
        fmt::format("can't handle {} for arg of type {}", source_text(word), type_name(type)));
  }
  fail_here(fmt::format("expected {}; found {}", constant_name(type), source_text(word)));
}

Value Executor::validate_type(Operand operand, Type type) const {
  if (operand.value.is_nil()) {
    if (type == Type::kAny) return {};
    if (operand.slot) {
      fail_here(fmt::format(
          "wrong type for value; expected {}; got interface {{}}; there is no value here",
          type_name(type)));
    }
    if (!can_be_nil(type)) {
      fail_here(fmt::format("invalid value; expected {}", type_name(type)));
    }
    return nil_of(type);
  }
  if (is_assignable(operand.value, type)) return std::move(operand.value);
  fail_here(fmt::format("wrong type for value; expected {}; got {}{}", type_name(type),
                        value::type_name(operand.value), conversion_hint(operand.value, type)));
}

}  // namespace copctl::tmpl
