#include "folder/lock_file.h"

#include <fmt/format.h>

#include <charconv>

#include "base/text.h"

namespace copctl::folder {

using diag::Kind;

namespace {

// Each line is a value, and few lines of values are more.
constexpr codec::JsonLimits kLimits{kMaxFileBytes, kMaxLockLines + codec::kMaxNodes};

}  // namespace

// Positions cost more than the rest of the reading, and nearly every lock is sound: they are looked
// up only for a fault.
bool LockFile::decode() {
  diag::Diagnostics found;
  document_ = codec::decode_json(sources_, source_, codec::Numbers::kInt64, found, false, kLimits);
  if (document_) {
    return check_format();
  }
  const diag::Diagnostic& first = found.all().front();
  error(first.span, fmt::format("damaged lock: {}; {}", first.message, kRestore));
  return false;
}

const value::Value* LockFile::at(const std::string& pointer, bool (value::Value::*is)() const,
                                 std::string_view wanted) {
  const value::Value* found = value::lookup_pointer(root(), pointer);
  if (found != nullptr && (found->*is)()) {
    return found;
  }
  fault(pointer, wanted);
  return nullptr;
}

std::string LockFile::string_at(const std::string& pointer) {
  const value::Value* found = at(pointer, &value::Value::is_string, "a string");
  return found != nullptr ? found->as_string() : std::string();
}

const value::Entries& LockFile::section(const std::string& pointer) {
  static const value::Entries kNone;
  const value::Value* found = at(pointer, &value::Value::is_map, "a mapping");
  return found != nullptr ? found->entries() : kNone;
}

LockedValue LockFile::value_at(const std::string& pointer, bool with_value) {
  const value::Value* found = value::lookup_pointer(root(), pointer + "/value");
  if (with_value && found == nullptr) {
    fault(pointer + "/value", "there");
  }
  return {with_value && found != nullptr ? *found : value::Value(), string_at(pointer + "/origin")};
}

std::string LockFile::text_at(const std::string& pointer) {
  const value::Value* found = value::lookup_pointer(root(), pointer);
  if (found != nullptr && found->is_map()) {
    return bytes_at(pointer + "/hex");
  }
  std::string text;
  if (at(pointer, &value::Value::is_list, "a list of lines") == nullptr) {
    return text;
  }
  for (std::size_t i = 0; i < found->items().size(); ++i) {
    const value::Value& line = found->items()[i];
    if (!line.is_string()) {
      fault(value::child_pointer(pointer, i), "a string");
      break;
    }
    text += i == 0 ? "" : "\n";
    text += line.as_string();
  }
  return text;
}

void LockFile::fault(const std::string& pointer, std::string_view wanted) {
  diag::Diagnostics ignored;
  // A text beyond the ordinary limits has no positions: they would take many times its size.
  const auto placed = codec::decode_json(sources_, source_, codec::Numbers::kInt64, ignored);
  error(placed ? placed->spans.nearest(pointer).value : diag::Span(),
        fmt::format("damaged lock: `{}` must be {}; {}",
                    base::printable(value::display_pointer(pointer)), wanted, kRestore));
}

void LockFile::error(diag::Span span, std::string message) {
  diagnostics_.error(span ? span : diag::Span{source_, 0, 0}, Kind::kInvalidLock,
                     std::move(message));
}

bool LockFile::check_format() {
  const value::Value* format = root().find("format");
  if (format == nullptr || !format->is_int() || format->as_int().number < 1) {
    error({}, fmt::format("no lock of copctl: it has no format number; {}", kRestore));
    return false;
  }
  if (format->as_int().number <= kFormatVersion) {
    return true;
  }
  const value::Value* writer = root().find("copctl");
  error({}, fmt::format("lock of format {}, and this copctl reads up to {}; use a newer copctl{}",
                        format->as_int().number, kFormatVersion,
                        writer != nullptr && writer->is_string()
                            ? " (" + base::printable(writer->as_string()) + " wrote it)"
                            : ""));
  return false;
}

std::string LockFile::bytes_at(const std::string& pointer) {
  const std::string digits = string_at(pointer);
  std::string bytes;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    unsigned byte = 0;
    const char* end = digits.data() + std::min(i + 2, digits.size());
    if (digits.size() % 2 != 0 || std::from_chars(digits.data() + i, end, byte, 16).ptr != end) {
      fault(pointer, "pairs of hexadecimal digits");
      return {};
    }
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

}  // namespace copctl::folder
