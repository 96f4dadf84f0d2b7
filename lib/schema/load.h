#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "diag/diagnostic.h"
#include "schema/node.h"

// From a document to nodes: what keywords.cpp reads with and load.cpp provides.

namespace copctl::schema {

// A keyword and its value. Borrows both.
struct Site {
  const value::Value& value;
  std::string_view keyword;
};

class Loader {
 public:
  Loader(Draft& draft, diag::Diagnostics& diagnostics) : draft_(draft), diagnostics_(diagnostics) {}

  // Reads the whole document into the draft. False when at least one error was added.
  bool run();

  Draft& draft() { return draft_; }

  // Goes down into the child `step` of where the loader stands, for as long as it lives. The text
  // of a pointer is made once and looked up seldom: building one for each keyword was a third of
  // the time of loading.
  class Descent {
   public:
    Descent(Loader& loader, std::string_view step);
    ~Descent() { pointer_.resize(size_); }
    Descent(const Descent&) = delete;
    Descent& operator=(const Descent&) = delete;

   private:
    std::string& pointer_;
    std::size_t size_;
  };

  const std::string& pointer() const { return pointer_; }
  // Reads the subschema that is the child `step`; never null.
  Node* read(const value::Value& v, std::string_view step);
  void error(diag::Span span, std::string message);
  // A keyword whose value has the wrong shape: "`required` must be a list of strings".
  void misshapen(const Site& site, std::string_view wanted);
  // The spans of the child `step`, or of the nearest thing around it.
  value::SpanTable::Spans spans(std::string_view step) const;
  // A keyword's value, in the text.
  diag::Span span(const Site& site) const { return spans(site.keyword).value; }
  // The entries of the map where the loader stands, in the order of the text.
  std::vector<const value::Entries::value_type*> ordered(const value::Value& map);

 private:
  Node* read_here(const value::Value& v);
  void read_keywords(Node& node, const value::Value& map);
  void bind_references();
  std::string nearest_target(const std::string& target) const;
  bool check_nesting();
  bool close_objects();

  Draft& draft_;
  diag::Diagnostics& diagnostics_;
  std::unordered_map<std::string, Node*> by_pointer_;
  std::string pointer_;
  // Of the innermost schema with a position.
  diag::Span span_;
  int depth_ = 0;
};

// Reads one keyword into `node`. False when the keyword is not known.
bool read_keyword(Loader& loader, Node& node, const Site& site);
// The message for a keyword that is not known; empty for a foreign `x-` annotation, which is
// nobody's business.
std::string unknown_keyword(std::string_view keyword);
// What one keyword alone cannot see: `x-generate` on what is not a secret string, an allowed value
// of another type.
void check_together(Loader& loader, const Node& node);

// Fills leaves, outline and defaults from the nodes. False when at least one error was added.
bool declare(Draft& draft, diag::Diagnostics& diagnostics);

// Lets the patterns learn which of the schema's own defaults they match.
void learn_defaults(Draft& draft);

// True when the recipe of an `x-generate` could have made the text.
bool could_make(const value::Value& recipe, std::string_view text);
// Texts that it could make, each character at each place among them.
std::vector<std::string> products(const value::Value& recipe);

}  // namespace copctl::schema
