#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "check/check.h"
#include "value/value.h"

// What the API server refuses to change, as tables.

namespace copctl::check {

// How a refusal is got around, the stronger ones behind: of several the last does for all.
// `way_out` makes the command lines of it.
enum class Way : std::uint8_t {
  // Nothing to run.
  kNone,
  // Rewrite what is stored in an old version of a custom resource.
  kMigrateStorage,
  // Delete a StatefulSet alone; its pods are adopted by the new one.
  kOrphan,
  // Delete a StatefulSet with its pods but never with its claims.
  kDeleteKeepingClaims,
  // Delete the resource.
  kDelete,
  // Delete what holds data, or what data depends on.
  kDeleteWithData,
};

// A verdict over two bodies of one resource; empty when the change is accepted.
using Judge = std::optional<Verdict> (*)(const value::Value& before, const value::Value& after);

// One thing that cannot change. Everything points at literals.
struct Rule {
  std::string_view group;
  std::string_view kind;
  // Path of keys, `spec.selector`.
  std::string_view field;
  // The API server's words.
  std::string_view message;
  Way way = Way::kDelete;
  // What the way out does beside, as the end of a sentence.
  std::string_view effect;
  // Not empty: every key of the mapping `field` but these is frozen, and reported by itself.
  std::span<const std::string_view> free_keys = {};
  // nullptr: the field may not differ.
  Judge judge = nullptr;
  // What a verdict other than kRefused hangs on, as the end of a sentence.
  std::string_view condition = {};
};

std::span<const Rule> workload_rules();
std::span<const Rule> storage_rules();
std::span<const Rule> service_rules();
std::span<const Rule> other_rules();

// The value at a path of keys; nullptr when a step is missing.
const value::Value* at(const value::Value& body, std::string_view path);
// The string there; empty when there is none.
std::string_view text_at(const value::Value& body, std::string_view path);

}  // namespace copctl::check
