#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "diag/span.h"
#include "schema/pattern.h"
#include "schema/schema.h"
#include "value/value.h"

// A schema as the room works with it: keywords checked, references bound. load.cpp makes a Draft of
// a document, pack.cpp writes it as bytes and reads these; everything else of the room reads nodes.
// All texts are views: of the document while it is loaded, of the packed bytes ever after.

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

// What most nodes do without: reads as an empty T until somebody writes to it.
template <class T>
class Sparse {
 public:
  const T* operator->() const { return held_ ? held_.get() : &kNone; }
  const T& operator*() const { return *operator->(); }
  T& edit() {
    if (!held_) held_ = std::make_unique<T>();
    return *held_;
  }
  bool given() const { return held_ != nullptr; }

 private:
  static inline const T kNone{};
  std::unique_ptr<T> held_;
};

struct Node;

struct Property {
  std::string_view name;
  const Node* schema = nullptr;
  // Known while the schema is loaded.
  diag::Span key{};
};

struct PatternProperty {
  Pattern pattern;
  const Node* schema = nullptr;
};

struct Dependency {
  std::string_view key;
  std::vector<std::string_view> required;
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
  std::vector<std::string_view> required;
  std::vector<Dependency> dependencies;
  std::optional<std::size_t> min;
  std::optional<std::size_t> max;
  // Closed: names that are neither properties nor in `further` (and match no pattern) are unknown
  // keys. `further` are those of the other schemas of the place.
  bool closed = false;
  std::vector<std::string_view> further;

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
  // `x-generate`, beside a pattern: its products need no second look.
  Constant generate;
  std::string_view format;
  bool has_enum = false;
  std::vector<value::Value> allowed;
  // `x-synonyms`: a word that people write -> the allowed word that they mean.
  std::vector<std::pair<std::string_view, std::string_view>> synonyms;
};

// Subschemas that judge the same place as the node itself.
struct InPlace {
  const Node* reference = nullptr;
  std::vector<const Node*> all_of;
  std::vector<const Node*> any_of;
  std::vector<const Node*> one_of;
  const Node* negated = nullptr;
  // The description of what `not` refuses.
  std::string_view refusal;
  const Node* condition = nullptr;
  const Node* consequence = nullptr;
  const Node* alternative = nullptr;
};

// What is asked for only while a schema is loaded.
struct Notes {
  diag::Span span;
  // Of `$ref`, until it is bound.
  std::string target;
  diag::Span target_span;
  std::string default_pointer;
  std::string_view description;
  bool deprecated = false;
  value::Value default_value;
  value::Value flag;
  value::Value generate;
  value::Value example;
  std::string_view load;
};

// A subschema. Nodes never move once another refers to them.
struct Node {
  // `true` and `false` in place of a map.
  std::optional<bool> fixed;
  bool write_only = false;
  TypeSet types = 0;
  Constant default_value;
  Sparse<ScalarRules> scalar;
  Sparse<ListRules> list;
  Sparse<MapRules> map;
  Sparse<InPlace> in_place;
  Sparse<Notes> notes;
};

// What a document says, before it is packed. Borrows the document's texts.
struct Draft {
  explicit Draft(const codec::Document& read) : document(read) {}

  // Keeps a text that the document does not hold.
  std::string_view keep(std::string text) { return texts.emplace_back(std::move(text)); }
  Constant keep(const value::Value& v) { return Constant(keep(codec::pack_value(v))); }

  const codec::Document& document;
  std::deque<Node> nodes;
  const Node* root = nullptr;
  std::deque<std::string> texts;
  std::vector<Leaf> leaves;
  std::vector<Declared> outline;
  // Of the whole.
  diag::Span default_span{};
  value::Value defaults;
  // A branch (`then`, an item of `anyOf`) makes something secret.
  bool secrets_in_branches = false;
};

// A schema that was packed and is in use. Borrows from its own `bytes`.
struct Schema::Parsed {
  std::string bytes;
  std::vector<Node> nodes;
  const Node* root = nullptr;
  std::vector<Leaf> leaves;
  std::vector<Declared> outline;
  // Places in `outline`, by pointer.
  std::vector<std::uint32_t> by_pointer;
  diag::Span default_span{};
  Constant defaults;
  bool secrets_in_branches = false;

  const Declared* find(std::string_view pointer) const;
};

// A draft as bytes, and back; empty when they are not what `pack` wrote. Spans come back in
// `source`.
std::string pack(const Draft& draft);
std::shared_ptr<const Schema::Parsed> unpack(std::string bytes, diag::SourceId source);

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

// Calls `visit` with the node and, through `$ref` and `allOf`, every node that describes the same
// value unconditionally; the nearest first.
std::vector<const Node*> described(const Node& node);
// True when there is none but the node itself.
inline bool described_alone(const Node& node) {
  return node.in_place->reference == nullptr && node.in_place->all_of.empty();
}

// How deep subschemas may judge the same place through `$ref`, `allOf` and their kin, and how deep
// parameters may nest. People write 3.
inline constexpr int kMaxNesting = 64;
// How many subschemas may judge one value.
inline constexpr std::size_t kMaxTogether = 1'000;
// Parameters of one schema, and subschemas looked at to find them: a schema that repeats itself
// through `$ref` grows exponentially and ends here.
inline constexpr std::size_t kMaxDeclared = 10'000;

}  // namespace copctl::schema
