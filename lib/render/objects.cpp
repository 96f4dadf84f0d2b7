#include "render/objects.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "tmpl/tmpl.h"

namespace copctl::render {

namespace {

using value::Element;
using value::Value;

constexpr std::string_view kValuesType = "chartutil.Values";
constexpr std::string_view kVersionSetType = "chartutil.VersionSet";
constexpr std::string_view kFilesType = "engine.files";

struct Field {
  std::string_view name;
  Value content;
  // The key in JSON and YAML; empty for none. Empty contents are left out unless `always`.
  std::string_view key;
  bool always = false;
};

// A Go struct, or a pointer to one.
class Struct final : public value::Object {
 public:
  Struct(std::string_view type, std::vector<Field> fields)
      : type_(type), fields_(std::move(fields)) {}

  std::string_view type_name() const override { return type_; }
  std::string_view kind_name() const override { return is_pointer() ? "ptr" : "struct"; }
  const Value* field(std::string_view name) const override;
  std::vector<std::string> field_names() const override;
  std::string text(bool addressable) const override;
  Value plain() const override;

 private:
  bool is_pointer() const { return type_.starts_with('*'); }

  std::string_view type_;
  std::vector<Field> fields_;
};

const Value* Struct::field(std::string_view name) const {
  const auto found =
      std::ranges::find_if(fields_, [&](const Field& field) { return field.name == name; });
  return found == fields_.end() ? nullptr : &found->content;
}

std::vector<std::string> Struct::field_names() const {
  std::vector<std::string> names;
  for (const Field& field : fields_) names.emplace_back(field.name);
  return names;
}

// A pointer is printed as `&{…}` unless the executor has followed it.
std::string Struct::text(bool addressable) const {
  std::string text = is_pointer() && !addressable ? "&{" : "{";
  for (const Field& field : fields_) {
    if (&field != &fields_.front()) text += ' ';
    text += tmpl::print_value(field.content);
  }
  return text + '}';
}

Value Struct::plain() const {
  value::Entries entries;
  for (const Field& field : fields_) {
    if (field.key.empty() || (!field.always && !value::truth(field.content))) continue;
    entries.emplace(field.key, field.content);
  }
  return Value::map(std::move(entries));
}

// chartutil.KubeVersion prints its version where its address can be taken.
class KubeVersion final : public value::Object {
 public:
  explicit KubeVersion(std::string_view version) {
    std::string_view digits = version;
    if (digits.starts_with('v')) digits.remove_prefix(1);
    const std::size_t dot = std::min(digits.find('.'), digits.size());
    const std::string_view rest = digits.substr(std::min(dot + 1, digits.size()));
    version_ = Value::string(version);
    major_ = Value::string(digits.substr(0, dot));
    minor_ = Value::string(rest.substr(0, rest.find('.')));
  }

  std::string_view type_name() const override { return "chartutil.KubeVersion"; }
  const Value* field(std::string_view name) const override {
    if (name == "Version") return &version_;
    if (name == "Major") return &major_;
    return name == "Minor" ? &minor_ : nullptr;
  }
  std::vector<std::string> field_names() const override { return {"Version", "Major", "Minor"}; }
  std::string text(bool addressable) const override {
    if (addressable) return version_.as_string();
    return fmt::format("{{{} {} {}}}", version_.as_string(), major_.as_string(),
                       minor_.as_string());
  }
  Value plain() const override {
    return Value::map({{"Version", version_}, {"Major", major_}, {"Minor", minor_}});
  }

