#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "waves/fields.h"
#include "waves/rules.h"

// Images on a site without a way out: only what a mirror set covers can be pulled.

namespace copctl::waves {

namespace {

// Registries take no longer names; a longer one is no image.
constexpr std::size_t kMaxImage = 1'000;

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

using Prefixes = std::set<std::string, std::less<>>;

// containers/image's registries.conf: a source is a prefix of whole path elements, or a wildcard of
// hosts.
bool covered(const Prefixes& sources, std::string_view repository) {
  const std::size_t slash = repository.find('/');
  for (std::size_t end = slash; end != std::string_view::npos;
       end = repository.find('/', end + 1)) {
    if (sources.contains(repository.substr(0, end))) return true;
  }
  if (sources.contains(repository)) return true;
  const std::string_view host = repository.substr(0, slash);
  for (std::size_t dot = host.find('.'); dot != std::string_view::npos;
       dot = host.find('.', dot + 1)) {
    if (sources.contains("*" + std::string(host.substr(dot)))) return true;
  }
  return false;
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
      if (image.empty() || image.size() > kMaxImage) continue;
      const bool digest = image.find('@') != std::string_view::npos;
      const std::string repository = repository_of(image);
      if (covered(digest ? by_digest_ : by_tag_, repository)) continue;
      const std::string_view hint =
          digest ? "no ImageDigestMirrorSet covers"
          : covered(by_digest_, repository)
              ? "only an ImageDigestMirrorSet covers, and that takes no tags"
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
