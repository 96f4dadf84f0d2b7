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

// Text <-> Value: YAML, JSON, TOML. The front door of the room; libyaml and toml++ are named behind
// it only.

namespace copctl::codec {

// What an integer without fraction or exponent becomes. Helm reads values through JSON: float64.
// `--set` and profiles: int64.
enum class Numbers : std::uint8_t { kInt64, kInt, kFloat64 };

// Bounds on what is read: a hostile text ends within about a second and 200 MB (a value with its
// position takes about 200 bytes), and any manifest that a cluster takes is far below.
inline constexpr std::size_t kMaxDepth = 200;
inline constexpr std::size_t kMaxInputBytes = 8u << 20;
inline constexpr std::size_t kMaxNodes = 500'000;
inline constexpr std::size_t kMaxDocuments = 50'000;
// All JSON pointers of a document's positions together.
inline constexpr std::size_t kMaxPointerBytes = 48u << 20;
// Nodes that aliases may repeat, beside the nodes that are written: an alias bomb ends here.
inline constexpr std::size_t kMaxAliasedNodes = 100'000;
// Bytes of keys and strings that aliases may repeat: copies share them, but whoever writes them out
// does not.
inline constexpr std::size_t kMaxAliasedBytes = 4u << 20;
// libyaml compares each with all before it.
inline constexpr std::size_t kMaxTagDirectives = 100;
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

// One `---` part. A document that is empty or only comments has a nil value and is `empty`.
struct Document {
  value::Value value{};
  // Keys and scalars by their own text (quotes included, anchors and tags not), collections from
  // their first to their last character. What an alias repeats has the position of the alias.
  value::SpanTable spans{};
  // From its `---` to the next; the first begins where the source does, so they tile it.
  diag::Span span{};
  bool empty = false;
};

// Reads every document of a source; there is at least one. Scalars are resolved by YAML 1.1 as
// go-yaml v2 does (`yes`, `0777`, `1_000`; base 60 and timestamps stay strings). Aliases are
// copies; merged keys (`<<`) replace what stands before them and are replaced by what follows, as
// in go-yaml v2. Keys that are no strings become strings (`1: x` -> "1", `yes: x` -> "true"); null
// and collections cannot be keys. A byte order mark and CR LF are accepted. Errors, with positions:
// bad syntax (the rest is then not read), invalid UTF-8, duplicate keys (with a note at the first),
// unknown anchors, and the limits above.
[[nodiscard]] std::optional<std::vector<Document>> decode_yaml(const diag::SourceMap& sources,
                                                               diag::SourceId source,
                                                               const YamlOptions& options,
                                                               diag::Diagnostics& diagnostics);

// How much of a text is read: more for those who read what copctl wrote itself.
struct JsonLimits {
  std::size_t bytes = kMaxInputBytes;
  std::size_t nodes = kMaxNodes;
};

// RFC 8259, with positions unless `spans` is false; duplicate keys are an error. Whole numbers
// beyond int64 become float64, as numbers beyond float64 are an error. Syntax errors have
// encoding/json's words. Errors have positions either way.
[[nodiscard]] std::optional<Document> decode_json(const diag::SourceMap& sources,
                                                  diag::SourceId source, Numbers numbers,
                                                  diag::Diagnostics& diagnostics, bool spans = true,
                                                  const JsonLimits& limits = {});

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
// RFC 4648 section 4, with padding.
std::string encode_base64(std::string_view bytes);
// Line breaks are passed over, as Go's base64.StdEncoding does; anything else odd is empty.
std::optional<std::string> decode_base64(std::string_view text);

// Appends `text` as a JSON string, `<`, `>` and `&` as they are; invalid UTF-8 becomes U+FFFD.
void append_json_string(std::string& out, std::string_view text);

// Document <-> a compact binary form that loads without parsing: what the build embeds for
// profiles. Values and positions of one source are kept. Not a stable format; both ends are one
// build.
std::string pack(const Document& document);
// Spans come back in `source`. Empty when the bytes are not what `pack` wrote.
std::optional<Document> unpack(std::string_view bytes, diag::SourceId source);
// The same for a value alone, without positions.
std::string pack_value(const value::Value& v);
std::optional<value::Value> unpack_value(std::string_view bytes);

// True when YAML 1.1 reads the unquoted word as something other than a string (go-yaml v2:
// resolve), or as a base-60 number.
bool resolves(std::string_view plain);

// What the libraries behind fromYaml, fromJson and fromToml give: no positions, Go's error words.
struct GoResult {
  value::Value value{};
  // Empty on success: `error converting YAML to JSON: yaml: line 2: …`. Beside an error the value
  // is what Go had read by then: all but the numbers that JSON's float64 cannot hold, else nothing.
  std::string error{};
};
// sigs.k8s.io/yaml Unmarshal: the first document only, duplicate keys replace, NaN and infinities
// are errors, numbers as JSON spells them.
GoResult go_yaml_unmarshal(std::string_view text, Numbers numbers);
// encoding/json Unmarshal: duplicate keys replace, invalid UTF-8 becomes U+FFFD.
GoResult go_json_unmarshal(std::string_view text, Numbers numbers);
// Integers are int64; dates are strings as encoding/json shows them. Go's words only in kind.
GoResult go_toml_unmarshal(std::string_view text);
// BurntSushi/toml's bytes as a string; on error `error` holds its words. Nil is an error that Go
// panics with; the others become toToml's output.
GoResult go_toml_marshal(const value::Value& v);
// `json: cannot unmarshal array into Go value of type map[string]interface {}`: what Go says when a
// value is read into a map (or list) and is none. Empty when it is one, or nil.
std::string go_type_mismatch(const value::Value& v, value::Kind wanted);

}  // namespace copctl::codec
