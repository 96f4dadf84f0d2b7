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
#include "profile/definition.h"
#include "profile/profile.h"
#include "profile/source.h"

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

bool is_yaml_of_profile(std::string_view path) {
  return path.starts_with("profiles/") && path.ends_with(".yaml");
}

bool gather(const base::FileSystem& disk, const std::string& root, const std::string& list,
            Files& files) {
  std::string names;
  if (!read(disk, list, names)) return false;
  for (const std::string_view name : base::split_lines(names)) {
    if (name.empty()) continue;
    const std::string path(name);
    if (!read(disk, base::join_path(root, path), files[path])) return false;
  }
  return true;
}

// A file of a sound profile in the form in which every run will take it, without a second look.
std::string packed_file(const std::string& path, const std::string& text,
                        const schema::Schema& schema) {
  const std::string_view name = base::base_name(path);
  if (name == "schema.yaml") return schema.packed();
  diag::SourceMap sources;
  diag::Diagnostics ignored;
  const auto source = sources.add_view(diag::SourceKind::kFile, path, text);
  codec::Document document = std::move(codec::decode_yaml(sources, source, {}, ignored)->front());
  if (name == "profile.yaml") {
    static_cast<void>(profile::check_definition(document, sources, ignored));
  }
  return codec::pack(document);
}

// Loads every profile as the program will load one from a folder, and adds the packed form of its
// files. What is wrong with one ends the build.
bool pack(Files& files) {
  const base::MemoryFileSystem texts(files);
  const base::MemoryFileSystem nowhere;
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  Files packed;
  for (const profile::Summary& summary : profile::list(texts, sources, diagnostics)) {
    const auto loaded = profile::load(texts, nowhere, summary.name, {}, sources, diagnostics);
    if (!loaded) break;
    for (const auto& [path, text] : files) {
      const bool own = path.starts_with("profiles/" + summary.name + "/");
      if (!own || !is_yaml_of_profile(path)) continue;
      packed[path + std::string(profile::kPackedSuffix)] = packed_file(path, text, loaded->schema);
    }
  }
  files.merge(packed);
  return diagnostics.empty() || fail("\n" + diag::print(diagnostics, sources));
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
  return gather(*disk, root, list, files) && pack(files) &&
         write(*disk, output, source_text(files));
}

}  // namespace
}  // namespace copctl

int main(int argc, char** argv) {
  if (argc != 4) return copctl::fail("usage: copctl_embed ROOT LIST OUTPUT"), 2;
  return copctl::run(argv[1], argv[2], argv[3]) ? 0 : 1;
}
