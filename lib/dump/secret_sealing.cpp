#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "codec/base64.h"
#include "codec/codec.h"
#include "dump/dump.h"
#include "manifest/manifest.h"

// Secrets into SealedSecrets, as kubeseal makes them (bitnami-labs/sealed-secrets:
// sealedsecret_expansion.go, NewSealedSecret; kubeseal.go, Seal).

namespace copctl::dump {

namespace {

using value::Entries;
using value::Value;

constexpr std::array<std::string_view, 3> kScopeAnnotations = {
    "", "sealedsecrets.bitnami.com/namespace-wide", "sealedsecrets.bitnami.com/cluster-wide"};

// What a cluster put into the metadata of a Secret that was read from it.
constexpr std::array<std::string_view, 9> kOfTheServer = {"creationTimestamp",
                                                          "deletionGracePeriodSeconds",
                                                          "deletionTimestamp",
                                                          "generation",
                                                          "managedFields",
                                                          "ownerReferences",
                                                          "resourceVersion",
                                                          "selfLink",
                                                          "uid"};
// Annotations that hold the whole Secret as it was applied, values and all.
constexpr std::array<std::string_view, 2> kLastApplied = {
    "kubectl.kubernetes.io/last-applied-configuration",
    "kubecfg.ksonnet.io/last-applied-configuration"};

std::string_view annotation_of(seal::Scope scope) {
  return kScopeAnnotations[static_cast<std::size_t>(scope)];
}

Entries entries_at(const Value& holder, std::string_view key) {
  const Value* found = holder.find(key);
  return found == nullptr ? Entries() : found->entries();
}

// IsConfigMapKey of apimachinery: api/validation.
bool is_key(std::string_view key) {
  constexpr std::size_t kLongest = 253;
  return !key.empty() && key.size() <= kLongest && key != "." && !key.starts_with("..") &&
         std::ranges::all_of(key, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '_' || c == '.';
         });
}

// One Secret on its way. Errors are told where it begins: its other lines are nobody's to see.
class Secret {
 public:
  Secret(const Sealing& sealing, const manifest::Resource& resource, diag::Diagnostics& diagnostics)
      : sealing_(sealing),
        body_(resource.body),
        name_(resource.identity.name),
        name_space_(resource.identity.name_space.empty() ? sealing.name_space
                                                         : resource.identity.name_space),
        shown_(manifest::display(resource.identity)),
        at_(resource.head),
        diagnostics_(diagnostics) {}

  std::optional<Value> run(const profile::RandomBytes& random) {
    const std::size_t before = diagnostics_.error_count();
    check_names();
    const auto values = take_values();
    const seal::Target target{scope(), name_space_, name_};
    if (diagnostics_.error_count() > before) return std::nullopt;
    Entries encrypted;
    for (const auto& [key, value] : values) {
      const auto sealed =
          seal::sealed(sealing_.key, target, value, draw(target, key, value, random));
      if (!sealed) {
        fail("cannot be sealed; the certificate's RSA key does not work");
        return std::nullopt;
      }
      encrypted.emplace(key, Value::string(codec::encode_base64(*sealed)));
    }
    return Value::map({{"apiVersion", Value::string("bitnami.com/v1alpha1")},
                       {"kind", Value::string("SealedSecret")},
                       {"metadata", metadata(target.scope)},
                       {"spec", Value::map({{"encryptedData", Value::map(std::move(encrypted))},
                                            {"template", secret_template(target.scope)}})}});
  }

 private:
  void fail(std::string_view what) {
    diagnostics_.error(at_, diag::Kind::kInvalidManifest, fmt::format("`{}` {}", shown_, what));
  }

  void check_names() {
    if (!sealing_.name.empty() && sealing_.name != name_) {
      fail(fmt::format("has another name than --name says, `{}`", base::printable(sealing_.name)));
    }
    if (!sealing_.name_space.empty() && sealing_.name_space != name_space_) {
      fail(fmt::format("is in the namespace `{}`, and --namespace says `{}`", name_space_,
                       base::printable(sealing_.name_space)));
    }
    if (name_space_.empty() && scope() != seal::Scope::kClusterWide) {
      fail("has no namespace; give one with --namespace, or seal with --scope cluster-wide");
    }
  }

