#include "fuzz/targets.h"
#include "merge/merge.h"

namespace copctl::fuzz {

// Base, mine and theirs. Whatever they are, all decisions tell the same conflicts, and what only
// one side changed is that side's text.
void merge(std::string_view bytes) {
  const Halves halves = split(bytes);
  const std::string_view base = halves.first;
  const auto& [mine, theirs] = split(halves.second);
  COPCTL_CHECK(merge::merge_texts(base, mine, base).text == mine);
  COPCTL_CHECK(merge::merge_texts(base, base, theirs).text == theirs);
  const merge::Merged told = merge::merge_texts(base, mine, theirs);
  COPCTL_CHECK(told.conflicts.empty() || told.text == mine);
  for (const auto decision :
       {merge::Decision::kMine, merge::Decision::kNew, merge::Decision::kMark}) {
    const merge::Merged decided = merge::merge_texts(base, mine, theirs, {.decision = decision});
    COPCTL_CHECK(decided.conflicts == told.conflicts);
  }
}

}  // namespace copctl::fuzz
