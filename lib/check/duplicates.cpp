#include <fmt/format.h>

#include <map>

#include "base/text.h"
#include "check/check.h"

namespace copctl::check {
namespace {

std::string described(const manifest::Identity& identity) {
  const std::string name = base::printable(manifest::display(identity));
  return identity.name_space.empty()
             ? fmt::format("`{}`", name)
             : fmt::format("`{}` in namespace `{}`", name, base::printable(identity.name_space));
}

}  // namespace

bool duplicates(std::span<const manifest::Resource> resources,
                std::span<const manifest::Text> texts, diag::Diagnostics& diagnostics) {
  std::map<manifest::Identity, const manifest::Resource*> first;
  bool sound = true;
  for (const manifest::Resource& resource : resources) {
    const auto [found, added] = first.emplace(resource.identity, &resource);
    if (added) {
      continue;
    }
    sound = false;
    const manifest::Resource& other = *found->second;
    diag::Diagnostic& diagnostic =
        manifest::report(texts[resource.file], resource.head, diag::Kind::kDuplicateResource,
                         fmt::format("{} is written twice; an apply would keep only one of them",
                                     described(resource.identity)),
                         diagnostics);
    diagnostic.notes.push_back(
        {manifest::blame(texts[other.file], other.head), "the first one is here"});
  }
  return sound;
}

}  // namespace copctl::check
