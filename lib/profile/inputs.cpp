#include "profile/inputs.h"

#include <fmt/format.h>

#include "base/edit_distance.h"
#include "base/text.h"
#include "profile/kept.h"

namespace copctl::profile {

namespace {

std::string quoted(std::string_view text) { return fmt::format("`{}`", base::printable(text)); }

void lay_preset(Reading& reading, Layers& layers, const std::string& name) {
  const auto at = reading.profile.presets.find(name);
  if (at != reading.profile.presets.end()) {
    const codec::Document document = at->second.document();
    return layers.lay(document.value,
                      file_origins(reading, document, OriginKind::kPreset, "preset " + name, ""));
  }
  std::vector<std::string> names;
  for (const auto& [known, preset] : reading.profile.presets) names.push_back(known);
  const auto near = base::closest(name, names);
  reading.diagnostics.error(
      add_argument(reading, "--preset", name).value, diag::Kind::kUnknownPreset,
      names.empty() ? fmt::format("unknown preset {}; the profile has none", quoted(name))
      : near
          ? fmt::format("unknown preset {}; did you mean `{}`?", quoted(name), *near)
          : fmt::format("unknown preset {}; there are {}", quoted(name), fmt::join(names, ", ")));
}

bool is_set(Assignment::Kind kind) {
  return kind != Assignment::Kind::kFlag && kind != Assignment::Kind::kFlagFile;
}

}  // namespace

Argument add_argument(Reading& reading, const std::string& name, std::string_view text) {
  const diag::SourceId source =
      reading.sources.add(diag::SourceKind::kArgument, name, fmt::format("{} {}", name, text));
  const auto begin = static_cast<std::uint32_t>(name.size() + 1);
  return {source, {source, begin, begin + static_cast<std::uint32_t>(text.size())}};
}

bool lay_inputs(Reading& reading, Layers& layers) {
  const std::size_t before = reading.diagnostics.error_count();
  lay_kept(reading, layers);
  for (const std::string& name : reading.inputs.presets) lay_preset(reading, layers, name);
  for (const std::string& path : reading.inputs.value_files) lay_values_file(reading, layers, path);
  lay_environment(reading, layers);
  for (const Assignment& assignment : reading.inputs.assignments) {
    if (is_set(assignment.kind)) lay_assignment(reading, layers, assignment);
  }
  lay_flags(reading, layers);
  return reading.diagnostics.error_count() == before;
}

}  // namespace copctl::profile
