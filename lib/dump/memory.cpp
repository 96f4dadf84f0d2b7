#include "dump/memory.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/edit_distance.h"
#include "base/text.h"
#include "codec/codec.h"
#include "dump/provenance.h"
#include "value/path.h"

namespace copctl::dump {

namespace {

constexpr std::string_view kMask = "***";
// Enough to know a value by.
constexpr std::size_t kMaxShown = 100;

bool was_given(const std::string& origin) {
  return origin != kDefaultWord && origin != kGeneratedWord;
}

// Takes the secrets to be renewed out of what is remembered.
class Rotation {
 public:
  Rotation(const profile::Profile& profile, const folder::Lock* lock, profile::Inputs& inputs,
           diag::Diagnostics& diagnostics)
      : profile_(profile), lock_(lock), inputs_(inputs), diagnostics_(diagnostics) {}

  void rotate(const std::string& name) {
    const auto parameter = std::ranges::find_if(profile_.parameters, [&](const auto& one) {
      return one.leaf.generate.given() && one.display() == name;
    });
    if (parameter == profile_.parameters.end()) return reject_unknown(name);
    const std::string pointer(parameter->leaf.pointer);
    if (inputs_.remembered.erase(pointer) != 0) return;
    const auto given = std::ranges::find(inputs_.kept, pointer, &profile::KeptValue::pointer);
    if (given != inputs_.kept.end()) {
      error(fmt::format("`{}` was not generated but given with {}; give another one instead", name,
                        base::printable(given->label)));
    } else if (lock_ == nullptr) {
      error(fmt::format("there is no dump yet whose `{}` could be renewed", name));
    }
  }

 private:
  void reject_unknown(const std::string& name) {
    const auto near = base::closest(name, rotatable(profile_));
    error(fmt::format("`{}` is no generated secret of the profile; {}", base::printable(name),
                      near ? fmt::format("did you mean `{}`?", *near)
                           : fmt::format("these are: {}", fmt::join(rotatable(profile_), ", "))));
  }

  void error(std::string message) {
    diagnostics_.error({}, diag::Kind::kUsage, "--rotate: " + std::move(message));
  }

  const profile::Profile& profile_;
  const folder::Lock* lock_;
  profile::Inputs& inputs_;
  diag::Diagnostics& diagnostics_;
};

// A file or preset that is given again speaks for itself: what it no longer says is not kept.
bool is_given_again(const std::string& origin, const profile::Inputs& inputs) {
  const auto comes_from_file = [&](const std::string& path) {
    return origin.starts_with(path + ":");
  };
  const auto comes_from_preset = [&](const std::string& name) {
    return origin == "preset " + name;
  };
  return std::ranges::any_of(inputs.value_files, comes_from_file) ||
         std::ranges::any_of(inputs.presets, comes_from_preset);
}

// The pointers of parameters that take a file and are given one now.
std::vector<std::string> loaded_again(const profile::Profile& profile,
                                      const profile::Inputs& inputs) {
  using Kind = profile::Assignment::Kind;
  std::vector<std::string> pointers;
  for (const profile::Parameter& parameter : profile.parameters) {
    if (parameter.leaf.load.empty()) continue;
    const auto variable = inputs.environment.find(parameter.environment());
    const bool given =
        (variable != inputs.environment.end() && !variable->second.empty()) ||
        std::ranges::any_of(inputs.assignments, [&](const profile::Assignment& assignment) {
          return assignment.kind == Kind::kFlag && assignment.name == parameter.flag;
        });
    if (given) pointers.emplace_back(parameter.leaf.pointer);
  }
  return pointers;
}

bool is_within(std::string_view pointer, const std::vector<std::string>& pointers) {
  return std::ranges::any_of(pointers, [&](const std::string& at) {
    return pointer.starts_with(at) && (pointer.size() == at.size() || pointer[at.size()] == '/');
  });
}

// What the user gave to the last dump, but for what this one says anew.
class Keeping {
 public:
  Keeping(const profile::Profile& profile, profile::Inputs& inputs)
      : inputs_(inputs), loaded_(loaded_again(profile, inputs)) {}

  void keep(const std::map<std::string, folder::LockedValue>& values) {
    for (const auto& [pointer, locked] : values) {
      if (was_given(locked.origin) && !is_given_again(locked.origin, inputs_) &&
          !is_within(pointer, loaded_))
        inputs_.kept.push_back({pointer, locked.value, locked.origin});
    }
  }

