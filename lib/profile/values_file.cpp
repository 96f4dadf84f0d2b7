#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "base/edit_distance.h"
#include "base/path.h"
#include "base/text.h"
#include "profile/inputs.h"
#include "profile/origins.h"

// Files that the user names: values files, and what `--flag-file` and `x-load` flags take.

namespace copctl::profile {

namespace {

constexpr std::string_view kStandardInput = "-";

std::string quoted(std::string_view text) { return fmt::format("`{}`", base::printable(text)); }

std::size_t count_values(const value::Value& v) {
  std::size_t count = 1;
  for (const value::Value& item : v.items()) count += count_values(item);
  for (const auto& [key, child] : v.entries()) count += count_values(child);
  return count;
}

// "; did you mean `values.yaml`?" when the folder has a file of a similar name.
std::string nearest_file(const base::FileSystem& disk, const std::string& path) {
  const std::string folder(base::dir_name(path));
  std::error_code error;
  const auto entries = disk.list(folder.empty() ? "." : folder, error);
  std::vector<std::string> names;
  if (entries && entries->size() < 1000) {
    for (const base::DirectoryEntry& entry : *entries) names.push_back(entry.name);
  }
  const auto near = base::closest(base::base_name(path), names);
  return near ? fmt::format("; did you mean {}?", quoted(base::join_path(folder, *near))) : "";
}

std::optional<std::string> standard_input(Reading& reading, const std::string& input,
                                          diag::Span span) {
  if (!reading.standard_input_user.empty()) {
    reading.diagnostics.error(
        span, diag::Kind::kCannotRead,
        fmt::format("standard input is already read for {}", quoted(reading.standard_input_user)));
    return std::nullopt;
  }
  reading.standard_input_user = input;
  auto text = reading.inputs.standard_input ? reading.inputs.standard_input() : std::nullopt;
  if (!text) {
    reading.diagnostics.error(span, diag::Kind::kCannotRead, "cannot read standard input");
  } else if (text->size() > kMaxUserFile) {
    reading.diagnostics.error(
        span, diag::Kind::kTooLarge,
        fmt::format("standard input holds more than {} MiB", kMaxUserFile >> 20));
    text.reset();
  }
  return text;
}

bool holds_text(const codec::Document& document) {
  return !document.empty && !document.value.is_nil();
}

// The one document of a values file that says something; nullptr, with an error or a warning, when
// there is none.
const codec::Document* only_document(Reading& reading,
                                     const std::vector<codec::Document>& documents,
                                     const std::string& name, diag::Span argument) {
  const codec::Document* found = nullptr;
  for (const codec::Document& document : documents) {
    if (!holds_text(document)) continue;
    if (found != nullptr) {
      reading.diagnostics.error(document.span, diag::Kind::kInvalidValue,
                                "a values file holds one document; give the second in a file of "
                                "its own");
      return nullptr;
    }
    found = &document;
  }
  if (found == nullptr) {
    reading.diagnostics.warning(argument, diag::Kind::kInvalidValue,
                                fmt::format("{} holds no values", quoted(name)));
    return nullptr;
  }
  if (!found->value.is_map()) {
    reading.diagnostics.error(
        found->span, diag::Kind::kNotAMapping,
        fmt::format("a values file must be a map of keys and values; this is a {}",
                    found->value.is_list() ? "list" : "single value"));
    return nullptr;
  }
  if (count_values(found->value) > kMaxUserValues) {
    reading.diagnostics.error(
        argument, diag::Kind::kTooLarge,
        fmt::format("{} holds more than {} values", quoted(name), kMaxUserValues));
    return nullptr;
  }
  return found;
}

// `pg:` with all its keys commented out: YAML's null, which takes every default of `pg` away.
void warn_of_emptied(Reading& reading, const codec::Document& document) {
  for (const schema::Declared& declared : reading.profile.schema.outline()) {
    if (!declared.inner) continue;
    const value::Value* v = value::lookup_pointer(document.value, declared.pointer);
    const auto* at = v == nullptr ? nullptr : document.spans.find(declared.pointer);
    const bool emptied = v != nullptr && v->is_nil() && at != nullptr &&
                         base::trim(reading.sources.text(at->value)).empty();
    if (!emptied) continue;
    const std::string key = base::printable(value::display_pointer(declared.pointer));
    reading.diagnostics.warning(
        at->key, diag::Kind::kInvalidValue,
        fmt::format("`{}` is empty, which takes all its defaults away; leave the line out to keep "
                    "them",
                    key));
  }
}

}  // namespace

std::optional<std::string> read_user_file(Reading& reading, const std::string& path,
                                          const std::string& input, diag::Span span) {
  if (path == kStandardInput) return standard_input(reading, input, span);
  std::error_code error;
  auto text = reading.disk.read(path, kMaxUserFile, error);
  if (text) return text;
  const bool large = error == std::errc::file_too_large;
  const bool missing = error == std::errc::no_such_file_or_directory;
  reading.diagnostics.error(
      span, large ? diag::Kind::kTooLarge : diag::Kind::kCannotRead,
      large ? fmt::format("{} holds more than {} MiB", quoted(path), kMaxUserFile >> 20)
            : fmt::format("cannot read {}: {}{}", quoted(path), base::error_text(error),
                          missing ? nearest_file(reading.disk, path) : ""));
  return std::nullopt;
}

Layers::OriginOf file_origins(const Reading& reading, const codec::Document& document,
                              OriginKind kind, std::string label, std::string at) {
  const auto lines = std::make_shared<LineTable>(reading.sources.text(document.span.source));
  return [&document, lines, kind, label = std::move(label),
          at = std::move(at)](const std::string& pointer) {
    // What stands above the document's root is where the root is.
    const auto spans = document.spans.nearest(
        std::string_view(pointer).substr(std::min(at.size(), pointer.size())));
    return Origin{kind,
                  kind == OriginKind::kPreset
                      ? label
                      : fmt::format("{}:{}", label, lines->position(spans.value.begin)),
                  spans.value, spans.key};
  };
}

void lay_values_file(Reading& reading, Layers& layers, const std::string& path) {
  const Argument argument = add_argument(reading, "--values", path);
  auto text = read_user_file(reading, path, "--values -", argument.value);
  if (!text) return;
  const std::string name = path == kStandardInput ? "standard input" : path;
  const diag::SourceId source =
      reading.sources.add(diag::SourceKind::kFile, name, std::move(*text));
  const auto documents = codec::decode_yaml(reading.sources, source, {}, reading.diagnostics);
  if (!documents) return conceal_secret_lines(reading, source);
  const codec::Document* document = only_document(reading, *documents, name, argument.value);
  if (document == nullptr) return;
  warn_of_emptied(reading, *document);
  layers.lay(document->value, file_origins(reading, *document, OriginKind::kFile, name, ""));
}

namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// The byte after `name:` in the line, the name perhaps in quotes; npos when the line has none.
std::size_t after_key(std::string_view line, std::string_view name) {
  for (std::size_t at = line.find(name); at != std::string_view::npos;
       at = line.find(name, at + 1)) {
    if (at > 0 && is_word(line[at - 1])) continue;
    std::size_t end = at + name.size();
    while (end < line.size() && (line[end] == '"' || line[end] == '\'' || line[end] == ' ')) ++end;
    if (end < line.size() && line[end] == ':') return end + 1;
  }
  return std::string_view::npos;
}

std::size_t indent_of(std::string_view line) {
  return std::min(line.find_first_not_of(" \t-"), line.size());
}

}  // namespace

void conceal_secret_lines(Reading& reading, diag::SourceId source) {
  const std::string_view text = reading.sources.text(source);
  // Indent of the secret's key, whose deeper lines belong to it.
  std::optional<std::size_t> open;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    std::size_t from = std::string_view::npos;
    if (open && (base::trim(line).empty() || indent_of(line) > *open)) {
      from = 0;
    } else {
      open.reset();
      for (const schema::Declared& declared : reading.profile.schema.outline()) {
        if (!declared.secret || declared.inner) continue;
        from = std::min(from, after_key(line, declared.name()));
      }
      if (from != std::string_view::npos) open = indent_of(line);
    }
    if (from != std::string_view::npos) {
      reading.sources.conceal(
          {source, static_cast<std::uint32_t>(begin + from), static_cast<std::uint32_t>(end)});
    }
    begin = end + 1;
  }
}

}  // namespace copctl::profile
