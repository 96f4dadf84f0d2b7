#include <yaml-cpp/yaml.h>

#include <nlohmann/json.hpp>
#include <random>

#include "base/text.h"
#include "codec/probe.h"
#include "support/catch.h"

// Random values through our own readers, and through readers of other make as oracles.

namespace copctl::codec {
namespace {

using probe::json;
using probe::Source;

constexpr const char* kNasty[] = {
    "",         "~",     "null",     "yes",      "y",           "on",         "off",
    "0777",     "1_000", "12:30:45", "1e3",      "0x1F",        "0b101",      "0o14",
    ".5",       ".inf",  "-.inf",    ".nan",     "<<",          "=",          "2001-01-01",
    "a: b",     "a #b",  "- a",      "-",        "?",           "? a",        ":",
    "a:",       "#",     "&a",       "*a",       "!t",          "|",          ">",
    "%x",       "@x",    "`x",       "'",        "\"",          " ",          " a",
    "a ",       "a\nb",  "a\nb\n",   "a\n\n",    "\n",          "\na",        " \n",
    "a \nb",    "a\n b", "a\tb",     "a\n\tb",   "é",           "😀",          "\xE2\x80\xA8",
    "---",      "...",   "--- a",    "a,b",      "[a]",         "{a",         "a]",
    "1.",       "1e400", "08",       "+1",       "1:99",        "it's",       "C:\\x",
    "\x1b[31m", "\r\n",  "a\rb",     "\xC2\xA0", "10.0.0.1:80", "nginx:1.25", "100m",
};

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}

  std::size_t below(std::size_t n) { return engine_() % n; }
  bool one_in(std::size_t n) { return below(n) == 0; }

  std::string text() {
    if (one_in(2)) {
      return kNasty[below(std::size(kNasty))];
    }
    constexpr const char* kPieces[] = {
        "a", "b", "z", "0", "9", " ",  " ",  ":", ": ",   "#",           " #", "-",  "?", ",",
        "[", "]", "{", "}", "&", "*",  "!",  "|", ">",    "'",           "\"", "%",  "@", "\n",
        "_", "=", "~", "é", "😀", "\t", "\\", "/", "word", "long words ", "0x", "e3", "."};
    std::string out;
    for (std::size_t pieces = below(one_in(5) ? 60 : 8); pieces != 0; --pieces) {
      out += kPieces[below(std::size(kPieces))];
    }
    return out;
  }

  // go-yaml leaves `<<` without quotes, and a reader then takes it for a merge.
  std::string key() {
    std::string out = text();
    return out == "<<" ? "=" : out;
  }

  value::Value value(int depth) {
    const std::size_t choice = below(depth > 0 ? 10 : 6);
    switch (choice) {
      case 0:
        return value::Value::nil();
      case 1:
        return value::Value::boolean(one_in(2));
      case 2:
        return value::Value::integer(static_cast<std::int64_t>(engine_()) - (1LL << 31));
      case 3:
        return value::Value::real(static_cast<double>(engine_()) / 4096.0 + 0.0001);
      case 4:
      case 5:
        return value::Value::string(text());
      case 6:
      case 7: {
        value::Items items;
        for (std::size_t n = below(4); n != 0; --n) {
          items.push_back(value(depth - 1));
        }
        return value::Value::list(std::move(items));
      }
      default: {
        value::Entries entries;
        for (std::size_t n = below(4); n != 0; --n) {
          entries[key()] = value(depth - 1);
        }
        return value::Value::map(std::move(entries));
      }
    }
  }

 private:
  std::mt19937 engine_;
};

std::string read_back(const std::string& text) {
  Source source(text);
  const auto documents = source.yaml();
  return documents && documents->size() == 1 ? json(documents->front().value) : source.printed();
}

TEST_CASE("what is written as YAML is read as it was") {
  Random random(20240517);
  for (int round = 0; round < 4000; ++round) {
    const value::Value v = random.value(4);
    const auto text = encode_yaml(v);
    REQUIRE(text);
    INFO(*text);
    REQUIRE(read_back(*text) == json(v));
  }
}

// go-yaml v3 loses a leading line break of a literal block, and libyaml refuses a leading tab in
// one; such texts are left out.
bool is_safe_for_pretty(std::string_view text) {
  return !text.starts_with('\n') && !text.starts_with('\t');
}

bool is_safe_for_pretty(const value::Value& v) {
  if (v.is_string()) {
    return is_safe_for_pretty(std::string_view(v.as_string()));
  }
  for (const auto& item : v.items()) {
    if (!is_safe_for_pretty(item)) {
      return false;
    }
  }
  for (const auto& [key, item] : v.entries()) {
    if (!is_safe_for_pretty(std::string_view(key)) || !is_safe_for_pretty(item)) {
      return false;
    }
  }
  return true;
}

TEST_CASE("what is written pretty is read as it was") {
  Random random(7);
  int compared = 0;
  for (int round = 0; round < 4000; ++round) {
    const value::Value v = random.value(4);
    if (!is_safe_for_pretty(v)) {
      continue;
    }
    const auto text = encode_yaml_pretty(v);
    REQUIRE(text);
    INFO(*text);
    REQUIRE(read_back(*text) == json(v));
    ++compared;
  }
  CHECK(compared > 2000);
}

