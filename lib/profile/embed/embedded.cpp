#include "profile/embed/embedded.h"

namespace copctl::profile {

const base::FileSystem& embedded() {
  static const std::unique_ptr<base::FileSystem> kFiles =
      base::make_embedded_file_system(embedded_files());
  return *kFiles;
}

}  // namespace copctl::profile
