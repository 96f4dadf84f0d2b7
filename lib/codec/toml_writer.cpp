#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <vector>

#include "codec/codec.h"
#include "codec/number.h"

// BurntSushi/toml 1.2 (encode.go): plain values of a table first, then its tables, both by key;
// each level of tables indented; tables inside plain arrays inline.

namespace copctl::codec {
namespace {

// What a value is to TOML (encode.go: tomlTypeOfGo). Null has no form and is passed over.
enum class Form : std::uint8_t { kNone, kPlain, kTable, kTables };

constexpr std::string_view kBareKey =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

std::string quoted(std::string_view text) {
  constexpr std::string_view kShort = "\"\\\b\t\n\f\r";
  constexpr std::string_view kLetters = "\"\\btnfr";
  std::string out = "\"";
  for (const char c : text) {
    const std::size_t at = kShort.find(c);
    if (at != std::string_view::npos) {
      out += '\\';
      out += kLetters[at];
    } else if ((c >= 0 && c < 0x20) || c == 0x7F) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<int>(c));
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string key_text(std::string_view key) {
  const bool bare = !key.empty() && key.find_first_not_of(kBareKey) == std::string_view::npos;
  return bare ? std::string(key) : quoted(key);
}

class Writer {
 public:
  bool write(const value::Value& v) { return entry(v); }
  std::string& out() { return out_; }
  std::string& error() { return error_; }

 private:
  bool fail(std::string message) {
    error_ = std::move(message);
    return false;
  }
  bool form_of(const value::Value& v, std::size_t depth, Form& form);
  bool form_of_list(const value::Value& v, std::size_t depth, Form& form);
  bool entry(const value::Value& v);
  bool key_value(const value::Value& v);
  bool tables(const value::Value& v);
  bool table(const value::Value& v);
  bool entries(const value::Value& v, bool is_inline);
  bool group(const std::vector<const value::Entries::value_type*>& members, bool is_inline,
             bool more);
  bool element(const value::Value& v);
  void float_element(double number);
  void newline() {
    if (!out_.empty()) {
      out_ += '\n';
    }
  }
  void indent() { out_.append((path_.size() - 1) * 2, ' '); }
  std::string path() const { return fmt::format("{}", fmt::join(path_, ".")); }

  std::string out_;
  std::string error_;
  // The quoted keys down to the current value.
  std::vector<std::string> path_;
  std::size_t depth_ = 0;
};

bool Writer::form_of(const value::Value& v, std::size_t depth, Form& form) {
  switch (v.kind()) {
    case value::Kind::kNil:
      form = Form::kNone;
      return true;
    case value::Kind::kMap:
      form = v.as_map().nil ? Form::kNone : Form::kTable;
      return true;
    case value::Kind::kList:
      return form_of_list(v, depth, form);
    case value::Kind::kComplex:
      return fail("unsupported type: complex128");
    case value::Kind::kObject:
      return form_of(v.as_object().plain(), depth, form);
    default:
      form = Form::kPlain;
      return true;
  }
}

bool Writer::form_of_list(const value::Value& v, std::size_t depth, Form& form) {
  if (depth > kMaxEncodeDepth) {
    return fail("toml: exceeded max depth");
  }
  // encode.go: isTableArray. It looks at every element, so that a null is found wherever it is.
  bool all_tables = !v.items().empty();
  for (const auto& item : v.items()) {
    Form inner = Form::kNone;
    if (!form_of(item, depth + 1, inner)) {
      return false;
    }
    if (inner == Form::kNone) {
      return fail("toml: cannot encode array with nil element");
    }
    all_tables &= inner == Form::kTable;
  }
  form = v.as_list().nil ? Form::kNone : all_tables ? Form::kTables : Form::kPlain;
  return true;
}

// Anything below a key, not inline (encode.go: encode).
bool Writer::entry(const value::Value& v) {
  Form form = Form::kNone;
  if (v.is_object()) {
    return entry(v.as_object().plain());
  }
  if (!form_of(v, 0, form)) {
    return false;
  }
  switch (form) {
    case Form::kNone:
      // A nil list is no table either.
      if (path_.empty() && v.is_list()) {
        break;
      }
      return true;
    case Form::kTable:
      return table(v);
    case Form::kTables:
      return tables(v);
    case Form::kPlain:
      break;
  }
  if (path_.empty()) {
    return fail("toml: top-level values must be Go maps or structs");
  }
  indent();
  if (!key_value(v)) {
    return false;
  }
  newline();
  return true;
}

bool Writer::key_value(const value::Value& v) {
  out_ += path_.back() + " = ";
  return element(v);
}

bool Writer::tables(const value::Value& v) {
  if (path_.empty()) {
    return fail("toml: top-level values must be Go maps or structs");
  }
  for (const auto& item : v.items()) {
    newline();
    indent();
    out_ += "[[" + path() + "]]";
    newline();
    if (!entries(item, false)) {
      return false;
    }
  }
  return true;
}

bool Writer::table(const value::Value& v) {
  // encode.go: eTable sets top-level tables apart.
  if (path_.size() == 1) {
    newline();
  }
  if (!path_.empty()) {
    indent();
    out_ += "[" + path() + "]";
    newline();
  }
  return entries(v, false);
}

bool Writer::entries(const value::Value& v, bool is_inline) {
  if (depth_ >= kMaxEncodeDepth) {
    return fail("toml: exceeded max depth");
  }
  ++depth_;
  std::vector<const value::Entries::value_type*> plain;
  std::vector<const value::Entries::value_type*> sub;
  for (const auto& member : v.entries()) {
    Form form = Form::kNone;
    if (!form_of(member.second, 0, form)) {
      return false;
    }
    (form == Form::kTable || form == Form::kTables ? sub : plain).push_back(&member);
  }
  out_ += is_inline ? "{" : "";
  if (!group(plain, is_inline, !sub.empty()) || !group(sub, is_inline, false)) {
    return false;
  }
  out_ += is_inline ? "}" : "";
  --depth_;
  return true;
}

bool Writer::group(const std::vector<const value::Entries::value_type*>& members, bool is_inline,
                   bool more) {
  for (const auto* member : members) {
    const auto& [key, v] = *member;
    if (v.is_nil() || (v.is_list() && v.as_list().nil) || (v.is_map() && v.as_map().nil)) {
      continue;
    }
    path_.push_back(key_text(key));
    const bool written = is_inline ? key_value(v) : entry(v);
    path_.pop_back();
    if (!written) {
      return false;
    }
    // encode.go: a null at the end leaves its comma behind.
    if (is_inline && (more || member != members.back())) {
      out_ += ", ";
    }
  }
  return true;
}

// A value behind `=` or inside an array (encode.go: eElement).
bool Writer::element(const value::Value& v) {
  switch (v.kind()) {
    case value::Kind::kBool:
      out_ += v.as_bool() ? "true" : "false";
      return true;
    case value::Kind::kInt:
      append_int(out_, v.as_int());
      return true;
    case value::Kind::kFloat:
      float_element(v.as_float());
      return true;
    case value::Kind::kString:
      out_ += quoted(v.as_string());
      return true;
    case value::Kind::kMap:
      return entries(v, true);
    case value::Kind::kObject:
      return element(v.as_object().plain());
    case value::Kind::kList:
      break;
    default:
      return fail(fmt::format("unexpected type: {}", value::type_name(v)));
  }
  out_ += '[';
  std::string_view separator;
  for (const auto& item : v.items()) {
    out_ += separator;
    separator = ", ";
    if (!element(item)) {
      return false;
    }
  }
  out_ += ']';
  return true;
}

void Writer::float_element(double number) {
  if (std::isnan(number)) {
    out_ += "nan";
  } else if (std::isinf(number)) {
    out_ += number < 0 ? "-inf" : "+inf";
  } else {
    std::string digits;
    append_float_fixed(digits, number);
    out_ += digits.find('.') == std::string::npos ? digits + ".0" : digits;
  }
}

}  // namespace

GoResult go_toml_marshal(const value::Value& v) {
  if (v.is_nil()) {
    return {.error = "reflect: call of reflect.Value.Type on zero Value"};
  }
  Writer writer;
  if (!writer.write(v)) {
    return {.error = std::move(writer.error())};
  }
  return {.value = value::Value::string(std::move(writer.out()))};
}

}  // namespace copctl::codec
