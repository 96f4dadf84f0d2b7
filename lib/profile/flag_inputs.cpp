#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/edit_distance.h"
#include "base/text.h"
#include "profile/inputs.h"
#include "profile/parameters.h"
#include "profile/set_syntax.h"

// Named flags and the environment: one text, one parameter.

namespace copctl::profile {

namespace {

using schema::LeafType;
using value::Value;

constexpr std::string_view kEnvironmentPrefix = "COPCTL_";

// strconv.ParseBool, and the words that YAML 1.1 knows.
constexpr auto kTrue = std::to_array<std::string_view>({"1", "on", "t", "true", "y", "yes"});
constexpr auto kFalse = std::to_array<std::string_view>({"0", "f", "false", "n", "no", "off"});

// One part of a flag's text, and where it stands.
struct Part {
  std::string text;
  diag::Span span;
};

// What does not fit the type stays a string: the schema then says what is wrong with it.
Value boolean(const std::string& text) {
  const std::string word = base::to_lower_ascii(text);
  if (std::find(kTrue.begin(), kTrue.end(), word) != kTrue.end()) return Value::boolean(true);
  if (std::find(kFalse.begin(), kFalse.end(), word) != kFalse.end()) return Value::boolean(false);
  return Value::string(text);
}

Value integer(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole ? Value::integer(number) : Value::string(text);
}

Value number(const std::string& text) {
  if (Value whole = integer(text); whole.is_int()) return whole;
  double real = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), real);
  const bool finite = error == std::errc() && end == text.data() + text.size() &&
                      text.find_first_of("nN") == std::string::npos;
  return finite ? Value::real(real) : Value::string(text);
}

Value scalar(LeafType type, const std::string& text) {
  switch (type) {
    case LeafType::kBoolean:
      return boolean(text);
    case LeafType::kInteger:
    case LeafType::kIntegerList:
      return integer(text);
    case LeafType::kNumber:
      return number(text);
    case LeafType::kAny:
      return typed_value(text);
    default:
      return Value::string(text);
  }
}

// At commas; `\,` is a comma within a part, any other backslash is itself.
std::vector<Part> split_at_commas(std::string_view text, const diag::Span& span) {
  std::vector<Part> parts;
  if (text.empty()) return parts;
  Part part{{}, {span.source, span.begin, span.begin}};
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const auto at = static_cast<std::uint32_t>(span.begin + i);
    if (i == text.size() || text[i] == ',') {
      part.span.end = at;
      parts.push_back(std::move(part));
      part = Part{{}, {span.source, at + 1, at + 1}};
      continue;
    }
    if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == ',') ++i;
    part.text += text[i];
  }
  return parts;
}

// Lays what the texts of one parameter amount to: all of `--x` in the order of the command line, or
// the one environment variable.
class ParameterInput {
 public:
  ParameterInput(Reading& reading, Layers& layers, const Parameter& parameter, OriginKind kind,
                 std::string label)
      : reading_(reading),
        layers_(layers),
        leaf_(parameter.leaf),
        kind_(kind),
        label_(std::move(label)) {}

  void add(const std::string& text, const diag::Span& span) {
    if (leaf_.secret && leaf_.load.empty()) reading_.sources.conceal(span);
    if (!leaf_.load.empty())
      return lay_loaded(reading_, layers_, {leaf_, kind_, label_}, text, span);
    switch (leaf_.type) {
      case LeafType::kStringList:
      case LeafType::kIntegerList:
        return add_items(text, span);
      case LeafType::kStringMap:
        return add_entries(text, span);
      default:
        lay(scalar(leaf_.type, text), span);
    }
  }

  // A file with a secret: its text without the line break that editors put at its end.
  void add_file(const std::string& path, const diag::Span& span) {
    auto text = read_user_file(reading_, path, label_, span);
    if (!text) return;
    if (text->ends_with('\n')) text->pop_back();
    if (text->ends_with('\r')) text->pop_back();
    lay(Value::string(std::move(*text)), span);
  }

 private:
  Origin origin(const diag::Span& span) const { return {kind_, label_, span, span}; }

  void lay(const Value& v, const diag::Span& span) {
    layers_.lay_at(leaf_.path(), v, [&](const std::string&) { return origin(span); });
  }

  void add_items(const std::string& text, const diag::Span& span) {
    for (Part& part : split_at_commas(text, span)) {
      items_.push_back(scalar(leaf_.type, part.text));
      spans_.push_back(part.span);
    }
    const std::string_view list = leaf_.pointer;
    layers_.lay_at(leaf_.path(), Value::list(items_), [&](const std::string& pointer) {
      std::size_t index = 0;
      const std::string_view digits =
          std::string_view(pointer).substr(std::min(list.size() + 1, pointer.size()));
      std::from_chars(digits.data(), digits.data() + digits.size(), index);
      return origin(digits.empty() || index >= spans_.size() ? span : spans_[index]);
    });
  }

