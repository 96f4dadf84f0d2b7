#include "support/temporary_folder.h"

#include <stdlib.h>

#include <memory>

#include "base/check.h"
#include "base/file_system.h"

namespace copctl::support {

TemporaryFolder::TemporaryFolder() {
  const char* parent = ::getenv("TMPDIR");
  path_ = std::string(parent != nullptr ? parent : "/tmp") + "/copctl-test-XXXXXX";
  COPCTL_CHECK(::mkdtemp(path_.data()) != nullptr);
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code error;
  base::remove_tree(*base::make_real_file_system(), path_, error);
}

}  // namespace copctl::support
