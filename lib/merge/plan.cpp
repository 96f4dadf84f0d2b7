#include "merge/plan.h"

#include <algorithm>
#include <map>

#include "merge/diff3.h"
#include "merge/step.h"

namespace copctl::merge {
namespace {

const Node* child_of(const Node* node, std::size_t index) {
  return node == nullptr || index == kNone ? nullptr : &node->children[index];
}

// `node` when it is a collection of this kind.
const Node* of_kind(const Node* node, value::Kind kind) {
  return node != nullptr && node->value.kind() == kind ? node : nullptr;
}

// The parts of one list or map.
struct Parts {
  Versions owners;
  std::vector<Slot> slots;
  const ListRule* rule = nullptr;

  Versions versions(const Slot& slot) const {
    return {child_of(owners.base, slot.base), child_of(owners.mine, slot.mine),
            child_of(owners.theirs, slot.theirs)};
  }

  // The slots that `side` has, in its order; only those that all have if `common`.
  std::vector<std::size_t> order(std::size_t Slot::*side, bool common) const {
    std::vector<std::size_t> result;
    for (std::size_t i = 0; i < slots.size(); ++i) {
      const Slot& slot = slots[i];
      const bool everywhere = slot.base != kNone && slot.mine != kNone && slot.theirs != kNone;
      if (slot.*side != kNone && (everywhere || !common)) {
        result.push_back(i);
      }
    }
    std::ranges::sort(result, {}, [&](std::size_t i) { return slots[i].*side; });
    return result;
  }
};

std::vector<Slot> entry_slots(const Versions& maps) {
  std::vector<Slot> slots;
  std::map<std::string_view, std::size_t> by_key;
  const auto add = [&](const Node* map, std::size_t Slot::*side) {
    for (std::size_t i = 0; map != nullptr && i < map->children.size(); ++i) {
      const auto [at, is_new] = by_key.emplace(map->children[i].key, slots.size());
      if (is_new) {
        slots.emplace_back();
      }
      slots[at->second].*side = i;
    }
  };
  add(maps.base, &Slot::base);
  add(maps.mine, &Slot::mine);
  add(maps.theirs, &Slot::theirs);
  return slots;
}

const value::Items* items_of(const Node* list) {
  return list == nullptr ? nullptr : &list->value.items();
}

// The slots of three lists; empty when nobody can tell what became of what.
std::optional<Parts> list_parts(const Versions& lists, std::string_view key) {
  Alignment alignment =
      align(key, {items_of(lists.base), items_of(lists.mine), items_of(lists.theirs)});
  const bool both_new = lists.base == nullptr && alignment.rule == nullptr;
  if (alignment.clash || both_new) {
    return std::nullopt;
  }
  return Parts{lists, std::move(alignment.slots), alignment.rule};
}

// Mine's order, unless theirs alone has another order than base. Empty when both have.
std::optional<std::vector<std::size_t>> merged_order(const Parts& parts) {
  const auto mine = parts.order(&Slot::mine, false);
  const auto theirs = parts.order(&Slot::theirs, false);
  if (parts.owners.mine->value.is_map()) {
    return interleave(mine, theirs, parts.slots.size());
  }
  const auto base_order = parts.order(&Slot::base, true);
  const auto mine_order = parts.order(&Slot::mine, true);
  const auto their_order = parts.order(&Slot::theirs, true);
  if (their_order == base_order || their_order == mine_order) {
    return interleave(mine, theirs, parts.slots.size());
  }
  if (mine_order != base_order) {
    return std::nullopt;
  }
  return interleave(theirs, mine, parts.slots.size());
}

std::string step_of(const Parts& parts, const Slot& slot, const Versions& versions) {
  const Node* shown = versions.base != nullptr   ? versions.base
                      : versions.mine != nullptr ? versions.mine
                                                 : versions.theirs;
  if (parts.owners.mine->value.is_map()) {
    return entry_step(shown->key);
  }
  const std::size_t index = slot.base != kNone   ? slot.base
                            : slot.mine != kNone ? slot.mine
                                                 : slot.theirs;
  return item_step(parts.rule, shown->value, index);
}

void add_part(const Parts& parts, const Slot& slot, std::vector<Plan>& plans) {
  const Versions versions = parts.versions(slot);
  if (versions.mine == nullptr && versions.theirs == nullptr) {
    return;
  }
  const bool is_map = parts.owners.mine->value.is_map();
  Plan plan =
      decide(versions, is_map ? (versions.mine ? versions.mine : versions.theirs)->key : "");
  if (plan.verdict == Verdict::kMine && versions.mine == nullptr) {
    return;
  }
  plan.step = step_of(parts, slot, versions);
  plans.push_back(std::move(plan));
}

// Whether the parts of a collection can be decided one by one, and how.
std::optional<Parts> parts_of(const Versions& versions, std::string_view key) {
  const auto& [base, mine, theirs] = versions;
  if (mine == nullptr || theirs == nullptr || !mine->is_container() || mine->opaque() ||
      mine->value.kind() != theirs->value.kind()) {
    return std::nullopt;
  }
  const Versions owners{of_kind(base, mine->value.kind()), mine, theirs};
  return mine->value.is_map() ? Parts{owners, entry_slots(owners), nullptr}
                              : list_parts(owners, key);
}

bool decide_parts(const Parts& parts, Plan& plan) {
  const auto order = merged_order(parts);
  if (!order) {
    return false;
  }
  plan.verdict = Verdict::kParts;
  for (const std::size_t i : *order) {
    add_part(parts, parts.slots[i], plan.parts);
  }
  return true;
}

// A file inside a ConfigMap and the like: lines merge where nothing else would. Only what can be
// written as mine is: the same end, and a first line that shows the indentation.
std::optional<std::string> merged_text(const Versions& versions) {
  const auto& [base, mine, theirs] = versions;
  if (mine == nullptr || !mine->literal || base == nullptr || !base->value.is_string() ||
      theirs == nullptr || !theirs->value.is_string()) {
    return std::nullopt;
  }
  std::string text;
  const std::string& own = mine->value.as_string();
  for (const Chunk& chunk : merge_lines(base->value.as_string(), own, theirs->value.as_string())) {
    if (chunk.conflict) {
      return std::nullopt;
    }
    text += chunk.mine;
  }
  const bool shows_indent = !text.empty() && text[0] != ' ' && text[0] != '\n';
  const bool same_end = text.ends_with('\n') == own.ends_with('\n') && !text.ends_with("\n\n");
  return shows_indent && same_end ? std::optional(std::move(text)) : std::nullopt;
}

}  // namespace

bool same_part(const Node* a, const Node* b) {
  return a == nullptr || b == nullptr ? a == b : value::same_data(a->value, b->value);
}

Plan decide(const Versions& versions, std::string_view key) {
  Plan plan{.versions = versions};
  const auto& [base, mine, theirs] = versions;
  const std::optional<Parts> parts = parts_of(versions, key);
  if (parts && decide_parts(*parts, plan)) {
    return plan;
  }
  if (same_part(base, theirs) || same_part(mine, theirs)) {
    plan.verdict = Verdict::kMine;
  } else if (same_part(base, mine)) {
    plan.verdict = Verdict::kTheirs;
  } else if (std::optional<std::string> text = merged_text(versions)) {
    plan.verdict = Verdict::kText;
    plan.text = std::move(*text);
  } else {
    plan.verdict = Verdict::kConflict;
  }
  return plan;
}

std::optional<Plan> decide_documents(const Versions& files, std::vector<Slot> slots) {
  Plan plan{.versions = files};
  if (!decide_parts({files, std::move(slots), nullptr}, plan)) {
    return std::nullopt;
  }
  for (Plan& part : plan.parts) {
    part.step.clear();
  }
  return plan;
}

std::optional<value::Value> merged_value(const Plan& plan, Taker taker) {
  if (plan.verdict == Verdict::kParts) {
    const bool is_map = plan.versions.mine->value.is_map();
    value::Value merged = is_map ? value::Value::map() : value::Value::list();
    for (const Plan& part : plan.parts) {
      std::optional<value::Value> v = merged_value(part, taker);
      if (v && is_map) {
        const Versions& from = part.versions;
        merged.as_map().entries.insert_or_assign((from.mine ? from.mine : from.theirs)->key, *v);
      } else if (v) {
        merged.as_list().items.push_back(std::move(*v));
      }
    }
    return merged;
  }
  if (plan.verdict == Verdict::kText) {
    return value::Value::string(plan.text);
  }
  const bool from_theirs = plan.verdict == Verdict::kTheirs ||
                           (plan.verdict == Verdict::kConflict && taker == Taker::kTheirs);
  const Node* from = from_theirs ? plan.versions.theirs : plan.versions.mine;
  return from == nullptr ? std::nullopt : std::optional(from->value);
}

bool differs_from_mine(const Plan& plan) {
  // An order that is not mine's shows in the positions.
  std::size_t at = 0;
  for (const Plan& part : plan.parts) {
    const Node* mine = part.versions.mine;
    if (differs_from_mine(part) || (mine != nullptr && mine->placed && mine->head < at)) {
      return true;
    }
    at = mine != nullptr && mine->placed ? mine->head : at;
  }
  return plan.verdict != Verdict::kMine && plan.verdict != Verdict::kParts;
}

bool has_conflict(const Plan& plan) {
  return plan.verdict == Verdict::kConflict || std::ranges::any_of(plan.parts, has_conflict);
}

}  // namespace copctl::merge
