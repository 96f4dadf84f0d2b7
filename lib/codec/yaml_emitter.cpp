#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "codec/base64.h"
#include "codec/codec.h"
#include "codec/json_detour.h"
#include "codec/natural_order.h"
#include "codec/number.h"
#include "codec/yaml_resolve.h"
#include "codec/yaml_shape.h"
#include "codec/yaml_writer.h"

// Block YAML as go-yaml writes it. The two versions share libyaml's emitter and differ in a few
// rules, which are the members of Dialect.

namespace copctl::codec {
namespace {

// Keys longer than this are written behind `? ` (emitterc.go: yaml_emitter_check_simple_key).
constexpr std::size_t kLongestSimpleKey = 128;
constexpr int kIndent = 2;

struct Dialect {
  // sigs.k8s.io/yaml: the value goes through JSON text first.
  bool json_detour;
  bool folds;
  // A list inside a map stands deeper than its key.
  bool lists_indented;
  bool tabs_in_literals;
  bool letter_after_digits;
  bool header_break;
};
constexpr Dialect kV2{.json_detour = true,
                      .folds = true,
                      .lists_indented = false,
                      .tabs_in_literals = false,
                      .letter_after_digits = false,
                      .header_break = true};
constexpr Dialect kV3{.json_detour = false,
                      .folds = false,
                      .lists_indented = true,
                      .tabs_in_literals = true,
                      .letter_after_digits = true,
                      .header_break = false};

int deeper(int indent) { return indent < 0 ? 0 : indent + kIndent; }
int scalar_indent(int indent) { return indent < 0 ? kIndent : indent + kIndent; }

// go-yaml v3 writes bytes that are no text as base64, wrapped (resolve.go: encodeBase64).
std::string wrapped_base64(std::string_view bytes) {
  constexpr std::size_t kLine = 70;
  const std::string all = encode_base64(bytes);
  if (all.size() < kLine) {
    return all;
  }
  std::string out;
  for (std::size_t at = 0; at < all.size(); at += kLine) {
    out += all.substr(at, kLine) + '\n';
  }
  return out;
}

class Emitter {
 public:
  Emitter(std::string& out, const Dialect& dialect)
      : dialect_(dialect), writer_(out, dialect.folds) {}

  // `indent` is that of the collection around; -1 at the root. False when there is no YAML form.
  bool node(const value::Value& v, int indent, bool in_map);
  void end() { writer_.line(0); }

 private:
  using Entry = std::pair<std::string_view, const value::Value*>;

  bool float_number(double number, int indent);
  bool string(std::string_view text, int indent, bool simple_key);
  void bare(std::string_view text, int indent) { writer_.plain(text, indent, false); }
  bool list(const value::Value& v, int indent, bool in_map);
  bool map(const value::Value& v, int indent);
  bool key(std::string_view text, int indent);
  std::optional<std::vector<Entry>> sorted(const value::Map& map);
  bool too_deep() const { return depth_ >= kMaxEncodeDepth; }

