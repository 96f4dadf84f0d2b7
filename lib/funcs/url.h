#pragma once

#include <optional>
#include <string>
#include <string_view>

// Uniform resource locators as Go's net/url takes them apart and puts them together (RFC 3986).

namespace copctl::funcs {

struct UserInfo {
  std::string name;
  std::optional<std::string> password;

  // Escaped.
  std::string text() const;
};

// Path, fragment, host and user are decoded; the query is as it was written.
struct Url {
  std::string scheme;
  // What follows the scheme when it does not begin with a slash: `mailto:a@b.c`.
  std::string opaque;
  std::optional<UserInfo> user;
  std::string host;
  std::string path;
  std::string query;
  std::string fragment;

  // The host without its port and brackets.
  std::string_view hostname() const;
  std::string text() const;
};

// url.Parse. Empty with `error` set to Go's words: `parse "http://[x": missing ']' in host`.
std::optional<Url> parse_url(std::string_view text, std::string& error);

}  // namespace copctl::funcs
