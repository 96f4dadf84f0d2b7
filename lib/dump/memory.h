#pragma once

#include <optional>
#include <string>
#include <vector>

#include "diag/diagnostic.h"
#include "dump/dump.h"
#include "folder/folder.h"
#include "profile/profile.h"

// Values from one dump to the next.

namespace copctl::dump {

// The request's inputs with what the lock remembers: what was given then is kept (not with
// `reset_values`), generated secrets stay as they are (but for those to be rotated). Without a lock
// the inputs as they are. Errors: a rotation of what is no generated secret.
[[nodiscard]] std::optional<profile::Inputs> remembered(const profile::Profile& profile,
                                                        const Request& request,
                                                        const folder::Lock* lock,
                                                        diag::Diagnostics& diagnostics);

// Asks for required secrets that the inputs lack.
void ask_for_secrets(const profile::Profile& profile, const Surroundings& surroundings,
                     profile::Inputs& inputs);

// The request with the namespace, the layout and the Kubernetes version of the last dump, where it
// asks for none itself. A Namespace that was asked for once stays.
Request settled(const Request& request, const folder::Lock* lock);
// The version that the templates see.
std::string kube_version_of(const Request& request);

// Notes the values in the lock.
void remember(const profile::Profile& profile, const profile::Values& values, folder::Lock& lock);

// What computed values see of the last dump as `.Previous`: its `Values`, secrets left out, its
// `Release`, and `Files`, a map whose keys are the paths of its files in the tree layout.
value::Value previous_of(const folder::Lock& lock);

// Values that came from the last dump, for the summary.
std::vector<KeptSetting> kept_settings(const profile::Profile& profile,
                                       const profile::Values& values);

}  // namespace copctl::dump
