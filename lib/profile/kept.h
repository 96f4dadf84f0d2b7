#pragma once

#include "profile/inputs.h"
#include "profile/layers.h"

namespace copctl::profile {

// Lays what an earlier dump was given, weaker than all inputs. What the schema no longer has is
// left out, with a warning.
void lay_kept(Reading& reading, Layers& layers);

}  // namespace copctl::profile
