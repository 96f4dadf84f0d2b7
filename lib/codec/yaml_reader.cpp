#include "codec/yaml_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "codec/go_syntax.h"
#include "codec/yaml_scalar.h"

namespace copctl::codec {
namespace {

std::string_view view(const yaml_char_t* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

std::string_view kind_in_words(const value::Value& v) {
  switch (v.kind()) {
    case value::Kind::kNil:
      return "null";
    case value::Kind::kBool:
      return "a boolean";
    case value::Kind::kInt:
    case value::Kind::kFloat:
      return "a number";
    case value::Kind::kList:
      return "a list";
    case value::Kind::kMap:
      return "a mapping";
    default:
      return "a text";
  }
}

// decode.go: merge. An alias must name a mapping itself; a list written out may hold mappings.
bool is_mergeable(const value::Value& v, bool is_alias) {
  return v.is_map() ||
         (v.is_list() && !is_alias &&
          std::ranges::all_of(v.items(), [](const auto& item) { return item.is_map(); }));
}

}  // namespace

YamlReader::YamlReader(std::string_view text, const YamlReading& reading)
    : events_(text, reading.offset, reading.source),
      reading_(reading),
      builder_(reading.options.spans, reading.options.unique_keys, faults_) {
  check_directives();
}

void YamlReader::check_directives() {
  // A line of a block scalar is indented, so that a line begun by the word is a directive, or as
  // good as one in a text that is not worth reading.
  constexpr std::string_view kTag = "%TAG";
  const std::string_view text = events_.text();
  std::size_t count = 0;
  for (std::size_t at = text.find(kTag); at != text.npos; at = text.find(kTag, at + kTag.size())) {
    const bool line_begins = at == 0 || text[at - 1] == '\n' || text[at - 1] == '\r';
    count += line_begins ? 1 : 0;
    if (count > kMaxTagDirectives) {
      const auto begin = static_cast<std::uint32_t>(at + events_.offset());
      fail({reading_.source, begin, begin + 4}, diag::Kind::kTooLarge,
           fmt::format("more than {} `%TAG` lines", kMaxTagDirectives),
           "yaml: document is too large");
      stopped_ = true;
      return;
    }
  }
}

Fault& YamlReader::fail(diag::Span span, diag::Kind kind, std::string message, std::string go) {
  // Beyond what is ever shown there is nothing to gain from reading on.
  stopped_ = stopped_ || faults_.size() >= diag::Diagnostics::kMaxErrors;
  Fault& fault = faults_.emplace_back();
  fault.diagnostic.kind = kind;
  fault.diagnostic.span = span;
  fault.diagnostic.message = std::move(message);
  fault.go = std::move(go);
  return fault;
}

bool YamlReader::advance() {
  if (stopped_) {
    return false;
  }
  if (!events_.next()) {
    faults_.push_back(events_.fault());
    stopped_ = true;
  }
  return !stopped_;
}

std::optional<Document> YamlReader::next() {
  while (advance() && events_.event().type != YAML_STREAM_END_EVENT) {
    if (events_.event().type == YAML_DOCUMENT_START_EVENT) {
      return read_document();
    }
  }
  return std::nullopt;
}

std::optional<Document> YamlReader::read_document() {
  const yaml_mark_t begin = events_.event().start_mark;
  if (++documents_ > kMaxDocuments) {
    fail(span(), diag::Kind::kTooLarge, fmt::format("more than {} documents", kMaxDocuments),
         "yaml: document is too large");
    stopped_ = true;
  }
  // An anchor ends with its document.
  anchors_.clear();
  builder_.reset();
  open_.clear();
  Document document;
  bool first = true;
  while (advance()) {
    const yaml_event_t& event = events_.event();
    if (event.type == YAML_DOCUMENT_END_EVENT) {
      document.span = events_.span(begin, event.end_mark);
      document.value = builder_.take_root();
      document.spans = builder_.take_spans();
      return document;
    }
    document.empty =
        first && event.type == YAML_SCALAR_EVENT && event.start_mark.index == event.end_mark.index;
    first = false;
    node();
  }
  return std::nullopt;
}

void YamlReader::node() {
  const yaml_event_t& event = events_.event();
  switch (event.type) {
    case YAML_SCALAR_EVENT:
      scalar();
      break;
    case YAML_ALIAS_EVENT:
      alias();
      break;
    case YAML_SEQUENCE_START_EVENT:
      open(value::Value::list(), event.data.sequence_start.anchor,
           event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE);
      break;
    case YAML_MAPPING_START_EVENT:
      open(value::Value::map(), event.data.mapping_start.anchor,
           event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE);
      break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
      close();
      break;
    default:
      break;
  }
}

bool YamlReader::count_node(diag::Span span) {
  // Across all documents: it is their sum that costs memory.
  if (++nodes_ > kMaxNodes) {
    fail(span, diag::Kind::kTooLarge, fmt::format("more than {} values", kMaxNodes),
         "yaml: document is too large");
    stopped_ = true;
  }
  return !stopped_;
}

diag::Span YamlReader::span() const {
  const yaml_event_t& event = events_.event();
  return reading_.options.spans ? events_.span(event.start_mark, event.end_mark) : diag::Span{};
}

// The scalar's own text: without anchor and tag, and without the blank lines behind a block.
diag::Span YamlReader::scalar_span() const {
  const yaml_event_t& event = events_.event();
  diag::Span span = this->span();
  if (!span || (event.data.scalar.anchor == nullptr && event.data.scalar.tag == nullptr &&
                event.data.scalar.style != YAML_LITERAL_SCALAR_STYLE &&
                event.data.scalar.style != YAML_FOLDED_SCALAR_STYLE)) {
    return span;
  }
  const std::string_view text = events_.text();
  std::size_t begin = span.begin - events_.offset();
  std::size_t end = span.end - events_.offset();
  // `&a !t text`: an event begins at what comes first, in either order.
  int properties = (event.data.scalar.anchor != nullptr) + (event.data.scalar.tag != nullptr);
  for (; properties > 0 && begin < end && (text[begin] == '&' || text[begin] == '!');
       --properties) {
    begin = std::min(text.find_first_of(" \t\r\n", begin), end);
    begin = std::min(text.find_first_not_of(" \t\r\n", begin), end);
  }
  if (event.data.scalar.style == YAML_LITERAL_SCALAR_STYLE ||
      event.data.scalar.style == YAML_FOLDED_SCALAR_STYLE) {
    while (end > begin && std::string_view(" \t\r\n").find(text[end - 1]) != text.npos) {
      --end;
    }
  }
  span.begin = static_cast<std::uint32_t>(begin + events_.offset());
  span.end = static_cast<std::uint32_t>(end + events_.offset());
  return span;
}

void YamlReader::extend(const diag::Span& inner) {
  if (!open_.empty()) {
    open_.back().span.end = std::max(open_.back().span.end, inner.end);
  }
}

void YamlReader::scalar() {
  const auto& event = events_.event().data.scalar;
  const std::string_view text(reinterpret_cast<const char*>(event.value), event.length);
  const diag::Span span = scalar_span();
  extend(span);
  if (!count_node(span)) {
    return;
  }
  bytes_ += text.size();
  if (builder_.wants_key() && text == "<<" &&
      (event.plain_implicit != 0 || short_tag(view(event.tag)) == "!!merge")) {
    builder_.key("<<", span, KeyRole::kMerge);
    return;
  }
  const Resolution what = meaning(text, span);
  // A key can have an anchor too, and its alias may stand where a value does.
  if (event.anchor != nullptr) {
    remember(event.anchor,
             {.value = scalar_value(what, text, span), .nodes = 1, .bytes = text.size()});
  }
  if (builder_.wants_key()) {
    key(what, text, span);
  } else {
    place(scalar_value(what, text, span), span);
  }
}

void YamlReader::place(value::Value v, diag::Span span) {
  // The common case gives the value away; only a merge and a bad key have to look at it again.
  if (builder_.role() == KeyRole::kEntry) {
    builder_.scalar(std::move(v), span);
    return;
  }
  builder_.scalar(v, span);
  placed(v, false, span);
}

// decode.go: scalar. A quoted scalar without a tag is a string.
Resolution YamlReader::meaning(std::string_view text, diag::Span span) {
  const auto& event = events_.event().data.scalar;
  if (event.tag == nullptr) {
    return event.plain_implicit != 0 ? resolve(text) : Resolution{};
  }
  const std::string tag = short_tag(view(event.tag));
  Resolution what;
  if (!resolve_tagged(tag, text, what)) {
    fail(span, diag::Kind::kInvalidYaml,
         fmt::format("`{}` is not what its tag `{}` says", shown(text), shown(tag)),
         fmt::format("yaml: cannot decode {} `{}` as a {}", tag_name(what.tag), text, tag));
  }
  return what;
}

value::Value YamlReader::scalar_value(const Resolution& what, std::string_view text,
                                      diag::Span span) {
  const yaml_char_t* tag = events_.event().data.scalar.tag;
  if (tag == nullptr || short_tag(view(tag)) != "!!binary") {
    return to_value(what, text, reading_.options.numbers);
  }
  auto decoded = binary_text(text);
  if (!decoded) {
    fail(span, diag::Kind::kInvalidYaml, "the text behind `!!binary` is not base64",
         "yaml: !!binary value contains invalid base64 data");
    return {};
  }
  return value::Value::string(std::move(*decoded));
}

void YamlReader::key(const Resolution& what, std::string_view text, diag::Span span) {
  if (what.tag == Tag::kNull) {
    builder_.key({}, span, KeyRole::kIgnored);
    fail(span, diag::Kind::kInvalidYaml, "a key must be a text; got null; quote it",
         "Unsupported map key of type: %!s(<nil>), key: <nil>, value: ")
        .stage = Stage::kConvert;
    unfinished_ = faults_.size() - 1;
    return;
  }
  builder_.key(key_text(what, text), span);
}

void YamlReader::placed(const value::Value& v, bool is_alias, diag::Span span) {
  if (unfinished_ && builder_.role() == KeyRole::kIgnored) {
    faults_[*unfinished_].go += go_syntax(v);
    unfinished_.reset();
  }
  if (builder_.role() == KeyRole::kMerge && builder_.wants_key() && !is_mergeable(v, is_alias)) {
    fail(span, diag::Kind::kInvalidYaml,
         fmt::format("`<<` wants a mapping or a list of mappings; got {}", kind_in_words(v)),
         "yaml: map merge requires map or sequence of maps as the value");
  }
}

void YamlReader::remember(const yaml_char_t* name, Anchor anchor) {
  if (name != nullptr) {
    // What is kept for it is as much as for a value.
    ++nodes_;
    anchors_.insert_or_assign(std::string(view(name)), std::move(anchor));
  }
}

void YamlReader::open(value::Value container, const yaml_char_t* anchor, bool flow) {
  const diag::Span span = this->span();
  extend(span);
  if (!count_node(span)) {
    return;
  }
  if (builder_.depth() >= kMaxDepth) {
    fail(span, diag::Kind::kTooDeep, fmt::format("nested deeper than {} levels", kMaxDepth),
         fmt::format("yaml: exceeded max depth of {}", kMaxDepth))
        .stage = Stage::kSyntax;
    stopped_ = true;
    return;
  }
  Collection& collection = open_.emplace_back();
  collection.anchor = view(anchor);
  collection.nodes = nodes_ + aliased_nodes_;
  collection.bytes = bytes_ + aliased_bytes_;
  collection.span = span;
  collection.flow = flow;
  collection.is_key = builder_.wants_key();
  // Known while it is open, so that an alias inside finds it and fails.
  remember(anchor, {.open = true});
  builder_.open(std::move(container));
}

void YamlReader::close() {
  Collection collection = std::move(open_.back());
  open_.pop_back();
  diag::Span span = collection.span;
  if (collection.flow && span) {
    span.end = events_.span(events_.event().end_mark, events_.event().end_mark).end;
  }
  extend(span);
  const TreeBuilder::Closed closed = builder_.close(span);
  const auto anchor = anchors_.find(collection.anchor);
  // The same name may have been given to something inside, which then stays.
  if (anchor != anchors_.end() && anchor->second.open) {
    anchor->second = {.value = closed.value,
                      .nodes = nodes_ + aliased_nodes_ - collection.nodes + 1,
                      .bytes = bytes_ + aliased_bytes_ - collection.bytes,
                      .height = closed.height};
  }
  if (collection.is_key) {
    fail(span, diag::Kind::kInvalidYaml,
         fmt::format("a key must be a text; got {}", kind_in_words(closed.value)),
         "yaml: invalid map key: " + go_syntax(closed.value));
    return;
  }
  placed(closed.value, false, span);
}

bool YamlReader::can_repeat(std::string_view name, const Anchor& anchor, diag::Span span) {
  if (anchor.open) {
    fail(span, diag::Kind::kInvalidYaml,
         fmt::format("the anchor `{}` contains itself", shown(name)),
         fmt::format("yaml: anchor '{}' value contains itself", name));
    return false;
  }
  // Counted before anything is copied. What an alias costs grows with what the aliases inside it
  // cost.
  aliased_nodes_ += anchor.nodes;
  aliased_bytes_ += anchor.bytes;
  if (aliased_nodes_ > kMaxAliasedNodes || aliased_bytes_ > kMaxAliasedBytes) {
    fail(span, diag::Kind::kTooManyAliases,
         fmt::format("aliases repeat more than {} values or {} MB of text", kMaxAliasedNodes,
                     kMaxAliasedBytes >> 20),
         "yaml: document contains excessive aliasing");
    stopped_ = true;
    return false;
  }
  // Every level of a chain of aliases may be short; what comes out must not be deep.
  if (builder_.depth() + anchor.height > kMaxDepth) {
    fail(span, diag::Kind::kTooDeep, fmt::format("nested deeper than {} levels", kMaxDepth),
         fmt::format("yaml: exceeded max depth of {}", kMaxDepth));
    stopped_ = true;
    return false;
  }
  return true;
}

void YamlReader::alias() {
  const yaml_event_t& event = events_.event();
  const std::string_view name = view(event.data.alias.anchor);
  const diag::Span span = this->span();
  extend(span);
  if (!count_node(span)) {
    return;
  }
  value::Value v;
  std::size_t height = 0;
  const auto found = anchors_.find(name);
  if (found == anchors_.end()) {
    fail(span, diag::Kind::kInvalidYaml, fmt::format("unknown anchor `{}`", shown(name)),
         fmt::format("yaml: unknown anchor '{}' referenced", name))
        .stage = Stage::kSyntax;
  } else if (can_repeat(name, found->second, span)) {
    const value::Value& repeated = found->second.value;
    v = repeated.is_list() || repeated.is_map() ? value::deep_copy(repeated) : repeated;
    height = found->second.height;
  }
  if (!builder_.wants_key()) {
    builder_.subtree(v, span, height);
    placed(v, true, span);
  } else if (v.is_list() || v.is_map()) {
    builder_.key({}, span, KeyRole::kIgnored);
    fail(span, diag::Kind::kInvalidYaml,
         fmt::format("a key must be a text; got {}", kind_in_words(v)),
         "yaml: invalid map key: " + go_syntax(v));
  } else {
    key(meaning_of(v), v.is_string() ? v.as_string() : std::string_view(), span);
  }
}

}  // namespace copctl::codec
