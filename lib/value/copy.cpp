#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "value/path.h"
#include "value/value.h"

namespace copctl::value {
namespace {

const void* identity(const Value& v) {
  return v.is_list() ? static_cast<const void*>(&v.as_list())
                     : static_cast<const void*>(&v.as_map());
}

bool has_parts(const Value& v) { return v.is_list() || v.is_map(); }

// Copies with a list of work instead of recursion. A list or map is "open" while its parts are
// being copied: meeting it again then means that it holds itself.
class Copier {
 public:
  Value run(const Value& v) {
    Value result = copy(v);
    while (!work_.empty()) {
      const Job job = work_.back();
      work_.pop_back();
      if (job.closes) {
        close(job.source);
      } else {
        fill(job);
      }
    }
    return result;
  }

 private:
  struct Job {
    Value source;
    Value copy;
    bool closes = false;
  };

  // A scalar as it is; a list or map as an empty one whose parts are work to do.
  Value copy(const Value& v) {
    if (!has_parts(v)) {
      return v;
    }
    if (const auto found = known_.find(identity(v)); found != known_.end()) {
      return found->second;
    }
    Value made = v.is_list() ? empty_list(v.as_list()) : empty_map(v.as_map());
    copied_ += 1 + v.items().size() + v.entries().size();
    if (remembers_all()) {
      known_.emplace(identity(v), made);
    }
    work_.push_back({v, made});
    return made;
  }

  static Value empty_list(const List& list) {
    Value made = Value::list({}, list.element);
    made.as_list().nil = list.nil;
    return made;
  }

  static Value empty_map(const Map& map) {
    Value made = Value::map({}, map.element);
    made.as_map().type_name = map.type_name;
    made.as_map().nil = map.nil;
    return made;
  }

  void fill(const Job& job) {
    known_.emplace(identity(job.source), job.copy);
    work_.push_back({job.source, {}, true});
    if (job.source.is_list()) {
      Items& items = job.copy.as_list().items;
      items.reserve(job.source.items().size());
      for (const Value& item : job.source.items()) {
        items.push_back(copy(item));
      }
      return;
    }
    Entries& entries = job.copy.as_map().entries;
    for (const auto& [key, part] : job.source.entries()) {
      entries.emplace_hint(entries.end(), key, copy(part));
    }
  }

  void close(const Value& source) {
    if (!remembers_all()) {
      known_.erase(identity(source));
    }
  }

  bool remembers_all() const { return copied_ > kMaxCopiedTwice; }

  std::vector<Job> work_;
  std::unordered_map<const void*, Value> known_;
  std::size_t copied_ = 0;
};

// Merges with a list of work instead of recursion.
class Merger {
 public:
  void run(Map& into, const Map& over) {
    work_.emplace_back(&into, &over);
    while (!work_.empty()) {
      const auto [target, source] = work_.back();
      work_.pop_back();
      for (const auto& [key, part] : source->entries) {
        merge(*target, key, part);
      }
    }
  }

 private:
  void merge(Map& into, const std::string& key, const Value& part) {
    if (part.is_nil()) {
      into.entries.erase(key);
      return;
    }
    Value& place = into.entries[key];
    if (!part.is_map()) {
      place = deep_copy(part);
      return;
    }
    if (!place.is_map()) {
      // Through an empty map, so that nil entries go from new maps, too.
      place = Value::map({}, part.as_map().element);
      place.as_map().type_name = part.as_map().type_name;
    }
    work_.emplace_back(&place.as_map(), &part.as_map());
  }

  std::vector<std::pair<Map*, const Map*>> work_;
};

}  // namespace

Value deep_copy(const Value& v) { return Copier().run(v); }

Value merged(const Value& base, const Value& over) {
  if (!over.is_map()) {
    return deep_copy(over);
  }
  Value result = base.is_map() ? deep_copy(base) : Value::map();
  Merger().run(result.as_map(), over.as_map());
  return result;
}

namespace {

// Calls `visit` with each list and map in `v` once, until it returns true; whether it did.
template <class Visit>
bool any_part(const Value& v, Visit visit) {
  std::unordered_set<const void*> met;
  std::vector<const Value*> pending{&v};
  while (!pending.empty()) {
    const Value& part = *pending.back();
    pending.pop_back();
    if (!has_parts(part) || !met.insert(identity(part)).second) {
      continue;
    }
    if (visit(part)) {
      return true;
    }
    for (const Value& item : part.items()) {
      pending.push_back(&item);
    }
    for (const auto& [key, entry] : part.entries()) {
      pending.push_back(&entry);
    }
  }
  return false;
}

}  // namespace

void watch(const Value& tree, bool& changed) {
  any_part(tree, [&](const Value& part) {
    if (part.is_map()) {
      part.as_map().changed = &changed;
    }
    return false;
  });
}

bool reaches(const Value& from, const Value& target) {
  return has_parts(target) &&
         any_part(from, [&](const Value& part) { return identity(part) == identity(target); });
}

}  // namespace copctl::value
