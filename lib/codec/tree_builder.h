#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "codec/fault.h"
#include "diag/span.h"
#include "value/path.h"
#include "value/value.h"

namespace copctl::codec {

// What an entry's key asks for: an entry, YAML's merge of the value's entries, or nothing, because
// the key was at fault.
enum class KeyRole : std::uint8_t { kEntry, kMerge, kIgnored };

// Assembles one Value from the keys, scalars and brackets that a reader meets, without recursion,
// with positions if wanted. Brackets must pair up; inside a map a key and a value alternate. Both
// are the reader's duty: its grammar already holds them.
class TreeBuilder {
 public:
  // Duplicate keys and too much of positions are added to `faults`, which must outlive the builder.
  TreeBuilder(bool spans, bool unique_keys, Faults& faults)
      : faults_(faults), with_spans_(spans), unique_keys_(unique_keys) {}

  std::size_t depth() const { return frames_.size(); }
  // True when the next thing is a map's key.
  bool wants_key() const;
  // The role of the key that waits for its value.
  KeyRole role() const;

  void key(std::string text, diag::Span span, KeyRole role = KeyRole::kEntry);
  void scalar(value::Value v, diag::Span span) { place(std::move(v), span, 0); }
  // A finished list or map, `height` levels high, that came from elsewhere.
  void subtree(value::Value v, diag::Span span, std::size_t height) {
    place(std::move(v), span, height);
  }
  void open(value::Value container);
  struct Closed {
    value::Value value{};
    std::size_t height = 0;
  };
  // Ends the innermost container. One that stood where a key belongs is dropped.
  Closed close(diag::Span span);

  // What was built, leaving the builder ready for another root.
  value::Value take_root() { return std::exchange(root_, {}); }
  value::SpanTable take_spans() { return std::exchange(spans_, {}); }
  // Drops what is unfinished.
  void reset();

 private:
  struct Frame {
    value::Value container;
    std::string key;
    diag::Span key_span;
    KeyRole role = KeyRole::kEntry;
    bool has_key = false;
    bool is_key = false;
    std::size_t height = 0;
    std::size_t pointer_size = 0;
    // Keys that only a merge has set: an explicit one may replace them.
    std::unique_ptr<std::set<std::string, std::less<>>> merged;
  };

  void place(value::Value v, diag::Span span, std::size_t height);
  void place_entry(Frame& frame, value::Value v, diag::Span span);
  void merge(Frame& frame, const value::Value& from);
  void extend_pointer(const Frame& frame);
  void mark(diag::Span key, diag::Span value);
  void report_duplicate(const Frame& frame, const std::string& key);

  Faults& faults_;
  bool with_spans_;
  bool unique_keys_;
  std::vector<Frame> frames_;
  std::string pointer_;
  std::size_t pointer_bytes_ = 0;
  value::Value root_;
  value::SpanTable spans_;
};

}  // namespace copctl::codec
