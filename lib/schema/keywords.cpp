#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "schema/format.h"
#include "schema/load.h"
#include "schema/types.h"

// One function a keyword, one table of them. A function checks the shape of the keyword's value and
// puts it into the node; a wrong shape is reported and leaves the node as it was.

namespace copctl::schema {

namespace {

using value::Value;

constexpr std::string_view kLocalReference = "#/$defs/";
// A generated secret longer than this is a slip of the pen.
constexpr std::int64_t kMaxGenerated = 4096;

bool all_strings(const Value& v) {
  return v.is_list() && std::all_of(v.items().begin(), v.items().end(),
                                    [](const Value& item) { return item.is_string(); });
}

std::vector<std::string_view> texts(const Value& list) {
  std::vector<std::string_view> out;
  out.reserve(list.items().size());
  for (const Value& item : list.items()) out.push_back(item.as_string());
  return out;
}

void read_text(Loader& loader, const Site& site, std::string_view& out) {
  if (!site.value.is_string()) return loader.misshapen(site, "a string");
  out = site.value.as_string();
}

void read_flag(Loader& loader, const Site& site, bool& out) {
  if (!site.value.is_bool()) return loader.misshapen(site, "true or false");
  out = site.value.as_bool();
}

void read_count(Loader& loader, const Site& site, std::optional<std::size_t>& out) {
  if (!site.value.is_int() || site.value.as_int().number < 0) {
    return loader.misshapen(site, "a whole number from 0 on");
  }
  out = static_cast<std::size_t>(site.value.as_int().number);
}

void read_strings(Loader& loader, const Site& site, std::vector<std::string_view>& out) {
  if (!all_strings(site.value)) return loader.misshapen(site, "a list of strings");
  out = texts(site.value);
}

void read_schemas(Loader& loader, const Site& site, std::vector<const Node*>& out) {
  if (!site.value.is_list() || site.value.items().empty()) {
    return loader.misshapen(site, "a list of one schema or more");
  }
  const Loader::Descent descent(loader, site.keyword);
  for (std::size_t i = 0; i < site.value.items().size(); ++i) {
    out.push_back(loader.read(site.value.items()[i], std::to_string(i)));
  }
}

void read_bound(Loader& loader, const Site& site, bool exclusive, std::vector<Bound>& out) {
  if (!site.value.is_number()) return loader.misshapen(site, "a number");
  out.push_back({site.value, exclusive});
}

std::optional<Pattern> checked_pattern(Loader& loader, std::string_view text, diag::Span span) {
  Pattern pattern(text);
  const std::string problem = pattern.problem();
  if (problem.empty()) return pattern;
  loader.error(span, fmt::format("bad regular expression: {}", base::printable(problem)));
  return std::nullopt;
}

void read_type(Loader& loader, Node& node, const Site& site) {
  const value::Items one{site.value};
  const value::Items& names = site.value.is_list() ? site.value.items() : one;
  for (const Value& name : names) {
    const TypeSet bit = name.is_string() ? type_bit(name.as_string()) : 0;
    if (bit == 0) {
      return loader.misshapen(
          site, "null, boolean, integer, number, string, array, object or a list of these");
    }
    node.types |= bit;
  }
}

void read_properties(Loader& loader, Node& node, const Site& site) {
  if (!site.value.is_map()) return loader.misshapen(site, "a map of schemas");
  const Loader::Descent descent(loader, site.keyword);
  const auto entries = loader.ordered(site.value);
  auto& properties = node.map.edit().properties;
  properties.reserve(entries.size());
  for (const auto* entry : entries) {
    const diag::Span key = loader.spans(entry->first).key;
    const Node* child = loader.read(entry->second, entry->first);
    properties.push_back({entry->first, child, key});
  }
}

void read_pattern_properties(Loader& loader, Node& node, const Site& site) {
  if (!site.value.is_map()) return loader.misshapen(site, "a map of schemas");
  const Loader::Descent descent(loader, site.keyword);
  for (const auto* entry : loader.ordered(site.value)) {
    auto pattern = checked_pattern(loader, entry->first, loader.spans(entry->first).key);
    if (!pattern) continue;
    const Node* child = loader.read(entry->second, entry->first);
    node.map.edit().patterns.push_back({std::move(*pattern), child});
  }
}

void read_definitions(Loader& loader, Node&, const Site& site) {
  if (!site.value.is_map()) return loader.misshapen(site, "a map of schemas");
  const Loader::Descent descent(loader, site.keyword);
  for (const auto& [name, v] : site.value.entries()) loader.read(v, name);
}

void read_dependencies(Loader& loader, Node& node, const Site& site) {
  const bool shaped = site.value.is_map() &&
                      std::all_of(site.value.entries().begin(), site.value.entries().end(),
                                  [](const auto& entry) { return all_strings(entry.second); });
  if (!shaped) return loader.misshapen(site, "a map of lists of strings");
  for (const auto& [name, required] : site.value.entries()) {
    node.map.edit().dependencies.push_back({name, texts(required)});
  }
}

void read_reference(Loader& loader, Node& node, const Site& site) {
  if (!site.value.is_string()) return loader.misshapen(site, "a string");
  const std::string& target = site.value.as_string();
  if (!target.starts_with(kLocalReference)) {
    return loader.error(loader.span(site),
                        fmt::format("`$ref` must begin with `#/$defs/`; {} is not "
                                    "opened",
                                    quoted(target)));
  }
  node.notes.edit().target = target.substr(1);
  node.notes.edit().target_span = loader.span(site);
}

void read_enum(Loader& loader, Node& node, const Site& site) {
  if (!site.value.is_list() || site.value.items().empty()) {
    return loader.misshapen(site, "a list of one value or more");
  }
  node.scalar.edit().has_enum = true;
  node.scalar.edit().allowed = site.value.items();
}

void read_const(Loader&, Node& node, const Site& site) {
  node.scalar.edit().has_enum = true;
  node.scalar.edit().allowed = {site.value};
}

void read_multiple(Loader& loader, Node& node, const Site& site) {
  const bool positive = (site.value.is_int() && site.value.as_int().number > 0) ||
                        (site.value.is_float() && site.value.as_float() > 0);
  if (!positive) return loader.misshapen(site, "a number above 0");
  node.scalar.edit().multiple_of = site.value;
}

void read_pattern(Loader& loader, Node& node, const Site& site) {
  if (!site.value.is_string()) return loader.misshapen(site, "a string");
  if (auto pattern = checked_pattern(loader, site.value.as_string(), loader.span(site))) {
    node.scalar.edit().pattern = std::move(*pattern);
  }
}

void read_format(Loader& loader, Node& node, const Site& site) {
  std::string_view& format = node.scalar.edit().format;
  read_text(loader, site, format);
  if (is_format(format)) return;
  // Other formats of JSON Schema are only notes, as the specification has it; a slip is not.
  const std::string hint = nearest_format(format);
  if (hint.empty()) return;
  loader.error(loader.span(site), fmt::format("unknown format {}{}", quoted(format), hint));
}

void read_default(Loader& loader, Node& node, const Site& site) {
  node.default_value = loader.draft().keep(site.value);
  Notes& notes = node.notes.edit();
  notes.default_value = site.value;
  notes.default_pointer = value::child_pointer(loader.pointer(), site.keyword);
}

// The keys of an annotation's map, each with the kind that its value must have.
struct Member {
  std::string_view name;
  value::Kind kind;
};

bool members_are(Loader& loader, const Site& site, std::span<const Member> members) {
  if (!site.value.is_map()) {
    loader.misshapen(site, "a map");
    return false;
  }
  const Loader::Descent descent(loader, site.keyword);
  for (const auto& [name, v] : site.value.entries()) {
    const auto member = std::ranges::find(members, name, &Member::name);
    if (member == members.end()) {
      std::vector<std::string> names;
      for (const Member& m : members) names.emplace_back(m.name);
      loader.error(loader.spans(name).key, fmt::format("unknown key {} in `{}`{}", quoted(name),
                                                       site.keyword, did_you_mean(name, names)));
      return false;
    }
    if (v.kind() != member->kind) {
      loader.error(loader.spans(name).value,
                   fmt::format("`{}` of `{}` must be {}; got {}", name, site.keyword,
                               member->kind == value::Kind::kInt ? "a whole number" : "a string",
                               described_value(v)));
      return false;
    }
  }
  return true;
}

bool is_flag_name(std::string_view name) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  };
  return !name.empty() && name.front() != '-' && name.back() != '-' &&
         std::all_of(name.begin(), name.end(), fits);
}

