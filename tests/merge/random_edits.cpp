#include "merge/random_edits.h"

#include <fmt/format.h>

#include <algorithm>

namespace copctl::merge {
namespace {

ModelNode* parent_of(ModelNode& node, std::size_t id) {
  for (ModelNode& child : node.children) {
    if (child.id == id) {
      return &node;
    }
    if (ModelNode* found = parent_of(child, id)) {
      return found;
    }
  }
  return nullptr;
}

void remove(ModelNode& file, std::size_t id) {
  if (ModelNode* parent = parent_of(file, id)) {
    std::erase_if(parent->children, [&](const ModelNode& child) { return child.id == id; });
  }
}

void add(ModelNode& parent, const ModelNode& node, std::size_t choice) {
  const auto at = static_cast<long>(choice % (parent.children.size() + 1));
  parent.children.insert(parent.children.begin() + at, node);
}

void restyle(ModelNode& node, std::size_t choice) {
  if (node.kind == NodeKind::kScalar) {
    return;
  }
  (choice % 2 == 0 ? node.flow : node.list_indented) ^= true;
}

}  // namespace

void apply(const Edit& edit, ModelNode& file) {
  ModelNode* node = find_node(file, edit.id);
  if (node == nullptr) {
    return;
  }
  switch (edit.kind) {
    case EditKind::kSet:
      node->value = edit.node.value;
      node->text = edit.node.text;
      node->quotes = edit.node.quotes;
      break;
    case EditKind::kRemove:
      remove(file, edit.id);
      break;
    case EditKind::kAdd:
      add(*node, edit.node, edit.choice);
      break;
    case EditKind::kReorder: {
      Random random(edit.choice);
      std::ranges::shuffle(node->children, random);
      break;
    }
    case EditKind::kComment:
      node->comments.insert(
          node->comments.begin() +
              (edit.choice % 2 == 0 ? 0 : static_cast<long>(node->comments.size())),
          edit.node.value);
      break;
    case EditKind::kTrailing:
      node->trailing = edit.node.value;
      break;
    case EditKind::kBlank:
      node->blank_above ^= true;
      break;
    case EditKind::kQuotes:
      // A text of digits or the like would be something else without.
      if (node->text && node->quotes != Quotes::kPlain) {
        node->quotes = node->quotes == Quotes::kSingle ? Quotes::kDouble : Quotes::kSingle;
      }
      break;
    case EditKind::kStyle:
      restyle(*node, edit.choice);
      break;
  }
}

EditMaker::EditMaker(const ModelNode& base, ModelMaker& maker, Random& random, bool apart)
    : maker_(maker), random_(random), apart_(apart) {
  number(base, nullptr);
}

void EditMaker::number(const ModelNode& node, const ModelNode* parent) {
  places_.push_back({&node, parent});
  parents_[node.id] = parent;
  for (const ModelNode& child : node.children) {
    number(child, &node);
  }
}

bool EditMaker::below_removed(std::size_t side, const ModelNode* node) const {
  for (; node != nullptr; node = parents_.at(node->id)) {
    if (done_[side].removed.contains(node->id)) {
      return true;
    }
  }
  return false;
}

bool EditMaker::holds(const std::set<std::size_t>& ids, const ModelNode& node) const {
  return ids.contains(node.id) || std::ranges::any_of(node.children, [&](const ModelNode& child) {
           return holds(ids, child);
         });
}

// A side that changes how many items a list without keys has, must leave its items as they are, or
// nobody could tell them apart; and it does so once.
bool EditMaker::plain_lists_allow(std::size_t side, const ModelNode* node, bool resizes) {
  Done& done = done_[side];
  const ModelNode* list = node;
  for (bool first = resizes; list != nullptr; list = parents_.at(list->id), first = false) {
    if (list->kind != NodeKind::kPlainList || parents_.at(list->id) == nullptr) {
      continue;
    }
    if (done.resized.contains(list->id) || (first && done.changed_inside.contains(list->id))) {
      return false;
    }
  }
  resized_plain_list_ |= resizes && node->kind == NodeKind::kPlainList;
  for (bool first = resizes; node != nullptr; node = parents_.at(node->id), first = false) {
    (first ? done.resized : done.changed_inside).insert(node->id);
  }
  return true;
}

bool EditMaker::choose(std::size_t side, EditKind kind, const Place& place, Edit& edit) {
  const ModelNode& node = *place.node;
  Done& other = done_[1 - side];
  if (apart_ && below_removed(1 - side, &node)) {
    return false;
  }
  edit = {kind, node.id, {}, random_()};
  switch (kind) {
    case EditKind::kSet:
      if (node.kind != NodeKind::kScalar || node.fixed ||
          (apart_ &&
           (other.touched.contains(node.id) || !plain_lists_allow(side, place.parent, false)))) {
        return false;
      }
      maker_.set_new_value(edit.node);
      break;
    case EditKind::kRemove:
      if (place.parent == nullptr || (node.fixed && place.parent->key != "") ||
          (node.fixed && node.kind == NodeKind::kScalar) || node.key == "metadata" ||
          (apart_ && (holds(other.touched, node) || holds(other.removed, node) ||
                      !plain_lists_allow(side, place.parent, true)))) {
        return false;
      }
      done_[side].removed.insert(node.id);
      break;
    case EditKind::kAdd:
      if (node.kind == NodeKind::kScalar || (apart_ && !plain_lists_allow(side, &node, true))) {
        return false;
      }
      edit.node = place.parent == nullptr ? maker_.document()
                                          : maker_.part_of(node, side == 0 ? "mine" : "new");
      break;
    default:
      if (node.kind != NodeKind::kKeyed && node.kind != NodeKind::kMap && place.parent != nullptr) {
        return false;
      }
      if (apart_ && other.reordered.contains(node.id)) {
        return false;
      }
      done_[side].reordered.insert(node.id);
      break;
  }
  done_[side].touched.insert(node.id);
  return true;
}

bool EditMaker::change(std::size_t side, Edit& edit) {
  constexpr EditKind kKinds[] = {EditKind::kSet, EditKind::kSet,    EditKind::kSet,
                                 EditKind::kAdd, EditKind::kRemove, EditKind::kReorder};
  const EditKind kind = kKinds[below(random_, std::size(kKinds))];
  return choose(side, kind, places_[below(random_, places_.size())], edit);
}

Edit EditMaker::restyle(const std::string& side) {
  constexpr EditKind kKinds[] = {EditKind::kComment, EditKind::kComment, EditKind::kTrailing,
                                 EditKind::kBlank,   EditKind::kQuotes,  EditKind::kStyle};
  Edit edit;
  edit.kind = kKinds[below(random_, std::size(kKinds))];
  edit.id = places_[below(random_, places_.size())].node->id;
  edit.choice = random_();
  edit.node.value = fmt::format("{} {}", side, edit.choice % 1'000'000'007);
  return edit;
}

}  // namespace copctl::merge
