#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "base/packing.h"
#include "codec/codec.h"

// Layout of a document: mark, flags, its span, how many nodes have positions, then the nodes in
// preorder. A node is its kind, its positions if any, and what the kind needs. A value alone is
// nodes without positions.

namespace copctl::codec {
namespace {

// The last byte is the version of the layout.
constexpr std::string_view kMark = "cop\x02";

enum class Node : std::uint8_t { kNil, kFalse, kTrue, kInt, kFloat, kString, kList, kMap };
// Beside the kind in a node's first byte.
constexpr std::uint8_t kHasValueSpan = 0x10;
constexpr std::uint8_t kHasKeySpan = 0x20;
constexpr std::uint8_t kKindBits = 0x0F;

class Packer {
 public:
  // Without `spans` no node has a position.
  explicit Packer(const value::SpanTable* spans) : spans_(spans) {}

  void node(const value::Value& v, const std::string& pointer);
  const std::string& bytes() const { return out_.bytes(); }
  // Nodes that have a position.
  std::size_t placed() const { return placed_; }

 private:
  void head(Node kind, const std::string& pointer) {
    const auto* spans = spans_ == nullptr ? nullptr : spans_->find(pointer);
    const bool has_value = spans != nullptr && spans->value;
    const bool has_key = spans != nullptr && spans->key;
    placed_ += has_value || has_key ? 1 : 0;
    out_.byte(static_cast<std::uint8_t>(static_cast<unsigned>(kind) |
                                        (has_value ? kHasValueSpan : 0u) |
                                        (has_key ? kHasKeySpan : 0u)));
    if (has_value) span(spans->value);
    if (has_key) span(spans->key);
  }
  void span(const diag::Span& span) {
    out_.number(span.begin);
    out_.number(span.end - span.begin);
  }
  void integer(const value::Int& n) {
    const auto bits = static_cast<std::uint64_t>(n.number);
    out_.byte(static_cast<std::uint8_t>(n.type));
    // Zigzag: small negative numbers are small too.
    out_.number((bits << 1) ^ (0 - (bits >> 63)));
  }
  void list(const value::Value& v, const std::string& pointer);
  void map(const value::Value& v, const std::string& pointer);

  const value::SpanTable* spans_;
  base::PackWriter out_;
  std::size_t placed_ = 0;
};

void Packer::node(const value::Value& v, const std::string& pointer) {
  switch (v.kind()) {
    case value::Kind::kBool:
      return head(v.as_bool() ? Node::kTrue : Node::kFalse, pointer);
    case value::Kind::kInt:
      head(Node::kInt, pointer);
      return integer(v.as_int());
    case value::Kind::kFloat:
      head(Node::kFloat, pointer);
      return out_.number(std::bit_cast<std::uint64_t>(v.as_float()));
    case value::Kind::kString:
      head(Node::kString, pointer);
      return out_.text(v.as_string());
    case value::Kind::kList:
      head(Node::kList, pointer);
      return list(v, pointer);
    case value::Kind::kMap:
      head(Node::kMap, pointer);
      return map(v, pointer);
    default:
      head(Node::kNil, pointer);
  }
}

void Packer::list(const value::Value& v, const std::string& pointer) {
  out_.number(v.items().size());
  for (std::size_t i = 0; i < v.items().size(); ++i) {
    node(v.items()[i], value::child_pointer(pointer, i));
  }
}

void Packer::map(const value::Value& v, const std::string& pointer) {
  out_.number(v.entries().size());
  for (const auto& [key, item] : v.entries()) {
    out_.text(key);
    node(item, value::child_pointer(pointer, key));
  }
}

class Unpacker {
 public:
  // Positions are added to `spans`, if there is one, as of `source`.
  Unpacker(base::PackReader& in, diag::SourceId source, value::SpanTable* spans)
      : in_(in), source_(source), spans_(spans) {}

  value::Value node(std::size_t depth);
  diag::Span span() {
    const auto begin = static_cast<std::uint32_t>(in_.number());
    return {source_, begin, begin + static_cast<std::uint32_t>(in_.number())};
  }

 private:
  value::Value list(std::size_t depth);
  value::Value map(std::size_t depth);
  value::Value integer();

