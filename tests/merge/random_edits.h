#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "merge/manifest_model.h"

// Random edits of a model that two sides can make without getting in each other's way.

namespace copctl::merge {

enum class EditKind : std::uint8_t {
  kSet,
  kRemove,
  kAdd,
  kReorder,
  // Of writing only.
  kComment,
  kTrailing,
  kBlank,
  kQuotes,
  kStyle,
};

struct Edit {
  EditKind kind = EditKind::kSet;
  std::size_t id = 0;
  // What is added, or whose value is taken.
  ModelNode node{};
  // Where, or in which way.
  std::size_t choice = 0;
};

void apply(const Edit& edit, ModelNode& file);

// Chooses edits for two sides. With `apart` what one side does never touches what the other does.
class EditMaker {
 public:
  EditMaker(const ModelNode& base, ModelMaker& maker, Random& random, bool apart);

  // Of values. Empty when the choice fell on what must not be touched.
  bool change(std::size_t side, Edit& edit);
  // Whether a side put something into a list without keys or took something from it.
  bool resized_plain_list() const { return resized_plain_list_; }
  // Of writing; comments have the side's name in them.
  Edit restyle(const std::string& side);

 private:
  struct Place {
    const ModelNode* node = nullptr;
    const ModelNode* parent = nullptr;
  };
  struct Done {
    std::set<std::size_t> touched;
    std::set<std::size_t> removed;
    std::set<std::size_t> reordered;
    // Plain lists that something was put into or taken from, or that something in was changed.
    std::set<std::size_t> resized;
    std::set<std::size_t> changed_inside;
  };

  void number(const ModelNode& node, const ModelNode* parent);
  bool below_removed(std::size_t side, const ModelNode* node) const;
  bool holds(const std::set<std::size_t>& ids, const ModelNode& node) const;
  bool plain_lists_allow(std::size_t side, const ModelNode* node, bool resizes);
  bool choose(std::size_t side, EditKind kind, const Place& place, Edit& edit);

  ModelMaker& maker_;
  Random& random_;
  bool apart_;
  std::vector<Place> places_;
  std::map<std::size_t, const ModelNode*> parents_;
  Done done_[2];
  bool resized_plain_list_ = false;
};

}  // namespace copctl::merge
