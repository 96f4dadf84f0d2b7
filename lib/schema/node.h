#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "diag/span.h"
#include "schema/pattern.h"
#include "schema/schema.h"
#include "value/value.h"

// A schema as the room works with it: keywords checked, references bound. Made by load.cpp, read by
// everything else of the room.

namespace copctl::schema {

// A set of JSON Schema's types, one bit each; empty means any.
using TypeSet = unsigned;
inline constexpr TypeSet kNullBit = 1;
inline constexpr TypeSet kBooleanBit = 2;
inline constexpr TypeSet kIntegerBit = 4;
inline constexpr TypeSet kNumberBit = 8;
inline constexpr TypeSet kStringBit = 16;
inline constexpr TypeSet kArrayBit = 32;
inline constexpr TypeSet kObjectBit = 64;

struct Node;

struct Property {
  std::string name;
  diag::Span key;
  const Node* schema = nullptr;
};

struct PatternProperty {
  Pattern pattern;
  const Node* schema = nullptr;
};

struct Dependency {
  std::string key;
  std::vector<std::string> required;
};

// The keywords that only a list can break.
struct ListRules {
  const Node* items = nullptr;
  std::optional<std::size_t> min;
  std::optional<std::size_t> max;
  bool unique = false;
};

// The keywords that only a map can break, and what follows from them.
struct MapRules {
  // In the order of the text.
  std::vector<Property> properties;
  std::vector<PatternProperty> patterns;
  const Node* additional = nullptr;
  const Node* names = nullptr;
  std::vector<std::string> required;
  std::vector<Dependency> dependencies;
  std::optional<std::size_t> min;
  std::optional<std::size_t> max;

  const Property* find(std::string_view name) const;
};

// A bound of `minimum` and its kin.
struct Bound {
  value::Value number;
  bool exclusive = false;
};

struct ScalarRules {
  std::vector<Bound> minimum;
  std::vector<Bound> maximum;
  value::Value multiple_of;
  std::optional<std::size_t> min_length;
  std::optional<std::size_t> max_length;
  Pattern pattern;
  std::string format;
  bool has_enum = false;
  std::vector<value::Value> allowed;
  // `x-synonyms`: a word that people write -> the allowed word that they mean.
  std::vector<std::pair<std::string, std::string>> synonyms;
};

// Subschemas that judge the same place as the node itself.
struct InPlace {
  const Node* reference = nullptr;
  std::vector<const Node*> all_of;
  std::vector<const Node*> any_of;
  std::vector<const Node*> one_of;
  const Node* negated = nullptr;
  const Node* condition = nullptr;
  const Node* consequence = nullptr;
  const Node* alternative = nullptr;
};

struct Annotations {
  bool has_default = false;
  value::Value default_value;
  std::string default_pointer;
  std::string description;
  bool deprecated = false;
  bool write_only = false;
  value::Value flag;
  value::Value generate;
  std::string load;
};

// A subschema. Nodes live in Schema::Parsed::nodes and never move.
struct Node {
  diag::Span span;
  // `true` and `false` in place of a map.
  std::optional<bool> fixed;
  TypeSet types = 0;
  ScalarRules scalar;
  ListRules list;
  MapRules map;
  InPlace in_place;
  Annotations notes;

  // Of `$ref`, until load.cpp has bound it.
  std::string target;
  diag::Span target_span;
  // Closed: names that are not in `known` (and match no pattern) are unknown keys. Set by
  // load.cpp for the node and everything that judges the same place.
  bool closed = false;
  std::vector<std::string> known;
};

struct Schema::Parsed {
  codec::Document document;
  std::deque<Node> nodes;
  const Node* root = nullptr;
  std::vector<Leaf> leaves;
  std::vector<Declared> outline;
  // Pointer of each declared property -> whether it is secret. Borrows from `outline`. The last
  // word unless a branch (`then`, an item of `anyOf`) makes something secret.
  std::unordered_map<std::string_view, bool> secrets;
  bool secrets_in_branches = false;
  value::Value defaults;
  value::SpanTable default_spans;
};

// Nodes in the order in which they came, each once.
class NodeList {
 public:
  void add(const Node* node);
  const std::vector<const Node*>& nodes() const { return nodes_; }

 private:
  std::vector<const Node*> nodes_;
  // Filled once the list is long.
  std::unordered_set<const Node*> seen_;
};

// The node and, through `$ref` and `allOf`, every node that describes the same value
// unconditionally; the nearest first.
std::vector<const Node*> described(const Node& node);

// How deep subschemas may judge the same place through `$ref`, `allOf` and their kin, and how deep
// parameters may nest. People write 3.
inline constexpr int kMaxNesting = 64;
// How many subschemas may judge one value.
inline constexpr std::size_t kMaxTogether = 1'000;
// Parameters of one schema, and subschemas looked at to find them: a schema that repeats itself
// through `$ref` grows exponentially and ends here.
inline constexpr std::size_t kMaxDeclared = 10'000;

}  // namespace copctl::schema
