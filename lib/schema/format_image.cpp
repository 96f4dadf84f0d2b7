#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "schema/format.h"
#include "schema/types.h"

// Image references: [DOMAIN[:PORT]/]PATH[:TAG][@DIGEST].

namespace copctl::schema {

namespace {

// distribution/reference: NameTotalLengthMax, and its grammar of tags and digests.
constexpr std::size_t kMaxName = 255;
constexpr std::size_t kMaxTag = 128;
constexpr std::size_t kMinDigest = 32;
constexpr std::size_t kSha256Digits = 64;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_word(char c) { return is_digit(c) || is_lower(c) || is_upper(c) || c == '_'; }

bool is_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
}

std::string digest_problem(std::string_view digest) {
  const std::size_t colon = digest.find(':');
  if (colon == std::string_view::npos || colon == 0) {
    return "has a digest without its algorithm; write `NAME@sha256:…`";
  }
  const std::string_view digits = digest.substr(colon + 1);
  const bool sha256 = digest.substr(0, colon) == "sha256";
  const bool sound =
      is_hex(digits) && (sha256 ? digits.size() == kSha256Digits : digits.size() >= kMinDigest);
  if (sound) return {};
  return sha256 ? fmt::format("has a digest that is not {} hexadecimal digits", kSha256Digits)
                : "has a digest that is not hexadecimal digits";
}

std::string tag_problem(std::string_view tag) {
  if (tag.empty()) return "has an empty tag";
  if (tag.size() > kMaxTag) {
    return fmt::format("has a tag of {} characters; at most {} are allowed", tag.size(), kMaxTag);
  }
  const bool sound = is_word(tag.front()) && std::all_of(tag.begin(), tag.end(), [](char c) {
                       return is_word(c) || c == '.' || c == '-';
                     });
  return sound ? "" : fmt::format("has the tag {}, which is none", quoted(tag));
}

// Small letters and digits, parted by `.`, `_`, `__` or dashes.
std::string component_problem(std::string_view part) {
  if (part.empty()) return "has two slashes in a row";
  if (std::any_of(part.begin(), part.end(), is_upper)) {
    return fmt::format("has capital letters in {}; a repository is written in small letters",
                       quoted(part));
  }
  const auto alnum = [](char c) { return is_lower(c) || is_digit(c); };
  const auto separator = [](std::string_view run) {
    return run == "." || run == "_" || run == "__" ||
           std::all_of(run.begin(), run.end(), [](char c) { return c == '-'; });
  };
  bool sound = alnum(part.front()) && alnum(part.back());
  for (std::size_t i = 0; sound && i < part.size();) {
    std::size_t end = i;
    while (end < part.size() && alnum(part[end]) == alnum(part[i])) ++end;
    sound = alnum(part[i]) || separator(part.substr(i, end - i));
    i = end;
  }
  return sound ? ""
               : fmt::format("has the part {}, which is no name of a repository", quoted(part));
}

// The first part is a registry when it could be no folder: distribution/reference
// splitDockerDomain.
bool is_registry(std::string_view part) {
  return part.find_first_of(".:") != std::string_view::npos || part == "localhost" ||
         std::any_of(part.begin(), part.end(), is_upper);
}

std::string registry_problem(std::string_view registry) {
  const std::size_t colon = registry.find(':');
  const std::string_view host = registry.substr(0, colon);
  if (colon != std::string_view::npos && !port_problem(registry.substr(colon + 1)).empty()) {
    return fmt::format("has a registry with the port {}, which is none",
                       quoted(registry.substr(colon + 1)));
  }
  const std::string problem = hostname_problem(base::to_lower_ascii(host));
  return problem.empty() ? "" : fmt::format("has the registry {}, which {}", quoted(host), problem);
}

std::string name_problem(std::string_view name) {
  if (name.empty()) return "has no name before its tag";
  if (name.size() > kMaxName) {
    return fmt::format("has a name of {} characters; at most {} are allowed", name.size(),
                       kMaxName);
  }
  auto parts = base::split(name, '/');
  if (name.front() == '/') return "begins with a slash";
  if (name.back() == '/') return "ends with a slash";
  if (parts.size() > 1 && is_registry(parts.front())) {
    if (std::string problem = registry_problem(parts.front()); !problem.empty()) return problem;
    parts.erase(parts.begin());
  }
  for (const std::string_view part : parts) {
    if (std::string problem = component_problem(part); !problem.empty()) return problem;
  }
  return {};
}

}  // namespace

std::string image_problem(std::string_view text) {
  if (text.empty()) return "is empty";
  if (const std::size_t scheme = text.find("://"); scheme != std::string_view::npos) {
    return fmt::format("has a scheme; write {}", quoted(text.substr(scheme + 3)));
  }
  if (text.find_first_of(" \t\r\n") != std::string_view::npos) return "has a blank";
  const std::size_t at = text.find('@');
  if (at != std::string_view::npos) {
    if (std::string problem = digest_problem(text.substr(at + 1)); !problem.empty()) return problem;
    text = text.substr(0, at);
  }
  // A colon after the last slash parts the tag; one before it is the registry's port.
  const std::size_t slash = text.rfind('/');
  const std::size_t colon = text.find(':', slash == std::string_view::npos ? 0 : slash);
  if (colon != std::string_view::npos) {
    if (std::string problem = tag_problem(text.substr(colon + 1)); !problem.empty()) return problem;
    text = text.substr(0, colon);
  }
  return name_problem(text);
}

}  // namespace copctl::schema
