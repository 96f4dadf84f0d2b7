#include "dump/field_changes.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "base/text.h"
#include "value/path.h"

namespace copctl::dump {
namespace {

using value::Value;

// By what the items of a list are told apart, the first that all of them have.
constexpr std::string_view kKeys[] = {"name", "mountPath", "containerPort", "port", "key"};

std::string scalar_text(const Value& v) {
  if (v.is_string()) {
    return v.as_string();
  }
  return v.is_int() ? std::to_string(v.as_int().number) : std::string();
}

// The items by their key; empty when one has none, or two have the same.
std::map<std::string, const Value*> keyed(const value::Items& items, std::string_view key) {
  std::map<std::string, const Value*> found;
  for (const Value& item : items) {
    const Value* id = item.find(key);
    const std::string text = id == nullptr ? std::string() : scalar_text(*id);
    if (text.empty() || !found.emplace(text, &item).second) {
      return {};
    }
  }
  return found;
}

// Where a secret's own text would stand, whatever it is.
bool always_masked(const manifest::Resource& resource, std::string_view field) {
  constexpr std::string_view kApplied =
      R"(metadata.annotations["kubectl.kubernetes.io/last-applied-configuration"])";
  return resource.gvk.group.empty() && resource.gvk.kind == "Secret" &&
         (field.starts_with("data") || field.starts_with("stringData") || field == kApplied ||
          field == "metadata.annotations");
}

// Walks two versions side by side.
class Walk {
 public:
  Walk(const manifest::Resource& resource, const Masking& masking)
      : resource_(resource), masking_(masking) {}

  void compare(const Value* before, const Value* after, const std::string& field) {
    if (before != nullptr && after != nullptr) {
      if (value::same_data(*before, *after)) {
        return;
      }
      if (before->is_map() && after->is_map()) {
        return compare_maps(*before, *after, field);
      }
      if (before->is_list() && after->is_list()) {
        return compare_lists(before->items(), after->items(), field);
      }
    }
    note(before, after, field);
  }

  std::vector<FieldChange> take() { return std::move(changes_); }

 private:
  void compare_maps(const Value& before, const Value& after, const std::string& field) {
    std::set<std::string> names;
    for (const Value* side : {&before, &after}) {
      for (const auto& [name, unused] : side->entries()) {
        names.insert(name);
      }
    }
    for (const std::string& name : names) {
      const std::string step = value::display({name});
      const bool joins = field.empty() || step.starts_with('[');
      compare(before.find(name), after.find(name), field + (joins ? "" : ".") + step);
    }
  }

  void compare_lists(const value::Items& before, const value::Items& after,
                     const std::string& field) {
    for (const std::string_view key : kKeys) {
      const auto old_items = keyed(before, key);
      const auto new_items = keyed(after, key);
      if (old_items.size() == before.size() && new_items.size() == after.size() &&
          !(old_items.empty() && new_items.empty())) {
        return compare_keyed(old_items, new_items, field, key);
      }
    }
    for (std::size_t i = 0; i < std::max(before.size(), after.size()); ++i) {
      compare(i < before.size() ? &before[i] : nullptr, i < after.size() ? &after[i] : nullptr,
              field + "[" + std::to_string(i) + "]");
    }
  }

  void compare_keyed(const std::map<std::string, const Value*>& before,
                     const std::map<std::string, const Value*>& after, const std::string& field,
                     std::string_view key) {
    std::set<std::string> ids;
    for (const auto* side : {&before, &after}) {
      for (const auto& [id, unused] : *side) {
        ids.insert(id);
      }
    }
    const auto item = [](const std::map<std::string, const Value*>& side, const std::string& id) {
      const auto found = side.find(id);
      return found == side.end() ? nullptr : found->second;
    };
    const std::size_t before_items = changes_.size();
    for (const std::string& id : ids) {
      compare(item(before, id), item(after, id),
              field + "[" + std::string(key) + "=" + base::printable(id) + "]");
    }
    if (changes_.size() == before_items) {
      changes_.push_back({masked_field(field), "", "in another order"});
    }
  }

  std::string masked_field(const std::string& field) const {
    return masking_.holds_secret(field) ? std::string(kMasked) : field;
  }

  void note(const Value* before, const Value* after, const std::string& field) {
    FieldChange change{
        .field = masked_field(field), .had = before != nullptr, .has = after != nullptr};
    if (!masking_.masks_nothing() && always_masked(resource_, field)) {
      change.before = change.had ? kMasked : "";
      change.after = change.has ? kMasked : "";
    } else {
      Shown shown = show(before, after, masking_);
      change.before = std::move(shown.before);
      change.after = std::move(shown.after);
    }
    changes_.push_back(std::move(change));
  }

  const manifest::Resource& resource_;
  const Masking& masking_;
  std::vector<FieldChange> changes_;
};

}  // namespace

std::vector<FieldChange> field_changes(const manifest::Resource& before,
                                       const manifest::Resource& after, const Masking& masking) {
  Walk walk(after, masking);
  walk.compare(&before.body, &after.body, "");
  std::vector<FieldChange> changes = walk.take();
  // One states what `kubectl -n` says for the other.
  std::erase_if(changes, [](const FieldChange& c) { return c.field == "metadata.namespace"; });
  return changes;
}

}  // namespace copctl::dump
