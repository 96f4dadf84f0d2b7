#include "merge/align.h"

#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include "codec/codec.h"
#include "merge/merge.h"

namespace copctl::merge {
namespace {

std::string twin_of(const ListRule& rule, const value::Value& item) {
  const value::Value* v = rule.twin.empty() ? nullptr : item.find(rule.twin);
  return v != nullptr && v->is_string() ? v->as_string() : std::string();
}

// Slots of keyed lists.
class ByKey {
 public:
  explicit ByKey(const ListRule& rule, std::vector<Slot>& slots) : rule_(rule), slots_(slots) {}

  void add(const value::Items* items, std::size_t Slot::*side) {
    for (std::size_t i = 0; items != nullptr && i < items->size(); ++i) {
      const std::string key = item_key(rule_, (*items)[i]).value_or("");
      const auto [at, is_new] = by_key_.emplace(key, slots_.size());
      if (is_new) {
        slots_.emplace_back();
      }
      slots_[at->second].*side = i;
    }
  }

  // An item of base that is gone and a new one that are twins are one item with another key.
  void join_twins(const value::Items& before, const value::Items& items, std::size_t Slot::*side) {
    std::map<std::string, std::vector<std::size_t>> gone;
    std::map<std::string, std::vector<std::size_t>> added;
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      const Slot& slot = slots_[i];
      if (slot.base != kNone && slot.*side == kNone) {
        gone[twin_of(rule_, before[slot.base])].push_back(i);
      } else if (slot.base == kNone && slot.*side != kNone) {
        added[twin_of(rule_, items[slot.*side])].push_back(i);
      }
    }
    for (const auto& [twin, olds] : gone) {
      const auto news = added.find(twin);
      if (!twin.empty() && olds.size() == 1 && news != added.end() && news->second.size() == 1) {
        slots_[olds[0]].*side = std::exchange(slots_[news->second[0]].*side, kNone);
      }
    }
  }

 private:
  const ListRule& rule_;
  std::vector<Slot>& slots_;
  std::map<std::string, std::size_t> by_key_;
};

void align_by_key(const Lists& lists, Alignment& alignment) {
  ByKey by_key(*alignment.rule, alignment.slots);
  by_key.add(lists.base, &Slot::base);
  by_key.add(lists.mine, &Slot::mine);
  by_key.add(lists.theirs, &Slot::theirs);
  if (lists.base != nullptr && lists.mine != nullptr && lists.theirs != nullptr) {
    by_key.join_twins(*lists.base, *lists.mine, &Slot::mine);
    by_key.join_twins(*lists.base, *lists.theirs, &Slot::theirs);
  }
  std::erase(alignment.slots, Slot{});
}

// An item that is no item of base, and the one of base that it stands before.
struct Addition {
  std::size_t index = 0;
  std::size_t before = 0;
};

// A stretch of base that a side changed, after items have been paired up in it.
struct Stretch {
  Hunk hunk;
  std::vector<Addition> added;
  bool removed = false;

