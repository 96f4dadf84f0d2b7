#include "profile/embed/embedded.h"

#include "dump/dump.h"

namespace copctl::dump {

const base::FileSystem& embedded_profiles() { return profile::embedded(); }

}  // namespace copctl::dump
