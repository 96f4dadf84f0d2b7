#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codec/codec.h"
#include "codec/fault.h"
#include "codec/tree_builder.h"
#include "codec/yaml_events.h"
#include "codec/yaml_resolve.h"

namespace copctl::codec {

// With `options.spans` off neither values nor faults have positions: whoever wants to show a fault
// reads again with them on.
struct YamlReading {
  YamlOptions options;
  // Of the text; without one, faults are in Go's words only.
  diag::SourceId source = diag::kNoSource;
  // Where the text begins in its source: behind a byte order mark.
  std::size_t offset = 0;
};

// Turns events into documents, one at a time. What is at fault in the sense of the values (an
// unknown anchor, a list as a key) does not stop the reading of events, since Go reports bad syntax
// first; what costs memory does.
class YamlReader {
 public:
  YamlReader(std::string_view text, const YamlReading& reading);

  // The next document; empty at the end of the stream and after a fault that ends the reading.
  // Documents may have faults.
  std::optional<Document> next();
  // In the order in which they were met.
  const Faults& faults() const { return faults_; }

 private:
  // What an alias repeats, with what that costs.
  struct Anchor {
    value::Value value{};
    std::size_t nodes = 0;
    std::size_t bytes = 0;
    std::size_t height = 0;
    bool open = false;
  };
  // What an open collection has to remember until it ends.
  struct Collection {
    std::string anchor;
    std::size_t nodes = 0;
    std::size_t bytes = 0;
    diag::Span span;
    bool flow = false;
    bool is_key = false;
  };

  void check_directives();
  bool advance();
  std::optional<Document> read_document();
  void node();
  void scalar();
  void alias();
  void open(value::Value container, const yaml_char_t* anchor, bool flow);
  void close();
  void key(const Resolution& meaning, std::string_view text, diag::Span span);
  void null_key(diag::Span span);
  Resolution meaning(std::string_view text, diag::Span span);
  value::Value scalar_value(const Resolution& meaning, std::string_view text, diag::Span span);
  // After a value has been placed behind its key.
  void place(value::Value v, diag::Span span);
  void placed(const value::Value& v, bool is_alias, diag::Span span);
  bool count_node(diag::Span span);
  bool can_repeat(std::string_view name, const Anchor& anchor, diag::Span span);
  void remember(const yaml_char_t* name, Anchor anchor);
  diag::Span span() const;
  diag::Span scalar_span() const;
  void extend(const diag::Span& inner);
  Fault& fail(diag::Span span, diag::Kind kind, std::string message, std::string go);

  YamlEvents events_;
  YamlReading reading_;
  Faults faults_;
  TreeBuilder builder_;
  std::vector<Collection> open_;
  std::map<std::string, Anchor, std::less<>> anchors_;
  std::size_t documents_ = 0;
  std::size_t nodes_ = 0;
  std::size_t bytes_ = 0;
  std::size_t aliased_nodes_ = 0;
  std::size_t aliased_bytes_ = 0;
  // The fault of a key whose value is still to be named.
  std::optional<std::size_t> unfinished_;
  bool stopped_ = false;
};

}  // namespace copctl::codec
