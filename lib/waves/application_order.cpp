#include "waves/application_order.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/edit_distance.h"
#include "waves/fields.h"
#include "waves/graph.h"
#include "waves/resource_order.h"

namespace copctl::waves {

namespace {

// One Application waits for another because of what their resources need and bring.
struct NaturalWait {
  std::size_t provider = 0;
  const Digest::Needed* needed = nullptr;
};

class Ordering {
 public:
  Ordering(Scene& scene, const std::string& cluster, const std::vector<Application>& apps)
      : scene_(scene), cluster_(cluster) {
    timeline_.cluster = cluster;
    timeline_.applications = true;
    for (const Application& app : apps) {
      if (app.root)
        timeline_.root = timeline_.root.empty() ? app.name() : timeline_.root;
      else
        apps_.push_back(&app);
    }
    std::ranges::stable_sort(apps_, {}, [](const Application* app) {
      return std::pair(app->wave, std::string_view(app->name()));
    });
  }

  Timeline run() {
    index_names();
    index_brought();
    steps_.resize(apps_.size());
    graph_.resize(apps_.size());
    uses_waves_ = uses_waves();
    for (std::size_t i = 0; i < apps_.size(); ++i) {
      check_wave(*apps_[i]);
      declared_waits(i);
    }
    report_cycles();
    for (std::size_t i = 0; i < apps_.size(); ++i) {
      check_declared(i);
      natural_waits(i);
      add_step(i);
    }
    return std::move(timeline_);
  }

 private:
  using Names = std::vector<std::string>;

  static Names listed(const Application& app, std::string_view key) {
    const std::string* list = annotation(*app.resource, key);
    return list == nullptr ? Names() : names_in(*list);
  }

  diag::Span at_annotation(const Application& app, std::string_view key) {
    return scene_.locator.at(*app.resource, annotation_pointer(key));
  }

  void index_names() {
    for (std::size_t i = 0; i < apps_.size(); ++i) {
      const auto [found, is_new] = names_.emplace(apps_[i]->name(), i);
      if (is_new) continue;
      diag::Diagnostic& diagnostic = scene_.diagnostics.error(
          scene_.locator.at(*apps_[i]->resource, "/metadata/name"),
          diag::Kind::kDuplicateApplication,
          fmt::format("there are two Applications {}{}; Argo CD would keep one of them",
                      quoted(apps_[i]->name()), of_cluster(cluster_)));
      diagnostic.notes.push_back({apps_[found->second]->resource->head, "the first one is here"});
    }
  }

  void index_brought() {
    for (std::size_t i = 0; i < apps_.size(); ++i) {
      if (apps_[i]->makes_namespace && !apps_[i]->destination.empty())
        brought_[{"", "Namespace", "", apps_[i]->destination}].push_back(i);
      for (const Source& source : apps_[i]->sources) {
        if (source.content == nullptr) continue;
        for (const auto& brought : scene_.digest(*source.content, apps_[i]->destination).brought)
          brought_[brought.what].push_back(i);
      }
    }
  }

  // Applications that nobody deploys together need no waves.
  bool uses_waves() const {
    return !timeline_.root.empty() || std::ranges::any_of(apps_, [](const Application* app) {
      return annotation(*app->resource, kWaveKey) != nullptr ||
             annotation(*app->resource, kDependsOn) != nullptr;
    });
  }

  void check_wave(const Application& app) {
    const std::string* wave = annotation(*app.resource, kWaveKey);
    if (wave == nullptr && !uses_waves_) return;
    if (wave == nullptr) {
      scene_.diagnostics.error(app.resource->head, diag::Kind::kMissingWave,
                               fmt::format("Application {} has no wave; set the annotation `{}`",
                                           quoted(app.name()), kWaveKey));
    } else if (!app.has_wave) {
      scene_.diagnostics.error(at_annotation(app, kWaveKey), diag::Kind::kInvalidWave,
                               fmt::format("the wave of Application {} must be an integer; got {}",
                                           quoted(app.name()), quoted(*wave)));
    }
  }

