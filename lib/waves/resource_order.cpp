#include "waves/resource_order.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "base/edit_distance.h"
#include "base/path.h"
#include "base/text.h"
#include "waves/fields.h"
#include "waves/graph.h"
#include "waves/nested.h"

namespace copctl::waves {

namespace {

// A wait of one resource for another, as indexes of items.
struct Edge {
  std::size_t to = 0;
  Why why = Why::kNature;
  std::string pointer;
  Thing what;
};
using Edges = std::vector<std::vector<Edge>>;

const manifest::Resource& resource_of(const Tree& tree, const Deployed& item) {
  return tree.resources[item.resource];
}

// Who of the items brings what another needs.
Edges natural_edges(const Tree& tree, const std::vector<Deployed>& items) {
  std::map<Thing, std::size_t> brought;
  for (std::size_t i = 0; i < items.size(); ++i) {
    for (Thing& thing : brought_by(resource_of(tree, items[i]), items[i].name_space))
      brought.emplace(std::move(thing), i);
  }
  Edges edges(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    for (Need& need : needs_of(resource_of(tree, items[i]), items[i].name_space)) {
      const auto found = brought.find(need.what);
      if (found == brought.end() || found->second == i) continue;
      edges[i].push_back(
          {found->second, Why::kNature, std::move(need.pointer), std::move(need.what)});
    }
  }
  return edges;
}

// What a resource names as what it waits for.
struct Declared {
  std::string kind;
  std::string name_space;
  std::string name;
  std::string pointer;
};

std::vector<Declared> declared_by(const manifest::Resource& resource,
                                  const std::string& name_space) {
  std::vector<Declared> all;
  if (resource.gvk.group == "helm.toolkit.fluxcd.io" ||
      resource.gvk.group == "kustomize.toolkit.fluxcd.io") {
    for (std::size_t i = 0; i < items_at(resource.body, "/spec/dependsOn").size(); ++i) {
      const std::string at = value::child_pointer("/spec/dependsOn", i);
      const std::string_view space = text_at(resource.body, at + "/namespace");
      all.push_back({resource.gvk.kind, space.empty() ? name_space : std::string(space),
                     std::string(text_at(resource.body, at + "/name")), at});
    }
  }
  const std::string* list = annotation(resource, kDependsOn);
  for (const std::string& item : list == nullptr ? std::vector<std::string>() : names_in(*list)) {
    const std::vector<std::string_view> parts = base::split(item, '/');
    all.push_back({std::string(parts.size() > 1 ? parts.front() : resource.gvk.kind),
                   std::string(parts.size() > 2 ? parts[1] : name_space), std::string(parts.back()),
                   annotation_pointer(kDependsOn)});
  }
  return all;
}

// `02-flux` is a phase with the number 2; anything else is none.
bool read_phase(std::string_view folder, int& number) {
  const std::size_t digits = folder.find_first_not_of("0123456789");
  if (digits == 0 || digits == std::string_view::npos || folder[digits] != '-') return false;
  const auto [end, error] = std::from_chars(folder.data(), folder.data() + digits, number);
  return error == std::errc();
}

// Resources with all their waits.
class Ordering {
 public:
  Ordering(Scene& scene, const std::string& cluster, const std::vector<Deployed>& items)
      : scene_(scene), cluster_(cluster), items_(items), edges_(natural_edges(scene.tree, items)) {
    steps_.resize(items.size());
  }

  Timeline run() {
    timeline_.cluster = cluster_;
    common_ = common_folders();
    add_declared();
    for (std::size_t i = 0; i < items_.size(); ++i) fill(i);
    const bool synced = std::ranges::any_of(
        items_, [&](const Deployed& item) { return has_place(resource_of(scene_.tree, item)); });
    synced ? by_place() : by_level();
    return std::move(timeline_);
  }

  std::vector<Wave> waves_by_place() {
    for (std::size_t i = 0; i < items_.size(); ++i) fill(i);
    by_place();
    return std::move(timeline_.waves);
  }

  void check_places() {
    const std::vector<Place> places = places_of(scene_.tree, items_);
    for (std::size_t i = 0; i < items_.size(); ++i) {
      for (const Edge& edge : edges_[i]) {
        const bool moves =
            edge.what.kind == "Namespace" || edge.what.kind == "CustomResourceDefinition";
        const std::pair mine{places[i].phase, places[i].wave};
        if (!moves && std::pair{places[edge.to].phase, places[edge.to].wave} > mine)
          report_late(i, edge, "wave " + wave_label(places[i]),
                      "wave " + wave_label(places[edge.to]));
      }
    }
  }

 private:
  const manifest::Resource& at(std::size_t i) const { return resource_of(scene_.tree, items_[i]); }

