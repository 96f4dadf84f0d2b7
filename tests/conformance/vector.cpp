#include "vector.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <utility>

namespace copctl::conformance {

namespace {

using Json = nlohmann::json;
using value::Value;

// `numbers` says what an integer without fraction and exponent becomes.
Value to_number(const Json& json, const std::string& numbers) {
  const bool fits = json.is_number_integer() &&
                    (!json.is_number_unsigned() || json.get<std::uint64_t>() <= INT64_MAX);
  if (numbers == "float64" || !fits) return Value::real(json.get<double>());
  return Value::integer(json.get<std::int64_t>(),
                        numbers == "int" ? value::IntType::kInt : value::IntType::kInt64);
}

Value to_value(const Json& json, const std::string& numbers) {
  if (json.is_object()) {
    value::Entries entries;
    for (const auto& [key, entry] : json.items()) entries.emplace(key, to_value(entry, numbers));
    return Value::map(std::move(entries));
  }
  if (json.is_array()) {
    value::Items items;
    for (const Json& item : json) items.push_back(to_value(item, numbers));
    return Value::list(std::move(items));
  }
  if (json.is_string()) return Value::string(json.get<std::string>());
  if (json.is_boolean()) return Value::boolean(json.get<bool>());
  return json.is_null() ? Value() : to_number(json, numbers);
}

std::string from_base64(const std::string& text) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  unsigned bits = 0;
  int count = 0;
  for (const char c : text) {
    const std::size_t digit = kAlphabet.find(c);
    if (digit == std::string_view::npos) break;
    bits = bits << 6 | static_cast<unsigned>(digit);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>(bits >> count & 0xFF);
  }
  return bytes;
}

Wanted to_wanted(const Json& json) {
  Wanted wanted;
  if (json.contains("output_b64")) {
    wanted.output = from_base64(json["output_b64"]);
  } else if (json.contains("output")) {
    wanted.output = json["output"].get<std::string>();
  } else {
    const Json& error = json.at("error");
    wanted.substring = error.at("substring");
    while (wanted.substring.ends_with('\n')) wanted.substring.pop_back();
    if (error.contains("line")) wanted.line = error["line"].get<unsigned>();
  }
  return wanted;
}

Mode to_mode(const std::string& mode) {
  if (mode == "helm") return Mode::kHelm;
  return mode == "sprig" ? Mode::kSprig : Mode::kGo;
}

Vector to_request(const Json& json) {
  const Json& options = json.at("options");
  Vector vector;
  vector.templates = json.at("templates").get<std::map<std::string, std::string>>();
  vector.entry = json.at("entry");
  vector.numbers = options.value("numbers", "float64");
  vector.data = to_value(json.at("data"), vector.numbers);
  vector.mode = to_mode(options.at("mode"));
  vector.missing_key = options.value("missingkey", "default");
  return vector;
}

Vector to_vector(const Json& json) {
  Vector vector = to_request(json);
  vector.id = json.at("id");
  vector.group = json.at("group");
  if (json.contains("property")) {
    vector.property = {json["property"].at("regex"), json["property"].value("distinct", false)};
  } else {
    vector.wanted.push_back(to_wanted(json));
    if (json.contains("alt")) vector.wanted.push_back(to_wanted(json["alt"]));
  }
  return vector;
}

}  // namespace

std::optional<std::vector<Vector>> read_vectors(const std::string& path, std::string& error) {
  try {
    std::ifstream file(path);
    std::vector<Vector> vectors;
    for (const Json& json : Json::parse(file)) vectors.push_back(to_vector(json));
    return vectors;
  } catch (const Json::exception& exception) {
    error = exception.what();
    return std::nullopt;
  }
}

std::optional<Vector> read_request(const std::string& path, std::string& error) {
  try {
    std::ifstream file(path);
    return to_request(Json::parse(file));
  } catch (const Json::exception& exception) {
    error = exception.what();
    return std::nullopt;
  }
}

}  // namespace copctl::conformance