  bool rewritten() const { return removed && !added.empty(); }
};

struct Side {
  std::vector<std::string> texts;
  std::vector<std::string_view> views;
  // Of base -> index in the side.
  std::vector<std::size_t> partner;
  std::vector<Stretch> stretches;
};

Side read_side(const value::Items* items) {
  Side side;
  std::string error;
  for (std::size_t i = 0; items != nullptr && i < items->size(); ++i) {
    side.texts.push_back(codec::encode_json((*items)[i], {}, error).value_or(""));
  }
  side.views.assign(side.texts.begin(), side.texts.end());
  return side;
}

// Maps that agree in half of their fields at least.
bool similar(const value::Value& a, const value::Value& b) {
  if (!a.is_map() || !b.is_map()) {
    return false;
  }
  std::size_t equal = 0;
  for (const auto& [key, v] : a.entries()) {
    const value::Value* other = b.find(key);
    equal += other != nullptr && value::same_data(v, *other) ? 1 : 0;
  }
  return equal > 0 && 2 * equal >= std::max(a.entries().size(), b.entries().size());
}

// As many items as before: each is what the one in its place was. Otherwise only what is similar.
Stretch pair_up(const Hunk& hunk, const value::Items& before, const value::Items& items,
                Side& side) {
  Stretch stretch{hunk, {}, false};
  std::size_t next = hunk.new_begin;
  const std::size_t new_end = hunk.new_begin + hunk.new_count;
  for (std::size_t i = hunk.old_begin; i < hunk.old_begin + hunk.old_count; ++i) {
    std::size_t found = next;
    while (hunk.old_count != hunk.new_count && found < new_end &&
           !similar(before[i], items[found])) {
      ++found;
    }
    if (found == new_end) {
      stretch.removed = true;
      continue;
    }
    for (; next < found; ++next) {
      stretch.added.push_back({next, i});
    }
    side.partner[i] = next++;
  }
  for (; next < new_end; ++next) {
    stretch.added.push_back({next, hunk.old_begin + hunk.old_count});
  }
  return stretch;
}

void compare(const Side& base, const value::Items& before, const value::Items& items, Side& side) {
  std::size_t shift = 0;
  std::size_t at = 0;
  for (const Hunk& hunk : diff_lines(base.views, side.views)) {
    for (; at < hunk.old_begin; ++at) {
      side.partner[at] = at + shift;
    }
    side.stretches.push_back(pair_up(hunk, before, items, side));
    at = hunk.old_begin + hunk.old_count;
    shift = hunk.new_begin + hunk.new_count - at;
  }
  for (; at < before.size(); ++at) {
    side.partner[at] = at + shift;
  }
}

std::vector<std::string_view> texts_of(const Side& side, std::span<const Addition> added) {
  std::vector<std::string_view> texts;
  for (const Addition& addition : added) {
    texts.push_back(side.views[addition.index]);
  }
  return texts;
}

// The additions that stand before item `place` of base.
std::span<const Addition> added_at(const Stretch& stretch, std::size_t place) {
  const auto begin = std::ranges::lower_bound(stretch.added, place, {}, &Addition::before);
  const auto end = std::ranges::upper_bound(stretch.added, place, {}, &Addition::before);
  return {begin, end};
}

// What both sides added at one place is one where it is equal.
void join_additions(const Side& mine, const Stretch& m, const Side& theirs, const Stretch& t,
                    std::vector<Slot>& slots) {
  for (std::size_t i = 0; i < m.added.size();) {
    const auto a = added_at(m, m.added[i].before);
    const auto b = added_at(t, m.added[i].before);
    i += a.size();
    std::size_t x = 0;
    std::size_t y = 0;
    for (const Hunk& hunk : diff_lines(texts_of(mine, a), texts_of(theirs, b))) {
      for (; x < hunk.old_begin; ++x, ++y) {
        slots.push_back({kNone, a[x].index, b[y].index});
      }
      x = hunk.old_begin + hunk.old_count;
      y = hunk.new_begin + hunk.new_count;
    }
    for (; x < a.size(); ++x, ++y) {
      slots.push_back({kNone, a[x].index, b[y].index});
    }
  }
}

bool same_stretch(const Side& mine, const Stretch& m, const Side& theirs, const Stretch& t) {
  return m.hunk.old_begin == t.hunk.old_begin && m.hunk.old_count == t.hunk.old_count &&
         std::ranges::equal(m.added, t.added, [&](const Addition& a, const Addition& b) {
           return mine.texts[a.index] == theirs.texts[b.index];
         });
}

bool touch(const Hunk& a, const Hunk& b) {
  return a.old_begin <= b.old_begin + b.old_count && b.old_begin <= a.old_begin + a.old_count;
}

// Walks the stretches of both sides that meet.
void compare_sides(const Side& mine, const Side& theirs, Alignment& alignment) {
  std::size_t first = 0;
  for (const Stretch& m : mine.stretches) {
    while (first < theirs.stretches.size() &&
           theirs.stretches[first].hunk.old_begin + theirs.stretches[first].hunk.old_count <
               m.hunk.old_begin) {
      ++first;
    }
    for (std::size_t i = first;
         i < theirs.stretches.size() && touch(m.hunk, theirs.stretches[i].hunk); ++i) {
      const Stretch& t = theirs.stretches[i];
      const bool both_add = !m.added.empty() && !t.added.empty();
      join_additions(mine, m, theirs, t, alignment.slots);
      alignment.clash |=
          both_add && (m.rewritten() || t.rewritten()) && !same_stretch(mine, m, theirs, t);
    }
  }
}

void add_rest(std::size_t count, std::size_t Slot::*side, std::vector<Slot>& slots) {
  std::vector<bool> known(count);
  for (const Slot& slot : slots) {
    if (slot.*side != kNone) {
      known[slot.*side] = true;
    }
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (!known[i]) {
      slots.emplace_back().*side = i;
    }
  }
}

void align_by_position(const Lists& lists, Alignment& alignment) {
  static const value::Items kEmpty;
  const value::Items& before = lists.base != nullptr ? *lists.base : kEmpty;
  const value::Items& mine_items = lists.mine != nullptr ? *lists.mine : kEmpty;
  const value::Items& their_items = lists.theirs != nullptr ? *lists.theirs : kEmpty;
  const Side base = read_side(&before);
  Side mine = read_side(&mine_items);
  Side theirs = read_side(&their_items);
  mine.partner.assign(before.size(), kNone);
  theirs.partner.assign(before.size(), kNone);
  compare(base, before, mine_items, mine);
  compare(base, before, their_items, theirs);
  for (std::size_t i = 0; i < before.size(); ++i) {
    alignment.slots.push_back({i, mine.partner[i], theirs.partner[i]});
  }
  compare_sides(mine, theirs, alignment);
  add_rest(mine_items.size(), &Slot::mine, alignment.slots);
  add_rest(their_items.size(), &Slot::theirs, alignment.slots);
}

}  // namespace

Alignment align(std::string_view list, const Lists& lists) {
  Alignment alignment;
  const value::Items* const all[] = {lists.base, lists.mine, lists.theirs};
  alignment.rule = rule_for(list, all);
  if (alignment.rule != nullptr) {
    align_by_key(lists, alignment);
  } else {
    align_by_position(lists, alignment);
  }
  return alignment;
}

std::vector<std::size_t> interleave(const std::vector<std::size_t>& mine,
                                    const std::vector<std::size_t>& theirs, std::size_t count) {
  std::vector<bool> in_mine(count);
  std::vector<bool> in_theirs(count);
  for (const std::size_t slot : mine) {
    in_mine[slot] = true;
  }
  // What follows each slot of mine; the last element is what follows none.
  std::vector<std::vector<std::size_t>> behind(count + 1);
  std::size_t anchor = count;
  for (const std::size_t slot : theirs) {
    in_theirs[slot] = true;
    if (in_mine[slot]) {
      anchor = slot;
    } else {
      behind[anchor].push_back(slot);
    }
  }
  std::vector<std::size_t> order;
  const std::vector<std::size_t>* pending = &behind[count];
  for (const std::size_t slot : mine) {
    if (in_theirs[slot]) {
      order.insert(order.end(), pending->begin(), pending->end());
      pending = &behind[slot];
    }
    order.push_back(slot);
  }
  order.insert(order.end(), pending->begin(), pending->end());
  return order;
}

}  // namespace copctl::merge
