#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "diag/span.h"
#include "value/value.h"

namespace copctl::value {

// One step into a value: a key or a list index.
using Step = std::variant<std::string, std::size_t>;
using Path = std::vector<Step>;

// `a.b[0].c`, a key that is not a plain word (letters, digits, `_`, `-`) quoted: `a["b.c"]`. The
// empty path is ``. Safe to show.
std::string display(const Path& path);
// RFC 6901: `/a/b/0`, `~` and `/` escaped.
std::string pointer(const Path& path);
std::string child_pointer(std::string_view parent, std::string_view key);
std::string child_pointer(std::string_view parent, std::size_t index);
// The same in place, for who walks with one pointer.
void append_step(std::string& pointer, std::string_view key);
void append_step(std::string& pointer, std::size_t index);
// `display` of a pointer's text; a step of digits only is taken for an index.
std::string display_pointer(std::string_view pointer);

// The value at `path`; nullptr when a step is missing or leads into a scalar.
const Value* lookup(const Value& root, const Path& path);
const Value* lookup_pointer(const Value& root, std::string_view pointer);
// Sets the value at `path`, seen by every holder of the map or list that it changes. Missing and
// nil steps become maps, or lists before an index (an index must exist or be the list's size).
// False, with nothing changed, when a step leads into a scalar or past a list's end.
bool assign(Value& root, const Path& path, Value v);

// Merges `over` into a copy of `base`, as Helm coalesces values: maps recursively, everything else
// replaces; a nil entry of a map in `over` removes the key. The result shares nothing with either;
// neither may hold itself.
Value merged(const Value& base, const Value& over);

// Where the parts of a decoded text stand, by JSON pointer. The root is the empty pointer.
class SpanTable {
 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };

 public:
  struct Spans {
    diag::Span key;
    diag::Span value;
  };
  using Table = std::unordered_map<std::string, Spans, Hash, std::equal_to<>>;

  void set(std::string pointer, Spans spans);
  // Makes room for as many positions.
  void reserve(std::size_t count) { table_.reserve(count); }
  // Exactly at `pointer`; nullptr when it has no position.
  const Spans* find(std::string_view pointer) const;
  // At `pointer` or its nearest ancestor that has a position; nowhere when there is none.
  Spans nearest(std::string_view pointer) const;
  bool empty() const { return table_.empty(); }
  const Table& all() const { return table_; }

 private:
  Table table_;
};

}  // namespace copctl::value
