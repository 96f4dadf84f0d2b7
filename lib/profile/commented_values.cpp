#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "profile/profile.h"

namespace copctl::profile {

namespace {

using schema::Declared;
using value::Value;

// Lines of prose are folded here.
constexpr std::size_t kWidth = 96;

// A line and whether it says something; what says nothing is written as a comment.
struct Line {
  std::string indent;
  std::string text;
  bool live = true;
};

std::vector<std::string> folded(std::string_view prose, std::size_t width) {
  std::vector<std::string> lines(1);
  for (const std::string_view word : base::split(prose, ' ')) {
    const bool full = !lines.back().empty() && lines.back().size() + 1 + word.size() > width;
    if (full) lines.emplace_back();
    if (!lines.back().empty()) lines.back() += ' ';
    lines.back() += word;
  }
  return lines;
}

// A scalar, or an empty list or map, on one line; empty when it needs more.
std::string short_yaml(const Value& v) {
  if (!v.items().empty() || !v.entries().empty()) return {};
  std::string text = codec::encode_yaml(v).value_or("");
  if (text.ends_with('\n')) text.pop_back();
  return text.find('\n') == std::string::npos ? text : std::string();
}

// A key as YAML writes it, with its colon.
std::string yaml_key(const std::string& key) {
  std::string text = codec::encode_yaml(Value::map({{key, Value::integer(0)}})).value_or("");
  return text.substr(0, text.rfind(':') + 1);
}

class Writer {
 public:
  Writer(const Profile& profile, const Values& values)
      : profile_(profile), values_(values), defaults_(profile.schema.defaults()) {}

  std::string write() {
    const std::vector<Declared>& outline = profile_.schema.outline();
    std::string out = fmt::format("# Values of {} {}. A line that is left out keeps its default.\n",
                                  profile_.summary.name, profile_.summary.version);
    std::string_view group;
    for (const Declared& declared : outline) {
      if (declared.depth() == 1 && declared.group != group) {
        group = declared.group;
        add_heading(group);
      }
      add(declared);
    }
    add_further(values_.tree, "", "");
    for (const Line& line : lines_) {
      out += line.text.empty() ? "" : line.live ? line.indent : line.indent + "# ";
      out += line.text + "\n";
    }
    return out;
  }

 private:
  void add_heading(std::string_view group) {
    lines_.push_back({"", "", true});
    if (!group.empty()) lines_.push_back({"", fmt::format("## {}", one_line(group)), true});
  }

  static std::string one_line(std::string_view text) { return base::printable(text); }

  void add(const Declared& declared) {
    const std::string indent(2 * (declared.depth() - 1), ' ');
    add_prose(declared, indent);
    const std::string key = yaml_key(declared.name());
    const Value* v = value::lookup_pointer(values_.tree, declared.pointer);
    const bool hidden = v == nullptr || holds_secret(declared.pointer);
    if (declared.inner) return add_inner(declared, v, key, indent);
    if (hidden) {
      lines_.push_back({indent, key, false});
      return;
    }
    add_value(key, *v, indent);
  }

  // An object with nothing to say is a comment, unless leaving it out would say more.
  void add_inner(const Declared& declared, const Value* v, const std::string& key,
                 const std::string& indent) {
    const bool live = v != nullptr && holds_live(declared.pointer, *v);
    const bool bare =
        v != nullptr && !live && value::lookup_pointer(defaults_, declared.pointer) == nullptr;
    lines_.push_back({indent, bare ? key + " {}" : key, live || bare});
    if (live) add_further(*v, declared.pointer, indent + "  ");
  }

  // Keys that are not declared one by one.
  void add_further(const Value& map, std::string_view pointer, const std::string& indent) {
    for (const auto& [key, v] : map.entries()) {
      const std::string at = value::child_pointer(pointer, key);
      if (!declares(at) && !holds_secret(at)) add_value(yaml_key(key), v, indent);
    }
  }

  bool declares(const std::string& pointer) const {
    const auto& outline = profile_.schema.outline();
    return std::any_of(outline.begin(), outline.end(),
                       [&](const Declared& one) { return one.pointer == pointer; });
  }

  void add_prose(const Declared& declared, const std::string& indent) {
    const std::size_t width = kWidth - indent.size();
    for (const std::string& line : folded(one_line(declared.description), width)) {
      if (!line.empty()) lines_.push_back({indent, "# " + line, true});
    }
    if (!declared.leaf) return;
    const schema::Leaf& leaf = profile_.schema.leaves()[*declared.leaf];
    std::string notes;
    const auto note = [&](const std::string& text) { notes += (notes.empty() ? "" : "; ") + text; };
    if (leaf.required) note("required");
    if (leaf.deprecated) note("deprecated");
    if (leaf.secret) note(!leaf.generate.given() ? "secret" : "secret, generated when not given");
    if (!leaf.allowed.empty()) note(fmt::format("one of {}", fmt::join(leaf.allowed, ", ")));
    const std::string standard = leaf.secret ? "" : short_yaml(leaf.default_value.value());
    if (leaf.default_value.given() && !standard.empty()) note("default " + standard);
    if (notes.empty()) return;
    for (const std::string& line : folded(one_line("(" + notes + ")"), width)) {
      lines_.push_back({indent, "# " + line, true});
    }
  }

  void add_value(const std::string& key, const Value& v, const std::string& indent) {
    const std::string text = short_yaml(v);
    if (!text.empty()) {
      lines_.push_back({indent, fmt::format("{} {}", key, text), true});
      return;
    }
    const std::string name = key.substr(0, key.size() - 1);
    const std::string block = codec::encode_yaml(Value::map({{"k", v}})).value_or("");
    bool first = true;
    for (const std::string_view line : base::split_lines(block)) {
      lines_.push_back(
          {indent, first ? name + std::string(line.substr(1)) : std::string(line), true});
      first = false;
    }
  }

  bool holds_secret(std::string_view pointer) const {
    const auto at = std::lower_bound(values_.secrets.begin(), values_.secrets.end(), pointer);
    return profile_.schema.secret(pointer) ||
           (at != values_.secrets.end() && at->starts_with(std::string(pointer) + "/"));
  }

  // Something in the map is written as more than a comment.
  bool holds_live(std::string_view pointer, const Value& map) const {
    return std::any_of(map.entries().begin(), map.entries().end(), [&](const auto& entry) {
      const std::string at = value::child_pointer(pointer, entry.first);
      const bool inner = entry.second.is_map() && is_inner(at);
      return inner ? holds_live(at, entry.second) : !holds_secret(at);
    });
  }

  bool is_inner(const std::string& pointer) const {
    const auto& outline = profile_.schema.outline();
    return std::any_of(outline.begin(), outline.end(),
                       [&](const Declared& one) { return one.inner && one.pointer == pointer; });
  }

  const Profile& profile_;
  const Values& values_;
  Value defaults_;
  std::vector<Line> lines_;
};

}  // namespace

std::string commented_values(const Profile& profile, const Values& values) {
  return Writer(profile, values).write();
}

}  // namespace copctl::profile
