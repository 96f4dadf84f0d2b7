#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "value/value.h"

// By what the items of a list are told apart.

namespace copctl::merge {

// One field of a key. An item that lacks it has `fallback`; without one, such an item has no key.
struct KeyField {
  std::string_view name;
  std::string_view fallback = {};
  bool optional = false;
};

// How lists under the key `list` are keyed; an empty `list` means any.
struct ListRule {
  std::string_view list;
  std::span<const KeyField> fields;
  // A field that tells that an item whose key changed is still the same one; may be empty.
  std::string_view twin = {};
};

// The first rule for lists under `list` by which every item of all `lists` has a key and no two of
// one list the same; nullptr when the order alone tells items apart.
const ListRule* rule_for(std::string_view list, std::span<const value::Items* const> lists);

// `name=app`, `containerPort=53,protocol=UDP`; a field that has its fallback is left out. Safe to
// show. Empty when the item has no key.
std::optional<std::string> item_key(const ListRule& rule, const value::Value& item);

}  // namespace copctl::merge
