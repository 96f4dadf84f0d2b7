#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <vector>

#include "base/text.h"
#include "schema/format.h"
#include "schema/types.h"

// Names on a network: hosts, labels, addresses.

namespace copctl::schema {

namespace {

// RFC 1035, section 2.3.4.
constexpr std::size_t kMaxLabel = 63;
constexpr std::size_t kMaxName = 253;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_label_byte(char c) { return is_lower(c) || is_digit(c) || c == '-'; }

// What the first byte that cannot be in a label is called.
std::string named_character(std::string_view text) {
  const base::Rune rune = base::decode_rune(text);
  const std::string_view bytes = text.substr(0, static_cast<std::size_t>(rune.length));
  if (bytes == "_") return "an underscore";
  if (bytes == " ") return "a blank";
  if (bytes == "*") return "a `*`";
  if (is_upper(bytes[0])) return "a capital letter";
  return fmt::format("the character {}", quoted(bytes));
}

std::string character_problem(std::string_view text, std::string_view also) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_label_byte(text[i]) || also.find(text[i]) != std::string_view::npos) continue;
    const bool foreign = static_cast<unsigned char>(text[i]) >= 0x80;
    return fmt::format("has {}; {}", named_character(text.substr(i)),
                       foreign        ? "write the name in its ASCII form (`xn--…`)"
                       : also.empty() ? "only small letters, digits and `-` are allowed"
                                      : "only small letters, digits, `-` and `.` are allowed");
  }
  return {};
}

std::string label_problem(std::string_view label) {
  if (label.empty()) return "has an empty part between dots";
  if (label.size() > kMaxLabel) {
    return fmt::format("has a part of {} characters; at most {} are allowed between dots",
                       label.size(), kMaxLabel);
  }
  if (label.front() == '-')
    return fmt::format("has the part {}, which begins with a dash", quoted(label));
  if (label.back() == '-')
    return fmt::format("has the part {}, which ends with a dash", quoted(label));
  return {};
}

std::string name_problem(std::string_view text) {
  if (text.empty()) return "is empty";
  if (std::string problem = character_problem(text, "."); !problem.empty()) return problem;
  if (text.size() > kMaxName) {
    return fmt::format("has {} characters; at most {} are allowed", text.size(), kMaxName);
  }
  for (const std::string_view label : base::split(text, '.')) {
    if (std::string problem = label_problem(label); !problem.empty()) return problem;
  }
  return {};
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

// What people paste around a host name, taken off one by one.
struct Unwrapped {
  std::vector<std::string> has;
  std::string name;
};

Unwrapped unwrap(std::string_view text) {
  Unwrapped out;
  // Keeps [begin, end) of the text when it is less than all of it.
  const auto keep = [&](std::size_t begin, std::size_t end, std::string what) {
    const std::string_view kept = text.substr(begin, end - begin);
    if (kept.size() == text.size()) return;
    out.has.push_back(std::move(what));
    text = kept;
  };
  const auto after = [&](std::size_t found, std::size_t length) {
    return found == std::string_view::npos ? 0 : found + length;
  };
  const std::string_view trimmed = base::trim(text);
  if (trimmed.size() != text.size()) out.has.emplace_back("blanks around it");
  text = trimmed;
  keep(after(text.find("://"), 3), text.size(), "a scheme");
  keep(0, std::min(text.find_first_of("/?#"), text.size()), "a path");
  keep(after(text.rfind('@'), 1), text.size(), "a user");
  const std::size_t colon = std::min(text.rfind(':'), text.size());
  const bool port = colon < text.size() && all_digits(text.substr(colon + 1));
  keep(0, port ? colon : text.size(), "a port");
  keep(0, text.size() > 1 && text.back() == '.' ? text.size() - 1 : text.size(),
       "a dot at the end");
  out.name = base::to_lower_ascii(text);
  if (out.name != text) out.has.emplace_back("capital letters");
  return out;
}

}  // namespace

std::string hostname_problem(std::string_view text) {
  if (text.empty()) return "is empty";
  const Unwrapped unwrapped = unwrap(text);
  std::string problem = name_problem(unwrapped.name);
  if (unwrapped.name == text || !problem.empty()) return problem;
  return fmt::format("has {}; write {}", listed(unwrapped.has, "and"), quoted(unwrapped.name));
}

std::string wildcard_hostname_problem(std::string_view text) {
  if (text.starts_with("*.")) text.remove_prefix(2);
  const std::vector<std::string_view> parts = base::split(text, '.');
  if (parts.size() == 4 && std::all_of(parts.begin(), parts.end(), all_digits)) {
    return fmt::format("is an IP address; write a domain that resolves to it, such as `{}.nip.io`",
                       text);
  }
  return hostname_problem(text);
}

std::string dns_label_problem(std::string_view text) {
  if (text.empty()) return "is empty";
  const std::string lower = base::to_lower_ascii(text);
  if (lower != text && dns_label_problem(lower).empty()) {
    return fmt::format("has capital letters; write {}", quoted(lower));
  }
  if (std::string problem = character_problem(text, ""); !problem.empty()) return problem;
  if (text.size() > kMaxLabel) {
    return fmt::format("has {} characters; at most {} are allowed", text.size(), kMaxLabel);
  }
  if (text.front() == '-') return "begins with a dash";
  return text.back() == '-' ? "ends with a dash" : "";
}

std::string dns_subdomain_problem(std::string_view text) {
  const std::string lower = base::to_lower_ascii(text);
  if (lower != text && name_problem(lower).empty()) {
    return fmt::format("has capital letters; write {}", quoted(lower));
  }
  return name_problem(text);
}

std::string uri_problem(std::string_view text) {
  if (text.empty()) return "is empty";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= ' ' || byte == 0x7F) return "has a blank or a control character";
  }
  const std::size_t colon = text.find(':');
  const std::string_view scheme = text.substr(0, std::min(colon, text.size()));
  const bool named =
      colon != std::string_view::npos && !scheme.empty() &&
      std::all_of(scheme.begin(), scheme.end(), [](char c) {
        return is_lower(c) || is_upper(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
      });
  const bool address = text.substr(std::min(colon, text.size())).starts_with("://");
  if (!named || is_digit(scheme.front()) ||
      (!address && scheme.find('.') != std::string_view::npos) ||
      (!address && all_digits(base::split(text.substr(colon + 1), '/').front()))) {
    return fmt::format("has no scheme; write {}", quoted(fmt::format("https://{}", text)));
  }
  const std::string_view rest = text.substr(colon + 1);
  const bool no_host = address && (rest.size() == 2 || rest[2] == '/') && scheme != "file";
  return no_host ? "has no host" : "";
}

std::string email_problem(std::string_view text) {
  if (text.empty()) return "is empty";
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos) return "has no `@`; write `name@example.com`";
  const std::string_view user = text.substr(0, at);
  const bool odd = std::any_of(user.begin(), user.end(), [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == '@' || c == '<' || c == '>' || c == ',';
  });
  if (user.empty() || odd) return "has no plain name before the `@`; write `name@example.com`";
  const std::string host = base::to_lower_ascii(text.substr(at + 1));
  const std::string problem = name_problem(host);
  return problem.empty() ? "" : fmt::format("has a host after the `@` that {}", problem);
}

std::string port_problem(std::string_view text) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && number >= 1 && number <= 65535 ? "" : "is not a port from 1 to 65535";
}

}  // namespace copctl::schema