  void add_entries(const std::string& text, const diag::Span& span) {
    for (const Part& part : split_at_commas(text, span)) {
      const std::size_t equals = part.text.find('=');
      if (equals == std::string::npos || equals == 0) {
        reading_.diagnostics.error(
            part.span, diag::Kind::kInvalidValue,
            fmt::format("{} wants KEY=VALUE; got `{}`", label_, base::printable(part.text)));
        continue;
      }
      value::Path path = leaf_.path();
      path.emplace_back(part.text.substr(0, equals));
      layers_.lay_at(path, Value::string(part.text.substr(equals + 1)),
                     [&](const std::string&) { return origin(part.span); });
    }
  }

  Reading& reading_;
  Layers& layers_;
  const schema::Leaf& leaf_;
  OriginKind kind_;
  std::string label_;
  value::Items items_;
  std::vector<diag::Span> spans_;
};

// The parameter of a variable; nullptr when there is none.
const Parameter* parameter_of(const Profile& profile, std::string_view variable) {
  std::string flag = base::to_lower_ascii(variable.substr(kEnvironmentPrefix.size()));
  std::replace(flag.begin(), flag.end(), '_', '-');
  // `COPCTL_a-b` would be the same flag.
  const Parameter* found = profile.find(flag);
  return found != nullptr && environment_name(flag) == variable ? found : nullptr;
}

bool is_reserved(const Profile& profile, std::string_view variable) {
  return std::any_of(profile.reserved.begin(), profile.reserved.end(),
                     [&](const std::string& flag) { return environment_name(flag) == variable; });
}

// A value of an unknown variable may be that of a misspelt secret.
void warn_of_unknown(Reading& reading, const std::string& variable) {
  std::vector<std::string> names;
  for (const Parameter& parameter : reading.profile.parameters) {
    names.push_back(parameter.environment());
  }
  for (const std::string& flag : reading.profile.reserved) names.push_back(environment_name(flag));
  const auto near = base::closest(variable, names);
  reading.diagnostics.warning(
      {}, diag::Kind::kUnknownFlag,
      fmt::format("unknown environment variable `{}`{}", base::printable(variable),
                  near ? fmt::format("; did you mean `{}`?", *near) : ""));
}

}  // namespace

void lay_environment(Reading& reading, Layers& layers) {
  // In the order of the schema.
  std::map<const Parameter*, const std::string*> given;
  std::vector<std::string> unknown;
  const auto& environment = reading.inputs.environment;
  for (auto at = environment.lower_bound(std::string(kEnvironmentPrefix));
       at != environment.end() && at->first.starts_with(kEnvironmentPrefix); ++at) {
    const Parameter* parameter = parameter_of(reading.profile, at->first);
    if (at->second.empty()) continue;
    if (parameter != nullptr) {
      given.emplace(parameter, &at->second);
    } else if (!is_reserved(reading.profile, at->first)) {
      unknown.push_back(at->first);
    }
  }
  for (const auto& [parameter, text] : given) {
    const std::string name = parameter->environment();
    const diag::SourceId source = reading.sources.add(diag::SourceKind::kEnvironment, name,
                                                      fmt::format("{}={}", name, *text));
    const auto begin = static_cast<std::uint32_t>(name.size() + 1);
    ParameterInput(reading, layers, *parameter, OriginKind::kEnvironment, name)
        .add(*text, {source, begin, begin + static_cast<std::uint32_t>(text->size())});
  }
  for (const std::string& name : unknown) warn_of_unknown(reading, name);
}

void lay_flags(Reading& reading, Layers& layers) {
  std::map<std::string, ParameterInput> started;
  for (const Assignment& assignment : reading.inputs.assignments) {
    const bool file = assignment.kind == Assignment::Kind::kFlagFile;
    if (!file && assignment.kind != Assignment::Kind::kFlag) continue;
    const Parameter* parameter = reading.profile.find(assignment.name);
    const std::string name = "--" + assignment.name + (file ? "-file" : "");
    const Argument argument = add_argument(reading, name, assignment.text);
    if (parameter == nullptr) {
      reading.diagnostics.error({}, diag::Kind::kUnknownFlag,
                                fmt::format("unknown flag `{}`", base::printable(name)));
      continue;
    }
    ParameterInput& input =
        started.try_emplace(assignment.name, reading, layers, *parameter, OriginKind::kFlag, name)
            .first->second;
    file ? input.add_file(assignment.text, argument.value)
         : input.add(assignment.text, argument.value);
  }
}

}  // namespace copctl::profile
