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

// What is wrong with an instance. One that is `quiet` only learns whether anything is: what a
// condition asks, and nobody reads.
struct Findings {
  std::vector<Violation> violations{};
  bool quiet = false;
  bool any = false;
};

// Where a part of an instance stands: a step from the place around it, which must live as long. Its
// pointer is spelt out only when somebody is told of it.
class Place {
 public:
  // The whole.
  Place() = default;

  Place entry(std::string_view key) const { return Place(this, key, 0); }
  Place item(std::size_t index) const { return Place(this, {}, index); }
  std::string pointer() const;
  bool whole() const { return above_ == nullptr; }

 private:
  Place(const Place* above, std::string_view key, std::size_t index)
      : above_(above), key_(key), index_(index) {}

  const Place* above_ = nullptr;
  // Without an address for an item of a list.
  std::string_view key_;
  std::size_t index_ = 0;
};

// Brings scalars to their types and fills the maps inside lists, as Schema::validate promises.
void prepare(const Node& root, value::Value& instance, const Places& places);

bool validate(const Node& root, const value::Value& instance, const Places& places,
              diag::Diagnostics& diagnostics);

// A value under judgement and where it stands.
struct Subject {
  const value::Value& value;
  const Place& place;
};

class Validator {
 public:
  // Gives up after `limit` steps.
  explicit Validator(const Places& places, std::size_t limit = kMaxSteps)
      : places_(places), limit_(limit) {}

  // Judges `subject` by `node`. `whole`: `node` alone has the say over the keys of a map; false for
  // the subschemas of `allOf` and its kin, whose surroundings have it.
  void check(const Node& node, const Subject& subject, bool whole, Findings& out);
  // True when the steps did not suffice: what was found, or not, then means nothing.
  bool exhausted() const { return steps_ > limit_; }

 private:
  using Out = Findings&;

  void scalar(const Node& node, const Subject& subject, Out out);
  void wrong_type(TypeSet types, const Subject& subject, Out out);
  void allowed(const ScalarRules& rules, const Subject& subject, Out out);
  void number(const ScalarRules& rules, const Subject& subject, Out out);
  void text(const ScalarRules& rules, const Subject& subject, Out out);
  void format(const ScalarRules& rules, const Subject& subject, Out out);
  void length(const ScalarRules& rules, const Subject& subject, Out out);
  void list(const ListRules& rules, const Subject& subject, Out out);
  void unique(const Subject& subject, Out out);
  void map(const MapRules& rules, const Subject& subject, bool whole, Out out);
  void keys(const MapRules& rules, const Subject& subject, bool whole, Out out);
  void further_key(const MapRules& rules, const Subject& map, const std::string& key, bool whole,
                   Out out);
  void key_name(const Node& names, const std::string& key, const Place& place, Out out);
  void unknown_key(const Subject& map, const std::string& key,
                   const std::vector<std::string_view>& known, Out out);
  void missing(const Node* schema, const Place& place, int depth, Out out);
  void in_place(const InPlace& in, const Subject& subject, Out out);
  void negated(const InPlace& in, const Subject& subject, Out out);
  void refuse(const InPlace& in, const Subject& subject, Out out);
  void conditional(const InPlace& in, const Subject& subject, Out out);
  void alternatives(const std::vector<const Node*>& branches, bool only_one, const Subject& subject,
                    Out out);
  void surplus(const std::vector<const Node*>& branches, std::size_t fitting,
               const Subject& subject, Out out);
  void nearest(const std::vector<const Node*>& branches, std::vector<Findings> problems,
               const Subject& subject, Out out);
  void reasons(const Node& condition, const Subject& subject, std::vector<diag::Note>& notes);

  // "; got `x`", or nothing when it is a secret.
  std::string got(const Subject& subject);
  bool secret(const std::string& pointer);
  // `message` makes the text, if anybody wants it.
  template <class Message>
  void add(Out out, diag::Kind kind, const Place& place, Message message, bool key = false) {
    steps_ += kMessageSteps;
    out.any = true;
    if (out.quiet || out.violations.size() >= kMaxViolations) return;
    out.violations.push_back({kind, place.pointer(), key, message(), {}});
  }
  // Hands a finding on.
  static void pass(Violation violation, Out out);

  const Places& places_;
  std::size_t limit_;
  std::size_t steps_ = 0;
  std::map<std::string, bool> secrets_;
};

// How a message calls the part at a place.
std::string name_of(const std::string& pointer);
inline std::string name_of(const Place& place) { return name_of(place.pointer()); }

}  // namespace copctl::schema
