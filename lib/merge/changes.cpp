#include "merge/align.h"
#include "merge/merge.h"
#include "merge/step.h"

namespace copctl::merge {
namespace {

// Recursion ends where the values do: what was read is at most codec::kMaxDepth deep.
class Comparison {
 public:
  std::vector<FieldChange> run(const value::Value& before, const value::Value& after) {
    compare("", before, after);
    return std::move(changes_);
  }

 private:
  void compare(std::string_view key, const value::Value& before, const value::Value& after) {
    if (value::same_data(before, after)) {
      return;
    }
    if (before.is_map() && after.is_map()) {
      compare_maps(before, after);
    } else if (before.is_list() && after.is_list()) {
      compare_lists(key, before, after);
    } else {
      add(ChangeKind::kChanged, before, after);
    }
  }

  void compare_maps(const value::Value& before, const value::Value& after) {
    auto old_entry = before.entries().begin();
    auto new_entry = after.entries().begin();
    while (old_entry != before.entries().end() || new_entry != after.entries().end()) {
      const bool in_old =
          new_entry == after.entries().end() ||
          (old_entry != before.entries().end() && old_entry->first <= new_entry->first);
      const bool in_new =
          old_entry == before.entries().end() ||
          (new_entry != after.entries().end() && new_entry->first <= old_entry->first);
      const std::string& key = in_old ? old_entry->first : new_entry->first;
      const Level level(*this, entry_step(key), key, key);
      visit(key, in_old ? &(old_entry++)->second : nullptr,
            in_new ? &(new_entry++)->second : nullptr);
    }
  }

  void compare_lists(std::string_view key, const value::Value& before, const value::Value& after) {
    const value::Items& olds = before.items();
    const value::Items& news = after.items();
    const Alignment alignment = align(key, {&olds, &news, &olds});
    std::size_t last = 0;
    bool reordered = false;
    for (const Slot& slot : alignment.slots) {
      const bool in_old = slot.base != kNone;
      const bool in_new = slot.mine != kNone;
      const value::Value& shown = in_old ? olds[slot.base] : news[slot.mine];
      const Level level(*this, item_step(alignment.rule, shown, in_old ? slot.base : slot.mine),
                        slot.base, slot.mine);
      visit("", in_old ? &olds[slot.base] : nullptr, in_new ? &news[slot.mine] : nullptr);
      reordered |= in_old && in_new && slot.mine < last;
      last = in_old && in_new ? slot.mine : last;
    }
    if (reordered) {
      add(ChangeKind::kReordered, before, after);
    }
  }

  void visit(std::string_view key, const value::Value* before, const value::Value* after) {
    if (before != nullptr && after != nullptr) {
      compare(key, *before, *after);
    } else if (after == nullptr) {
      add(ChangeKind::kRemoved, *before, {});
    } else {
      add(ChangeKind::kAdded, {}, *after);
    }
  }

  void add(ChangeKind kind, const value::Value& before, const value::Value& after) {
    changes_.push_back({kind, path_, before, after,
                        kind == ChangeKind::kAdded ? value::Path() : old_place_,
                        kind == ChangeKind::kRemoved ? value::Path() : new_place_});
  }

  // One step down, for as long as it lives.
  class Level {
   public:
    Level(Comparison& owner, const std::string& step, value::Step old_step, value::Step new_step)
        : owner_(owner), length_(owner.path_.size()) {
      append_step(owner.path_, step);
      owner.old_place_.push_back(std::move(old_step));
      owner.new_place_.push_back(std::move(new_step));
    }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    ~Level() {
      owner_.path_.resize(length_);
      owner_.old_place_.pop_back();
      owner_.new_place_.pop_back();
    }

   private:
    Comparison& owner_;
    std::size_t length_;
  };

  std::vector<FieldChange> changes_;
  std::string path_;
  value::Path old_place_;
  value::Path new_place_;
};

}  // namespace

std::vector<FieldChange> changes(const value::Value& before, const value::Value& after) {
  return Comparison().run(before, after);
}

}  // namespace copctl::merge