 private:
  profile::Inputs& inputs_;
  std::vector<std::string> loaded_;
};

void take_up(const profile::Profile& profile, const folder::Lock& lock, bool with_given,
             profile::Inputs& inputs) {
  Keeping keeping(profile, inputs);
  if (with_given) keeping.keep(lock.values);
  if (!lock.has_secrets) return;
  if (with_given) keeping.keep(lock.secret_values);
  for (const auto& [pointer, locked] : lock.secret_values) {
    if (locked.origin == kGeneratedWord && locked.value.is_string())
      inputs.remembered[pointer] = locked.value.as_string();
  }
}

std::string shown(const profile::Setting& setting) {
  if (setting.secret) return std::string(kMask);
  if (setting.value.is_nil()) return "null";
  if (!setting.value.entries().empty())
    return fmt::format("{} entries", setting.value.entries().size());
  if (setting.value.is_string()) return base::printable_start(setting.value.as_string(), kMaxShown);
  std::string error;
  return base::printable_start(
      codec::encode_json(setting.value, {.escape_html = false}, error).value_or(""), kMaxShown);
}

}  // namespace

std::vector<std::string> rotatable(const profile::Profile& profile) {
  std::vector<std::string> names;
  for (const profile::Parameter& parameter : profile.parameters) {
    if (parameter.leaf.generate.given()) names.push_back(parameter.display());
  }
  return names;
}

std::optional<profile::Inputs> remembered(const profile::Profile& profile, const Request& request,
                                          const folder::Lock* lock,
                                          diag::Diagnostics& diagnostics) {
  profile::Inputs inputs = request.inputs;
  if (lock != nullptr) take_up(profile, *lock, !request.reset_values, inputs);
  const std::size_t before = diagnostics.error_count();
  Rotation rotation(profile, lock, inputs, diagnostics);
  for (const std::string& name : request.rotate) rotation.rotate(name);
  return diagnostics.error_count() == before ? std::optional(std::move(inputs)) : std::nullopt;
}

Request settled(const Request& request, const folder::Lock* lock) {
  Request settled = request;
  if (lock == nullptr || request.reset_values) return settled;
  if (settled.release_namespace.empty()) settled.release_namespace = lock->release_namespace;
  if (!settled.layout) settled.layout = layout_of(lock->layout);
  if (settled.kube_version.empty()) settled.kube_version = lock->kube_version;
  if (!settled.create_namespace) settled.create_namespace = lock->create_namespace;
  return settled;
}

std::string kube_version_of(const Request& request) {
  return request.kube_version.empty() ? std::string(kDefaultKubeVersion) : request.kube_version;
}

void ask_for_secrets(const profile::Profile& profile, const Surroundings& surroundings,
                     profile::Inputs& inputs) {
  for (const profile::Parameter* parameter : profile::missing_secrets(
           profile, inputs, surroundings.disk, surroundings.random, surroundings.sources)) {
    const auto answer = surroundings.ask(fmt::format("{} ({}): ", parameter->display(),
                                                     base::printable(parameter->leaf.description)));
    if (!answer || answer->empty()) continue;
    inputs.assignments.push_back(
        {profile::Assignment::Kind::kFlag, std::string(parameter->flag), *answer});
  }
}

void remember(const profile::Profile& profile, const profile::Values& values, folder::Lock& lock) {
  for (profile::Setting& setting : profile::settings_of(profile, values)) {
    auto& place = setting.secret ? lock.secret_values : lock.values;
    place[setting.pointer] = {std::move(setting.value), origin_words(setting.origin)};
  }
}

value::Value previous_of(const folder::Lock& lock) {
  value::Value values = value::Value::map();
  for (const auto& [pointer, locked] : lock.values) {
    if (!locked.value.is_nil())
      static_cast<void>(
          value::assign(values, profile::keys_of(pointer), value::deep_copy(locked.value)));
  }
  value::Value files = value::Value::map();
  for (const auto& [path, file] : lock.files)
    files.as_map().entries[file.identity()] = value::Value::boolean(true);
  value::Value release =
      value::Value::map({{"Name", value::Value::string(lock.release_name)},
                         {"Namespace", value::Value::string(lock.release_namespace)}});
  return value::Value::map({{"Values", std::move(values)},
                            {"Files", std::move(files)},
                            {"Release", std::move(release)}});
}

std::vector<KeptSetting> kept_settings(const profile::Profile& profile,
                                       const profile::Values& values) {
  std::vector<KeptSetting> kept;
  for (const profile::Setting& setting : profile::settings_of(profile, values)) {
    if (setting.origin.kind != profile::OriginKind::kKept) continue;
    kept.push_back({base::printable(value::display_pointer(setting.pointer)), shown(setting),
                    base::printable(setting.origin.label)});
  }
  return kept;
}

}  // namespace copctl::dump
