#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "merge/layout.h"
#include "merge/merge.h"
#include "merge/plan.h"

// Writes a plan into mine's text: what is not decided otherwise stays as the user wrote it.

namespace copctl::merge {

// The three texts that the trees of a plan were read from.
struct Texts {
  std::string_view base;
  std::string_view mine;
  std::string_view theirs;
};

struct WeaveOptions {
  Decision decision = Decision::kMine;
  // Take what comes from theirs as it is written there, comments and all. Otherwise it is written
  // anew from its values, which also works where the text means something else in another place
  // (aliases).
  bool verbatim = true;
};

// Mine's document with the changes of `plan`. `mine` is its body, from behind the `---` to its end;
// `theirs` that of theirs. Empty when some change has no place in the text. What comes out still
// has to be compared with merged_value: the text may hold aliases.
std::optional<std::string> weave(const Texts& texts, const Plan& plan, Range mine, Range theirs,
                                 const WeaveOptions& options);

}  // namespace copctl::merge
