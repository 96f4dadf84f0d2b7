#pragma once

#include <string>
#include <vector>

#include "waves/folders.h"
#include "waves/needs.h"
#include "waves/waves.h"

// The order of resources among themselves, as Argo CD syncs them.

namespace copctl::waves {

// Where Argo CD puts a resource: the phase of its hook (0 PreSync, 1 Sync, 2 PostSync, 3 the phases
// that only come with a failure or a deletion), then its wave, then its kind. Sources: Argo CD's
// docs, Sync Phases and Waves; gitops-engine, sync_tasks.go.
struct Place {
  int phase = 1;
  int wave = 0;
  int rank = 0;
  auto operator<=>(const Place&) const = default;
};

// True when a hook or a wave is stated.
bool has_place(const manifest::Resource& resource);
Place place_of(const manifest::Resource& resource);
// `-2`, `PostSync 0`.
std::string wave_label(const Place& place);

// The places of resources that are synced together: a namespace comes no later than what lives in
// it, a custom type no later than what is of it.
std::vector<Place> places_of(const Tree& tree, const std::vector<Deployed>& items);

}  // namespace copctl::waves
