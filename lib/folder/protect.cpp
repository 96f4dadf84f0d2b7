#include "base/check.h"
#include "codec/codec.h"
#include "folder/lock_text.h"
#include "folder/report.h"
#include "folder/seal.h"

namespace copctl::folder {
namespace {

// The secrets.lock that is there; empty when there is none or it cannot be read, which is for
// whoever replaces it to tell.
std::optional<std::string> present(const base::FileSystem& files, const std::string& path) {
  std::error_code error;
  const auto stat = files.stat(path, error);
  return stat && stat->kind == base::FileKind::kFile ? files.read(path, kMaxFileBytes, error)
                                                     : std::nullopt;
}

// The decoded text when it is of an encrypted file.
std::optional<value::Value> sealed_document(const std::string& text) {
  diag::SourceMap sources;
  diag::Diagnostics ignored;
  const auto source = sources.add_view(diag::SourceKind::kFile, {}, text);
  const auto document = codec::decode_json(sources, source, codec::Numbers::kInt64, ignored, false);
  return document && is_sealed(document->value) ? std::optional(document->value) : std::nullopt;
}

bool says(const value::Value& document, const SecretsKey& key, const std::string& plain) {
  const auto sealed = read_sealed(document);
  return sealed && open_sealed(key, *sealed) == plain;
}

}  // namespace

bool protect(const base::FileSystem& files, const Places& places, const Secrecy& secrecy,
             LockTexts& locks, bool& was_plain, diag::Diagnostics& diagnostics) {
  const std::string path = places.at(hidden_path(kSecretsLockName));
  auto old = locks.secrets ? present(files, path) : std::nullopt;
  const auto document = old ? sealed_document(*old) : std::nullopt;
  if (!locks.secrets || (!secrecy.key && !document)) {
    return true;
  }
  if (!secrecy.key) {
    report_path(diag::Kind::kInvalidLock, path,
                "is encrypted, and would become plain text; give its key with --secrets-key FILE, "
                "or move it away",
                diagnostics);
    return false;
  }
  was_plain = old && !document;
  locks.sealed = true;
  if (document && says(*document, *secrecy.key, *locks.secrets)) {
    locks.secrets = std::move(*old);
    return true;
  }
  COPCTL_CHECK(secrecy.random != nullptr);
  locks.secrets = seal(*secrecy.key, *locks.secrets, secrecy.random);
  return true;
}

}  // namespace copctl::folder
