#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

// Random manifests as trees that can be edited by the number of a node and written as YAML in many
// styles.

namespace copctl::merge {

using Random = std::mt19937_64;

inline std::size_t below(Random& random, std::size_t bound) { return random() % bound; }
inline bool one_in(Random& random, std::size_t n) { return below(random, n) == 0; }

enum class NodeKind : std::uint8_t { kScalar, kMap, kKeyed, kPlainList };
enum class Quotes : std::uint8_t { kPlain, kSingle, kDouble, kBlock };

struct ModelNode {
  // Equal in all versions of one node.
  std::size_t id = 0;
  NodeKind kind = NodeKind::kScalar;
  std::string key;
  // Of a scalar: its value, a string if `text`, else as YAML reads it.
  std::string value;
  bool text = false;
  // What tells items apart, or makes a document a resource: never edited.
  bool fixed = false;
  std::vector<ModelNode> children;

  // How it is written.
  Quotes quotes = Quotes::kPlain;
  bool flow = false;
  bool list_indented = false;
  std::vector<std::string> comments;
  std::string trailing;
  bool blank_above = false;
};

// Makes nodes with numbers and values that no other node has.
class ModelMaker {
 public:
  explicit ModelMaker(Random& random) : random_(random) {}

  // The root is a list of documents.
  ModelNode file();
  ModelNode document();
  // What can be added to `parent`; `side` goes into names, so that two sides never add the same.
  ModelNode part_of(const ModelNode& parent, const std::string& side);
  void set_new_value(ModelNode& scalar);

 private:
  ModelNode scalar(std::string key);
  ModelNode fixed(std::string key, std::string value);
  ModelNode any(std::string key, std::size_t depth);
  ModelNode map(std::string key, std::size_t depth);
  ModelNode list(std::string key, NodeKind kind, std::size_t depth);
  ModelNode item(const ModelNode& list, const std::string& name, std::size_t depth);
  ModelNode make(std::string key, NodeKind kind);

  Random& random_;
  std::size_t next_ = 1;
};

std::string yaml_of(const ModelNode& file);

// The node `id` below `node`; nullptr when it is not there.
ModelNode* find_node(ModelNode& node, std::size_t id);

}  // namespace copctl::merge
