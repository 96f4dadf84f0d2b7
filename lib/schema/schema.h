#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codec/codec.h"
#include "diag/diagnostic.h"
#include "value/path.h"
#include "value/value.h"

// JSON Schema 2020-12, the keywords of the design, over Values. Front door of the room.

namespace copctl::schema {

// How a schema's leaf takes its value from one argument.
enum class LeafType : std::uint8_t {
  kString,
  kInteger,
  kNumber,
  kBoolean,
  kStringList,
  kIntegerList,
  kStringMap,
  kAny
};

// A value that a schema holds, made anew whenever it is asked for. Borrows the schema's bytes.
class Constant {
 public:
  Constant() = default;
  // As codec::pack_value writes it.
  explicit Constant(std::string_view packed) : packed_(packed) {}

  bool given() const { return !packed_.empty(); }
  std::string_view packed() const { return packed_; }
  // Shared with nobody; nil when none was given.
  value::Value value() const;

 private:
  std::string_view packed_;
};

// A property as the schema declares it, with a flag or without: what a commented values file lists.
// Views of the schema.
struct Declared {
  std::string_view pointer;
  std::string_view description;
  std::string_view group;
  // It has properties of its own, which follow it in the list.
  bool inner = false;
  bool secret = false;
  // Its place in leaves(), when it is one.
  std::optional<std::size_t> leaf;
  // Where the schema gives its default; "nowhere" when there is none.
  diag::Span default_span;

  // How many keys lead to it, and the last of them.
  std::size_t depth() const;
  std::string name() const;
};

// A property that one argument can set: a scalar, a list of scalars, a map of strings, or anything
// with `x-load`. Views of the schema.
struct Leaf {
  std::string_view pointer;
  LeafType type = LeafType::kString;
  bool required = false;
  bool secret = false;
  bool deprecated = false;
  std::string_view description;
  std::string_view format;
  Constant default_value;
  std::vector<std::string_view> allowed;
  // Its name on the command line, without dashes: that of `x-flag`, or else the path in kebab case.
  std::string_view flag;
  // 0 when there is none.
  char short_flag = 0;
  // That of `x-flag`, or of the enclosing object.
  std::string_view group;
  // `x-generate`, a map.
  Constant generate;
  // The first of the `examples` that stand with the property itself.
  Constant example;
  // `yaml`, `json`, `text`, `documents`, `any` or empty.
  std::string_view load;
  // Where the schema declares it.
  diag::Span span;

  value::Path path() const;
};

// Positions and names of an instance's parts, for messages. Implemented by the caller, who knows
// where each value came from.
class Places {
 public:
  virtual ~Places() = default;
  // The span of the value (or, `key`, of its key) at a JSON pointer, or of the nearest thing that
  // the user can look at.
  virtual diag::Span span(std::string_view pointer, bool key) const = 0;
  // How the user can give the value at a pointer: "give it with `--pg-host`, COPCTL_PG_HOST or
  // `pg.host` in a values file"; empty when unknown.
  virtual std::string how_to_give(std::string_view pointer) const = 0;
  // True when the value must not be shown.
  virtual bool secret(std::string_view pointer) const = 0;
  // The text as the user wrote a plain scalar (`yes`, `0777`) so that a string parameter keeps it;
  // empty optional when it was not a plain scalar.
  virtual std::optional<std::string> written(std::string_view pointer) const = 0;
};

// A checked schema. Owns all that it says; copies share it.
class Schema {
 public:
  // Checks every keyword and annotation with its position: unknown keywords (did-you-mean), wrong
  // shapes, `$ref` other than `#/$defs/…`, a `$ref` that leads nowhere or in a circle, a bad RE2
  // pattern, `x-generate` on what is not a writeOnly string or whose products `pattern` refuses.
  [[nodiscard]] static std::optional<Schema> load(const codec::Document& document,
                                                  diag::Diagnostics& diagnostics);

  // The checked schema as bytes, and back: without a second check, nothing of it compiled and no
  // value made. What the build embeds for profiles; both ends are one build. Empty when the bytes
  // are not what `packed` gave. Spans come back in `source`.
  const std::string& packed() const;
  [[nodiscard]] static std::optional<Schema> unpack(std::string bytes, diag::SourceId source);

  // Every leaf in the order of the schema's text.
  const std::vector<Leaf>& leaves() const;
  // Every declared property in the order of the schema's text, an object before its properties.
  const std::vector<Declared>& outline() const;
  // The defaults alone, as a map that is shared with nobody; an object that requires none of its
  // properties is there even when all it has is no default.
  value::Value defaults() const;
  // Where the schema gives the default at a pointer; "nowhere" when there is none.
  diag::Span default_span(std::string_view pointer) const;
  // True when some property at or above the pointer is writeOnly.
  bool secret(std::string_view pointer) const;
  // True when the schema has a property (or an item, or a further key) at the pointer, or says of a
  // place above it nothing but that it is a map or list: all below is the user's then.
  bool declares(std::string_view pointer) const;
  // True when it says of the place nothing but that it may be a map or list: neither what is in it,
  // nor that it is a secret.
  bool is_open(std::string_view pointer) const;

  // Validates, reporting every violation. Before that scalars are brought to the declared type
  // where that loses nothing: a plain scalar to a string parameter keeps its written text, `3.0` to
  // an integer is 3, and `*.` before a `wildcard-hostname` falls away. Maps inside lists get the
  // defaults of their properties, and lose the keys that are null. False when at least one error
  // was added.
  [[nodiscard]] bool validate(value::Value& instance, const Places& places,
                              diag::Diagnostics& diagnostics) const;

  // The room's own.
  struct Parsed;

 private:
  std::shared_ptr<const Parsed> parsed_;
};

// Empty when `text` is of the format, else what is wrong with it, said of it: "has a scheme; write
// `example.com`". Everything echoed is printable. Unknown formats accept everything.
std::string format_problem(std::string_view format, std::string_view text);

// The characters of an alphabet that `x-generate` can name (`alnum`); empty when there is no such
// alphabet.
std::string_view alphabet(std::string_view name);

}  // namespace copctl::schema
