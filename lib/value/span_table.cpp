#include <utility>

#include "value/path.h"

namespace copctl::value {

void SpanTable::set(std::string pointer, Spans spans) {
  table_.insert_or_assign(std::move(pointer), spans);
}

const SpanTable::Spans* SpanTable::find(std::string_view pointer) const {
  const auto found = table_.find(pointer);
  return found == table_.end() ? nullptr : &found->second;
}

SpanTable::Spans SpanTable::nearest(std::string_view pointer) const {
  while (true) {
    if (const Spans* spans = find(pointer)) {
      return *spans;
    }
    if (pointer.empty()) {
      return {};
    }
    const std::size_t slash = pointer.rfind('/');
    pointer = pointer.substr(0, slash == std::string_view::npos ? 0 : slash);
  }
}

}  // namespace copctl::value
