#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "diag/diagnostic.h"
#include "diag/source_map.h"
#include "profile/layers.h"
#include "profile/profile.h"

// What the user gave, understood and laid over the defaults, one function a kind of input.

namespace copctl::profile {

// Bounds on what a user's file may hold: ten times what people write, and little enough that every
// value can have an origin.
inline constexpr std::size_t kMaxUserFile = 4u << 20;
inline constexpr std::size_t kMaxUserValues = 200'000;

// What every input needs. Borrows all.
struct Reading {
  const Profile& profile;
  const Inputs& inputs;
  const base::FileSystem& disk;
  diag::SourceMap& sources;
  diag::Diagnostics& diagnostics;
  // The input that took standard input; empty when none did.
  std::string standard_input_user;
};

// Lays kept values, presets, files, environment, `--set…` and flags over `layers`, in this order.
// False when at least one error was added.
bool lay_inputs(Reading& reading, Layers& layers);

// A text that stands in the SourceMap, and the part of it that is the value.
struct Argument {
  diag::SourceId source = diag::kNoSource;
  diag::Span value;
};
// `--ingress nginx`, named `--ingress`.
Argument add_argument(Reading& reading, const std::string& name, std::string_view text);

// The text of a file that an input names; `-` is standard input. Errors are told at `span`.
std::optional<std::string> read_user_file(Reading& reading, const std::string& path,
                                          const std::string& input, diag::Span span);

// Conceals what follows the name of a secret in each line of a file that could not be read as YAML
// or JSON, for its error may be shown there.
void conceal_secret_lines(Reading& reading, diag::SourceId source);

// The origins of the parts of a file's document, for Layers::lay; `at` is where the document's root
// stands in the values. Borrows `document`.
Layers::OriginOf file_origins(const Reading& reading, const codec::Document& document,
                              OriginKind kind, std::string label, std::string at);

// A flag of `x-load`, and how it was given. Borrows both.
struct LoadFlag {
  const schema::Leaf& leaf;
  OriginKind kind;
  const std::string& label;
};
// Lays what the file, or folder (`x-load: any`), at `path` holds at the flag's place, each part
// with its position in its file. `text` is a string, `json` and `yaml` one document, `documents` a
// list of YAML documents; `any` goes by the ending of the name (.json; .yaml and .yml, where
// several documents are a list; else text), and takes a folder as a map of relative paths to what
// the files hold, hidden ones left out. Errors are told at `span`.
void lay_loaded(Reading& reading, Layers& layers, const LoadFlag& flag, const std::string& path,
                const diag::Span& span);

// values_file.cpp, set_inputs.cpp, flag_inputs.cpp.
void lay_values_file(Reading& reading, Layers& layers, const std::string& path);
void lay_assignment(Reading& reading, Layers& layers, const Assignment& assignment);
void lay_environment(Reading& reading, Layers& layers);
void lay_flags(Reading& reading, Layers& layers);

}  // namespace copctl::profile
