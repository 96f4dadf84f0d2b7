#include "waves/nested.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "waves/fields.h"

namespace copctl::waves {

namespace {

constexpr std::string_view kHook = "argocd.argoproj.io/hook";
constexpr std::string_view kHelmHook = "helm.sh/hook";
constexpr std::string_view kHelmWeight = "helm.sh/hook-weight";

struct PhaseName {
  std::string_view hook;
  int phase;
};
constexpr PhaseName kPhases[] = {
    {"PreSync", 0},     {"Sync", 1},         {"PostSync", 2},     {"SyncFail", 3},
    {"PreDelete", 3},   {"PostDelete", 3},   {"crd-install", 0},  {"pre-install", 0},
    {"pre-upgrade", 0}, {"post-install", 2}, {"post-upgrade", 2},
};
constexpr std::string_view kPhaseNames[] = {"PreSync ", "", "PostSync ", "otherwise "};

const std::string* hook_of(const manifest::Resource& resource) {
  const std::string* hook = annotation(resource, kHook);
  return hook != nullptr ? hook : annotation(resource, kHelmHook);
}

// The first phase of a list of hooks.
int phase_of(const manifest::Resource& resource) {
  const std::string* hook = hook_of(resource);
  int phase = hook == nullptr ? 1 : 3;
  for (const std::string& name : hook == nullptr ? std::vector<std::string>() : names_in(*hook)) {
    for (const PhaseName& known : kPhases) {
      if (known.hook == name) phase = std::min(phase, known.phase);
    }
  }
  return phase;
}

// Argo CD orders kinds as Helm does, but knows neither priority classes nor webhooks.
int rank_of(std::string_view kind) {
  const bool unknown = kind == "PriorityClass" || kind.ends_with("WebhookConfiguration");
  return manifest::install_rank(unknown ? "" : kind);
}

}  // namespace

bool has_place(const manifest::Resource& resource) {
  return annotation(resource, kWaveKey) != nullptr || annotation(resource, kHook) != nullptr;
}

Place place_of(const manifest::Resource& resource) {
  Place place{phase_of(resource), 0, rank_of(resource.gvk.kind)};
  const std::string* wave = annotation(resource, kWaveKey);
  if (wave != nullptr && read_integer(*wave, place.wave)) return place;
  const std::string* weight = annotation(resource, kHelmWeight);
  if (weight == nullptr || !read_integer(*weight, place.wave)) place.wave = 0;
  return place;
}

std::string wave_label(const Place& place) {
  return fmt::format("{}{}", kPhaseNames[place.phase], place.wave);
}

std::vector<Place> places_of(const Tree& tree, const std::vector<Deployed>& items) {
  std::vector<Place> places;
  std::map<Thing, std::pair<int, int>> earliest;
  for (const Deployed& item : items) {
    const manifest::Resource& resource = tree.resources[item.resource];
    const Place place = place_of(resource);
    places.push_back(place);
    const std::pair key{place.phase, place.wave};
    for (Thing user : {Thing{"", "Namespace", "", item.name_space},
                       Thing{"", "CRD", "", resource.gvk.kind + "." + resource.gvk.group}}) {
      const auto [found, is_new] = earliest.emplace(std::move(user), key);
      if (!is_new) found->second = std::min(found->second, key);
    }
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    const manifest::Resource& resource = tree.resources[items[i].resource];
    const bool is_type = is(resource, "apiextensions.k8s.io", "CustomResourceDefinition");
    if (!is_type && !is(resource, "", "Namespace")) continue;
    const auto found =
        earliest.find(is_type ? Thing{"", "CRD", "",
                                      std::string(text_at(resource.body, "/spec/names/kind")) +
                                          "." + std::string(text_at(resource.body, "/spec/group"))}
                              : Thing{"", "Namespace", "", resource.identity.name});
    if (found == earliest.end()) continue;
    const std::pair key = std::min(found->second, {places[i].phase, places[i].wave});
    places[i].phase = key.first;
    places[i].wave = key.second;
  }
  return places;
}

}  // namespace copctl::waves
