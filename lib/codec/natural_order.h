#pragma once

#include <string_view>

namespace copctl::codec {

// How keys are sorted when written (go-yaml sorter.go: keyList.Less): letters after all else,
// numbers by value, `a2` before `a10`. Not transitive where numbers and letters meet at one place;
// sort with an algorithm that stands that (std::stable_sort).
// `letter_after_digits`: go-yaml v3's change, after a common digit a letter comes first.
bool natural_less(std::string_view a, std::string_view b, bool letter_after_digits);

}  // namespace copctl::codec
