#include <fmt/format.h>

#include <charconv>
#include <memory>

#include "base/path.h"
#include "base/text.h"
#include "profile/inputs.h"

// What a flag of `x-load` takes: the content of a file, or of a folder of files.

namespace copctl::profile {

namespace {

using value::Value;

// An inventory of one file an entry is large with some thousands.
constexpr std::size_t kMaxFolderFiles = 20'000;
constexpr std::size_t kMaxFolderBytes = 32u << 20;

std::string quoted(std::string_view text) { return fmt::format("`{}`", base::printable(text)); }

enum class Form : std::uint8_t { kText, kJson, kOneDocument, kDocuments, kOneOrMore };

Form form_of(std::string_view word) {
  if (word == "text") return Form::kText;
  if (word == "json") return Form::kJson;
  return word == "documents" ? Form::kDocuments : Form::kOneDocument;
}

// `any`: by the ending of the name; standard input has none.
Form form_of_name(std::string_view name) {
  if (name.ends_with(".json")) return Form::kJson;
  const bool yaml = name == "-" || name.ends_with(".yaml") || name.ends_with(".yml");
  return yaml ? Form::kOneOrMore : Form::kText;
}

using Documents = std::vector<codec::Document>;

class LoadedInput {
 public:
  LoadedInput(Reading& reading, Layers& layers, const LoadFlag& flag, const diag::Span& span)
      : reading_(reading), layers_(layers), flag_(flag), span_(span) {}

  void lay(const std::string& path) {
    const bool any = flag_.leaf.load == "any";
    if (any && is_folder(path)) return lay_folder(path);
    auto text = read_user_file(reading_, path, flag_.label, span_);
    if (!text) return;
    lay_file(path == "-" ? "standard input" : path, std::move(*text),
             any ? form_of_name(path) : form_of(flag_.leaf.load), flag_.leaf.path());
  }

 private:
  bool is_folder(const std::string& path) const {
    std::error_code error;
    const auto status = reading_.disk.stat(path, error);
    return status && status->kind == base::FileKind::kDirectory;
  }

  void lay_folder(const std::string& folder) {
    std::error_code error;
    const auto paths = base::list_tree(reading_.disk, folder, kMaxFolderFiles, error);
    if (!paths) {
      const bool many = error == std::errc::value_too_large;
      return fail(many ? diag::Kind::kTooLarge : diag::Kind::kCannotRead,
                  many
                      ? fmt::format("{} holds more than {} files", quoted(folder), kMaxFolderFiles)
                      : fmt::format("cannot read {}: {}", quoted(folder), base::error_text(error)));
    }
    layers_.lay_at(flag_.leaf.path(), Value::map(), origins_of_argument());
    std::size_t bytes = 0;
    for (const std::string& path : *paths) {
      if (is_hidden(path)) continue;
      const std::string name = base::join_path(folder, path);
      auto text = read_user_file(reading_, name, flag_.label, span_);
      if (!text) continue;
      bytes += text->size();
      if (bytes > kMaxFolderBytes) {
        return fail(diag::Kind::kTooLarge, fmt::format("{} holds more than {} MiB", quoted(folder),
                                                       kMaxFolderBytes >> 20));
      }
      value::Path at = flag_.leaf.path();
      at.emplace_back(path);
      lay_file(name, std::move(*text), form_of_name(path), at);
    }
  }

  static bool is_hidden(std::string_view path) {
    return path.starts_with('.') || path.find("/.") != path.npos;
  }

  void lay_file(const std::string& name, std::string text, Form form, const value::Path& at) {
    if (form == Form::kText)
      return layers_.lay_at(at, Value::string(std::move(text)), origins_of_argument());
    const diag::SourceId source =
        reading_.sources.add(diag::SourceKind::kFile, name, std::move(text));
    auto decoded = decode(source, form);
    if (!decoded) return conceal(source);
    const auto documents = std::make_shared<const Documents>(std::move(*decoded));
    if (form == Form::kJson || form == Form::kOneDocument ||
        (form == Form::kOneOrMore && documents->size() == 1))
      return lay_one(documents, at);
    lay_list(documents, at);
  }

  std::optional<Documents> decode(diag::SourceId source, Form form) {
    if (form == Form::kJson) {
      auto document = codec::decode_json(reading_.sources, source, codec::Numbers::kInt64,
                                         reading_.diagnostics);
      if (!document) return std::nullopt;
      Documents documents;
      documents.push_back(std::move(*document));
      return documents;
    }
    auto documents = codec::decode_yaml(reading_.sources, source, {}, reading_.diagnostics);
    if (!documents) return std::nullopt;
    std::erase_if(*documents, [](const codec::Document& document) { return document.empty; });
    if (form == Form::kOneDocument && documents->size() != 1) {
      fail(diag::Kind::kInvalidValue,
           fmt::format("{} wants a file with one YAML document", flag_.label));
      return std::nullopt;
    }
    return documents;
  }

  // Origins may be asked for as long as there are values: they hold the documents.
  using Held = std::shared_ptr<const Documents>;

  void lay_one(const Held& documents, const value::Path& at) {
    layers_.lay_document(at, documents->front().value,
                         [documents, origin_of = origins(documents->front(), value::pointer(at))](
                             const std::string& pointer) { return origin_of(pointer); });
  }

  void lay_list(const Held& documents, const value::Path& at) {
    value::Items items;
    std::vector<Layers::OriginOf> origins_of;
    const std::string list = value::pointer(at);
    for (std::size_t i = 0; i < documents->size(); ++i) {
      items.push_back((*documents)[i].value);
      origins_of.push_back(origins((*documents)[i], value::child_pointer(list, i)));
    }
    layers_.lay_document(at, Value::list(std::move(items)),
                         [documents, list, origins_of,
                          argument = origins_of_argument()](const std::string& pointer) {
                           std::size_t index = origins_of.size();
                           if (pointer.size() > list.size())
                             std::from_chars(pointer.data() + list.size() + 1,
                                             pointer.data() + pointer.size(), index);
                           return index < origins_of.size() ? origins_of[index](pointer)
                                                            : argument(pointer);
                         });
  }

  Layers::OriginOf origins(const codec::Document& document, std::string at) const {
    return file_origins(reading_, document, flag_.kind,
                        std::string(reading_.sources.name(document.span.source)), std::move(at));
  }

  Layers::OriginOf origins_of_argument() const {
    return [origin = Origin{flag_.kind, flag_.label, span_, span_}](const std::string&) {
      return origin;
    };
  }

  // The file may show a secret in the message on what is wrong with it.
  void conceal(diag::SourceId source) {
    if (!flag_.leaf.secret) return conceal_secret_lines(reading_, source);
    const auto size = static_cast<std::uint32_t>(reading_.sources.text(source).size());
    reading_.sources.conceal({source, 0, size});
  }

  void fail(diag::Kind kind, std::string message) {
    reading_.diagnostics.error(span_, kind, std::move(message));
  }

  Reading& reading_;
  Layers& layers_;
  const LoadFlag& flag_;
  diag::Span span_;
};

}  // namespace

void lay_loaded(Reading& reading, Layers& layers, const LoadFlag& flag, const std::string& path,
                const diag::Span& span) {
  LoadedInput(reading, layers, flag, span).lay(path);
}

}  // namespace copctl::profile