bool is_short_name(std::string_view name) {
  const char c = name.size() == 1 ? name[0] : '\0';
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

void read_flag_names(Loader& loader, Node& node, const Site& site) {
  static constexpr Member kMembers[] = {{"group", value::Kind::kString},
                                        {"name", value::Kind::kString},
                                        {"short", value::Kind::kString}};
  if (!members_are(loader, site, kMembers)) return;
  const Value* name = site.value.find("name");
  const Value* short_name = site.value.find("short");
  if (name != nullptr && !is_flag_name(name->as_string())) {
    return loader.error(loader.span(site),
                        fmt::format("`name` of `x-flag` must be made of small letters, "
                                    "digits and inner dashes; got {}",
                                    quoted(name->as_string())));
  }
  if (short_name != nullptr && !is_short_name(short_name->as_string())) {
    return loader.error(loader.span(site),
                        fmt::format("`short` of `x-flag` must be one letter or digit; "
                                    "got {}",
                                    quoted(short_name->as_string())));
  }
  node.notes.edit().flag = site.value;
}

bool count_is_sound(const Value* count) {
  return count != nullptr && count->as_int().number > 0 && count->as_int().number <= kMaxGenerated;
}

void read_generate(Loader& loader, Node& node, const Site& site) {
  static constexpr Member kMembers[] = {{"alphabet", value::Kind::kString},
                                        {"bytes", value::Kind::kInt},
                                        {"encoding", value::Kind::kString},
                                        {"length", value::Kind::kInt}};
  if (!members_are(loader, site, kMembers)) return;
  const Value* name = site.value.find("alphabet");
  const Value* encoding = site.value.find("encoding");
  if (name != nullptr && alphabet(name->as_string()).empty()) {
    return loader.error(loader.span(site), fmt::format("`x-generate` knows no alphabet {}",
                                                       quoted(name->as_string())));
  }
  const bool encodes =
      encoding != nullptr && (encoding->as_string() == "base64" || encoding->as_string() == "hex");
  const bool letters = name != nullptr && count_is_sound(site.value.find("length"));
  const bool bytes = encodes && count_is_sound(site.value.find("bytes"));
  if (letters == bytes || site.value.entries().size() != 2) {
    return loader.misshapen(site,
                            "{alphabet: …, length: N} or {bytes: N, encoding: base64 or hex} with "
                            "N from 1 to 4096");
  }
  node.notes.edit().generate = site.value;
  node.scalar.edit().generate = loader.draft().keep(site.value);
}

void read_load(Loader& loader, Node& node, const Site& site) {
  const std::string_view form =
      site.value.is_string() ? std::string_view(site.value.as_string()) : std::string_view();
  constexpr std::string_view kForms[] = {"yaml", "json", "text", "documents", "any"};
  if (std::find(std::begin(kForms), std::end(kForms), form) == std::end(kForms)) {
    return loader.misshapen(site, "yaml, json, text, documents or any");
  }
  node.notes.edit().load = form;
}

void read_synonyms(Loader& loader, Node& node, const Site& site) {
  const bool shaped = site.value.is_map() &&
                      std::all_of(site.value.entries().begin(), site.value.entries().end(),
                                  [](const auto& entry) { return entry.second.is_string(); });
  if (!shaped) return loader.misshapen(site, "a map of strings");
  for (const auto& [word, meant] : site.value.entries()) {
    node.scalar.edit().synonyms.emplace_back(word, meant.as_string());
  }
}

void read_not(Loader& loader, Node& node, const Site& site) {
  const Node* refused = loader.read(site.value, site.keyword);
  node.in_place.edit().negated = refused;
  node.in_place.edit().refusal = refused->notes->description;
}

// Notes for people, of any shape.
void read_examples(Loader&, Node& node, const Site& site) {
  if (!site.value.items().empty()) node.notes.edit().example = site.value.items().front();
}

void ignore(Loader&, Node&, const Site&) {}

struct Keyword {
  std::string_view name;
  void (*read)(Loader&, Node&, const Site&);
};

// In bytewise order of the name.
constexpr auto kKeywords = std::to_array<Keyword>({
    {"$comment", ignore},
    {"$defs", read_definitions},
    {"$id", ignore},
    {"$ref", read_reference},
    {"$schema", ignore},
    {"additionalProperties",
     [](Loader& l, Node& n, const Site& s) {
       n.map.edit().additional = l.read(s.value, s.keyword);
     }},
    {"allOf",
     [](Loader& l, Node& n, const Site& s) { read_schemas(l, s, n.in_place.edit().all_of); }},
    {"anyOf",
     [](Loader& l, Node& n, const Site& s) { read_schemas(l, s, n.in_place.edit().any_of); }},
    {"const", read_const},
    {"default", read_default},
    {"dependentRequired", read_dependencies},
    {"deprecated",
     [](Loader& l, Node& n, const Site& s) { read_flag(l, s, n.notes.edit().deprecated); }},
    {"description",
     [](Loader& l, Node& n, const Site& s) { read_text(l, s, n.notes.edit().description); }},
    {"else", [](Loader& l, Node& n,
                const Site& s) { n.in_place.edit().alternative = l.read(s.value, s.keyword); }},
    {"enum", read_enum},
    {"examples", read_examples},
    {"exclusiveMaximum",
     [](Loader& l, Node& n, const Site& s) { read_bound(l, s, true, n.scalar.edit().maximum); }},
    {"exclusiveMinimum",
     [](Loader& l, Node& n, const Site& s) { read_bound(l, s, true, n.scalar.edit().minimum); }},
    {"format", read_format},
    {"if", [](Loader& l, Node& n,
              const Site& s) { n.in_place.edit().condition = l.read(s.value, s.keyword); }},
    {"items",
     [](Loader& l, Node& n, const Site& s) { n.list.edit().items = l.read(s.value, s.keyword); }},
    {"maxItems", [](Loader& l, Node& n, const Site& s) { read_count(l, s, n.list.edit().max); }},
    {"maxLength",
     [](Loader& l, Node& n, const Site& s) { read_count(l, s, n.scalar.edit().max_length); }},
    {"maxProperties",
     [](Loader& l, Node& n, const Site& s) { read_count(l, s, n.map.edit().max); }},
    {"maximum",
     [](Loader& l, Node& n, const Site& s) { read_bound(l, s, false, n.scalar.edit().maximum); }},
    {"minItems", [](Loader& l, Node& n, const Site& s) { read_count(l, s, n.list.edit().min); }},
    {"minLength",
     [](Loader& l, Node& n, const Site& s) { read_count(l, s, n.scalar.edit().min_length); }},
    {"minProperties",
     [](Loader& l, Node& n, const Site& s) { read_count(l, s, n.map.edit().min); }},
    {"minimum",
     [](Loader& l, Node& n, const Site& s) { read_bound(l, s, false, n.scalar.edit().minimum); }},
    {"multipleOf", read_multiple},
    {"not", read_not},
    {"oneOf",
     [](Loader& l, Node& n, const Site& s) { read_schemas(l, s, n.in_place.edit().one_of); }},
    {"pattern", read_pattern},
    {"patternProperties", read_pattern_properties},
    {"properties", read_properties},
    {"propertyNames",
     [](Loader& l, Node& n, const Site& s) { n.map.edit().names = l.read(s.value, s.keyword); }},
    {"readOnly", ignore},
    {"required",
     [](Loader& l, Node& n, const Site& s) { read_strings(l, s, n.map.edit().required); }},
    {"then", [](Loader& l, Node& n,
                const Site& s) { n.in_place.edit().consequence = l.read(s.value, s.keyword); }},
    {"title", ignore},
    {"type", read_type},
    {"uniqueItems",
     [](Loader& l, Node& n, const Site& s) { read_flag(l, s, n.list.edit().unique); }},
    {"writeOnly", [](Loader& l, Node& n, const Site& s) { read_flag(l, s, n.write_only); }},
    {"x-flag", read_flag_names},
    {"x-generate", read_generate},
    {"x-load", read_load},
    {"x-synonyms", read_synonyms},
});
static_assert(std::is_sorted(kKeywords.begin(), kKeywords.end(),
                             [](const Keyword& a, const Keyword& b) { return a.name < b.name; }));

// Keywords of JSON Schema that are known here and refused, so that nobody believes in them.
constexpr std::string_view kRefused[] = {
    "$anchor",      "$dynamicAnchor",   "$dynamicRef",          "$vocabulary",   "additionalItems",
    "contains",     "contentEncoding",  "contentMediaType",     "contentSchema", "definitions",
    "dependencies", "dependentSchemas", "maxContains",          "minContains",   "nullable",
    "prefixItems",  "unevaluatedItems", "unevaluatedProperties"};

}  // namespace

