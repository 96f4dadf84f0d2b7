#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "codec/codec.h"
#include "codec/pointer_step.h"

// Layout: mark, flags, the document's span, how many nodes have positions, a table of distinct
// strings, then the nodes in preorder. A node is its kind, its positions if any, and what the kind
// needs; strings and keys are indexes into the table. All numbers are LEB128.

namespace copctl::codec {
namespace {

// The last byte is the version of the layout.
constexpr std::string_view kMark = "cop\x01";

enum class Node : std::uint8_t { kNil, kFalse, kTrue, kInt, kFloat, kString, kList, kMap };
// Beside the kind in a node's first byte.
constexpr std::uint8_t kHasValueSpan = 0x10;
constexpr std::uint8_t kHasKeySpan = 0x20;
constexpr std::uint8_t kKindBits = 0x0F;

class Packer {
 public:
  explicit Packer(const Document& document) : document_(document) { node(document.value, ""); }

  std::string bytes() const {
    std::string out(kMark);
    out += document_.empty ? '\1' : '\0';
    number(out, document_.span.begin);
    number(out, document_.span.end - document_.span.begin);
    number(out, placed_);
    number(out, strings_.size());
    for (const std::string_view text : strings_) {
      number(out, text.size());
      out += text;
    }
    return out + nodes_;
  }

 private:
  static void number(std::string& out, std::uint64_t n) {
    for (; n >= 0x80; n >>= 7) {
      out += static_cast<char>(n | 0x80);
    }
    out += static_cast<char>(n);
  }
  // The views borrow from the document.
  void string(std::string_view text) {
    const auto [at, is_new] = index_.try_emplace(text, strings_.size());
    if (is_new) {
      strings_.push_back(text);
    }
    number(nodes_, at->second);
  }
  void head(Node kind, const value::SpanTable::Spans* spans) {
    const bool has_value = spans != nullptr && spans->value;
    const bool has_key = spans != nullptr && spans->key;
    placed_ += has_value || has_key ? 1 : 0;
    nodes_ += static_cast<char>(static_cast<unsigned>(kind) | (has_value ? kHasValueSpan : 0u) |
                                (has_key ? kHasKeySpan : 0u));
    if (has_value) {
      span(spans->value);
    }
    if (has_key) {
      span(spans->key);
    }
  }
  void span(const diag::Span& span) {
    number(nodes_, span.begin);
    number(nodes_, span.end - span.begin);
  }
  void node(const value::Value& v, const std::string& pointer);
  void list(const value::Value& v, const std::string& pointer);
  void map(const value::Value& v, const std::string& pointer);

  const Document& document_;
  std::string nodes_;
  // Nodes that have a position.
  std::size_t placed_ = 0;
  std::vector<std::string_view> strings_;
  std::unordered_map<std::string_view, std::size_t> index_;
};

void Packer::node(const value::Value& v, const std::string& pointer) {
  const auto* spans = document_.spans.find(pointer);
  switch (v.kind()) {
    case value::Kind::kBool:
      head(v.as_bool() ? Node::kTrue : Node::kFalse, spans);
      return;
    case value::Kind::kInt: {
      const auto bits = static_cast<std::uint64_t>(v.as_int().number);
      head(Node::kInt, spans);
      nodes_ += static_cast<char>(v.as_int().type);
      // Zigzag: small negative numbers are small too.
      number(nodes_, (bits << 1) ^ (0 - (bits >> 63)));
      return;
    }
    case value::Kind::kFloat:
      head(Node::kFloat, spans);
      number(nodes_, std::bit_cast<std::uint64_t>(v.as_float()));
      return;
    case value::Kind::kString:
      head(Node::kString, spans);
      string(v.as_string());
      return;
    case value::Kind::kList:
      head(Node::kList, spans);
      list(v, pointer);
      return;
    case value::Kind::kMap:
      head(Node::kMap, spans);
      map(v, pointer);
      return;
    default:
      head(Node::kNil, spans);
  }
}

void Packer::list(const value::Value& v, const std::string& pointer) {
  number(nodes_, v.items().size());
  for (std::size_t i = 0; i < v.items().size(); ++i) {
    node(v.items()[i], value::child_pointer(pointer, i));
  }
}

void Packer::map(const value::Value& v, const std::string& pointer) {
  number(nodes_, v.entries().size());
  for (const auto& [key, item] : v.entries()) {
    string(key);
    node(item, value::child_pointer(pointer, key));
  }
}

// Reads what it is given with distrust: every read can fail, and then all do.
class Unpacker {
 public:
  Unpacker(std::string_view bytes, diag::SourceId source, bool spans)
      : rest_(bytes), source_(source), with_spans_(spans) {}

  std::optional<Document> document() {
    if (!rest_.starts_with(kMark)) {
      return std::nullopt;
    }
    rest_.remove_prefix(kMark.size());
    Document result;
    result.empty = byte() != 0;
    result.span = span();
    const std::size_t placed = count();
    if (with_spans_) {
      spans_.reserve(placed);
    }
    read_strings();
    result.value = node(0);
    result.spans = std::move(spans_);
    if (!good_ || !rest_.empty()) {
      return std::nullopt;
    }
    return result;
  }