 private:
  Value version_;
  Value major_;
  Value minor_;
};

Value make_struct(std::string_view type, std::vector<Field> fields) {
  return Value::object(std::make_shared<const Struct>(type, std::move(fields)));
}

Value text_of(const Value& metadata, std::string_view key) {
  const Value* found = metadata.find(key);
  return found != nullptr && found->is_string() ? *found : Value::string("");
}

Value flag_of(const Value& metadata, std::string_view key) {
  const Value* found = metadata.find(key);
  return Value::boolean(found != nullptr && found->is_bool() && found->as_bool());
}

Value texts_of(const Value& metadata, std::string_view key) {
  const Value* found = metadata.find(key);
  if (found == nullptr || !found->is_list()) return Value::nil_list(Element::kString);
  value::Items texts;
  for (const Value& item : found->items()) {
    if (item.is_string()) texts.push_back(item);
  }
  return Value::list(std::move(texts), Element::kString);
}

Value annotations_of(const Value& metadata) {
  const Value* found = metadata.find("annotations");
  if (found == nullptr || !found->is_map()) return Value::nil_map(Element::kString);
  value::Entries entries;
  for (const auto& [key, entry] : found->entries()) {
    if (entry.is_string()) entries.emplace(key, entry);
  }
  return Value::map(std::move(entries), Element::kString);
}

Value anything_of(const Value& metadata, std::string_view key) {
  const Value* found = metadata.find(key);
  return found != nullptr && found->is_list() ? *found : Value::nil_list();
}

// A list of structs, each made of one entry of `metadata`'s list `key`.
template <class Make>
Value structs_of(const Value& metadata, std::string_view key, std::string_view type, Make make) {
  const Value* found = metadata.find(key);
  Value list = Value::list();
  list.as_list().type_name = type;
  list.as_list().nil = found == nullptr || !found->is_list();
  if (found == nullptr) return list;
  for (const Value& item : found->items()) list.as_list().items.push_back(make(item));
  return list;
}

Value make_maintainer(const Value& item) {
  return make_struct("*chart.Maintainer", {{"Name", text_of(item, "name"), "name"},
                                           {"Email", text_of(item, "email"), "email"},
                                           {"URL", text_of(item, "url"), "url"}});
}

Value make_dependency(const Value& item) {
  return make_struct("*chart.Dependency",
                     {{"Name", text_of(item, "name"), "name", true},
                      {"Version", text_of(item, "version"), "version"},
                      {"Repository", text_of(item, "repository"), "repository", true},
                      {"Condition", text_of(item, "condition"), "condition"},
                      {"Tags", texts_of(item, "tags"), "tags"},
                      {"Enabled", flag_of(item, "enabled"), "enabled"},
                      {"ImportValues", anything_of(item, "import-values"), "import-values"},
                      {"Alias", text_of(item, "alias"), "alias"}});
}

}  // namespace

Value make_values(const Value& map) {
  Value values = map.is_map() ? map : Value::map();
  values.as_map().type_name = kValuesType;
  return values;
}

Value make_chart(const Value& metadata) {
  const Value& m = metadata;
  return make_struct(
      "struct { chart.Metadata; IsRoot bool }",
      {{"Name", text_of(m, "name"), "name"},
       {"Home", text_of(m, "home"), "home"},
       {"Sources", texts_of(m, "sources"), "sources"},
       {"Version", text_of(m, "version"), "version"},
       {"Description", text_of(m, "description"), "description"},
       {"Keywords", texts_of(m, "keywords"), "keywords"},
       {"Maintainers", structs_of(m, "maintainers", "[]*chart.Maintainer", make_maintainer),
        "maintainers"},
       {"Icon", text_of(m, "icon"), "icon"},
       {"APIVersion", text_of(m, "apiVersion"), "apiVersion"},
       {"Condition", text_of(m, "condition"), "condition"},
       {"Tags", text_of(m, "tags"), "tags"},
       {"AppVersion", text_of(m, "appVersion"), "appVersion"},
       {"Deprecated", flag_of(m, "deprecated"), "deprecated"},
       {"Annotations", annotations_of(m), "annotations"},
       {"KubeVersion", text_of(m, "kubeVersion"), "kubeVersion"},
       {"Dependencies", structs_of(m, "dependencies", "[]*chart.Dependency", make_dependency),
        "dependencies"},
       {"Type", text_of(m, "type"), "type"},
       {"IsRoot", Value::boolean(true), "IsRoot", true}});
}

Value make_capabilities(std::string_view kube_version, std::vector<std::string> api_versions,
                        std::string_view helm_version) {
  Value served = Value::list({}, Element::kString);
  served.as_list().type_name = kVersionSetType;
  for (std::string& version : api_versions) {
    served.as_list().items.push_back(Value::string(std::move(version)));
  }
  const Value build =
      make_struct("chartutil.BuildInfo", {{"Version", Value::string(helm_version), "version"},
                                          {"GitCommit", Value::string(""), "git_commit"},
                                          {"GitTreeState", Value::string(""), "git_tree_state"},
                                          {"GoVersion", Value::string("go1.19.8"), "go_version"}});
  const Value kube = Value::object(std::make_shared<const KubeVersion>(kube_version));
  return make_struct("*chartutil.Capabilities", {{"KubeVersion", kube, "KubeVersion", true},
                                                 {"APIVersions", served, "APIVersions", true},
                                                 {"HelmVersion", build, "HelmVersion", true}});
}

std::vector<std::string> served_api_versions() {
  return {"v1",
          "admissionregistration.k8s.io/v1",
          "apiextensions.k8s.io/v1",
          "apiregistration.k8s.io/v1",
          "apps/v1",
          "authentication.k8s.io/v1",
          "authorization.k8s.io/v1",
          "autoscaling/v1",
          "autoscaling/v2",
          "batch/v1",
          "certificates.k8s.io/v1",
          "coordination.k8s.io/v1",
          "discovery.k8s.io/v1",
          "events.k8s.io/v1",
          "networking.k8s.io/v1",
          "node.k8s.io/v1",
          "policy/v1",
          "rbac.authorization.k8s.io/v1",
          "scheduling.k8s.io/v1",
          "storage.k8s.io/v1"};
}

Value make_files(const std::map<std::string, std::string>& files) {
  Value map = Value::map({}, Element::kByte);
  map.as_map().type_name = kFilesType;
  for (const auto& [path, text] : files) {
    value::Items bytes;
    bytes.reserve(text.size());
    for (const char c : text) {
      bytes.push_back(Value::integer(static_cast<unsigned char>(c), value::IntType::kUint8));
    }
    map.as_map().entries.emplace(path, Value::list(std::move(bytes), Element::kByte));
  }
  return map;
}

}  // namespace copctl::render
