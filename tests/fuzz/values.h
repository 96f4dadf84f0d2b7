#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "value/value.h"

// Values out of bytes, and what must hold of every value.

namespace copctl::fuzz {

// Reads an input from its front; at its end every further byte is 0. Borrows it.
class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : rest_(bytes) {}

  bool empty() const { return rest_.empty(); }
  std::uint8_t byte();
  // Below `limit`.
  std::size_t below(std::size_t limit) { return byte() % limit; }
  std::uint64_t number(std::size_t bytes);
  std::string_view take(std::size_t count);

 private:
  std::string_view rest_;
};

enum class Shapes : std::uint8_t {
  // What JSON and YAML can hold: finite numbers, strings of UTF-8.
  kPlain,
  // Everything that templates can meet, lists within themselves included.
  kAll
};

// A small value made of the next bytes: a byte tells the kind, text stands as it is, so that
// strings of an input are found in its value.
value::Value make_value(Bytes& bytes, Shapes shapes, int depth = 5);

// Written as toYaml and as toYamlPretty the value is read as the same, but for the strings that Go
// changes on the way.
void check_yaml_round_trip(const value::Value& v);
void check_json_round_trip(const value::Value& v);
// A map written as toToml is read as the same, but for entries that are null, which TOML has not.
void check_toml_round_trip(const value::Value& v);

}  // namespace copctl::fuzz
