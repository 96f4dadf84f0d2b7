#include "fuzz/targets.h"
#include "fuzz/values.h"

namespace copctl::fuzz {

// Random values that text can hold come back from toYaml, toYamlPretty, toJson and toToml
// as they were.
void emit(std::string_view bytes) {
  Bytes source(bytes);
  const value::Value v = make_value(source, Shapes::kPlain);
  check_yaml_round_trip(v);
  check_json_round_trip(v);
  check_toml_round_trip(v);
}

}  // namespace copctl::fuzz
