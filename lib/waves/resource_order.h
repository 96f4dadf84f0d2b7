#pragma once

#include <string>
#include <vector>

#include "waves/scene.h"

namespace copctl::waves {

// The waves of resources that Argo CD syncs together, in its order. Reports nothing.
std::vector<Wave> synced_waves(Scene& scene, const std::vector<Deployed>& items);
// Reports what such a sync can never do: a resource needs what comes in a later wave, an operator's
// subscription comes before its group.
void check_synced(Scene& scene, const std::vector<Deployed>& items);

// The timeline of resources that no Application deploys: by their waves where one states any, else
// by what they need and wait for, folder by folder where the folders are numbered.
Timeline order_resources(Scene& scene, const std::string& cluster,
                         const std::vector<Deployed>& items);

}  // namespace copctl::waves
