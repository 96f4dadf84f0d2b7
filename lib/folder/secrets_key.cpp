#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "codec/base64.h"
#include "folder/report.h"
#include "folder/secrets.h"

namespace copctl::folder {
namespace {

using diag::Kind;

// More than any key with blanks around it; what is larger is no key.
constexpr std::size_t kMaxKeyFileBytes = 4096;
constexpr unsigned kOthersMayRead = 04;

std::optional<std::string> from_hexadecimal(std::string_view digits) {
  if (digits.size() != 2 * kSecretsKeyBytes) {
    return std::nullopt;
  }
  std::string bytes;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    unsigned byte = 0;
    const char* end = digits.data() + i + 2;
    if (std::from_chars(digits.data() + i, end, byte, 16).ptr != end) {
      return std::nullopt;
    }
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

// 32 bytes that are all letters and the like were typed, or are the digits of half a key: the
// kernel's would be so once in 10^13 keys.
bool looks_typed(std::string_view bytes) {
  return std::ranges::all_of(bytes, [](char c) { return c >= ' ' && c <= '~'; });
}

std::optional<std::string> key_bytes(std::string_view text) {
  if (text.size() == kSecretsKeyBytes && !looks_typed(text)) {
    return std::string(text);
  }
  const std::string_view written = base::trim(text);
  if (auto bytes = from_hexadecimal(written)) {
    return bytes;
  }
  auto bytes = codec::decode_base64(written);
  return bytes && bytes->size() == kSecretsKeyBytes ? bytes : std::nullopt;
}

void warn_of_readers(const base::FileSystem& files, const std::string& path,
                     diag::Diagnostics& diagnostics) {
  std::error_code error;
  const auto stat = files.stat(path, error);
  if (stat && stat->kind == base::FileKind::kFile && (stat->mode & kOthersMayRead) != 0) {
    warn_path(Kind::kInvalidValue, path,
              fmt::format("is a key that every user of this machine may read; `chmod 600 {}`",
                          base::printable(path)),
              diagnostics);
  }
}

}  // namespace

std::optional<SecretsKey> read_secrets_key(const base::FileSystem& files, const std::string& path,
                                           diag::Diagnostics& diagnostics) {
  std::error_code error;
  const auto text = files.read(path, kMaxKeyFileBytes, error);
  if (!text && error != std::errc::file_too_large) {
    report_unreadable(path, error, diagnostics);
    return std::nullopt;
  }
  const auto bytes = text ? key_bytes(*text) : std::nullopt;
  if (!bytes) {
    report_path(Kind::kInvalidValue, path,
                fmt::format("holds no key: 32 bytes, their 64 hexadecimal digits or their base64; "
                            "make one with `openssl rand -hex 32 > FILE`"),
                diagnostics);
    return std::nullopt;
  }
  warn_of_readers(files, path, diagnostics);
  SecretsKey key;
  std::ranges::copy(*bytes, key.bytes.begin());
  return key;
}

}  // namespace copctl::folder
