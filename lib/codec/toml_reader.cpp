#include <fmt/format.h>

#include <optional>
#include <string>

#include "codec/codec.h"
#include "codec/toml_scan.h"

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#include <toml++/toml.h>
#pragma GCC diagnostic pop

namespace copctl::codec {
namespace {

std::string date_text(const toml::date& date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::string time_text(const toml::time& time) {
  std::string text = fmt::format("{:02}:{:02}:{:02}", time.hour, time.minute, time.second);
  if (time.nanosecond != 0) {
    text += fmt::format(".{:09}", time.nanosecond);
    text.erase(text.find_last_not_of('0') + 1);
  }
  return text;
}

std::string zone_text(const std::optional<toml::time_offset>& offset) {
  if (!offset || offset->minutes == 0) {
    return "Z";
  }
  const int minutes = offset->minutes < 0 ? -offset->minutes : offset->minutes;
  return fmt::format("{}{:02}:{:02}", offset->minutes < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

// Dates and times as encoding/json shows the time.Time that Go reads them into, in UTC.
value::Value timestamp(const toml::node& node) {
  if (const auto* date = node.as_date()) {
    return value::Value::string(date_text(date->get()) + "T00:00:00Z");
  }
  if (const auto* time = node.as_time()) {
    return value::Value::string("0000-01-01T" + time_text(time->get()) + "Z");
  }
  const toml::date_time& both = node.as_date_time()->get();
  return value::Value::string(date_text(both.date) + "T" + time_text(both.time) +
                              zone_text(both.offset));
}

// Recursion is bounded by TomlScan.
value::Value from_node(const toml::node& node) {
  if (const auto* table = node.as_table()) {
    value::Entries entries;
    for (const auto& [key, item] : *table) {
      entries.insert_or_assign(std::string(key.str()), from_node(item));
    }
    return value::Value::map(std::move(entries));
  }
  if (const auto* array = node.as_array()) {
    value::Items items;
    items.reserve(array->size());
    for (const auto& item : *array) {
      items.push_back(from_node(item));
    }
    return value::Value::list(std::move(items));
  }
  if (const auto* text = node.as_string()) {
    return value::Value::string(text->get());
  }
  if (const auto* number = node.as_integer()) {
    return value::Value::integer(number->get());
  }
  if (const auto* number = node.as_floating_point()) {
    return value::Value::real(number->get());
  }
  if (const auto* truth = node.as_boolean()) {
    return value::Value::boolean(truth->get());
  }
  return timestamp(node);
}

}  // namespace

GoResult go_toml_unmarshal(std::string_view text) {
  if (text.size() > kMaxTomlBytes) {
    return {.error = "toml: document is too large"};
  }
  const TomlScan scan(text);
  if (!scan.error().empty()) {
    return {.error = scan.error()};
  }
  const toml::parse_result result = toml::parse(scan.text());
  if (!result) {
    return {.error = fmt::format("toml: line {}: {}", result.error().source().begin.line,
                                 result.error().description())};
  }
  return {.value = from_node(result.table())};
}

}  // namespace copctl::codec
