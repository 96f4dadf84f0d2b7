#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diag/diagnostic.h"
#include "diag/source_map.h"
#include "value/path.h"
#include "value/value.h"

// Text <-> Value: YAML, JSON, TOML. The front door of the room; libyaml, nlohmann and toml++ are
// named in its .cpp files only.

namespace copctl::codec {

// What an integer without fraction or exponent becomes. Helm reads values through JSON: float64.
// `--set` and profiles: int64.
enum class Numbers : std::uint8_t { kInt64, kInt, kFloat64 };

// Bounds on what is read. Enough for any manifest people write; small enough that a hostile text
// ends within a second and within memory.
inline constexpr std::size_t kMaxDepth = 200;
inline constexpr std::size_t kMaxInputBytes = 64u << 20;
inline constexpr std::size_t kMaxNodes = 4'000'000;
// Nodes that aliases may repeat, beside the nodes that are written: an alias bomb ends here.
inline constexpr std::size_t kMaxAliasedNodes = 100'000;
// Bytes of keys and strings that aliases may repeat: copies share them, but whoever writes them out
// does not.
inline constexpr std::size_t kMaxAliasedBytes = 4u << 20;
// A TOML text: its library keeps about a hundred bytes a value.
inline constexpr std::size_t kMaxTomlBytes = 1u << 20;
// Levels that are written. Values of templates can be deeper than any text that is read, or hold
// themselves.
inline constexpr std::size_t kMaxEncodeDepth = 1'000;

struct YamlOptions {
  Numbers numbers = Numbers::kInt64;
  // Fill Document::spans. Reading is about twice as fast without.
  bool spans = true;
  // A duplicate key is an error; otherwise the last one wins, as in go-yaml v2 through JSON.
  bool unique_keys = true;
};

// One `---` part. A document that is empty or only comments has a nil value.
struct Document {
  value::Value value;
  value::SpanTable spans;
  diag::Span span;
  bool empty = false;
};

// Reads every document of a source, scalars resolved by YAML 1.1 as go-yaml v2 does (`yes`, `0777`,
// `1_000`; base 60 and timestamps stay strings), merge keys and aliases expanded. Non-string keys
// become strings (`1: x` -> "1"). A byte order mark and CR LF are accepted. Errors have positions:
// bad syntax, invalid UTF-8, a duplicate key (with a note at the first), a tab as indent, and the
// limits above. A plain scalar's own text is `sources.text(span)`.
[[nodiscard]] std::optional<std::vector<Document>> decode_yaml(const diag::SourceMap& sources,
                                                               diag::SourceId source,
                                                               const YamlOptions& options,
                                                               diag::Diagnostics& diagnostics);

// RFC 8259, with positions; duplicate keys are an error.
[[nodiscard]] std::optional<Document> decode_json(const diag::SourceMap& sources,
                                                  diag::SourceId source, Numbers numbers,
                                                  diag::Diagnostics& diagnostics);

// The bytes of sigs.k8s.io/yaml Marshal over go-yaml v2 (Helm's toYaml), with the final newline;
// empty when the value has no YAML form (NaN, characters that YAML forbids).
std::optional<std::string> encode_yaml(const value::Value& v);
// go-yaml v3 with indent 2 (Helm's toYamlPretty): sequences indented, nothing folded.
std::optional<std::string> encode_yaml_pretty(const value::Value& v);

struct JsonOptions {
  // `<`, `>`, `&` as \u003c …, as encoding/json does by default.
  bool escape_html = true;
  // Blanks per level; 0 writes one line without blanks.
  int indent = 0;
  // A float without fraction keeps a point, `1.0`, so that it is read back as a float.
  bool floats_stay = false;
};
// encoding/json's bytes. Empty when the value has no JSON form (NaN, Inf); `error` then holds Go's
// words.
std::optional<std::string> encode_json(const value::Value& v, const JsonOptions& options,
                                       std::string& error);
// Appends `text` as a JSON string, `<`, `>` and `&` as they are; invalid UTF-8 becomes U+FFFD.
void append_json_string(std::string& out, std::string_view text);

// Document <-> a compact binary form that loads without parsing: what the build embeds for
// profiles. Not a stable format; both ends are one build.
std::string pack(const Document& document);
// Spans come back in `source`. Empty when the bytes are not what `pack` wrote.
std::optional<Document> unpack(std::string_view bytes, diag::SourceId source);

// True when YAML 1.1 reads the unquoted word as something other than a string (go-yaml v2:
// resolve), or as a base-60 number.
bool resolves(std::string_view plain);

// What the JSON-like parsers behind fromYaml, fromJson, fromToml give: no positions, Go's error
// words.
struct GoResult {
  value::Value value;
  // Empty on success: `error converting YAML to JSON: yaml: line 2: …`.
  std::string error;
};
GoResult go_yaml_unmarshal(std::string_view text, Numbers numbers);
GoResult go_json_unmarshal(std::string_view text, Numbers numbers);
GoResult go_toml_unmarshal(std::string_view text);
// BurntSushi/toml's bytes; on error `error` holds its words.
GoResult go_toml_marshal(const value::Value& v);

}  // namespace copctl::codec
