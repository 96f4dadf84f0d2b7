#include <fmt/format.h>

#include <algorithm>

#include "profile/inputs.h"
#include "profile/set_syntax.h"

// `--set`, `--set-string`, `--set-file` and `--set-json`.

namespace copctl::profile {

namespace {

// The kernel takes 128 KiB in one argument; more comes only from a caller inside.
constexpr std::size_t kMaxArgument = 1u << 20;

SetKind set_kind(Assignment::Kind kind) {
  switch (kind) {
    case Assignment::Kind::kSetString:
      return SetKind::kString;
    case Assignment::Kind::kSetFile:
      return SetKind::kFile;
    case Assignment::Kind::kSetJson:
      return SetKind::kJson;
    default:
      return SetKind::kTyped;
  }
}

// Reads one argument and sets its items.
class SetInput {
 public:
  SetInput(Reading& reading, Layers& layers, const Assignment& assignment)
      : reading_(reading),
        layers_(layers),
        kind_(set_kind(assignment.kind)),
        flag_("--" + assignment.name),
        text_(assignment.text),
        argument_(add_argument(reading, flag_, assignment.text)) {}

  void run() {
    if (text_.size() > kMaxArgument) {
      return error({0, 0}, fmt::format("more than {} KiB in one argument", kMaxArgument >> 10));
    }
    const SetItems parsed = parse_set(text_, kind_);
    conceal(parsed);
    if (parsed.problem) return error(parsed.problem->range, parsed.problem->message);
    for (const SetItem& item : parsed.items) set(item);
  }

 private:
  diag::Span span(const Range& range) const {
    const std::uint32_t begin = argument_.value.begin;
    return {argument_.source, begin + range.begin, begin + range.end};
  }

  void error(const Range& range, std::string message) {
    reading_.diagnostics.error(span(range), diag::Kind::kInvalidSet, std::move(message));
  }

  // True unless the schema knows a property there, and nothing in it is a secret.
  bool may_hold_secret(const value::Path& path) const {
    const std::string pointer = value::pointer(path);
    const schema::Schema& schema = reading_.profile.schema;
    if (kind_ != SetKind::kJson) return schema.secret(pointer) || !schema.declares(pointer);
    const auto& leaves = schema.leaves();
    const auto leaf = std::find_if(leaves.begin(), leaves.end(), [&](const schema::Leaf& one) {
      return one.pointer == pointer && one.type != schema::LeafType::kAny;
    });
    return leaf == leaves.end() || leaf->secret;
  }

  // Before anything can be shown: the values of secrets, of unknown keys, and, when the argument is
  // broken, all that stands after the first of them.
  void conceal(const SetItems& parsed) {
    for (const SetItem& item : parsed.items) {
      if (kind_ == SetKind::kFile || !may_hold_secret(item.path)) continue;
      const Range rest{item.value_range.begin, static_cast<std::uint32_t>(text_.size())};
      reading_.sources.conceal(span(parsed.problem ? rest : item.value_range));
    }
  }

  void set(const SetItem& item) {
    if (kind_ == SetKind::kJson) return set_json(item);
    value::Value v = item.value;
    if (kind_ == SetKind::kFile) {
      auto loaded = load(v, item);
      if (!loaded) return;
      v = std::move(*loaded);
    }
    put(item, v);
  }

  void put(const SetItem& item, const value::Value& v) {
    const Origin origin{OriginKind::kSet, flag_, span(item.value_range), span(item.key)};
    if (layers_.set(item.path, v, origin)) return;
    error(item.key, fmt::format("the indexes of lists leave more than {} holes", kMaxHoles));
  }

  std::optional<value::Value> load(const value::Value& paths, const SetItem& item) {
    if (paths.is_string()) {
      auto text = read_user_file(reading_, paths.as_string(), flag_, span(item.value_range));
      return text ? std::optional(value::Value::string(std::move(*text))) : std::nullopt;
    }
    value::Items items;
    for (const value::Value& path : paths.items()) {
      auto text = load(path, item);
      if (!text) return std::nullopt;
      items.push_back(std::move(*text));
    }
    return value::Value::list(std::move(items));
  }

  // Nothing after `=` is null, as in Helm.
  void set_json(const SetItem& item) {
    const std::string_view text = std::string_view(text_).substr(
        item.value_range.begin, item.value_range.end - item.value_range.begin);
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
      return put(item, value::Value::nil());
    }
    const diag::SourceId source =
        reading_.sources.add(diag::SourceKind::kArgument, flag_, std::string(text));
    const auto size = static_cast<std::uint32_t>(text.size());
    const auto document =
        codec::decode_json(reading_.sources, source, codec::Numbers::kInt64, reading_.diagnostics);
    if (!document) {
      // Which part is a secret is known only to a reader of JSON.
      if (may_hold_secret(item.path)) reading_.sources.conceal({source, 0, size});
      return;
    }
    if (!item.path.empty()) return put(item, document->value);
    layers_.lay(document->value, [&](const std::string& pointer) {
      const auto spans = document->spans.nearest(pointer);
      return Origin{OriginKind::kSet, flag_, spans.value, spans.key};
    });
  }

  Reading& reading_;
  Layers& layers_;
  SetKind kind_;
  std::string flag_;
  const std::string& text_;
  Argument argument_;
};

}  // namespace

void lay_assignment(Reading& reading, Layers& layers, const Assignment& assignment) {
  SetInput(reading, layers, assignment).run();
}

}  // namespace copctl::profile
