#pragma once

#include <string>
#include <vector>

#include "waves/scene.h"

namespace copctl::waves {

// The timeline of a cluster that Argo CD deploys: Applications by wave and name. Reports waves that
// are missing or no integer, dependencies that are unknown, go in a circle or do not lie in an
// earlier wave, and Applications of one name.
Timeline order_applications(Scene& scene, const std::string& cluster,
                            const std::vector<Application>& apps);

}  // namespace copctl::waves
