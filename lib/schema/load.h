#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "diag/diagnostic.h"
#include "schema/node.h"

// From a document to nodes: what keywords.cpp reads with and load.cpp provides.

namespace copctl::schema {

// A keyword's value and where it stands. Borrows all three; its position is looked up only for a
// message, for most keywords have none to tell.
struct Site {
  const value::Value& value;
  // Of the subschema that has the keyword.
  const std::string& parent;
  std::string_view keyword;

  std::string pointer() const { return value::child_pointer(parent, keyword); }
};

class Loader {
 public:
  Loader(Schema::Parsed& parsed, diag::Diagnostics& diagnostics)
      : parsed_(parsed), diagnostics_(diagnostics) {}

  // Reads the whole document into `parsed`. False when at least one error was added.
  bool run();

  // Reads the subschema at `pointer`; never null.
  Node* read(const value::Value& v, const std::string& pointer);
  void error(diag::Span span, std::string message);
  // A keyword whose value has the wrong shape: "`required` must be a list of strings".
  void misshapen(const Site& site, std::string_view wanted);
  // The keyword's value, in the text.
  diag::Span span(const Site& site) const { return spans(site.pointer()).value; }
  // The spans at a pointer, or of the nearest thing around it.
  value::SpanTable::Spans spans(std::string_view pointer) const {
    return parsed_.document.spans.nearest(pointer);
  }
  // The keys of a map in the order of the text.
  std::vector<std::string> ordered_keys(const value::Value& map, const std::string& pointer) const;

 private:
  void read_keywords(Node& node, const value::Value& map, const std::string& pointer);
  void bind_references();
  std::string nearest_target(const std::string& target) const;
  bool check_nesting();
  bool close_objects();

  Schema::Parsed& parsed_;
  diag::Diagnostics& diagnostics_;
  std::unordered_map<std::string, Node*> by_pointer_;
  int depth_ = 0;
};

// Reads one keyword into `node`. False when the keyword is not known.
bool read_keyword(Loader& loader, Node& node, const Site& site);
// The message for a keyword that is not known; empty for a foreign `x-` annotation, which is
// nobody's business.
std::string unknown_keyword(std::string_view keyword);
// What one keyword alone cannot see: `x-generate` on what is not a secret string, an allowed value
// of another type.
void check_together(Loader& loader, const Node& node, const std::string& pointer);

// Fills leaves, outline and defaults from the nodes. False when at least one error was added.
bool declare(Schema::Parsed& parsed, diag::Diagnostics& diagnostics);

}  // namespace copctl::schema
