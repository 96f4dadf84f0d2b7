#include "fuzz/values.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "base/check.h"
#include "base/text.h"
#include "codec/codec.h"
#include "codec/json_detour.h"

namespace copctl::fuzz {

using value::Value;

std::uint8_t Bytes::byte() {
  if (rest_.empty()) return 0;
  const auto first = static_cast<std::uint8_t>(rest_.front());
  rest_.remove_prefix(1);
  return first;
}

std::uint64_t Bytes::number(std::size_t bytes) {
  std::uint64_t out = 0;
  while (bytes-- != 0) out = out << 8 | byte();
  return out;
}

std::string_view Bytes::take(std::size_t count) {
  const std::string_view out = rest_.substr(0, count);
  rest_.remove_prefix(out.size());
  return out;
}

namespace {

constexpr std::string_view kNasty[] = {
    "",    "~",     "null", "yes",   "off",    "0777",   "1_000", "12:30:45",  "1e3",
    "0x1", "0b1",   ".inf", "-.inf", ".nan",   "<<",     "=",     "a: b",      "a #b",
    "- a", "-",     "? a",  ":",     "#",      "&a",     "*a",    "!t",        "|",
    ">",   "%x",    "@x",   "'",     "\"",     " ",      " a",    "a ",        "a\nb\n",
    "\n",  " \na",  "a\tb", "é",     "\u2028", "\ufeff", "---",   "...",       "a]",
    "1.",  "1e400", "+1",   "\x1b",  "\r\n",   "\u00a0", "\x7f",  "2001-01-01"};

std::string text(Bytes& bytes, Shapes shapes) {
  const std::uint8_t size = bytes.byte();
  if (size >= 200) return std::string(kNasty[(size - 200u) % std::size(kNasty)]);
  const std::string_view taken = bytes.take(size % 40);
  const bool whole =
      shapes == Shapes::kAll || base::find_invalid_utf8(taken) == std::string_view::npos;
  return whole ? std::string(taken) : std::string();
}

Value real(Bytes& bytes, Shapes shapes) {
  const auto d = std::bit_cast<double>(bytes.number(8));
  return Value::real(shapes == Shapes::kAll || std::isfinite(d) ? d : 0.5);
}

Value list(Bytes& bytes, Shapes shapes, int depth) {
  value::Items items;
  for (std::size_t count = bytes.below(5); count != 0; --count) {
    items.push_back(make_value(bytes, shapes, depth - 1));
  }
  return Value::list(std::move(items));
}

Value map(Bytes& bytes, Shapes shapes, int depth) {
  value::Entries entries;
  for (std::size_t count = bytes.below(5); count != 0; --count) {
    std::string key = text(bytes, shapes);
    entries[std::move(key)] = make_value(bytes, shapes, depth - 1);
  }
  return Value::map(std::move(entries));
}

// What no text holds.
Value odd(Bytes& bytes) {
  constexpr value::IntType kTypes[] = {value::IntType::kInt, value::IntType::kInt64,
                                       value::IntType::kUint8, value::IntType::kUint64};
  switch (bytes.below(6)) {
    case 0:
      return Value::nil_list();
    case 1:
      return Value::nil_map();
    case 2:
      return Value::complex(1.5, -2);
    case 3: {
      Value own = Value::list({Value::string("own")});
      own.as_list().items.push_back(Value::list({Value::integer(1)}));
      return own;
    }
    case 4:
      return Value::list({Value::string("a"), Value::string("b")}, value::Element::kString);
    default: {
      const value::IntType type = kTypes[bytes.below(std::size(kTypes))];
      const std::size_t size = type == value::IntType::kUint8 ? 1 : 8;
      return Value::integer(static_cast<std::int64_t>(bytes.number(size)), type);
    }
  }
}

}  // namespace

Value make_value(Bytes& bytes, Shapes shapes, int depth) {
  if (bytes.empty()) return {};
  switch (bytes.below(depth > 0 ? 12 : 8)) {
    case 0:
      return {};
    case 1:
      return Value::boolean(bytes.below(2) == 1);
    case 2:
      return Value::integer(static_cast<std::int8_t>(bytes.byte()));
    case 3:
      return Value::integer(static_cast<std::int64_t>(bytes.number(8)));
    case 4:
      return real(bytes, shapes);
    case 5:
      return shapes == Shapes::kAll ? odd(bytes) : Value::string(text(bytes, shapes));
    case 6:
    case 7:
      return Value::string(text(bytes, shapes));
    case 8:
    case 9:
      return list(bytes, shapes, depth);
    default:
      return map(bytes, shapes, depth);
  }
}

namespace {

bool holds(const Value& v, bool (*what)(std::string_view)) {
  if (v.is_string() && what(v.as_string())) return true;
  for (const Value& item : v.items()) {
    if (holds(item, what)) return true;
  }
  for (const auto& [key, item] : v.entries()) {
    if (what(key) || holds(item, what)) return true;
  }
  return false;
}

// Go writes the key `<<` without quotes, and reads it as a merge.
bool holds_merge_key(const Value& v) {
  const auto& entries = v.entries();
  return entries.contains("<<") || std::ranges::any_of(v.items(), holds_merge_key) ||
         std::ranges::any_of(entries, [](const auto& e) { return holds_merge_key(e.second); });
}

// toYaml goes through JSON, which changes some strings as sigs.k8s.io/yaml does: line breaks of
// YAML that JSON leaves alone, keys of more than a line.
bool is_changed(std::string_view t) {
  return codec::through_json(t) != t || codec::key_through_json(t) != t;
}

// toYamlPretty: a literal block that begins with a line break loses it in go-yaml v3 (not in v2),
// and one that begins with a tab is read by no libyaml and by neither go-yaml. What has a line feed
// becomes such a block.
bool is_lost(std::string_view t) {
  const bool odd = t.starts_with('\n') || t.starts_with('\t') || t.starts_with("\u2028") ||
                   t.starts_with("\u2029");
  return odd && t.find('\n') != t.npos;
}

double as_float(value::Int i) {
  return i.type == value::IntType::kUint64
             ? static_cast<double>(static_cast<std::uint64_t>(i.number))
             : static_cast<double>(i.number);
}

// What was read is what was written. A whole float is written by the shortest digits that tell it
// from its neighbours and zeros, which are read as an integer: from 2^53 on one that is not the
// float itself, but that no other float is closer to. Integers and all else are the same.
bool same_reading(const Value& read, const Value& v) {
  if (v.is_float() && read.is_int()) return as_float(read.as_int()) == v.as_float();
  if (v.is_list() && read.is_list()) {
    return std::ranges::equal(read.items(), v.items(), same_reading);
  }
  if (v.is_map() && read.is_map()) {
    return std::ranges::equal(read.entries(), v.entries(), [](const auto& a, const auto& b) {
      return a.first == b.first && same_reading(a.second, b.second);
    });
  }
  return value::same_data(read, v);
}

void check_read_back(const std::string& text, const Value& v) {
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  const auto source = sources.add_view(diag::SourceKind::kFile, "written.yaml", text);
  const auto documents = codec::decode_yaml(sources, source, {}, diagnostics);
  COPCTL_CHECK(documents && documents->size() == 1);
  COPCTL_CHECK(same_reading(documents->front().value, v));
}

}  // namespace

void check_yaml_round_trip(const Value& v) {
  const auto plain = codec::encode_yaml(v);
  const auto pretty = codec::encode_yaml_pretty(v);
  if (holds_merge_key(v)) return;
  if (plain && !holds(v, is_changed)) check_read_back(*plain, v);
  if (pretty && !holds(v, is_lost)) check_read_back(*pretty, v);
}

void check_json_round_trip(const Value& v) {
  std::string error;
  const auto text = codec::encode_json(v, {.escape_html = false, .floats_stay = true}, error);
  COPCTL_CHECK(text.has_value() == error.empty());
  if (!text) return;
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  const auto source = sources.add_view(diag::SourceKind::kFile, "written.json", *text);
  const auto document = codec::decode_json(sources, source, codec::Numbers::kInt64, diagnostics);
  COPCTL_CHECK(document && same_reading(document->value, v));
}

namespace {

// toToml leaves out entries that are null; a null in a list is an error of its own.
Value without_nulls(const Value& v) {
  if (v.is_list()) {
    value::Items items;
    for (const Value& item : v.items()) items.push_back(without_nulls(item));
    return Value::list(std::move(items));
  }
  if (!v.is_map()) return v;
  value::Entries entries;
  for (const auto& [key, item] : v.entries()) {
    if (!item.is_nil()) entries.emplace(key, without_nulls(item));
  }
  return Value::map(std::move(entries));
}

// BurntSushi/toml leaves out a null at the end of a table in a list, and not the comma before it;
// nobody reads that, nor itself.
bool holds_dangling_comma(const Value& v, bool in_list) {
  const auto& entries = v.entries();
  const bool nulls_last = !entries.empty() && entries.rbegin()->second.is_nil();
  const auto is_there = [](const auto& entry) { return !entry.second.is_nil(); };
  if (in_list && nulls_last && std::ranges::any_of(entries, is_there)) return true;
  for (const Value& item : v.items()) {
    if (holds_dangling_comma(item, true)) return true;
  }
  return std::ranges::any_of(
      entries, [&](const auto& e) { return holds_dangling_comma(e.second, in_list); });
}

// BurntSushi/toml writes floats without exponents, and toml++ reads up to 126 characters of one.
bool holds_long_float(const Value& v) {
  constexpr std::size_t kAround = std::string_view("f = \n").size();
  if (v.is_float()) {
    const codec::GoResult line = codec::go_toml_marshal(Value::map({{"f", v}}));
    return line.value.as_string().size() > 126 + kAround;
  }
  return std::ranges::any_of(v.items(), holds_long_float) ||
         std::ranges::any_of(v.entries(), [](const auto& e) { return holds_long_float(e.second); });
}

}  // namespace

void check_toml_round_trip(const Value& v) {
  const codec::GoResult written = codec::go_toml_marshal(v);
  COPCTL_CHECK(written.error.empty() == written.value.is_string());
  if (!written.error.empty() || holds_long_float(v) || holds_dangling_comma(v, false)) return;
  const codec::GoResult read = codec::go_toml_unmarshal(written.value.as_string());
  COPCTL_CHECK(read.error.empty());
  COPCTL_CHECK(value::same_data(read.value, without_nulls(v)));
}

}  // namespace copctl::fuzz
