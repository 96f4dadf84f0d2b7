#include "funcs/merging.h"

#include "funcs/arguments.h"

namespace copctl::funcs {

namespace {

using tmpl::Call;
using value::Value;

// merge.go: deepMerge, for maps in maps.
class Merger {
 public:
  Merger(const Call& call, Overwrite overwrite)
      : call_(call), overwrite_(overwrite == Overwrite::kYes) {}

  // Hold `from` elsewhere: merging may replace what held it.
  void merge(value::Map& into, const Value& from, std::size_t depth) {
    if (depth > kMaxNesting) {
      call_.fail("the maps are nested too deep, or one holds itself");
    }
    if (into.element != value::Element::kAny && !from.entries().empty()) {
      call_.fail(
          "reflect.Value.SetMapIndex: value of type interface {} is not assignable to type string");
    }
    for (const auto& [key, taken] : from.entries()) {
      // A map that holds the other one grows while it is walked.
      if (++walked_ > kMaxWalked) {
        call_.fail("the maps have too many entries to be merged");
      }
      merge_entry(into, key, Value(taken), depth);
    }
  }

 private:
  void merge_entry(value::Map& into, const std::string& key, const Value& taken,
                   std::size_t depth) {
    into.touch();
    const auto known = into.entries.find(key);
    if (taken.is_nil()) {
      if (overwrite_) {
        into.entries.insert_or_assign(key, taken);
      }
      return;
    }
    if (known != into.entries.end() && taken.is_map() && known->second.is_map()) {
      const Value target = known->second;
      if (!target.as_map().nil) {
        merge(target.as_map(), taken, depth + 1);
      }
    }
    const bool present = known != into.entries.end() && value::truth(known->second);
    if (present && (taken.is_map() || !overwrite_)) {
      return;
    }
    into.entries.insert_or_assign(key, taken);
  }

  const Call& call_;
  bool overwrite_;
  std::size_t walked_ = 0;
};

}  // namespace

value::Value merge_maps(Call& call, Overwrite overwrite) {
  Value into = call.arg(0).as_map().nil ? Value::map() : call.arg(0);
  Merger merger(call, overwrite);
  for (const Value& from : call.rest(1)) {
    const std::size_t nodes = measure(call, from).nodes;
    call.reserve(product(nodes, kNodeBytes));
    call.work(product(nodes, kMergeSteps));
    merger.merge(into.as_map(), from, 1);
  }
  return into;
}

}  // namespace copctl::funcs
