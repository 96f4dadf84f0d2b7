#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tmpl/function.h"
#include "tmpl/node.h"

namespace copctl::tmpl {

// The names that a set's texts may use: functions, and field names with the methods behind them.
// Owned by the set and stable: nodes point at its Names and rows.
class Vocabulary {
 public:
  struct Entry {
    const Function* function = nullptr;
    Intrinsic intrinsic = Intrinsic::kNone;
  };

  // `helm` adds `include` and `tpl` to text/template's own functions.
  explicit Vocabulary(bool helm);

  void add_functions(std::span<const Function> table);
  void add_methods(std::span<const Method> table);

  // Nullptr when there is no such function. What the function needs is not asked here.
  const Entry* find(std::string_view function) const;
  // The one Name of this spelling. Texts that are parsed at once may ask at once.
  const Name* name(std::string_view text);
  // A copy of `names` that lives as long as this; asked as `name` is.
  Names keep(Names names);
  // Names of the methods of a type, ascending.
  std::vector<std::string> methods(std::string_view receiver) const;
  // Names of all functions, ascending.
  std::vector<std::string> functions() const;

 private:
  void add_intrinsics(std::span<const Function> table);

  std::unordered_map<std::string_view, Entry> functions_;
  // Held while what follows changes.
  std::mutex naming_;
  std::unordered_map<std::string_view, std::unique_ptr<Name>> names_;
  // What was kept, in blocks; the last one has room for `room_` more behind `kept_`.
  std::vector<std::unique_ptr<const Name*[]>> blocks_;
  const Name** kept_ = nullptr;
  std::size_t room_ = 0;
};

// `; did you mean `x`?`, or nothing when no candidate is near.
std::string did_you_mean(std::string_view word, std::span<const std::string> candidates);

}  // namespace copctl::tmpl
