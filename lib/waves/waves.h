#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/file_system.h"
#include "diag/diagnostic.h"
#include "diag/source_map.h"
#include "manifest/manifest.h"

// In which order a folder of manifests is deployed, and whether that order can work. Front door of
// the room.

namespace copctl::waves {

// What copctl reads beside Argo CD's and Flux's own fields. Lists of names, comma separated.
inline constexpr std::string_view kDependsOn = "copctl.io/depends-on";
// Dependencies that may lie in the same wave.
inline constexpr std::string_view kSameWaveAs = "copctl.io/same-wave-as";
// Waited for, but no part of the folder.
inline constexpr std::string_view kDependsOnExternal = "copctl.io/depends-on-external";
// The name of the tier whose number is the label `tier`.
inline constexpr std::string_view kTierName = "copctl.io/tier-name";

// A folder as it stands. Hidden files and folders are left out.
struct Tree {
  // Every regular file, relative to the folder, ascending.
  std::vector<std::string> paths;
  // The source of each file of `paths` that was read: YAML and JSON outside of Helm charts. Files
  // that are no manifests (values, kustomizations) are among them.
  std::vector<diag::SourceId> sources;
  // In the order of `paths`, which Resource::file indexes.
  std::vector<manifest::Resource> resources;
};

// Reads a folder. Errors: what cannot be read, more than kMaxFiles files or kMaxDepth folders in
// one another, manifests at fault (those of Helm charts and other templates are no manifests), no
// manifest at all.
inline constexpr std::size_t kMaxFiles = 200'000;
inline constexpr std::ptrdiff_t kMaxDepth = 64;
[[nodiscard]] std::optional<Tree> read(const base::FileSystem& disk, const std::string& dir,
                                       diag::SourceMap& sources, diag::Diagnostics& diagnostics);

// Why one step waits for another: it says so (an annotation, `dependsOn`), what it waits for is not
// in the folder, or it reads or lives in something that the other brings.
enum class Why : std::uint8_t { kDeclared, kExternal, kNature };

struct Wait {
  // The other step, as Step::name and Step::name_space; of what is external the name alone.
  std::string name;
  Why why = Why::kDeclared;
  // What the other brings: `Secret/creds`. With kNature only.
  std::string what;
  std::string name_space;
};

struct Wave;

// One thing that is deployed: an Application, or a resource.
struct Step {
  // An Application's name alone; `Deployment/app` for a resource.
  std::string name;
  std::string kind;
  std::string name_space;
  // The label `tier`; of a resource in folders that are phases, the folder.
  std::string tier;
  std::string file;
  std::vector<Wait> waits;
  // What an Application deploys, in its order.
  std::vector<Wave> waves;
};

// Steps that are deployed together, when all of the waves before are done.
struct Wave {
  // `-5`, `PreSync 0`; counted from 0 where nothing states a wave.
  std::string label;
  std::vector<Step> steps;
};

// The order of one cluster.
struct Timeline {
  // Empty when the folder knows no clusters.
  std::string cluster;
  // The Application that holds the others; empty when there is none.
  std::string root;
  // Steps are Applications.
  bool applications = false;
  std::vector<Wave> waves;
  // Tiers are the folders that the files lie in.
  bool tiers_are_folders = false;
  // Tiers with their names, in order: {`1`, `platform`}.
  std::vector<std::pair<std::string, std::string>> tiers;
};

struct Wishes {
  // The cluster alone; empty: all.
  std::string cluster;
  // Fill Step::waves.
  bool nested = false;
  // Dependencies that may lie in the same wave: {`tetragon`, `tetragon-catalogsource`}.
  std::vector<std::pair<std::string, std::string>> same_wave;
  // The site has no way out: images must be covered by the folder's mirror sets.
  bool air_gapped = false;
};

// The timelines, by cluster, as far as they can be told beside the errors: a wave that is missing
// counts as 0, what waits in a circle comes last. Errors and warnings: whatever keeps the order
// from working. Nothing when the cluster that was asked for is not there, which is an error.
std::vector<Timeline> plan(const Tree& tree, const Wishes& wishes, const diag::SourceMap& sources,
                           diag::Diagnostics& diagnostics);

// For people, programs, documents and pictures. All are the same for the same timelines.
std::string as_text(const std::vector<Timeline>& timelines);
std::string as_json(const std::vector<Timeline>& timelines);
std::string as_mermaid(const std::vector<Timeline>& timelines);
std::string as_dot(const std::vector<Timeline>& timelines);
// A whole document, with colours for a light and a dark background.
std::string as_svg(const std::vector<Timeline>& timelines);
// `ai-pod-1: 23 applications in 11 waves`, a line a timeline.
std::string as_summary(const std::vector<Timeline>& timelines);

}  // namespace copctl::waves
