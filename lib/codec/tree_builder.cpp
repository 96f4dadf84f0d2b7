#include "codec/tree_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "codec/codec.h"

namespace copctl::codec {
bool TreeBuilder::wants_key() const {
  return !frames_.empty() && frames_.back().container.is_map() && !frames_.back().has_key;
}

KeyRole TreeBuilder::role() const {
  return frames_.empty() ? KeyRole::kEntry : frames_.back().role;
}

void TreeBuilder::key(std::string text, diag::Span span, KeyRole role) {
  Frame& frame = frames_.back();
  frame.key = std::move(text);
  frame.key_span = span;
  frame.role = role;
  frame.has_key = true;
}

void TreeBuilder::open(value::Value container) {
  // A list or map as a key is the fault of the text; it is built like any other and dropped.
  const bool is_key = wants_key();
  if (with_spans_ && !frames_.empty()) {
    extend_pointer(frames_.back());
  }
  Frame& frame = frames_.emplace_back();
  frame.container = std::move(container);
  frame.is_key = is_key;
  frame.pointer_size = pointer_.size();
}

TreeBuilder::Closed TreeBuilder::close(diag::Span span) {
  Closed closed{std::move(frames_.back().container), frames_.back().height + 1};
  const bool is_key = frames_.back().is_key;
  frames_.pop_back();
  // The value that follows must find a key, whatever it is.
  if (is_key) {
    key({}, span, KeyRole::kIgnored);
  } else {
    place(closed.value, span, closed.height);
  }
  return closed;
}

void TreeBuilder::reset() {
  frames_.clear();
  pointer_.clear();
  root_ = {};
  spans_ = {};
}

void TreeBuilder::place(value::Value v, diag::Span span, std::size_t height) {
  if (frames_.empty()) {
    root_ = std::move(v);
    if (with_spans_) {
      pointer_.clear();
      mark({}, span);
    }
    return;
  }
  Frame& frame = frames_.back();
  frame.height = std::max(frame.height, height);
  if (frame.container.is_map()) {
    place_entry(frame, std::move(v), span);
    return;
  }
  if (with_spans_) {
    extend_pointer(frame);
    mark({}, span);
  }
  frame.container.as_list().items.push_back(std::move(v));
}

void TreeBuilder::place_entry(Frame& frame, value::Value v, diag::Span span) {
  frame.has_key = false;
  if (frame.role == KeyRole::kMerge) {
    merge(frame, v);
    return;
  }
  if (frame.role == KeyRole::kIgnored) {
    return;
  }
  if (with_spans_) {
    extend_pointer(frame);
  }
  const bool merged = frame.merged != nullptr && frame.merged->erase(frame.key) != 0;
  auto& entries = frame.container.as_map().entries;
  // A key that exists is left unmoved by try_emplace, and so is the value.
  const auto [at, is_new] = entries.try_emplace(std::move(frame.key), std::move(v));
  if (!is_new && !merged && unique_keys_) {
    report_duplicate(frame, at->first);
    return;
  }
  if (!is_new) {
    at->second = std::move(v);
  }
  if (with_spans_) {
    mark(frame.key_span, span);
  }
}

// go-yaml v2 sets the merged entries when it meets them: later keys replace them, earlier ones are
// replaced; of a list's maps the earlier wins (decode.go: merge).
void TreeBuilder::merge(Frame& frame, const value::Value& from) {
  const auto& items = from.items();
  for (auto item = items.rbegin(); item != items.rend(); ++item) {
    merge(frame, *item);
  }
  if (frame.merged == nullptr) {
    frame.merged = std::make_unique<std::set<std::string, std::less<>>>();
  }
  auto& entries = frame.container.as_map().entries;
  for (const auto& [key, v] : from.entries()) {
    if (entries.insert_or_assign(key, v).second) {
      frame.merged->insert(key);
    }
  }
}

void TreeBuilder::extend_pointer(const Frame& frame) {
  pointer_.resize(frame.pointer_size);
  if (frame.container.is_map()) {
    // Before the key is moved into the map.
    value::append_step(pointer_, frame.key);
  } else {
    fmt::format_to(std::back_inserter(pointer_), "/{}", frame.container.as_list().items.size());
  }
}

// A long key around many values would be repeated in the pointer of each.
void TreeBuilder::mark(diag::Span key, diag::Span value) {
  pointer_bytes_ += pointer_.size();
  if (pointer_bytes_ <= kMaxPointerBytes) {
    spans_.set(pointer_, {.key = key, .value = value});
    return;
  }
  with_spans_ = false;
  Fault& fault = faults_.emplace_back();
  fault.diagnostic.kind = diag::Kind::kTooLarge;
  fault.diagnostic.span = value;
  fault.diagnostic.message = "keys this long around so many values are not read";
}

void TreeBuilder::report_duplicate(const Frame& frame, const std::string& key) {
  if (faults_.size() >= diag::Diagnostics::kMaxErrors) {
    return;
  }
  Fault& fault = faults_.emplace_back();
  fault.diagnostic.kind = diag::Kind::kDuplicateKey;
  fault.diagnostic.span = frame.key_span;
  fault.diagnostic.message = fmt::format("duplicate key `{}`", shown(key));
  if (with_spans_) {
    if (const auto* first = spans_.find(pointer_)) {
      fault.diagnostic.notes.push_back({first->key, "first set here"});
    }
  }
}

}  // namespace copctl::codec
