#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "codec/codec.h"
#include "folder/lock_text.h"

namespace copctl::folder {
namespace {

class Writer {
 public:
  explicit Writer(diag::Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  std::string dump_lock(const Lock& lock) {
    begin();
    member("copctl", lock.copctl_version);
    out_ += fmt::format(",\n  \"profile\": {{\"name\": {}, \"version\": {}, \"digest\": {}}}",
                        quoted(lock.profile), quoted(lock.profile_version),
                        quoted(lock.profile_digest));
    out_ += fmt::format(",\n  \"release\": {{\"name\": {}, \"namespace\": {}",
                        quoted(lock.release_name), quoted(lock.release_namespace));
    if (!lock.kube_version.empty())
      out_ += fmt::format(", \"kubeVersion\": {}", quoted(lock.kube_version));
    if (lock.create_namespace) out_ += ", \"createNamespace\": true";
    out_ += '}';
    member("layout", lock.layout);
    section("values", lock.values, [&](const LockedValue& v) { append_value(v, true); });
    section("secrets", lock.secret_values, [&](const LockedValue& v) { append_value(v, false); });
    if (const auto moved = files_where(lock, is_elsewhere); !moved.empty()) {
      section("keys", moved, [&](const File* file) { codec::append_json_string(out_, file->key); });
    }
    if (const auto plain = files_where(lock, [](const File& file) { return file.plain; });
        !plain.empty()) {
      section("plain", plain, [&](const File*) { out_ += "true"; });
    }
    section("files", lock.files, [&](const File& file) {
      file.secret ? void(out_ += "{\"secret\": true}") : append_file(file);
    });
    return end();
  }

  // Empty when nothing is secret.
  std::optional<std::string> secrets_lock(const Lock& lock) {
    const auto files = files_where(lock, [](const File& file) { return file.secret; });
    if (files.empty() && lock.secret_values.empty()) {
      return std::nullopt;
    }
    begin();
    section("values", lock.secret_values, [&](const LockedValue& v) { append_value(v, true); });
    section("files", files, [&](const File* file) { append_file(*file); });
    return end();
  }

 private:
  void begin() { out_ = fmt::format("{{\n  \"format\": {}", kFormatVersion); }
  std::string end() {
    out_ += "\n}\n";
    return std::move(out_);
  }

  static bool is_elsewhere(const File& file) { return file.identity() != file.path; }

  template <class Holds>
  static std::map<std::string_view, const File*> files_where(const Lock& lock, Holds holds) {
    std::map<std::string_view, const File*> found;
    for (const auto& [path, file] : lock.files) {
      if (holds(file)) {
        found.emplace(path, &file);
      }
    }
    return found;
  }

  static std::string quoted(std::string_view text) {
    std::string result;
    codec::append_json_string(result, text);
    return result;
  }

  void member(std::string_view key, std::string_view text) {
    out_ += fmt::format(",\n  \"{}\": {}", key, quoted(text));
  }

  // A mapping, one entry a line; `append` writes what belongs to the key.
  template <class Entries, class Append>
  void section(std::string_view name, const Entries& entries, Append append) {
    out_ += fmt::format(",\n  \"{}\": {{", name);
    std::string_view separator = "\n    ";
    for (const auto& [key, entry] : entries) {
      out_ += separator;
      codec::append_json_string(out_, key);
      out_ += ": ";
      append(entry);
      separator = ",\n    ";
    }
    out_ += entries.empty() ? "}" : "\n  }";
  }

  void append_value(const LockedValue& v, bool with_value) {
    out_ += '{';
    if (with_value) {
      std::string error;
      const auto text =
          codec::encode_json(v.value, {.escape_html = false, .floats_stay = true}, error);
      if (!text) {
        diagnostics_.error({}, diag::Kind::kInvalidValue,
                           "a value cannot be remembered: " + base::printable(error));
      }
      out_ += "\"value\": " + text.value_or("null") + ", ";
    }
    out_ += "\"origin\": " + quoted(v.origin) + "}";
  }

  void append_file(const File& file) {
    if (base::find_invalid_utf8(file.text) != std::string_view::npos) {
      append_hex(file.text);
      return;
    }
    std::string_view separator = "[\n      ";
    for (std::string_view rest = file.text; true;) {
      const std::size_t length = rest.find('\n');
      out_ += separator;
      codec::append_json_string(out_, rest.substr(0, length));
      separator = ",\n      ";
      if (length == std::string_view::npos) {
        break;
      }
      rest.remove_prefix(length + 1);
    }
    out_ += "\n    ]";
  }

  void append_hex(std::string_view bytes) {
    out_ += "{\"hex\": \"";
    for (const char byte : bytes) {
      fmt::format_to(std::back_inserter(out_), "{:02x}", static_cast<unsigned char>(byte));
    }
    out_ += "\"}";
  }

  diag::Diagnostics& diagnostics_;
  std::string out_;
};

// What is written must be read again by the next dump.
void check_size(std::string_view text, diag::Diagnostics& diagnostics) {
  const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n'));
  if (text.size() > kMaxFileBytes || lines > kMaxLockLines) {
    diagnostics.error({}, diag::Kind::kTooLarge,
                      fmt::format("the files of this dump are too many to be remembered: {} MB and "
                                  "{} lines, and {} MB and {} lines are the limit",
                                  text.size() >> 20, lines, kMaxFileBytes >> 20, kMaxLockLines));
  }
}

}  // namespace

std::optional<LockTexts> encode_lock(const Lock& lock, diag::Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.error_count();
  Writer writer(diagnostics);
  LockTexts texts;
  texts.dump = writer.dump_lock(lock);
  texts.secrets = writer.secrets_lock(lock);
  check_size(texts.dump, diagnostics);
  check_size(texts.secrets.value_or(""), diagnostics);
  return diagnostics.error_count() == before ? std::optional(std::move(texts)) : std::nullopt;
}

std::uint64_t basis_of(std::string_view dump_lock) { return base::quick_digest(dump_lock); }

}  // namespace copctl::folder
