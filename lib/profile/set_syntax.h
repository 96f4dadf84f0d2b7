#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "value/path.h"
#include "value/value.h"

// The language of `--set`: `a.b=c,list[0].x=1,names={x,y}`.

namespace copctl::profile {

// pkg/strvals: MaxIndex and MaxNestedNameLevel. Nobody writes more; a typo of an index would cost
// memory, one of dots the stack.
inline constexpr std::size_t kMaxIndex = 65'536;
inline constexpr std::size_t kMaxKeyDepth = 30;

enum class SetKind : std::uint8_t { kTyped, kString, kFile, kJson };

// Half-open, in bytes of the argument.
struct Range {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// One `key=value`.
struct SetItem {
  value::Path path;
  // For kJson nil: the caller reads the JSON at `value_range`.
  value::Value value;
  Range key;
  Range value_range;
};

struct SetProblem {
  Range range;
  // Echoes nothing of the argument, which may hold a secret.
  std::string message;
};

struct SetItems {
  // Up to the problem; the item at fault is the last one when its key was read.
  std::vector<SetItem> items;
  std::optional<SetProblem> problem;
};

// Reads an argument as Helm's pkg/strvals does, with three differences, each where Helm gives what
// nobody means: `a={}` and `a=[]` are empty lists, a key without a name is an error, and so is text
// after a list's `}`. A whole map as JSON (`--set-json '{"a": 1}'`) is one item with an empty path.
SetItems parse_set(std::string_view text, SetKind kind);

// pkg/strvals: typedVal. `true`, `null`, `5` are what they say; `05` and everything else a string.
value::Value typed_value(std::string_view text);

}  // namespace copctl::profile
