#include <string>
#include <string_view>

#include "codec/codec.h"
#include "funcs/arguments.h"
#include "funcs/funcs.h"

// Values as YAML, JSON and TOML text, and back.

namespace copctl::funcs {

namespace {

using tmpl::Call;
using value::Value;

// What the value comes to as text is known before it is made: `per_node` bytes of syntax for every
// node, `per_level` for each level that it is indented.
void reserve_text(const Call& call, std::size_t per_node, std::size_t per_level) {
  const Extent extent = measure(call, call.arg(0));
  call.reserve(
      sum(extent.text, sum(product(extent.nodes, per_node), product(extent.depths, per_level))));
  call.work(product(extent.nodes, kWriteSteps));
}

std::optional<std::string> json_of(const Call& call, const codec::JsonOptions& options,
                                   std::string& error) {
  reserve_text(call, 2, static_cast<std::size_t>(options.indent));
  return codec::encode_json(call.arg(0), options, error);
}

constexpr codec::JsonOptions kCompact{};
constexpr codec::JsonOptions kPretty{.indent = 2};
constexpr codec::JsonOptions kRaw{.escape_html = false};

// toJson of sprig and of Helm: nothing when the value has no JSON form.
Value json_or_nothing(Call& call, const codec::JsonOptions& options) {
  std::string error;
  return Value::string(json_of(call, options, error).value_or(""));
}

Value json_or_fail(Call& call, const codec::JsonOptions& options) {
  std::string error;
  auto text = json_of(call, options, error);
  if (!text) {
    call.fail(std::move(error));
  }
  return Value::string(std::move(*text));
}

Value to_json(Call& call) { return json_or_nothing(call, kCompact); }
Value to_pretty_json(Call& call) { return json_or_nothing(call, kPretty); }
Value to_raw_json(Call& call) { return json_or_fail(call, kRaw); }
Value must_to_json(Call& call) { return json_or_fail(call, kCompact); }
Value must_to_pretty_json(Call& call) { return json_or_fail(call, kPretty); }

codec::GoResult parsed_json(Call& call) {
  return codec::go_json_unmarshal(call.text(0), codec::Numbers::kFloat64);
}

codec::GoResult parsed_yaml(Call& call) {
  return codec::go_yaml_unmarshal(call.text(0), codec::Numbers::kFloat64);
}

Value from_json(Call& call) { return parsed_json(call).value; }

Value must_from_json(Call& call) {
  codec::GoResult result = parsed_json(call);
  if (!result.error.empty()) {
    call.fail(std::move(result.error));
  }
  return result.value;
}

// What encoding/json leaves in a map or list for the text `null`, and sigs.k8s.io/yaml does not.
enum class Null : bool { kStaysNil, kBecomesEmpty };

// What sigs.k8s.io/yaml puts before encoding/json's words.
constexpr std::string_view kYamlPrefix = "error unmarshaling JSON: while decoding JSON: ";

// The result's error, or why its value is not of the kind that it is decoded into.
std::string error_of(const codec::GoResult& result, value::Kind wanted, std::string_view prefix) {
  if (!result.error.empty()) {
    return result.error;
  }
  const std::string mismatch = codec::go_type_mismatch(result.value, wanted);
  return mismatch.empty() ? mismatch : std::string(prefix) + mismatch;
}

// Helm decodes into a map; whatever goes wrong becomes its entry `Error`.
Value map_or_error(const codec::GoResult& result, std::string_view prefix, Null null) {
  std::string error = error_of(result, value::Kind::kMap, prefix);
  Value map = result.value.is_map() ? result.value : Value::map();
  if (!error.empty()) {
    map.as_map().entries.insert_or_assign("Error", Value::string(std::move(error)));
    return map;
  }
  return result.value.is_nil() && null == Null::kStaysNil ? Value::nil_map() : map;
}

// And into a list, whose only item is then the error.
Value list_or_error(const codec::GoResult& result, std::string_view prefix, Null null) {
  std::string error = error_of(result, value::Kind::kList, prefix);
  if (!error.empty()) {
    return Value::list({Value::string(std::move(error))});
  }
  if (!result.value.is_nil()) {
    return result.value;
  }
  return null == Null::kStaysNil ? Value::nil_list() : Value::list();
}

Value from_json_map(Call& call) { return map_or_error(parsed_json(call), "", Null::kStaysNil); }
Value from_json_list(Call& call) { return list_or_error(parsed_json(call), "", Null::kStaysNil); }

Value from_yaml_map(Call& call) {
  return map_or_error(parsed_yaml(call), kYamlPrefix, Null::kBecomesEmpty);
}

Value from_yaml_list(Call& call) {
  return list_or_error(parsed_yaml(call), kYamlPrefix, Null::kBecomesEmpty);
}

Value from_toml_map(Call& call) {
  return map_or_error(codec::go_toml_unmarshal(call.text(0)), "", Null::kBecomesEmpty);
}

std::string without_final_newline(std::string text) {
  if (text.ends_with('\n')) {
    text.pop_back();
  }
  return text;
}

std::optional<std::string> yaml_of(const Call& call) {
  reserve_text(call, 3, 2);
  return codec::encode_yaml(call.arg(0));
}

Value to_yaml(Call& call) {
  return Value::string(without_final_newline(yaml_of(call).value_or("")));
}

Value to_yaml_pretty(Call& call) {
  reserve_text(call, 3, 2);
  return Value::string(without_final_newline(codec::encode_yaml_pretty(call.arg(0)).value_or("")));
}

Value must_to_yaml(Call& call) {
  auto text = yaml_of(call);
  if (!text) {
    call.fail("the value has no YAML form");
  }
  return Value::string(without_final_newline(std::move(*text)));
}

codec::GoResult toml_of(Call& call) {
  // BurntSushi's encoder panics here.
  if (call.arg(0).is_nil()) {
    call.fail("reflect: call of reflect.Value.Type on zero Value");
  }
  reserve_text(call, 8, 2);
  return codec::go_toml_marshal(call.arg(0));
}

// Helm returns the text of an error in place of a result.
Value to_toml(Call& call) {
  codec::GoResult result = toml_of(call);
  return result.error.empty() ? result.value : Value::string(std::move(result.error));
}

Value must_to_toml(Call& call) {
  codec::GoResult result = toml_of(call);
  if (!result.error.empty()) {
    call.fail(std::move(result.error));
  }
  return result.value;
}

// Without a cluster nothing is ever found.
Value lookup(Call&) { return Value::map(); }

constexpr tmpl::Function kTable[] = {
    {"toJson",
     "(any) string",
     to_json,
     "the value as JSON",
     {"{{ toJson (dict \"a\" (list 1 nil)) }}", "{\"a\":[1,null]}"}},
    {"mustToJson",
     "(any) (string, error)",
     must_to_json,
     "as toJson, but an error ends the render",
     {"{{ mustToJson (list 1 \"<\") }}", "[1,\"\\u003c\"]"}},
    {"toPrettyJson",
     "(any) string",
     to_pretty_json,
     "the value as JSON over several lines",
     {"{{ toPrettyJson (dict \"a\" 1) }}", "{\n  \"a\": 1\n}"}},
    {"mustToPrettyJson",
     "(any) (string, error)",
     must_to_pretty_json,
     "as toPrettyJson, but an error ends the render",
     {"{{ mustToPrettyJson (list 1) }}", "[\n  1\n]"}},
    {"toRawJson",
     "(any) string",
     to_raw_json,
     "the value as JSON with <, > and & as they are",
     {"{{ toRawJson (list \"<a>\") }}", "[\"<a>\"]"}},
    {"mustToRawJson",
     "(any) (string, error)",
     to_raw_json,
     "the same as toRawJson",
     {"{{ mustToRawJson (list \"<a>\") }}", "[\"<a>\"]"}},
    {"fromJson",
     "(string) any",
     from_json,
     "the value that JSON text means, nothing for bad JSON",
     {"{{ (fromJson \"{\\\"a\\\": [1, 2]}\").a }}", "[1 2]"}},
    {"mustFromJson",
     "(string) (any, error)",
     must_from_json,
     "as fromJson, but bad JSON ends the render",
     {"{{ mustFromJson \"[1, 2]\" }}", "[1 2]"}},
};

constexpr tmpl::Function kHelmTable[] = {
    {"toYaml",
     "(any) string",
     to_yaml,
     "the value as YAML, without a final new line",
     {"{{ toYaml (dict \"b\" (list 1 2) \"a\" \"yes\") }}", "a: \"yes\"\nb:\n- 1\n- 2"}},
    {"mustToYaml",
     "(any) string",
     must_to_yaml,
     "as toYaml, but an error ends the render",
     {"{{ mustToYaml (list 1) }}", "- 1"}},
    {"toYamlPretty",
     "(any) string",
     to_yaml_pretty,
     "the value as YAML with indented lists",
     {"{{ toYamlPretty (dict \"b\" (list 1 2)) }}", "b:\n  - 1\n  - 2"}},
    {"fromYaml",
     "(string) map[string]any",
     from_yaml_map,
     "the map that YAML text means; for bad YAML a map with the entry Error",
     {"{{ (fromYaml \"a: {b: yes}\").a.b }}", "true"}},
    {"fromYamlArray",
     "(string) []any",
     from_yaml_list,
     "the list that YAML text means; for bad YAML a list of the error",
     {"{{ fromYamlArray \"[a, 1]\" }}", "[a 1]"}},
    {"toJson",
     "(any) string",
     to_json,
     "the value as JSON",
     {"{{ toJson (dict \"a\" (list 1 nil)) }}", "{\"a\":[1,null]}"}},
    {"fromJson",
     "(string) map[string]any",
     from_json_map,
     "the map that JSON text means; for bad JSON a map with the entry Error",
     {"{{ (fromJson \"{\\\"a\\\": [1, 2]}\").a }}", "[1 2]"}},
    {"fromJsonArray",
     "(string) []any",
     from_json_list,
     "the list that JSON text means; for bad JSON a list of the error",
     {"{{ fromJsonArray \"[1, 2]\" }}", "[1 2]"}},
    {"toToml",
     "(any) string",
     to_toml,
     "the map as TOML; for an error its text",
     {"{{ toToml (dict \"a\" 1) }}", "a = 1\n"}},
    {"mustToToml",
     "(any) string",
     must_to_toml,
     "as toToml, but an error ends the render",
     {"{{ mustToToml (dict \"a\" true) }}", "a = true\n"}},
    {"fromToml",
     "(string) map[string]any",
     from_toml_map,
     "the map that TOML text means; for bad TOML a map with the entry Error",
     {"{{ (fromToml \"a = 1\").a }}", "1"}},
    {"lookup",
     "(string, string, string, string) (map[string]any, error)",
     lookup,
     "a resource of the cluster: without one always an empty map",
     {"{{ lookup \"v1\" \"Secret\" \"ns\" \"name\" }}", "map[]"}},
};

}  // namespace

std::span<const tmpl::Function> documents() { return kTable; }
std::span<const tmpl::Function> helm_documents() { return kHelmTable; }

}  // namespace copctl::funcs
