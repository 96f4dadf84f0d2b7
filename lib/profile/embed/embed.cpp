#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <string>

#include "base/file_system.h"
#include "base/path.h"
#include "base/text.h"
#include "codec/codec.h"
#include "diag/printer.h"
#include "schema/schema.h"

// copctl_embed ROOT LIST OUTPUT: a part of the build. Writes the files named in LIST, relative to
// ROOT, as the C++ source OUTPUT that defines profile::embedded_files.

namespace copctl {
namespace {

constexpr std::size_t kMaxFile = 64u << 20;

using Files = std::map<std::string, std::string>;

bool fail(const std::string& what) {
  fmt::print(stderr, "copctl_embed: {}\n", what);
  return false;
}

bool read(const base::FileSystem& disk, const std::string& path, std::string& text) {
  std::error_code error;
  auto bytes = disk.read(path, kMaxFile, error);
  if (!bytes) return fail(fmt::format("cannot read {}: {}", path, base::error_text(error)));
  text = std::move(*bytes);
  return true;
}

// Positions that are asked for when a sound schema is loaded: of the names of properties, whose
// order is that of the text, and of defaults, whose words may be wanted as they stand. The others
// are three quarters of the time of unpacking.
bool is_kept(std::string_view pointer) {
  const std::size_t slash = std::min(pointer.rfind('/'), pointer.size());
  return pointer.empty() || pointer.substr(0, slash).ends_with("/properties") ||
         pointer.ends_with("/default") || pointer.find("/default/") != std::string_view::npos;
}

// Loads a schema, as every run will without a second look, and leaves out what no run needs.
bool check_schema(codec::Document& document, diag::Diagnostics& diagnostics) {
  if (!schema::Schema::load(document, diagnostics)) return false;
  value::SpanTable kept;
  for (const auto& [pointer, spans] : document.spans.all()) {
    if (is_kept(pointer)) kept.set(pointer, spans);
  }
  document.spans = std::move(kept);
  return true;
}

// The packed form of a file with one YAML document.
bool pack(const std::string& path, const std::string& text, std::string& packed) {
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  const auto source = sources.add(diag::SourceKind::kFile, path, text);
  auto documents = codec::decode_yaml(sources, source, {}, diagnostics);
  if (documents && documents->size() != 1) return fail(path + " must hold one YAML document");
  const bool is_schema = base::base_name(path) == "schema.yaml";
  if (!documents || (is_schema && !check_schema(documents->front(), diagnostics))) {
    return fail("\n" + diag::print(diagnostics, sources));
  }
  packed = codec::pack(documents->front());
  return true;
}

bool is_packed(std::string_view path) {
  return path.starts_with("profiles/") && path.ends_with(".yaml");
}

bool gather(const base::FileSystem& disk, const std::string& root, const std::string& list,
            Files& files) {
  std::string names;
  if (!read(disk, list, names)) return false;
  for (const std::string_view name : base::split_lines(names)) {
    if (name.empty()) continue;
    const std::string path(name);
    std::string& text = files[path];
    if (!read(disk, base::join_path(root, path), text)) return false;
    if (is_packed(path) && !pack(path, text, files[path + ".packed"])) return false;
  }
  return true;
}

// A string literal, a line of the text on a line of its own. Octal escapes end after three digits,
// whatever follows.
std::string literal(std::string_view bytes) {
  std::string out = "\n\"";
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n') {
      out += "\\n\"\n\"";
    } else if (byte < ' ' || byte > '~' || c == '"' || c == '\\' || c == '?') {
      out += fmt::format("\\{:03o}", byte);
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string source_text(const Files& files) {
  std::string out =
      "#include \"profile/embed/embedded.h\"\n\n#include <array>\n\n"
      "namespace copctl::profile {\n\nnamespace {\n\n"
      "constexpr std::array<base::EmbeddedFile, ";
  out += fmt::format("{}> kFiles{{{{\n", files.size());
  for (const auto& [path, text] : files) {
    out += fmt::format("{{{}, {{{}, {}}}}},\n", literal(path), literal(text), text.size());
  }
  return out +
         "}};\n\n}  // namespace\n\n"
         "std::span<const base::EmbeddedFile> embedded_files() { return kFiles; }\n\n"
         "}  // namespace copctl::profile\n";
}

bool write(base::FileSystem& disk, const std::string& path, const std::string& text) {
  std::error_code error;
  disk.remove(path, error);
  if (disk.create(path, text, base::kPublicMode, error)) return true;
  return fail(fmt::format("cannot write {}: {}", path, base::error_text(error)));
}

bool run(const std::string& root, const std::string& list, const std::string& output) {
  const std::unique_ptr<base::FileSystem> disk = base::make_real_file_system();
  Files files;
  return gather(*disk, root, list, files) && write(*disk, output, source_text(files));
}

}  // namespace
}  // namespace copctl

int main(int argc, char** argv) {
  if (argc != 4) return copctl::fail("usage: copctl_embed ROOT LIST OUTPUT"), 2;
  return copctl::run(argv[1], argv[2], argv[3]) ? 0 : 1;
}
