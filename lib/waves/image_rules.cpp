#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "waves/fields.h"
#include "waves/rules.h"

// Images on a site without a way out: only what a mirror set covers can be pulled.

namespace copctl::waves {

namespace {

// `docker.io/library/nginx` for `nginx`, as container runtimes complete it; without tag and digest.
std::string repository_of(std::string_view image) {
  image = image.substr(0, image.find('@'));
  const std::size_t slash = image.rfind('/');
  const std::size_t colon = image.rfind(':');
  if (colon != std::string_view::npos && (slash == std::string_view::npos || colon > slash))
    image = image.substr(0, colon);
  const std::string_view first = image.substr(0, image.find('/'));
  const bool has_host =
      slash != std::string_view::npos &&
      (first.find_first_of(".:") != std::string_view::npos || first == "localhost");
  if (has_host) return std::string(image);
  return (slash == std::string_view::npos ? "docker.io/library/" : "docker.io/") +
         std::string(image);
}

// containers/image's registries.conf: a source is a host, a wildcard of hosts, or a prefix of
// whole path elements.
bool covers(std::string_view source, std::string_view repository) {
  if (source.starts_with("*.")) {
    const std::string_view host = repository.substr(0, repository.find('/'));
    return host.ends_with(source.substr(1));
  }
  return repository.starts_with(source) &&
         (repository.size() == source.size() || repository[source.size()] == '/');
}

class Judge {
 public:
  Judge(Scene& scene, const std::vector<Deployed>& items) : scene_(scene), items_(items) {
    for (const Deployed& item : items) {
      const manifest::Resource& resource = scene.tree.resources[item.resource];
      learn(resource, "ImageDigestMirrorSet", "/spec/imageDigestMirrors", by_digest_);
      learn(resource, "ImageTagMirrorSet", "/spec/imageTagMirrors", by_tag_);
    }
  }

  void run() {
    if (by_digest_.empty() && by_tag_.empty()) return;
    for (const Deployed& item : items_) {
      const manifest::Resource& resource = scene_.tree.resources[item.resource];
      for (const std::string_view pod :
           {"/spec/template/spec", "/spec", "/spec/jobTemplate/spec/template/spec"}) {
        for (const std::string_view list : {"/initContainers", "/containers"})
          containers(resource, std::string(pod) + std::string(list));
      }
    }
  }

 private:
  using Prefixes = std::set<std::string>;

  static void learn(const manifest::Resource& resource, std::string_view kind,
                    std::string_view list, Prefixes& prefixes) {
    if (!is(resource, "config.openshift.io", kind)) return;
    for (const value::Value& entry : items_at(resource.body, list))
      prefixes.emplace(text_at(entry, "/source"));
  }

  void containers(const manifest::Resource& resource, const std::string& list) {
    for (std::size_t i = 0; i < items_at(resource.body, list).size(); ++i) {
      const std::string pointer = value::child_pointer(list, i) + "/image";
      const std::string_view image = text_at(resource.body, pointer);
      if (image.empty()) continue;
      const bool digest = image.find('@') != std::string_view::npos;
      const std::string repository = repository_of(image);
      const auto covered = [&](const Prefixes& prefixes) {
        return std::ranges::any_of(
            prefixes, [&](const std::string& source) { return covers(source, repository); });
      };
      if (covered(digest ? by_digest_ : by_tag_)) continue;
      const std::string_view hint =
          digest                ? "no ImageDigestMirrorSet covers"
          : covered(by_digest_) ? "only an ImageDigestMirrorSet covers, and that takes no tags"
                                : "no ImageTagMirrorSet covers";
      fault(scene_, resource, pointer, diag::Kind::kUnmirroredImage,
            fmt::format("has an image that {}: {}", hint, quoted(image)));
    }
  }

  Scene& scene_;
  const std::vector<Deployed>& items_;
  Prefixes by_digest_;
  Prefixes by_tag_;
};

}  // namespace

void judge_images(Scene& scene, const std::vector<Deployed>& items) { Judge(scene, items).run(); }

}  // namespace copctl::waves
