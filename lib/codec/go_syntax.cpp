#include "codec/go_syntax.h"

#include <iterator>

#include "codec/codec.h"
#include "codec/number.h"

namespace copctl::codec {
namespace {

void append(std::string& out, const value::Value& v, bool nested);

void append_quoted(std::string& out, const std::string& text) {
  std::string ignored;
  out += encode_json(value::Value::string(text), {.escape_html = false}, ignored).value_or("");
}

void append_list(std::string& out, const value::Value& v) {
  out += "[]interface {}{";
  std::string_view separator;
  for (const auto& item : v.items()) {
    out += separator;
    append(out, item, true);
    separator = ", ";
  }
  out += '}';
}

void append_map(std::string& out, const value::Value& v) {
  out += "map[interface {}]interface {}{";
  std::string_view separator;
  for (const auto& [key, item] : v.entries()) {
    out += separator;
    append_quoted(out, key);
    out += ':';
    append(out, item, true);
    separator = ", ";
  }
  out += '}';
}

void append(std::string& out, const value::Value& v, bool nested) {
  switch (v.kind()) {
    case value::Kind::kBool:
      out += v.as_bool() ? "true" : "false";
      return;
    case value::Kind::kInt:
      append_int(out, v.as_int());
      return;
    case value::Kind::kFloat:
      append_float_json(out, v.as_float());
      return;
    case value::Kind::kString:
      append_quoted(out, v.as_string());
      return;
    case value::Kind::kList:
      append_list(out, v);
      return;
    case value::Kind::kMap:
      append_map(out, v);
      return;
    default:
      out += nested ? "interface {}(nil)" : "<nil>";
  }
}

}  // namespace

std::string go_syntax(const value::Value& v) {
  std::string out;
  append(out, v, false);
  return out;
}

}  // namespace copctl::codec
