#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "diag/diagnostic.h"
#include "schema/node.h"

// Judging an instance by nodes. Schema::validate is `prepare`, then `validate`.

namespace copctl::schema {

// Work that one instance may cost, in subschemas judged; a choice between branches and a message
// count more, for they are what doubles with every level in a schema that repeats itself. The
// largest values file needs a tenth of it.
inline constexpr std::size_t kMaxSteps = 2'000'000;
inline constexpr std::size_t kChoiceSteps = 20;
inline constexpr std::size_t kMessageSteps = 20;
// Violations kept; the rest would not be printed.
inline constexpr std::size_t kMaxViolations = 200;

struct Violation {
  diag::Kind kind = diag::Kind::kInvalidValue;
  std::string pointer;
  // The key is at fault, not its value.
  bool key = false;
  std::string message;
  std::vector<diag::Note> notes;
};

// Brings scalars to their types and fills the maps inside lists, as Schema::validate promises.
void prepare(const Node& root, value::Value& instance, const Places& places);

bool validate(const Node& root, const value::Value& instance, const Places& places,
              diag::Diagnostics& diagnostics);

// A value under judgement and where it stands.
struct Subject {
  const value::Value& value;
  const std::string& pointer;
};

class Validator {
 public:
  Validator(const value::Value& root, const Places& places) : root_(root), places_(places) {}

  // Judges `subject` by `node`. `whole`: `node` alone has the say over the keys of a map; false for
  // the subschemas of `allOf` and its kin, whose surroundings have it.
  void check(const Node& node, const Subject& subject, bool whole, std::vector<Violation>& out);
  // True when kMaxSteps did not suffice: what was found, or not, then means nothing.
  bool exhausted() const { return steps_ > kMaxSteps; }

 private:
  using Out = std::vector<Violation>&;

  void scalar(const Node& node, const Subject& subject, Out out);
  void wrong_type(TypeSet types, const Subject& subject, Out out);
  void allowed(const Node& node, const Subject& subject, Out out);
  void number(const Node& node, const Subject& subject, Out out);
  void text(const Node& node, const Subject& subject, Out out);
  void length(const ScalarRules& rules, const Subject& subject, Out out);
  void list(const Node& node, const Subject& subject, Out out);
  void unique(const Subject& subject, Out out);
  void map(const Node& node, const Subject& subject, bool whole, Out out);
  void keys(const Node& node, const Subject& subject, bool whole, Out out);
  void further_key(const Node& node, const Subject& map, const std::string& key, bool whole,
                   Out out);
  void unknown_key(const Subject& map, const std::string& key,
                   const std::vector<std::string>& known, Out out);
  void missing(const Node* schema, const std::string& pointer, int depth, Out out);
  void in_place(const Node& node, const Subject& subject, Out out);
  void negated(const Node& node, const Subject& subject, Out out);
  void conditional(const Node& node, const Subject& subject, Out out);
  void alternatives(const std::vector<const Node*>& branches, bool only_one, const Subject& subject,
                    Out out);
  void nearest(const std::vector<const Node*>& branches,
               std::vector<std::vector<Violation>> problems, const Subject& subject, Out out);
  void reasons(const Node& condition, const Subject& subject, std::vector<diag::Note>& notes);

  std::string name(const std::string& pointer) const;
  // "; got `x`", or nothing when it is a secret.
  std::string got(const Subject& subject);
  bool secret(const std::string& pointer);
  void add(Out out, diag::Kind kind, const std::string& pointer, std::string message,
           bool key = false);

  const value::Value& root_;
  const Places& places_;
  std::size_t steps_ = 0;
  std::map<std::string, bool> secrets_;
};

}  // namespace copctl::schema