bool read_keyword(Loader& loader, Node& node, const Site& site) {
  const auto at = std::lower_bound(kKeywords.begin(), kKeywords.end(), site.keyword,
                                   [](const Keyword& k, std::string_view n) { return k.name < n; });
  if (at == kKeywords.end() || at->name != site.keyword) return false;
  at->read(loader, node, site);
  return true;
}

std::string unknown_keyword(std::string_view keyword) {
  if (std::find(std::begin(kRefused), std::end(kRefused), keyword) != std::end(kRefused)) {
    return fmt::format("keyword `{}` is not supported", keyword);
  }
  std::vector<std::string> names;
  for (const Keyword& known : kKeywords) names.emplace_back(known.name);
  const std::string hint = did_you_mean(keyword, names);
  if (hint.empty() && keyword.starts_with("x-")) return {};
  return fmt::format("unknown keyword {}{}", quoted(keyword), hint);
}

namespace {

// What is generated for a user must not be refused in the same breath.
void check_recipe(Loader& loader, const Node& node) {
  const Pattern& pattern = node.scalar->pattern;
  if (!pattern.given()) return;
  for (const std::string& product : products(node.notes->generate)) {
    if (pattern.matches(product)) continue;
    return loader.error(
        loader.spans("x-generate").value,
        fmt::format("`x-generate` can make what `pattern` refuses: {}", quoted(product)));
  }
}

}  // namespace

void check_together(Loader& loader, const Node& node) {
  if (!node.notes->generate.is_nil()) {
    if (node.types != kStringBit || !node.write_only) {
      loader.error(loader.spans("x-generate").key,
                   "`x-generate` is for a string with `writeOnly: true`");
    }
    check_recipe(loader, node);
  }
  if (node.types == 0) return;
  for (const Value& v : node.scalar->allowed) {
    if ((node.types & bits_of(v)) != 0) continue;
    loader.error(loader.spans("enum").value,
                 fmt::format("an allowed value must be {}; got {}{}", type_phrase(node.types),
                             described_value(v), v.is_string() ? "" : "; quote it"));
  }
}

}  // namespace copctl::schema
