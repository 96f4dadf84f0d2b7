#include "funcs/url.h"

#include <algorithm>

#include "base/text.h"
#include "tmpl/tmpl.h"

namespace copctl::funcs {

namespace {

using std::string_view;

// The part of a URL whose rules of escaping hold.
enum class Part { kPath, kUser, kHost, kZone, kFragment };

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_one_of(char c, string_view set) { return set.find(c) != string_view::npos; }

// url.go: shouldEscape.
bool must_escape(char c, Part part) {
  if (is_letter(c) || is_digit(c) || is_one_of(c, "-_.~")) {
    return false;
  }
  switch (part) {
    case Part::kHost:
    case Part::kZone:
      return !is_one_of(c, "!$&'()*+,;=:[]<>\"");
    case Part::kPath:
      return !is_one_of(c, "$&+,/:;=@");
    case Part::kUser:
      return !is_one_of(c, "$&+,;=");
    case Part::kFragment:
      return !is_one_of(c, "$&+,/:;=?@!()*");
  }
  return true;
}

std::string escape(string_view text, Part part) {
  constexpr string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (!must_escape(c, part)) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

int hex_digit(char c) {
  if (is_digit(c)) {
    return c - '0';
  }
  if (c >= 'a' && c <= 'f') {
    return c - 'a' + 10;
  }
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// The reading of one text: keeps the first error.
class Reader {
 public:
  explicit Reader(std::string& error) : error_(error) {}

  // url.go: parse, without the fragment.
  bool read(string_view rest, Url& url);
  bool unescape(string_view text, Part part, std::string& out);

 private:
  bool fail(std::string message) {
    error_ = std::move(message);
    return false;
  }
  bool read_scheme(string_view& rest, Url& url);
  bool read_authority(string_view authority, Url& url);
  bool read_user(string_view text, Url& url);
  bool read_host(string_view text, Url& url);
  bool may_stand_escaped(string_view sequence, char byte, Part part);

  std::string& error_;
};

// A host may hold escaped bytes only beyond ASCII, and `%25` before a zone.
bool Reader::may_stand_escaped(string_view sequence, char byte, Part part) {
  if (sequence == "%25") {
    return true;
  }
  if (part == Part::kHost) {
    return static_cast<unsigned char>(byte) >= 0x80;
  }
  if (part == Part::kZone) {
    return byte == ' ' || !must_escape(byte, Part::kHost);
  }
  return true;
}

bool Reader::unescape(string_view text, Part part, std::string& out) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c != '%') {
      const bool host = part == Part::kHost || part == Part::kZone;
      if (host && static_cast<unsigned char>(c) < 0x80 && must_escape(c, part)) {
        return fail("invalid character " + tmpl::quote(text.substr(i, 1)) + " in host name");
      }
      out += c;
      continue;
    }
    const string_view sequence = text.substr(i, 3);
    const bool complete =
        sequence.size() == 3 && hex_digit(sequence[1]) >= 0 && hex_digit(sequence[2]) >= 0;
    const char byte =
        complete ? static_cast<char>(hex_digit(sequence[1]) * 16 + hex_digit(sequence[2])) : '\0';
    if (!complete || !may_stand_escaped(sequence, byte, part)) {
      return fail("invalid URL escape " + tmpl::quote(sequence));
    }
    out += byte;
    i += 2;
  }
  return true;
}

bool Reader::read_scheme(string_view& rest, Url& url) {
  for (std::size_t i = 0; i < rest.size(); ++i) {
    const char c = rest[i];
    if (c == ':') {
      if (i == 0) {
        return fail("missing protocol scheme");
      }
      url.scheme = base::to_lower_ascii(rest.substr(0, i));
      rest.remove_prefix(i + 1);
      return true;
    }
    const bool later = is_digit(c) || is_one_of(c, "+-.");
    if (!is_letter(c) && (!later || i == 0)) {
      return true;
    }
  }
  return true;
}

bool is_optional_port(string_view text) {
  return text.empty() || (text[0] == ':' && std::ranges::all_of(text.substr(1), is_digit));
}

bool Reader::read_host(string_view text, Url& url) {
  const bool bracket = text.starts_with('[');
  const std::size_t end = bracket ? text.rfind(']') : text.rfind(':');
  if (bracket && end == string_view::npos) {
    return fail("missing ']' in host");
  }
  const string_view port =
      end == string_view::npos ? string_view() : text.substr(bracket ? end + 1 : end);
  if (!is_optional_port(port)) {
    return fail("invalid port " + tmpl::quote(port) + " after host");
  }
  const std::size_t zone = bracket ? text.substr(0, end).find("%25") : string_view::npos;
  if (zone == string_view::npos) {
    return unescape(text, Part::kHost, url.host);
  }
  return unescape(text.substr(0, zone), Part::kHost, url.host) &&
         unescape(text.substr(zone, end - zone), Part::kZone, url.host) &&
         unescape(text.substr(end), Part::kHost, url.host);
}

bool Reader::read_user(string_view text, Url& url) {
  const auto valid = [](char c) {
    return is_letter(c) || is_digit(c) || is_one_of(c, "-._:~!$&'()*+,;=%@");
  };
  if (!std::ranges::all_of(text, valid)) {
    return fail("net/url: invalid userinfo");
  }
  const std::size_t colon = text.find(':');
  UserInfo user;
  if (!unescape(text.substr(0, colon), Part::kUser, user.name)) {
    return false;
  }
  if (colon != string_view::npos) {
    user.password.emplace();
    if (!unescape(text.substr(colon + 1), Part::kUser, *user.password)) {
      return false;
    }
  }
  url.user = std::move(user);
  return true;
}

bool Reader::read_authority(string_view authority, Url& url) {
  const std::size_t at = authority.rfind('@');
  if (at == string_view::npos) {
    return read_host(authority, url);
  }
  return read_host(authority.substr(at + 1), url) && read_user(authority.substr(0, at), url);
}

bool Reader::read(string_view rest, Url& url) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7F; };
  if (std::ranges::any_of(rest, is_control)) {
    return fail("net/url: invalid control character in URL");
  }
  if (!read_scheme(rest, url)) {
    return false;
  }
  if (const std::size_t mark = rest.find('?'); mark != string_view::npos) {
    url.query = rest.substr(mark + 1);
    rest = rest.substr(0, mark);
  }
  if (!rest.starts_with('/')) {
    if (!url.scheme.empty()) {
      url.opaque = rest;
      return true;
    }
    if (rest.substr(0, rest.find('/')).find(':') != string_view::npos) {
      return fail("first path segment in URL cannot contain colon");
    }
  }
  const bool has_authority =
      rest.starts_with("//") && (!url.scheme.empty() || !rest.starts_with("///"));
  if (has_authority) {
    rest.remove_prefix(2);
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    if (!read_authority(rest.substr(0, slash), url)) {
      return false;
    }
    rest.remove_prefix(slash);
  }
  return unescape(rest, Part::kPath, url.path);
}

}  // namespace