  base::PackReader& in_;
  diag::SourceId source_;
  value::SpanTable* spans_;
  std::size_t key_bytes_ = 0;
  std::string pointer_;
};

value::Value Unpacker::node(std::size_t depth) {
  const std::uint8_t first = in_.byte();
  if (!in_.good() || depth > kMaxDepth) {
    in_.fail();
    return {};
  }
  value::SpanTable::Spans spans;
  if ((first & kHasValueSpan) != 0) spans.value = span();
  if ((first & kHasKeySpan) != 0) spans.key = span();
  if (spans_ != nullptr && (spans.value || spans.key)) spans_->set(pointer_, spans);
  switch (static_cast<Node>(first & kKindBits)) {
    case Node::kNil:
      return {};
    case Node::kFalse:
    case Node::kTrue:
      return value::Value::boolean(static_cast<Node>(first & kKindBits) == Node::kTrue);
    case Node::kInt:
      return integer();
    case Node::kFloat:
      return value::Value::real(std::bit_cast<double>(in_.number()));
    case Node::kString:
      return value::Value::string(in_.text());
    case Node::kList:
      return list(depth);
    case Node::kMap:
      return map(depth);
  }
  in_.fail();
  return {};
}

value::Value Unpacker::integer() {
  const std::uint8_t type = in_.byte();
  const std::uint64_t bits = in_.number();
  if (type > static_cast<std::uint8_t>(value::IntType::kUint64)) in_.fail();
  return in_.good()
             ? value::Value::integer(static_cast<std::int64_t>((bits >> 1) ^ (0 - (bits & 1))),
                                     static_cast<value::IntType>(type))
             : value::Value();
}

value::Value Unpacker::list(std::size_t depth) {
  const std::size_t size = in_.count();
  const std::size_t here = pointer_.size();
  value::Items items;
  items.reserve(size);
  for (std::size_t i = 0; i < size && in_.good(); ++i) {
    if (spans_ != nullptr) {
      pointer_.resize(here);
      value::append_step(pointer_, i);
    }
    items.push_back(node(depth + 1));
  }
  return value::Value::list(std::move(items));
}

value::Value Unpacker::map(std::size_t depth) {
  const std::size_t size = in_.count();
  const std::size_t here = pointer_.size();
  value::Entries entries;
  for (std::size_t i = 0; i < size && in_.good(); ++i) {
    const std::string_view key = in_.text();
    key_bytes_ += key.size();
    // Ascending, as they were written; and no more text than any that is read.
    const bool ordered = entries.empty() || entries.rbegin()->first < key;
    if (!ordered || key_bytes_ > kMaxInputBytes) in_.fail();
    if (!in_.good()) break;
    if (spans_ != nullptr) {
      pointer_.resize(here);
      value::append_step(pointer_, key);
    }
    entries.emplace_hint(entries.end(), key, node(depth + 1));
  }
  return value::Value::map(std::move(entries));
}

}  // namespace

std::string pack(const Document& document) {
  Packer nodes(&document.spans);
  nodes.node(document.value, "");
  base::PackWriter out;
  out.raw(kMark);
  out.byte(document.empty ? 1 : 0);
  out.number(document.span.begin);
  out.number(document.span.end - document.span.begin);
  out.number(nodes.placed());
  out.raw(nodes.bytes());
  return out.bytes();
}

std::optional<Document> unpack(std::string_view bytes, diag::SourceId source) {
  base::PackReader in(bytes);
  if (!in.skip(kMark)) return std::nullopt;
  Document result;
  Unpacker nodes(in, source, &result.spans);
  result.empty = in.byte() != 0;
  result.span = nodes.span();
  result.spans.reserve(in.count());
  result.value = nodes.node(0);
  if (!in.good() || !in.at_end()) return std::nullopt;
  return result;
}

std::string pack_value(const value::Value& v) {
  Packer nodes(nullptr);
  nodes.node(v, "");
  return nodes.bytes();
}

std::optional<value::Value> unpack_value(std::string_view bytes) {
  base::PackReader in(bytes);
  value::Value v = Unpacker(in, diag::kNoSource, nullptr).node(0);
  if (!in.good() || !in.at_end()) return std::nullopt;
  return v;
}

}  // namespace copctl::codec