  void declared_waits(std::size_t i) {
    const Application& app = *apps_[i];
    std::set<std::size_t> seen;
    for (const std::string& name : listed(app, kDependsOn)) {
      const auto found = names_.find(name);
      if (found == names_.end()) {
        report_unknown(app, name);
      } else if (seen.insert(found->second).second) {
        graph_[i].push_back(found->second);
        steps_[i].waits.push_back({name, Why::kDeclared, {}, apps_[found->second]->destination});
      }
    }
    for (const std::string& name : listed(app, kDependsOnExternal))
      steps_[i].waits.push_back({name, Why::kExternal, {}, {}});
  }

  void report_unknown(const Application& app, const std::string& name) {
    std::string hint;
    if (name == timeline_.root) {
      hint = "; the Application that holds it is no dependency";
    } else if (scene_.diagnostics.error_count() < diag::Diagnostics::kMaxErrors) {
      Names known;
      for (const auto& [other, index] : names_) known.push_back(other);
      const auto meant = base::closest(name, known);
      hint = meant
                 ? fmt::format("; did you mean {}?", quoted(*meant))
                 : fmt::format("; name what is no part of the folder in `{}`", kDependsOnExternal);
    }
    scene_.diagnostics.error(
        at_annotation(app, kDependsOn), diag::Kind::kUnknownDependency,
        fmt::format("Application {} waits for {}, which is no Application{}{}", quoted(app.name()),
                    quoted(name), cluster_.empty() ? " here" : of_cluster(cluster_), hint));
  }

  void report_cycles() {
    for (const auto& cycle : levels_of(graph_).cycles) {
      Names names;
      for (std::size_t k = 0; k < cycle.size(); ++k) {
        names.push_back(apps_[cycle[k]]->name());
        in_cycle_.emplace(cycle[k], cycle[(k + 1) % cycle.size()]);
      }
      report_cycle(at_annotation(*apps_[cycle.front()], kDependsOn), names, scene_.diagnostics);
    }
  }

  bool may_share_wave(const Application& app, const std::string& name) const {
    return allowed_.contains(name) ||
           std::ranges::find(scene_.wishes.same_wave, std::pair(app.name(), name)) !=
               scene_.wishes.same_wave.end();
  }

  void check_declared(std::size_t i) {
    const Application& app = *apps_[i];
    const Names allowed = listed(app, kSameWaveAs);
    allowed_ = {allowed.begin(), allowed.end()};
    for (const std::size_t to : graph_[i]) {
      const Application& other = *apps_[to];
      const bool same = other.wave == app.wave;
      if (other.wave < app.wave || (same && may_share_wave(app, other.name())) ||
          in_cycle_.contains({i, to}))
        continue;
      const std::string fact =
          same ? fmt::format(
                     "{} waits for {}, and both are in wave {}; give it a later wave, or "
                     "allow it with the annotation `{}`",
                     quoted(app.name()), quoted(other.name()), app.wave, kSameWaveAs)
               : fmt::format("{} in wave {} waits for {} in wave {}; give it a later wave",
                             quoted(app.name()), app.wave, quoted(other.name()), other.wave);
      diag::Diagnostic& diagnostic = scene_.diagnostics.error(at_annotation(app, kDependsOn),
                                                              diag::Kind::kLateDependency, fact);
      diagnostic.notes.push_back({at_annotation(other, kWaveKey), "the other's wave is here"});
    }
  }

  // Of those who bring a thing, the earliest.
  const std::size_t* provider_of(const Thing& what, std::size_t reader) const {
    const auto found = brought_.find(what);
    if (found == brought_.end() || std::ranges::binary_search(found->second, reader))
      return nullptr;
    return &found->second.front();
  }

  void natural_waits(std::size_t i) {
    waited_for_ = {graph_[i].begin(), graph_[i].end()};
    for (const Source& source : apps_[i]->sources) {
      if (source.content == nullptr) continue;
      for (const auto& needed : scene_.digest(*source.content, apps_[i]->destination).needed) {
        if (const std::size_t* provider = provider_of(needed.need.what, i))
          natural_wait(i, *provider, needed);
      }
    }
    lives_in(i);
  }

