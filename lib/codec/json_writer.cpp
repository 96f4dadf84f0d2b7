#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

#include "base/text.h"
#include "codec/base64.h"
#include "codec/codec.h"
#include "codec/number.h"

namespace copctl::codec {
namespace {

// Characters that are written as they are, by options.
constexpr std::array<bool, 128> make_plain(bool escape_html) {
  std::array<bool, 128> plain{};
  for (std::size_t c = 0x20; c < 0x80; ++c) {
    plain[c] = c != '"' && c != '\\' && !(escape_html && (c == '<' || c == '>' || c == '&'));
  }
  return plain;
}
constexpr std::array<bool, 128> kPlain = make_plain(false);
constexpr std::array<bool, 128> kPlainHtml = make_plain(true);

class Writer {
 public:
  Writer(std::string& out, const JsonOptions& options, std::string& error)
      : out_(out), options_(options), error_(error) {}

  bool write(const value::Value& v);
  void write_string(std::string_view text);

 private:
  bool write_float(double number);
  void write_escape(unsigned char c);
  bool write_list(const value::Value& v);
  bool write_map(const value::Value& v);
  bool enter(const value::Value& v, const void* identity);
  void leave(char bracket, bool empty);
  void separate(bool first);
  bool fail(std::string message) {
    error_ = std::move(message);
    return false;
  }

  std::string& out_;
  const JsonOptions& options_;
  std::string& error_;
  // The containers around the current value, outermost first.
  std::vector<const void*> around_;
};

bool Writer::write(const value::Value& v) {
  switch (v.kind()) {
    case value::Kind::kNil:
      out_ += "null";
      return true;
    case value::Kind::kBool:
      out_ += v.as_bool() ? "true" : "false";
      return true;
    case value::Kind::kInt:
      append_int(out_, v.as_int());
      return true;
    case value::Kind::kFloat:
      return write_float(v.as_float());
    case value::Kind::kComplex:
      return fail("json: unsupported type: complex128");
    case value::Kind::kString:
      write_string(v.as_string());
      return true;
    case value::Kind::kList:
      return write_list(v);
    case value::Kind::kMap:
      return write_map(v);
    case value::Kind::kObject:
      return write(v.as_object().plain());
  }
  return false;
}

bool Writer::write_float(double number) {
  if (!std::isfinite(number)) {
    std::string spelling;
    append_float_g(spelling, number);
    return fail("json: unsupported value: " + spelling);
  }
  const std::size_t begin = out_.size();
  append_float_json(out_, number);
  if (options_.floats_stay && out_.find_first_of(".e", begin) == std::string::npos) {
    out_ += ".0";
  }
  return true;
}

void Writer::write_escape(unsigned char c) {
  switch (c) {
    case '"':
    case '\\':
      out_ += '\\';
      out_ += static_cast<char>(c);
      return;
    case '\n':
      out_ += "\\n";
      return;
    case '\r':
      out_ += "\\r";
      return;
    case '\t':
      out_ += "\\t";
      return;
    default:
      fmt::format_to(std::back_inserter(out_), "\\u{:04x}", c);
  }
}

void Writer::write_string(std::string_view text) {
  // U+2028 and U+2029 are escaped by both: they end a line in JavaScript.
  const auto& plain = options_.escape_html ? kPlainHtml : kPlain;
  out_ += '"';
  while (!text.empty()) {
    // Most strings are one run.
    std::size_t run = 0;
    while (run < text.size() && static_cast<unsigned char>(text[run]) < 0x80 &&
           plain[static_cast<unsigned char>(text[run])]) {
      ++run;
    }
    out_ += text.substr(0, run);
    text.remove_prefix(run);
    if (text.empty()) {
      break;
    }
    const auto c = static_cast<unsigned char>(text[0]);
    if (c < 0x80) {
      write_escape(c);
      text.remove_prefix(1);
      continue;
    }
    const base::Rune rune = base::decode_rune(text);
    if (!rune.valid) {
      out_ += "\\ufffd";
    } else if (rune.code == 0x2028 || rune.code == 0x2029) {
      out_ += rune.code == 0x2028 ? "\\u2028" : "\\u2029";
    } else {
      out_ += text.substr(0, rune.length);
    }
    text.remove_prefix(rune.length);
  }
  out_ += '"';
}

// A value that holds itself would never end; Go's words for one, and for what is merely too deep.
bool Writer::enter(const value::Value& v, const void* identity) {
  if (around_.size() >= kMaxEncodeDepth) {
    const bool cycle = std::ranges::find(around_, identity) != around_.end();
    return fail(cycle ? "json: unsupported value: encountered a cycle via " + value::type_name(v)
                      : "json: exceeded max depth");
  }
  around_.push_back(identity);
  return true;
}

void Writer::leave(char bracket, bool empty) {
  around_.pop_back();
  if (!empty && options_.indent > 0) {
    out_ += '\n';
    out_.append(around_.size() * options_.indent, ' ');
  }
  out_ += bracket;
}

void Writer::separate(bool first) {
  if (!first) {
    out_ += ',';
  }
  if (options_.indent > 0) {
    out_ += '\n';
    out_.append(around_.size() * options_.indent, ' ');
  }
}

bool Writer::write_list(const value::Value& v) {
  const value::List& list = v.as_list();
  // encode.go: a nil slice is not an empty one.
  if (list.nil) {
    out_ += "null";
    return true;
  }
  // encode.go: encodeByteSlice.
  if (list.element == value::Element::kByte) {
    write_string(encode_base64(bytes_of(list)));
    return true;
  }
  if (!enter(v, &list)) {
    return false;
  }
  out_ += '[';
  bool first = true;
  for (const auto& item : list.items) {
    separate(first);
    first = false;
    if (!write(item)) {
      return false;
    }
  }
  leave(']', first);
  return true;
}

bool Writer::write_map(const value::Value& v) {
  const value::Map& map = v.as_map();
  if (map.nil) {
    out_ += "null";
    return true;
  }
  if (!enter(v, &map)) {
    return false;
  }
  out_ += '{';
  bool first = true;
  for (const auto& [key, item] : map.entries) {
    separate(first);
    first = false;
    write_string(key);
    out_ += options_.indent > 0 ? ": " : ":";
    if (!write(item)) {
      return false;
    }
  }
  leave('}', first);
  return true;
}

}  // namespace

std::optional<std::string> encode_json(const value::Value& v, const JsonOptions& options,
                                       std::string& error) {
  std::string out;
  if (!Writer(out, options, error).write(v)) {
    return std::nullopt;
  }
  return out;
}

void append_json_string(std::string& out, std::string_view text) {
  const JsonOptions options{.escape_html = false};
  std::string error;
  Writer(out, options, error).write_string(text);
}

}  // namespace copctl::codec
