#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "codec/codec.h"
#include "codec/fault.h"
#include "codec/json_reader.h"
#include "codec/number.h"
#include "codec/yaml_reader.h"

// What sigs.k8s.io/yaml, encoding/json and BurntSushi/toml make of a text: values without
// positions, errors in their words.

namespace copctl::codec {
namespace {

// The way through JSON has no NaN and no infinity, and a whole float below 1e21 arrives as digits.
bool detour(value::Value& v, Numbers numbers, std::string& error) {
  if (v.is_list()) {
    for (auto& item : v.as_list().items) {
      if (!detour(item, numbers, error)) {
        return false;
      }
    }
  } else if (v.is_map()) {
    for (auto& [key, item] : v.as_map().entries) {
      if (!detour(item, numbers, error)) {
        return false;
      }
    }
  } else if (v.is_float() && !std::isfinite(v.as_float())) {
    error = "json: unsupported value: ";
    append_float_g(error, v.as_float());
    return false;
  } else if (v.is_float() && numbers != Numbers::kFloat64) {
    std::string literal;
    append_float_json(literal, v.as_float());
    const auto whole = parse_integer(literal, 10);
    if (whole && whole->type == value::IntType::kInt64) {
      v = value::Value::integer(
          whole->number, numbers == Numbers::kInt ? value::IntType::kInt : value::IntType::kInt64);
    }
  } else if (v.is_int() && v.as_int().type == value::IntType::kUint64) {
    v = value::Value::real(to_double(v.as_int()));
  }
  return true;
}

}  // namespace

GoResult go_yaml_unmarshal(std::string_view text, Numbers numbers) {
  constexpr std::string_view kPrefix = "error converting YAML to JSON: ";
  if (text.size() > kMaxInputBytes) {
    return {.error = fmt::format("{}yaml: document is too large", kPrefix)};
  }
  YamlReader reader(text, {.options = {.numbers = numbers, .spans = false, .unique_keys = false}});
  // Go reads no further than the first document, so that faults behind it do not matter.
  auto document = reader.next();
  if (!reader.faults().empty()) {
    return {.error = fmt::format("{}{}", kPrefix, go_fault(reader.faults()).go)};
  }
  GoResult result;
  if (document) {
    result.value = std::move(document->value);
  }
  std::string error;
  if (!detour(result.value, numbers, error)) {
    return {.error = fmt::format("{}{}", kPrefix, error)};
  }
  return result;
}

GoResult go_json_unmarshal(std::string_view text, Numbers numbers) {
  if (text.size() > kMaxInputBytes) {
    return {.error = "json: text is too large"};
  }
  Faults faults;
  Document document = read_json(text, {.numbers = numbers}, faults);
  if (faults.empty()) {
    return {.value = std::move(document.value)};
  }
  // encoding/json goes on after a number that does not fit and leaves nothing in its place.
  const Fault& fault = go_fault(faults);
  if (fault.stage != Stage::kDecode) {
    return {.error = fault.go};
  }
  return {.value = std::move(document.value), .error = fault.go};
}

std::string go_type_mismatch(const value::Value& v, value::Kind wanted) {
  if (v.is_nil() || v.kind() == wanted) {
    return {};
  }
  const std::string_view found = v.is_bool()     ? "bool"
                                 : v.is_number() ? "number"
                                 : v.is_string() ? "string"
                                 : v.is_list()   ? "array"
                                                 : "object";
  return fmt::format("json: cannot unmarshal {} into Go value of type {}", found,
                     wanted == value::Kind::kMap ? "map[string]interface {}" : "[]interface {}");
}

}  // namespace copctl::codec