  const Dialect& dialect_;
  YamlWriter writer_;
  std::size_t depth_ = 0;
  // Keys that the detour changed; the views in sorted entries point here.
  std::vector<std::unique_ptr<std::string>> changed_;
};

bool Emitter::node(const value::Value& v, int indent, bool in_map) {
  switch (v.kind()) {
    case value::Kind::kNil:
      bare("null", indent);
      return true;
    case value::Kind::kBool:
      bare(v.as_bool() ? "true" : "false", indent);
      return true;
    case value::Kind::kInt: {
      std::string digits;
      append_int(digits, v.as_int());
      bare(digits, indent);
      return true;
    }
    case value::Kind::kFloat:
      return float_number(v.as_float(), indent);
    case value::Kind::kComplex:
      return false;
    case value::Kind::kString:
      return string(v.as_string(), indent, false);
    case value::Kind::kList:
      return list(v, indent, in_map);
    case value::Kind::kMap:
      return map(v, indent);
    case value::Kind::kObject:
      return node(v.as_object().plain(), indent, in_map);
  }
  return false;
}

// Through JSON a whole number below 1e21 loses its point and may fit an integer.
bool Emitter::float_number(double number, int indent) {
  std::string text;
  if (dialect_.json_detour) {
    if (!std::isfinite(number)) {
      return false;
    }
    append_float_json(text, number);
    const Resolution read = resolve(text);
    text.clear();
    if (read.tag == Tag::kInt) {
      append_int(text, read.integer);
    } else {
      append_float_g(text, number);
    }
  } else if (std::isnan(number)) {
    text = ".nan";
  } else if (std::isinf(number)) {
    text = number < 0 ? "-.inf" : ".inf";
  } else {
    append_float_g(text, number);
  }
  bare(text, indent);
  return true;
}

bool Emitter::string(std::string_view text, int indent, bool simple_key) {
  std::string changed;
  if (dialect_.json_detour && !survives_json(text)) {
    auto result = through_json(text);
    if (!result) {
      return false;
    }
    changed = std::move(*result);
    text = changed;
  } else if (!dialect_.json_detour && base::find_invalid_utf8(text) != text.npos) {
    writer_.indicator("!!binary", true, false);
    changed = wrapped_base64(text);
    text = changed;
  }
  // encode.go: stringv chooses, emitterc.go: yaml_emitter_select_scalar_style refuses.
  const Shape shape = shape_of(text, dialect_.tabs_in_literals);
  const int at = scalar_indent(indent);
  switch (choose_style(text, shape, resolves(text), simple_key)) {
    case Style::kPlain:
      writer_.plain(text, at, !simple_key);
      break;
    case Style::kSingle:
      writer_.single_quoted(text, at, !simple_key);
      break;
    case Style::kDouble:
      writer_.double_quoted(text, at, !simple_key);
      break;
    case Style::kLiteral:
      writer_.literal(text, at, dialect_.header_break);
      break;
  }
  return true;
}

bool Emitter::list(const value::Value& v, int indent, bool in_map) {
  const value::List& list = v.as_list();
  if (dialect_.json_detour && list.nil) {
    bare("null", indent);
    return true;
  }
  if (dialect_.json_detour && list.element == value::Element::kByte) {
    return string(encode_base64(bytes_of(list)), indent, false);
  }
  if (list.items.empty()) {
    writer_.indicator("[]", true, false);
    return true;
  }
  if (too_deep()) {
    return false;
  }
  ++depth_;
  // emitterc.go: yaml_emitter_emit_block_sequence_item, "indentless". Behind an explicit `: ` the
  // list stands on that line instead.
  const bool beside_key = in_map && !dialect_.lists_indented && !writer_.at_indentation();
  const int inner = beside_key ? indent : deeper(indent);
  for (const auto& item : list.items) {
    writer_.line(inner);
    writer_.indicator("-", true, true);
    if (!node(item, inner, false)) {
      return false;
    }
  }
  --depth_;
  return true;
}

bool Emitter::map(const value::Value& v, int indent) {
  const value::Map& map = v.as_map();
  if (dialect_.json_detour && map.nil) {
    bare("null", indent);
    return true;
  }
  if (map.entries.empty()) {
    writer_.indicator("{}", true, false);
    return true;
  }
  const auto entries = sorted(map);
  if (too_deep() || !entries) {
    return false;
  }
  ++depth_;
  const int inner = deeper(indent);
  for (const auto& [text, item] : *entries) {
    writer_.line(inner);
    if (!key(text, inner) || !node(*item, inner, true)) {
      return false;
    }
  }
  --depth_;
  return true;
}

bool Emitter::key(std::string_view text, int indent) {
  const bool simple =
      text.size() <= kLongestSimpleKey && !shape_of(text, dialect_.tabs_in_literals).multiline;
  if (simple) {
    if (!string(text, indent, true)) {
      return false;
    }
    writer_.indicator(":", false, false);
    return true;
  }
  writer_.indicator("?", true, true);
  if (!string(text, indent, false)) {
    return false;
  }
  writer_.line(indent);
  writer_.indicator(":", true, true);
  return true;
}

std::optional<std::vector<Emitter::Entry>> Emitter::sorted(const value::Map& map) {
  std::vector<Entry> entries;
  entries.reserve(map.entries.size());
  for (const auto& [text, item] : map.entries) {
    std::string_view key = text;
    if (dialect_.json_detour && !key_survives_json(key)) {
      auto result = key_through_json(key);
      if (!result) {
        return std::nullopt;
      }
      key = *changed_.emplace_back(std::make_unique<std::string>(std::move(*result)));
      // Go decodes the JSON into a map, where the later of two equal keys stays.
      std::erase_if(entries, [&](const Entry& entry) { return entry.first == key; });
    }
    entries.emplace_back(key, &item);
  }
  // A merge sort stands an order that is not transitive; what Go does with such keys varies from
  // run to run.
  std::ranges::stable_sort(entries, [this](const Entry& a, const Entry& b) {
    return natural_less(a.first, b.first, dialect_.letter_after_digits);
  });
  return entries;
}

std::optional<std::string> encode(const value::Value& v, const Dialect& dialect) {
  std::string out;
  Emitter emitter(out, dialect);
  if (!emitter.node(v, -1, false)) {
    return std::nullopt;
  }
  emitter.end();
  return out;
}

}  // namespace

std::optional<std::string> encode_yaml(const value::Value& v) { return encode(v, kV2); }

std::optional<std::string> encode_yaml_pretty(const value::Value& v) { return encode(v, kV3); }

}  // namespace copctl::codec
