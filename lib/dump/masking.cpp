#include "dump/masking.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "codec/codec.h"
#include "merge/merge.h"

namespace copctl::dump {
namespace {

using value::Value;

// Below this the base64 of a secret is so short that anything may hold it by chance.
constexpr std::size_t kMinEncoded = 6;

// The characters of base64 that say nothing of the bytes around the secret, when it begins at
// `offset` of a group of three bytes.
std::string base64_core(std::string_view secret, std::size_t offset) {
  const std::string padded = std::string(offset, '\0') + std::string(secret);
  const std::string whole = codec::encode_base64(padded.substr(0, padded.size() / 3 * 3));
  return whole.substr(std::min(whole.size(), offset == 0 ? std::size_t{0} : offset + 1));
}

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~").find(c) != std::string_view::npos;
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::string json_inside(std::string_view text) {
  std::string quoted;
  codec::append_json_string(quoted, text);
  return quoted.substr(1, quoted.size() - 2);
}

std::string in_one_line(const Value& v) {
  if (v.is_string()) {
    const std::string& text = v.as_string();
    const bool plain = !text.empty() && !codec::resolves(text) && base::printable(text) == text &&
                       text.find_first_of("\"\\ ") == std::string::npos;
    if (plain) {
      return text;
    }
  }
  std::string error;
  const auto json = codec::encode_json(v, {.escape_html = false}, error);
  return base::printable(json ? *json : error);
}

bool has_lines(const Value* v) {
  return v != nullptr && v->is_string() && v->as_string().find('\n') != std::string::npos;
}

std::string count_of_lines(std::size_t count) {
  return fmt::format("{} {}", count, count == 1 ? "line" : "lines");
}

std::string_view text_of(const Value* v) {
  return v != nullptr && v->is_string() ? std::string_view(v->as_string()) : std::string_view();
}

// Texts of several lines: how many, and how many of them move.
Shown show_lines(const Value* before, const Value* after) {
  const auto old_lines = merge::lines(text_of(before));
  const auto new_lines = merge::lines(text_of(after));
  Shown shown{before == nullptr ? "" : count_of_lines(old_lines.size()),
              after == nullptr ? "" : count_of_lines(new_lines.size())};
  if (before != nullptr && after != nullptr) {
    std::size_t removed = 0;
    std::size_t added = 0;
    for (const merge::Hunk& hunk : merge::diff_lines(old_lines, new_lines)) {
      removed += hunk.old_count;
      added += hunk.new_count;
    }
    shown.after += fmt::format(" (+{} -{})", added, removed);
  }
  return shown;
}

// The byte after the first `count` code points.
std::size_t end_of_runes(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  for (; count > 0 && at < text.size(); --count) {
    at += static_cast<std::size_t>(base::decode_rune(text.substr(at)).length);
  }
  return at;
}

std::string cut(std::string_view text, std::size_t begin) {
  const std::string_view rest = text.substr(begin);
  const std::size_t end = end_of_runes(rest, kMaxShown);
  return fmt::format("{}{}{}", begin > 0 ? "…" : "", rest.substr(0, end),
                     end < rest.size() ? "…" : "");
}

// Cuts both, beginning shortly before the first difference when that would be cut off.
void cut_both(Shown& shown) {
  constexpr std::size_t kAround = 10;
  const std::size_t common = static_cast<std::size_t>(
      std::ranges::mismatch(shown.before, shown.after).in1 - shown.before.begin());
  std::size_t begin = 0;
  const bool both = !shown.before.empty() && !shown.after.empty();
  if (both &&
      base::rune_count(std::string_view(shown.before).substr(0, common)) > kMaxShown - kAround) {
    const std::size_t runes = base::rune_count(std::string_view(shown.before).substr(0, common));
    begin = end_of_runes(shown.before, runes - kAround);
  }
  shown = {cut(shown.before, begin), cut(shown.after, begin)};
}

}  // namespace

Masking::Masking(const std::vector<std::string>& secrets) {
  for (const std::string& secret : secrets) {
    if (secret.empty()) {
      continue;
    }
    needles_.push_back(secret);
    needles_.push_back(percent_encoded(secret));
    needles_.push_back(json_inside(secret));
    needles_.push_back(base::replace_all(secret, "'", "''"));
    for (std::size_t offset = 0; offset < 3 && secret.size() >= kMinEncoded; ++offset) {
      needles_.push_back(base64_core(secret, offset));
    }
    needles_.push_back(codec::encode_base64(secret));
  }
  std::ranges::sort(needles_);
  needles_.erase(std::unique(needles_.begin(), needles_.end()), needles_.end());
}

Masking Masking::none() {
  Masking masking({});
  masking.open_ = true;
  return masking;
}

bool Masking::holds_secret(std::string_view text) const {
  return std::ranges::any_of(needles_, [&](const std::string& needle) {
    return text.find(needle) != std::string_view::npos;
  });
}

Value Masking::masked(const Value& v) const {
  if (v.is_map()) {
    value::Entries entries;
    for (const auto& [key, entry] : v.entries()) {
      entries[holds_secret(key) ? std::string(kMasked) : key] = masked(entry);
    }
    return Value::map(std::move(entries));
  }
  if (v.is_list()) {
    value::Items items;
    for (const Value& item : v.items()) {
      items.push_back(masked(item));
    }
    return Value::list(std::move(items));
  }
  const bool secret = v.is_string() ? holds_secret(v.as_string())
                                    : !v.is_nil() && !v.is_bool() && holds_secret(in_one_line(v));
  return secret ? Value::string(kMasked) : v;
}

Shown show(const Value* before, const Value* after, const Masking& masking) {
  const auto text = [&](const Value* v) {
    return v == nullptr ? std::string() : in_one_line(masking.masked(*v));
  };
  const auto hidden = [&](const Value* v) {
    return v != nullptr && v->is_string() && masking.holds_secret(v->as_string());
  };
  if ((has_lines(before) || has_lines(after)) && !hidden(before) && !hidden(after)) {
    return show_lines(before, after);
  }
  Shown shown{text(before), text(after)};
  cut_both(shown);
  return shown;
}

}  // namespace copctl::dump