 private:
  std::uint8_t byte() {
    if (rest_.empty()) {
      good_ = false;
      return 0;
    }
    const auto first = static_cast<std::uint8_t>(rest_[0]);
    rest_.remove_prefix(1);
    return first;
  }
  std::uint64_t number() {
    std::uint64_t n = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const std::uint8_t part = byte();
      n |= static_cast<std::uint64_t>(part & 0x7F) << shift;
      if (part < 0x80) {
        return n;
      }
    }
    good_ = false;
    return 0;
  }
  diag::Span span() {
    const auto begin = static_cast<std::uint32_t>(number());
    return {source_, begin, begin + static_cast<std::uint32_t>(number())};
  }
  // A count of things that take at least a byte each.
  std::size_t count() {
    const std::uint64_t n = number();
    good_ = good_ && n <= rest_.size();
    return good_ ? static_cast<std::size_t>(n) : 0;
  }
  std::size_t string_index() {
    const std::uint64_t index = number();
    good_ = good_ && index < strings_.size();
    return good_ ? static_cast<std::size_t>(index) : 0;
  }
  void read_strings();
  value::Value node(std::size_t depth);
  value::Value list(std::size_t depth);
  value::Value map(std::size_t depth);
  value::Value integer();
  value::Value string();

  std::string_view rest_;
  diag::SourceId source_;
  bool with_spans_;
  bool good_ = true;
  std::vector<std::string_view> strings_;
  // Made when first met; equal strings share one.
  std::vector<value::Value> shared_;
  std::size_t key_bytes_ = 0;
  std::string pointer_;
  value::SpanTable spans_;
};

void Unpacker::read_strings() {
  const std::size_t size = count();
  strings_.reserve(size);
  for (std::size_t i = 0; i < size && good_; ++i) {
    const std::size_t length = count();
    strings_.push_back(rest_.substr(0, length));
    rest_.remove_prefix(length);
  }
  shared_.resize(strings_.size());
}

value::Value Unpacker::node(std::size_t depth) {
  const std::uint8_t first = byte();
  if (!good_ || depth > kMaxDepth) {
    good_ = false;
    return {};
  }
  value::SpanTable::Spans spans;
  if ((first & kHasValueSpan) != 0) {
    spans.value = span();
  }
  if ((first & kHasKeySpan) != 0) {
    spans.key = span();
  }
  if (with_spans_ && (spans.value || spans.key)) {
    spans_.set(pointer_, spans);
  }
  switch (static_cast<Node>(first & kKindBits)) {
    case Node::kNil:
      return {};
    case Node::kFalse:
    case Node::kTrue:
      return value::Value::boolean(static_cast<Node>(first & kKindBits) == Node::kTrue);
    case Node::kInt:
      return integer();
    case Node::kFloat:
      return value::Value::real(std::bit_cast<double>(number()));
    case Node::kString:
      return string();
    case Node::kList:
      return list(depth);
    case Node::kMap:
      return map(depth);
  }
  good_ = false;
  return {};
}

value::Value Unpacker::integer() {
  const std::uint8_t type = byte();
  const std::uint64_t bits = number();
  good_ = good_ && type <= static_cast<std::uint8_t>(value::IntType::kUint64);
  return good_ ? value::Value::integer(static_cast<std::int64_t>((bits >> 1) ^ (0 - (bits & 1))),
                                       static_cast<value::IntType>(type))
               : value::Value();
}

value::Value Unpacker::string() {
  const std::size_t index = string_index();
  if (!good_) {
    return {};
  }
  // Strings are immutable, so that all holders can share one.
  if (shared_[index].is_nil()) {
    shared_[index] = value::Value::string(strings_[index]);
  }
  return shared_[index];
}

value::Value Unpacker::list(std::size_t depth) {
  const std::size_t size = count();
  const std::size_t here = pointer_.size();
  value::Items items;
  items.reserve(size);
  for (std::size_t i = 0; i < size && good_; ++i) {
    if (with_spans_) {
      pointer_.resize(here);
      pointer_ += '/';
      pointer_ += std::to_string(i);
    }
    items.push_back(node(depth + 1));
  }
  return value::Value::list(std::move(items));
}

value::Value Unpacker::map(std::size_t depth) {
  const std::size_t size = count();
  const std::size_t here = pointer_.size();
  value::Entries entries;
  for (std::size_t i = 0; i < size && good_; ++i) {
    const std::size_t index = string_index();
    const std::string_view key = good_ ? strings_[index] : std::string_view();
    key_bytes_ += key.size();
    // Ascending, as they were written; and no more text than any that is read.
    good_ =
        good_ && (entries.empty() || entries.rbegin()->first < key) && key_bytes_ <= kMaxInputBytes;
    if (good_ && with_spans_) {
      pointer_.resize(here);
      append_pointer_step(pointer_, key);
    }
    if (good_) {
      entries.emplace_hint(entries.end(), key, node(depth + 1));
    }
  }
  return value::Value::map(std::move(entries));
}

}  // namespace

std::string pack(const Document& document) { return Packer(document).bytes(); }

std::optional<Document> unpack(std::string_view bytes, diag::SourceId source, bool spans) {
  return Unpacker(bytes, source, spans).document();
}

}  // namespace copctl::codec