  // That of the flag, else what its annotations say; the wider one wins.
  seal::Scope scope() const {
    if (sealing_.scope) return *sealing_.scope;
    const Value* metadata = body_.find("metadata");
    const Entries annotations =
        metadata == nullptr ? Entries() : entries_at(*metadata, "annotations");
    for (const seal::Scope wide : {seal::Scope::kClusterWide, seal::Scope::kNamespaceWide}) {
      const auto found = annotations.find(annotation_of(wide));
      if (found != annotations.end() && found->second.is_string() &&
          found->second.as_string() == "true") {
        return wide;
      }
    }
    return seal::Scope::kStrict;
  }

  // Key -> bytes: `data`, over it `stringData`, over both what was given beside the manifest.
  std::map<std::string, std::string> take_values() {
    const std::size_t before = diagnostics_.error_count();
    std::map<std::string, std::string> values;
    take_field("data", values);
    take_field("stringData", values);
    for (const auto& [key, value] : sealing_.values) values.insert_or_assign(key, value);
    for (const auto& [key, value] : values) {
      if (is_key(key)) continue;
      fail(fmt::format("has the key `{}`; a key consists of letters, digits, `-`, `_` and `.`",
                       base::printable(key)));
    }
    if (values.empty() && diagnostics_.error_count() == before)
      fail("holds no values; there is nothing to seal");
    return values;
  }

  void take_field(std::string_view field, std::map<std::string, std::string>& values) {
    const Value* found = body_.find(field);
    if (found == nullptr || found->is_nil()) return;
    if (!found->is_map()) return fail(fmt::format("has a `{}` that is no mapping", field));
    for (const auto& [key, value] : found->entries()) {
      const std::string name = fmt::format("{}.{}", field, base::printable(key));
      if (!value.is_string() && !value.is_nil()) {
        fail(fmt::format("has a `{}` that is no text; quote it", name));
        continue;
      }
      std::optional<std::string> bytes = value.is_nil() ? "" : value.as_string();
      if (field == "data") bytes = codec::decode_base64(*bytes);
      if (bytes) {
        values.insert_or_assign(key, *std::move(bytes));
      } else {
        fail(fmt::format("has a `{}` that is no base64; plain texts go under `stringData`", name));
      }
    }
  }

  seal::Draw draw(const seal::Target& target, const std::string& key, const std::string& value,
                  const profile::RandomBytes& random) const {
    if (sealing_.seed.empty()) return {random(seal::kDrawBytes), random(seal::kDrawBytes)};
    // Two equal values of one Secret must not look equal.
    return seal::derived(fmt::format("{}/{}", key, sealing_.seed), sealing_.key, target, value);
  }

  Entries names() const {
    Entries entries{{"name", Value::string(name_)}};
    if (!name_space_.empty()) entries.emplace("namespace", Value::string(name_space_));
    return entries;
  }

  Value metadata(seal::Scope scope) const {
    Entries entries = names();
    Entries annotations = with_scope({}, scope);
    if (!annotations.empty()) entries.emplace("annotations", Value::map(std::move(annotations)));
    return Value::map(std::move(entries));
  }

  static Entries with_scope(Entries annotations, seal::Scope scope) {
    for (const std::string_view name : kScopeAnnotations) annotations.erase(std::string(name));
    if (scope != seal::Scope::kStrict) {
      annotations.emplace(annotation_of(scope), Value::string("true"));
    }
    return annotations;
  }