std::string UserInfo::text() const {
  std::string out = escape(name, Part::kUser);
  if (password) {
    out.append(":").append(escape(*password, Part::kUser));
  }
  return out;
}

string_view Url::hostname() const {
  string_view name = host;
  const std::size_t colon = name.rfind(':');
  if (colon != string_view::npos && is_optional_port(name.substr(colon))) {
    name = name.substr(0, colon);
  }
  const bool brackets = name.size() > 1 && name.starts_with('[') && name.ends_with(']');
  return brackets ? name.substr(1, name.size() - 2) : name;
}

// url.go: URL.String.
std::string Url::text() const {
  std::string out;
  if (!scheme.empty()) {
    out.append(scheme).append(":");
  }
  if (!opaque.empty()) {
    out += opaque;
  } else {
    const bool rooted = !scheme.empty() || !host.empty() || user.has_value();
    if (rooted && (!host.empty() || !path.empty() || user)) {
      out += "//";
    }
    if (user) {
      out.append(user->text()).append("@");
    }
    out += escape(host, Part::kHost);
    const std::string escaped = path == "*" ? path : escape(path, Part::kPath);
    if (!escaped.empty() && escaped[0] != '/' && !host.empty()) {
      out += '/';
    }
    const bool looks_like_scheme =
        escaped.substr(0, escaped.find('/')).find(':') != string_view::npos;
    if (out.empty() && looks_like_scheme) {
      out += "./";
    }
    out += escaped;
  }
  if (!query.empty()) {
    out.append("?").append(query);
  }
  if (!fragment.empty()) {
    out.append("#").append(escape(fragment, Part::kFragment));
  }
  return out;
}

std::optional<Url> parse_url(string_view text, std::string& error) {
  const std::size_t hash = text.find('#');
  Url url;
  Reader reader(error);
  if (!reader.read(text.substr(0, hash), url)) {
    error = "parse " + tmpl::quote(text.substr(0, hash)) + ": " + error;
    return std::nullopt;
  }
  if (hash != string_view::npos &&
      !reader.unescape(text.substr(hash + 1), Part::kFragment, url.fragment)) {
    error = "parse " + tmpl::quote(text) + ": " + error;
    return std::nullopt;
  }
  return url;
}

}  // namespace copctl::funcs
