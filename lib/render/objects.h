#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "value/value.h"

// What a chart's template sees beside its values: `.Chart`, `.Capabilities`, `.Files`, with the
// types, fields and methods that Helm gives them (pkg/chart, pkg/chartutil, pkg/engine/files.go).

namespace copctl::render {

// Names the map itself chartutil.Values, so that AsMap, Table, PathValue and YAML can be called on
// it. Every holder of the map sees it named. Anything but a map becomes an empty one.
value::Value make_values(const value::Value& map);

// `.Chart`: the fields of Chart.yaml under Helm's names (`AppVersion`) and `IsRoot`. `metadata` is
// Chart.yaml's content (`appVersion`); keys of a wrong type are left out.
value::Value make_chart(const value::Value& metadata);

// `.Capabilities`. `kube_version` as `v1.35.0`; `api_versions` as `apps/v1` or
// `apps/v1/Deployment`.
value::Value make_capabilities(std::string_view kube_version, std::vector<std::string> api_versions,
                               std::string_view helm_version = "v3.14.0");

// The groups and versions that every supported cluster serves: `.Capabilities.APIVersions` where
// nobody says otherwise.
std::vector<std::string> served_api_versions();

// `.Files`: path -> text.
value::Value make_files(const std::map<std::string, std::string>& files);

}  // namespace copctl::render