  std::string name_of(std::size_t i) const { return manifest::display(at(i).identity); }

  void fill(std::size_t i) {
    Step& step = steps_[i];
    step.name = name_of(i);
    step.kind = at(i).gvk.kind;
    step.name_space = items_[i].name_space;
    step.tier = label(at(i), "tier");
    step.file = scene_.tree.paths[at(i).file];
    std::set<std::size_t> seen;
    for (const Edge& edge : edges_[i]) {
      if (!seen.insert(edge.to).second) continue;
      const bool natural = edge.why == Why::kNature;
      step.waits.push_back({name_of(edge.to), edge.why, natural ? manifest::display(edge.what) : "",
                            items_[edge.to].name_space});
    }
    const std::string* external = annotation(at(i), kDependsOnExternal);
    if (external == nullptr) return;
    for (const std::string& name : names_in(*external))
      step.waits.push_back({name, Why::kExternal, {}, {}});
  }

  // By kind, name and namespace; of what lives in none the last is empty.
  using Named = std::map<std::tuple<std::string, std::string, std::string>, std::size_t>;

  void add_declared() {
    Named named;
    for (std::size_t i = 0; i < items_.size(); ++i)
      named.emplace(std::tuple(at(i).gvk.kind, at(i).identity.name, items_[i].name_space), i);
    for (std::size_t i = 0; i < items_.size(); ++i) {
      std::vector<Edge> declared;
      for (Declared& wanted : declared_by(at(i), items_[i].name_space)) {
        auto found = named.find({wanted.kind, wanted.name, wanted.name_space});
        if (found == named.end()) found = named.find({wanted.kind, wanted.name, ""});
        if (found == named.end())
          report_unknown(i, wanted, named);
        else
          declared.push_back({found->second, Why::kDeclared, std::move(wanted.pointer), {}});
      }
      edges_[i].insert(edges_[i].begin(), declared.begin(), declared.end());
    }
  }

  std::string hint_for(const Declared& wanted, const Named& named) const {
    const auto same_name = named.lower_bound({wanted.kind, wanted.name, ""});
    if (same_name != named.end() && std::get<0>(same_name->first) == wanted.kind &&
        std::get<1>(same_name->first) == wanted.name)
      return fmt::format("; there is one in namespace {}", quoted(std::get<2>(same_name->first)));
    if (scene_.diagnostics.error_count() >= diag::Diagnostics::kMaxErrors) return {};
    std::vector<std::string> known;
    for (auto other = named.lower_bound({wanted.kind, "", ""});
         other != named.end() && std::get<0>(other->first) == wanted.kind; ++other)
      known.push_back(std::get<1>(other->first));
    const auto meant = base::closest(wanted.name, known);
    return meant ? fmt::format("; did you mean {}?", quoted(*meant)) : "";
  }

  void report_unknown(std::size_t i, const Declared& wanted, const Named& named) {
    const std::string place =
        wanted.name_space.empty() ? "" : fmt::format(" in namespace {}", quoted(wanted.name_space));
    scene_.diagnostics.error(
        scene_.locator.at(at(i), wanted.pointer), diag::Kind::kUnknownDependency,
        fmt::format("{} waits for {}{}, which is not in the folder{}", quoted(name_of(i)),
                    quoted(wanted.kind + "/" + wanted.name), place, hint_for(wanted, named)));
  }

  void report_late(std::size_t i, const Edge& edge, const std::string& mine,
                   const std::string& other) {
    const std::string what = edge.why == Why::kNature && edge.what.name != "*"
                                 ? manifest::display(edge.what)
                                 : name_of(edge.to);
    diag::Diagnostic& diagnostic = scene_.diagnostics.error(
        scene_.locator.at(at(i), edge.pointer), diag::Kind::kLateDependency,
        fmt::format("{} in {} needs {}, which comes only in {}", quoted(name_of(i)), mine,
                    quoted(what), other));
    diagnostic.notes.push_back({at(edge.to).head, "it is here"});
  }

  void by_place() {
    const std::vector<Place> places = places_of(scene_.tree, items_);
    std::vector<std::size_t> order = numbers();
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
      return std::tie(places[a], steps_[a].name) < std::tie(places[b], steps_[b].name);
    });
    for (const std::size_t i : order)
      append_step(timeline_.waves, wave_label(places[i]), std::move(steps_[i]));
  }