// A value as text without types, which yaml-cpp does not resolve: scalars by their spelling.
std::string spelled(const value::Value& v) {
  std::string out;
  if (v.is_list()) {
    for (const auto& item : v.items()) {
      out += "[" + spelled(item) + "]";
    }
    return "L" + out;
  }
  if (v.is_map()) {
    for (const auto& [key, item] : v.entries()) {
      out += "{" + json(value::Value::string(key)) + "=" + spelled(item) + "}";
    }
    return "M" + out;
  }
  if (v.is_string()) {
    return "S" + json(v);
  }
  return v.is_nil() ? "N" : "S" + json(value::Value::string(*encode_yaml(v)));
}

std::string spelled(const YAML::Node& node) {
  std::string out;
  if (node.IsSequence()) {
    for (const auto& item : node) {
      out += "[" + spelled(item) + "]";
    }
    return "L" + out;
  }
  if (node.IsMap()) {
    std::map<std::string, std::string> entries;
    for (const auto& entry : node) {
      entries[entry.first.Scalar()] = spelled(entry.second);
    }
    for (const auto& [key, item] : entries) {
      out += "{" + json(value::Value::string(key)) + "=" + item + "}";
    }
    return "M" + out;
  }
  if (node.IsNull()) {
    return "N";
  }
  return "S" + json(value::Value::string(node.Scalar()));
}

std::string trimmed(std::string text) {
  for (std::size_t at = text.find("\\n\""); at != text.npos; at = text.find("\\n\"")) {
    text.erase(at, 2);
  }
  return text;
}

// Where YAML 1.1 and 1.2, or yaml-cpp and its specification, part: line separators are line breaks
// in 1.1 only; yaml-cpp 0.7 knows no `\e`-like escapes wrong, but reads a line break in a key and
// a literal that begins with blank lines its own way.
bool is_common(std::string_view text) {
  return text.find('\n') == text.npos && text.find("\xE2\x80\xA8") == text.npos &&
         text.find('\r') == text.npos && text.find('\t') == text.npos;
}

bool is_common(const value::Value& v) {
  if (v.is_string()) {
    return is_common(v.as_string());
  }
  for (const auto& item : v.items()) {
    if (!is_common(item)) {
      return false;
    }
  }
  for (const auto& [key, item] : v.entries()) {
    if (!is_common(key) || key.size() > 100 || !is_common(item)) {
      return false;
    }
  }
  return true;
}

TEST_CASE("yaml-cpp reads what we write as we meant it") {
  Random random(99);
  int compared = 0;
  for (int round = 0; round < 6000; ++round) {
    const value::Value v = random.value(3);
    if (!is_common(v)) {
      continue;
    }
    const auto text = encode_yaml(v);
    REQUIRE(text);
    INFO(*text);
    REQUIRE(trimmed(spelled(YAML::Load(*text))) == trimmed(spelled(v)));
    ++compared;
  }
  CHECK(compared > 2000);
}

TEST_CASE("what is written as JSON is read as it was, by us and by nlohmann") {
  Random random(5);
  for (int round = 0; round < 3000; ++round) {
    const value::Value v = random.value(4);
    std::string error;
    for (const JsonOptions& options :
         {JsonOptions{}, JsonOptions{.escape_html = false}, JsonOptions{.indent = 2}}) {
      const auto text = encode_json(v, options, error);
      REQUIRE(text);
      INFO(*text);
      Source source(*text);
      const auto document = source.json();
      REQUIRE(document);
      REQUIRE(json(document->value) == json(v));
      const auto other = nlohmann::json::parse(*text);
      REQUIRE(nlohmann::json::parse(json(document->value)) == other);
    }
  }
}

TEST_CASE("JSON is YAML, and reads the same") {
  Random random(31);
  for (int round = 0; round < 3000; ++round) {
    const std::string text = json(random.value(4));
    INFO(text);
    REQUIRE(read_back(text) == text);
  }
}

TEST_CASE("a packed document is the document") {
  Random random(12);
  for (int round = 0; round < 500; ++round) {
    Source source(*encode_yaml(random.value(4)));
    const auto documents = source.yaml();
    REQUIRE(documents);
    const auto back = unpack(pack(documents->front()), source.id);
    REQUIRE(back);
    REQUIRE(value::deep_equal(back->value, documents->front().value));
    REQUIRE(back->spans.all().size() == documents->front().spans.all().size());
  }
}

TEST_CASE("TOML of plain tables is read as it was") {
  Random random(3);
  int compared = 0;
  for (int round = 0; round < 3000; ++round) {
    const value::Value v = value::Value::map({{"a", random.value(3)}, {"b", random.value(2)}});
    const GoResult written = go_toml_marshal(v);
    if (!written.error.empty() || json(v).find("null") != std::string::npos) {
      continue;
    }
    INFO(written.value.as_string());
    const GoResult read = go_toml_unmarshal(written.value.as_string());
    REQUIRE(read.error == "");
    REQUIRE(json(read.value) == json(v));
    ++compared;
  }
  CHECK(compared > 1000);
}

}  // namespace
}  // namespace copctl::codec