  // What the controller makes the Secret of.
  Value secret_template(seal::Scope scope) const {
    Entries metadata = entries_at(body_, "metadata");
    for (const std::string_view field : kOfTheServer) metadata.erase(std::string(field));
    Entries annotations = with_scope(entries_at(Value::map(metadata), "annotations"), scope);
    for (const std::string_view name : kLastApplied) annotations.erase(std::string(name));
    metadata.erase("annotations");
    if (!annotations.empty()) metadata.emplace("annotations", Value::map(std::move(annotations)));
    metadata.merge(names());
    Entries entries{{"metadata", Value::map(std::move(metadata))}};
    for (const char* field : {"immutable", "type"}) {
      const Value* found = body_.find(field);
      if (found != nullptr && !found->is_nil()) entries.emplace(field, *found);
    }
    return Value::map(std::move(entries));
  }

  const Sealing& sealing_;
  const Value& body_;
  std::string name_;
  std::string name_space_;
  std::string shown_;
  diag::Span at_;
  diag::Diagnostics& diagnostics_;
};

// The Secret that flags alone describe.
std::vector<manifest::Resource> from_names(const Sealing& sealing, diag::Diagnostics& diagnostics) {
  manifest::Resource secret;
  secret.gvk = {"", "v1", "Secret"};
  secret.identity = {"", "Secret", sealing.name_space, sealing.name};
  secret.body = Value::map();
  const std::string fault = manifest::name_fault(secret.gvk, sealing.name);
  if (sealing.name.empty()) {
    diagnostics.error({}, diag::Kind::kUsage,
                      "give the Secret's name with --name, or a Secret with -f");
  } else if (!fault.empty()) {
    diagnostics.error({}, diag::Kind::kUsage, fmt::format("`--name` {}", fault));
  }
  return {std::move(secret)};
}

// The Secrets of the manifest, nothing else being in it.
std::vector<manifest::Resource> from_manifest(const Sealing& sealing,
                                              const diag::SourceMap& sources,
                                              diag::Diagnostics& diagnostics) {
  auto secrets = manifest::parse(sources, {.source = *sealing.manifest}, diagnostics);
  if (!secrets) return {};
  for (const manifest::Resource& resource : *secrets) {
    if (resource.gvk.group.empty() && resource.gvk.kind == "Secret") continue;
    diagnostics.error(resource.head, diag::Kind::kInvalidManifest,
                      fmt::format("`{}` is not a Secret; only Secrets are sealed",
                                  manifest::display(resource.identity)));
  }
  const std::string name = base::printable(sources.name(*sealing.manifest));
  if (secrets->empty()) {
    diagnostics.error({}, diag::Kind::kInvalidManifest, fmt::format("`{}` holds no Secret", name));
  }
  if (secrets->size() > 1 && !sealing.values.empty()) {
    diagnostics.error(
        {}, diag::Kind::kUsage,
        fmt::format("`{}` holds {} Secrets; --from-file adds to one", name, secrets->size()));
  }
  return *std::move(secrets);
}

}  // namespace

std::optional<std::string> seal_secrets(const Sealing& sealing, const Surroundings& surroundings,
                                        diag::Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.error_count();
  if (sealing.manifest) {
    const std::string_view text = surroundings.sources.text(*sealing.manifest);
    surroundings.sources.conceal({*sealing.manifest, 0, static_cast<std::uint32_t>(text.size())});
  }
  if (const std::string fault = manifest::namespace_fault(sealing.name_space);
      !sealing.name_space.empty() && !fault.empty()) {
    diagnostics.error({}, diag::Kind::kUsage, fmt::format("`--namespace` {}", fault));
  }
  const auto secrets = sealing.manifest ? from_manifest(sealing, surroundings.sources, diagnostics)
                                        : from_names(sealing, diagnostics);
  if (diagnostics.error_count() > before) return std::nullopt;
  std::string out;
  for (const manifest::Resource& resource : secrets) {
    const auto sealed = Secret(sealing, resource, diagnostics).run(surroundings.random);
    if (!sealed) continue;
    out += (out.empty() ? "" : "---\n") + codec::encode_yaml(*sealed).value_or("");
  }
  return diagnostics.error_count() > before ? std::nullopt : std::optional(std::move(out));
}

}  // namespace copctl::dump
