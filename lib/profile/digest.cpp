#include <fmt/format.h>

#include "base/text.h"
#include "profile/profile.h"

namespace copctl::profile {

namespace {

// A digest of digests, so that no text is put together.
class Digest {
 public:
  void add(std::string_view text) { parts_ += fmt::format("{:016x}", base::fnv1a(text)); }
  std::string take() const { return fmt::format("{:016x}", base::fnv1a(parts_)); }

 private:
  std::string parts_;
};

}  // namespace

std::string digest(const Profile& profile, const diag::SourceMap& sources) {
  Digest digest;
  digest.add(sources.text(profile.definition));
  if (!profile.schema.leaves().empty())
    digest.add(sources.text(profile.schema.leaves().front().span.source));
  for (const auto& [name, preset] : profile.presets) {
    digest.add(name);
    digest.add(sources.text(preset.source));
  }
  for (const TemplateFile& file : profile.templates) {
    digest.add(file.path);
    digest.add(sources.text(file.source));
  }
  return digest.take();
}

}  // namespace copctl::profile