  std::vector<std::size_t> numbers() const {
    std::vector<std::size_t> all(items_.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    return all;
  }

  // How much of every path is the same: whole folders. They tell nothing.
  std::size_t common_folders() const {
    std::string_view common = base::dir_name(scene_.tree.paths[at(0).file]);
    for (std::size_t i = 1; i < items_.size(); ++i) {
      const std::string_view path = scene_.tree.paths[at(i).file];
      while (!common.empty() && !(path.starts_with(common) && path[common.size()] == '/'))
        common = base::dir_name(common);
    }
    return common.empty() ? 0 : common.size() + 1;
  }

  // The first folder of each item that not all share; empty for files that lie in none.
  std::string folder_of(std::size_t i) const {
    const std::string_view path = std::string_view(scene_.tree.paths[at(i).file]).substr(common_);
    const std::size_t slash = path.find('/');
    return std::string(path.substr(0, slash == std::string_view::npos ? 0 : slash));
  }

  // The number of each item's phase, when all folders are phases; else none.
  std::vector<int> phases() {
    std::vector<int> all(items_.size(), -1);
    std::set<std::string> folders;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      const std::string folder = folder_of(i);
      if (folder.empty()) continue;
      folders.insert(folder);
      if (!read_phase(folder, all[i])) return {};
      if (steps_[i].tier.empty()) steps_[i].tier = folder;
      timeline_.tiers_are_folders = true;
    }
    return folders.size() > 1 ? all : std::vector<int>();
  }

  void by_level() {
    std::vector<int> phase = phases();
    if (phase.empty()) {
      phase.assign(items_.size(), 0);
      for (std::size_t i = 0; i < items_.size(); ++i) steps_[i].tier = label(at(i), "tier");
      color_by_folder();
    }
    check_phases(phase);
    const Levels levels = levels_of(graph(phase));
    for (const auto& cycle : levels.cycles) {
      std::vector<std::string> names;
      for (const std::size_t i : cycle) names.push_back(name_of(i));
      report_cycle(scene_.locator.at(at(cycle.front()), pointer_of(cycle)), names,
                   scene_.diagnostics);
    }
    number(phase, levels.level);
  }

  // Of the first wait of a circle.
  std::string pointer_of(const std::vector<std::size_t>& cycle) const {
    for (const Edge& edge : edges_[cycle.front()]) {
      if (edge.to == cycle[1 % cycle.size()]) return edge.pointer;
    }
    return {};
  }

  // Without tiers the folders tell the parts of the system apart.
  void color_by_folder() {
    const bool has_tiers =
        std::ranges::any_of(steps_, [](const Step& step) { return !step.tier.empty(); });
    timeline_.tiers_are_folders = !has_tiers;
    for (std::size_t i = 0; i < items_.size() && !has_tiers; ++i) steps_[i].tier = folder_of(i);
  }

  Graph graph(const std::vector<int>& phase) const {
    Graph graph(items_.size());
    for (std::size_t i = 0; i < items_.size(); ++i) {
      for (const Edge& edge : edges_[i]) {
        if (phase[i] == phase[edge.to]) graph[i].push_back(edge.to);
      }
    }
    return graph;
  }

  void check_phases(const std::vector<int>& phase) {
    for (std::size_t i = 0; i < items_.size(); ++i) {
      for (const Edge& edge : edges_[i]) {
        if (phase[edge.to] > phase[i])
          report_late(i, edge, "folder " + quoted(folder_of(i)),
                      "folder " + quoted(folder_of(edge.to)));
      }
    }
  }

  // Waves count on from phase to phase.
  void number(const std::vector<int>& phase, const std::vector<std::size_t>& level) {
    std::vector<std::size_t> order = numbers();
    const auto key = [&](std::size_t i) {
      return std::tuple(phase[i], level[i], manifest::install_rank(steps_[i].kind));
    };
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
      return key(a) != key(b) ? key(a) < key(b) : steps_[a].name < steps_[b].name;
    });
    int wave = -1;
    std::pair<int, std::size_t> last{};
    for (const std::size_t i : order) {
      const std::pair here{phase[i], level[i]};
      if (wave < 0 || here != last) ++wave;
      last = here;
      append_step(timeline_.waves, std::to_string(wave), std::move(steps_[i]));
    }
  }

  Scene& scene_;
  const std::string& cluster_;
  const std::vector<Deployed>& items_;
  Edges edges_;
  std::size_t common_ = 0;
  std::vector<Step> steps_;
  Timeline timeline_;
};

const std::string kNoCluster;

}  // namespace

std::vector<Wave> synced_waves(Scene& scene, const std::vector<Deployed>& items) {
  return Ordering(scene, kNoCluster, items).waves_by_place();
}

void check_synced(Scene& scene, const std::vector<Deployed>& items) {
  Ordering(scene, kNoCluster, items).check_places();
}

Timeline order_resources(Scene& scene, const std::string& cluster,
                         const std::vector<Deployed>& items) {
  return Ordering(scene, cluster, items).run();
}

}  // namespace copctl::waves