  // A chart's resources are unknown, but not where they go.
  void lives_in(std::size_t i) {
    const Thing space{"", "Namespace", "", apps_[i]->destination};
    const bool is_chart = std::ranges::all_of(
        apps_[i]->sources, [](const Source& source) { return source.content == nullptr; });
    if (apps_[i]->makes_namespace || !is_chart) return;
    if (const std::size_t* provider = provider_of(space, i)) {
      const Digest::Needed needed{
          {space, "/spec/destination/namespace"},
          static_cast<std::size_t>(apps_[i]->resource - scene_.tree.resources.data())};
      natural_wait(i, *provider, needed);
    }
  }

  // Once for each pair; what is declared has been judged already.
  void natural_wait(std::size_t i, std::size_t provider, const Digest::Needed& needed) {
    std::vector<Wait>& waits = steps_[i].waits;
    const std::string& name = apps_[provider]->name();
    if (!waited_for_.insert(provider).second) return;
    if (apps_[provider]->wave >= apps_[i]->wave && !may_share_wave(*apps_[i], name))
      report_natural(*apps_[i], *apps_[provider], needed);
    waits.push_back(
        {name, Why::kNature, manifest::display(needed.need.what), apps_[provider]->destination});
  }

  // In one wave the reader is tried again until it works; in an earlier one it never does, and the
  // wave that would help is never reached.
  void report_natural(const Application& reader, const Application& provider,
                      const Digest::Needed& needed) {
    const manifest::Resource& resource = scene_.tree.resources[needed.resource];
    const bool same = reader.wave == provider.wave;
    const diag::Span span = scene_.locator.at(resource, needed.need.pointer);
    std::string fact =
        fmt::format("{} of Application {} in wave {} needs {}, which {} brings {} wave {}",
                    quoted(manifest::display(resource.identity)), quoted(reader.name()),
                    reader.wave, quoted(manifest::display(needed.need.what)),
                    quoted(provider.name()), same ? "in the same" : "only in", provider.wave);
    fact += of_cluster(cluster_);
    diag::Diagnostic& diagnostic =
        same ? scene_.diagnostics.warning(span, diag::Kind::kLateDependency, std::move(fact))
             : scene_.diagnostics.error(span, diag::Kind::kLateDependency, std::move(fact));
    diagnostic.notes.push_back({at_annotation(provider, kWaveKey), "that wave is set here"});
  }

  void add_step(std::size_t i) {
    const Application& app = *apps_[i];
    Step& step = steps_[i];
    step.name = app.name();
    step.kind = "Application";
    step.name_space = app.destination;
    step.tier = label(*app.resource, "tier");
    step.file = scene_.tree.paths[app.resource->file];
    if (scene_.wishes.nested) step.waves = synced_waves(scene_, items_of(scene_.tree, app));
    append_step(timeline_.waves, std::to_string(app.wave), std::move(step));
  }

  Scene& scene_;
  const std::string& cluster_;
  // By wave and name.
  std::vector<const Application*> apps_;
  std::map<std::string, std::size_t, std::less<>> names_;
  // Who brings a thing, ascending.
  std::map<Thing, std::vector<std::size_t>> brought_;
  // What is declared; nature is told apart.
  Graph graph_;
  std::set<std::pair<std::size_t, std::size_t>> in_cycle_;
  std::vector<Step> steps_;
  Timeline timeline_;
  bool uses_waves_ = false;
  // Of the Application that is looked at: with whom it may share a wave, and whom it waits for.
  std::set<std::string, std::less<>> allowed_;
  std::set<std::size_t> waited_for_;
};

}  // namespace

Timeline order_applications(Scene& scene, const std::string& cluster,
                            const std::vector<Application>& apps) {
  return Ordering(scene, cluster, apps).run();
}

}  // namespace copctl::waves
