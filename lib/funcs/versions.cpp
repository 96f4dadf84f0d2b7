#include <array>
#include <memory>
#include <utility>

#include "funcs/funcs.h"
#include "funcs/method_rows.h"
#include "funcs/semver.h"

// Semantic versions: `semver`, `semverCompare` and what a version can be asked.

namespace copctl::funcs {

namespace {

using tmpl::Call;
using value::IntType;
using value::Value;

// `*semver.Version` as `semver` returns it, and `semver.Version` as the Inc methods do: Go finds
// fewer methods on the latter.
constexpr std::string_view kPointer = "*semver.Version";
constexpr std::string_view kPlain = "semver.Version";

class VersionObject final : public value::Object {
 public:
  VersionObject(Version version, bool pointer) : version_(std::move(version)), pointer_(pointer) {}

  std::string_view type_name() const override { return pointer_ ? kPointer : kPlain; }
  std::string_view kind_name() const override { return pointer_ ? "ptr" : "struct"; }
  std::string text(bool) const override { return print_version(version_); }
  Value plain() const override { return Value::string(print_version(version_)); }

  const Version& version() const { return version_; }

 private:
  Version version_;
  bool pointer_;
};

Value make_value(Version version, bool pointer) {
  return Value::object(std::make_shared<const VersionObject>(std::move(version), pointer));
}

Version version_of(const Call& call, std::string_view text) {
  std::string error;
  std::optional<Version> version = parse_version(text, error);
  if (!version) call.fail(std::move(error));
  return *std::move(version);
}

Value semver(Call& call) { return make_value(version_of(call, call.text(0)), true); }

Value semver_compare(Call& call) {
  std::string error;
  const std::optional<Constraint> constraint = parse_constraint(call.text(0), error);
  if (!constraint) call.fail(std::move(error));
  return Value::boolean(satisfies(version_of(call, call.text(1)), *constraint));
}

constexpr std::array kFunctions = std::to_array<tmpl::Function>({
    {"semver",
     "(string) (*semver.Version, error)",
     semver,
     "read a semantic version: .Major .Minor .Patch .Prerelease and more",
     {R"({{ $v := semver "v1.29.4-rc.1" }}{{ $v.Minor }} {{ $v.Prerelease }})", "29 rc.1"}},
    {"semverCompare",
     "(string, string) (bool, error)",
     semver_compare,
     "whether a version satisfies a constraint; a prerelease needs one in the constraint (`-0`)",
     {R"({{ semverCompare ">=1.21-0" "1.29.4-gke.1" }})", "true"}},
});

const VersionObject& receiver(const Call& call) {
  return static_cast<const VersionObject&>(call.arg(0).as_object());
}

const Version& other(const Call& call) {
  const Value& argument = call.arg(1);
  if (!argument.is_object() || argument.as_object().type_name() != kPointer) {
    call.fail("wrong type for value; expected *semver.Version; got " + value::type_name(argument));
  }
  return static_cast<const VersionObject&>(argument.as_object()).version();
}

template <std::uint64_t Version::*part>
Value number_part(Call& call) {
  return Value::integer(static_cast<std::int64_t>(receiver(call).version().*part),
                        IntType::kUint64);
}

template <std::string Version::*part>
Value text_part(Call& call) {
  return Value::string(receiver(call).version().*part);
}

Value string(Call& call) { return Value::string(receiver(call).text(false)); }

// The next version keeps how the original was spelled: with or without `v`.
Value release(const Call& call, std::uint64_t major, std::uint64_t minor, std::uint64_t patch) {
  Version next;
  next.major = major;
  next.minor = minor;
  next.patch = patch;
  const bool prefixed = receiver(call).version().original.starts_with('v');
  next.original = (prefixed ? "v" : "") + print_version(next);
  return make_value(std::move(next), false);
}

Value inc_major(Call& call) { return release(call, receiver(call).version().major + 1, 0, 0); }

Value inc_minor(Call& call) {
  const Version& now = receiver(call).version();
  return release(call, now.major, now.minor + 1, 0);
}

// The release that a prerelease comes before is its next patch version.
Value inc_patch(Call& call) {
  const Version& now = receiver(call).version();
  const std::uint64_t step = now.prerelease.empty() ? 1 : 0;
  return release(call, now.major, now.minor, now.patch + step);
}

int sign(std::strong_ordering order) { return order < 0 ? -1 : order > 0 ? 1 : 0; }

int compared(const Call& call) {
  return sign(compare_versions(receiver(call).version(), other(call)));
}

Value compare(Call& call) { return Value::integer(compared(call), IntType::kInt); }
Value less_than(Call& call) { return Value::boolean(compared(call) < 0); }
Value greater_than(Call& call) { return Value::boolean(compared(call) > 0); }
Value equal(Call& call) { return Value::boolean(compared(call) == 0); }

constexpr std::array kMethods = std::to_array<tmpl::Method>({
    {kPointer,
     "Major",
     "() uint64",
     number_part<&Version::major>,
     "the first number",
     {R"({{ (semver "v1.2.3").Major }})", "1"}},
    {kPointer,
     "Minor",
     "() uint64",
     number_part<&Version::minor>,
     "the second number",
     {R"({{ (semver "v1.2.3").Minor }})", "2"}},
    {kPointer,
     "Patch",
     "() uint64",
     number_part<&Version::patch>,
     "the third number",
     {R"({{ (semver "v1.2.3").Patch }})", "3"}},
    {kPointer,
     "Prerelease",
     "() string",
     text_part<&Version::prerelease>,
     "what stands behind the `-`",
     {R"({{ (semver "1.2.3-rc.1+b7").Prerelease }})", "rc.1"}},
    {kPointer,
     "Metadata",
     "() string",
     text_part<&Version::metadata>,
     "what stands behind the `+`",
     {R"({{ (semver "1.2.3-rc.1+b7").Metadata }})", "b7"}},
    {kPointer,
     "Original",
     "() string",
     text_part<&Version::original>,
     "the text that the version was read from",
     {R"({{ (semver "v1.2").Original }})", "v1.2"}},
    {kPointer,
     "String",
     "() string",
     string,
     "the version in full, without a leading `v`",
     {R"({{ (semver "v1.2").String }})", "1.2.0"}},
    {kPointer,
     "IncMajor",
     "() semver.Version",
     inc_major,
     "the next major version",
     {R"({{ (semver "1.2.3").IncMajor }})", "2.0.0"}},
    {kPointer,
     "IncMinor",
     "() semver.Version",
     inc_minor,
     "the next minor version",
     {R"({{ (semver "1.2.3").IncMinor }})", "1.3.0"}},
    {kPointer,
     "IncPatch",
     "() semver.Version",
     inc_patch,
     "the next patch version; of a prerelease the release",
     {R"({{ (semver "1.2.3").IncPatch }})", "1.2.4"}},
    {kPointer,
     "Compare",
     "(any) int",
     compare,
     "-1, 0 or 1: whether it is older than, equal to or newer than another version",
     {R"({{ (semver "1.2.3").Compare (semver "1.10.0") }})", "-1"}},
    {kPointer,
     "LessThan",
     "(any) bool",
     less_than,
     "whether it is older than another version",
     {R"({{ (semver "1.2.3").LessThan (semver "1.10.0") }})", "true"}},
    {kPointer,
     "GreaterThan",
     "(any) bool",
     greater_than,
     "whether it is newer than another version",
     {R"({{ (semver "1.2.3").GreaterThan (semver "1.10.0") }})", "false"}},
    {kPointer,
     "Equal",
     "(any) bool",
     equal,
     "whether it is as new as another version",
     {R"({{ (semver "1.2").Equal (semver "v1.2.0") }})", "true"}},
    {kPlain, "Major", "() uint64", number_part<&Version::major>},
    {kPlain, "Minor", "() uint64", number_part<&Version::minor>},
    {kPlain, "Patch", "() uint64", number_part<&Version::patch>},
    {kPlain, "Prerelease", "() string", text_part<&Version::prerelease>},
    {kPlain, "Metadata", "() string", text_part<&Version::metadata>},
    {kPlain, "String", "() string", string},
    {kPlain, "IncMajor", "() semver.Version", inc_major},
    {kPlain, "IncMinor", "() semver.Version", inc_minor},
    {kPlain, "IncPatch", "() semver.Version", inc_patch},
});

}  // namespace

std::span<const tmpl::Function> versions() { return kFunctions; }
std::span<const tmpl::Method> version_methods() { return kMethods; }

}  // namespace copctl::funcs
