#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tmpl/function.h"
#include "value/value.h"

// What the families share: readings of an argument as sprig reads it, and the bounds on walking
// one.

namespace copctl::funcs {

// Lists and maps nested deeper are refused by every function that walks a value: the walks of other
// rooms recurse, and no manifest comes near (Go's encoding/json looks for cycles from here on).
inline constexpr std::size_t kMaxNesting = 1000;
// Items and entries that one call may walk, a shared value counting every time it is met.
inline constexpr std::size_t kMaxWalked = 10'000'000;
// Bytes that a copied node takes in memory, about.
inline constexpr std::size_t kNodeBytes = 64;
// Steps that one node takes to be copied, merged into another map, written as a document; a text to
// be put into a list, sorted, and a value to be looked up among others.
inline constexpr std::size_t kCopySteps = 12;
inline constexpr std::size_t kMergeSteps = 72;
inline constexpr std::size_t kWriteSteps = 24;
inline constexpr std::size_t kListSteps = 6;
inline constexpr std::size_t kSortSteps = 16;
inline constexpr std::size_t kLookUpSteps = 24;
inline constexpr std::size_t kCompareSteps = 16;

struct Extent {
  std::size_t nodes = 0;
  // Bytes of all texts and keys; a text long enough to matter counts as if every byte had to be
  // escaped.
  std::size_t text = 0;
  // Sum of the depths of all nodes: what indenting them costs.
  std::size_t depths = 0;
};

// Walks `v` without recursion. Fails the call beyond kMaxNesting or kMaxWalked, so that what walks
// it afterwards may recurse.
Extent measure(const tmpl::Call& call, const value::Value& v);

// sprig's strval: a string as it is, bytes as text, everything else as `%v`.
std::string text_of(const tmpl::Call& call, const value::Value& v);
// `%v`.
std::string printed(const tmpl::Call& call, const value::Value& v);
// sprig's strslice: the strings of a list's items that are not nil; of a scalar its own; of nil
// none.
std::vector<std::string> texts_of(const tmpl::Call& call, const value::Value& v);
// A `[]string`; reserves what it takes.
value::Value text_list(const tmpl::Call& call, std::vector<std::string> texts);

// spf13/cast: ToInt64 and ToFloat64, 0 for what cannot be converted.
std::int64_t to_int64(const value::Value& v);
double to_float64(const value::Value& v);
// Go on amd64: what float64 to int64 gives, the smallest int64 for what does not fit.
std::int64_t truncated(double d);

// The list of argument `i`; otherwise fails with `Cannot VERB on type KIND`.
const value::List& list_at(const tmpl::Call& call, std::size_t i, std::string_view verb);
// The entries of a kMap argument that is about to be changed; fails for a nil map, as writing to
// one panics in Go.
value::Map& writable_map_at(const tmpl::Call& call, std::size_t i);

// A list of `items`, reserved before.
value::Value make_list(const tmpl::Call& call, value::Items items);

// `left` x `right` without wrapping: SIZE_MAX when it does not fit.
std::size_t product(std::size_t left, std::size_t right);
std::size_t sum(std::size_t left, std::size_t right);

}  // namespace copctl::funcs
