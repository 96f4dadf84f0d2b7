#include "manifest/manifest.h"

#include <algorithm>
#include <array>
#include <span>

namespace copctl::manifest {
namespace {

bool is_lower_alphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// RFC 1123: lower-case letters, digits and `-`, an alphanumeric at both ends.
bool is_label_text(std::string_view text) {
  return !text.empty() && is_lower_alphanumeric(text.front()) &&
         is_lower_alphanumeric(text.back()) && std::all_of(text.begin(), text.end(), [](char c) {
           return is_lower_alphanumeric(c) || c == '-';
         });
}

// apimachinery: util/validation/validation.go, IsDNS1123Label.
bool is_label(std::string_view text) { return text.size() <= 63 && is_label_text(text); }

// IsDNS1123Subdomain: label texts with dots between; only the whole has a limit.
bool is_subdomain(std::string_view text) {
  if (text.size() > 253) {
    return false;
  }
  while (true) {
    const std::size_t dot = text.find('.');
    if (!is_label_text(text.substr(0, dot))) {
      return false;
    }
    if (dot == std::string_view::npos) {
      return true;
    }
    text.remove_prefix(dot + 1);
  }
}

// IsDNS1035Label: a label that begins with a letter.
bool is_letter_label(std::string_view text) {
  return is_label(text) && text.front() >= 'a' && text.front() <= 'z';
}

// apimachinery: api/validation/path/name.go, IsValidPathSegmentName.
bool is_path_segment(std::string_view text) {
  return text != "." && text != ".." && text.find_first_of("/%") == std::string_view::npos;
}

struct Rule {
  bool (*accepts)(std::string_view);
  std::string_view wanted;
};

constexpr Rule kSubdomain{is_subdomain,
                          "must be lower-case letters, digits, `-` and `.`, at most 253, with a "
                          "letter or digit at both ends of every part"};
constexpr Rule kLabel{is_label,
                      "must be lower-case letters, digits and `-`, at most 63, with a letter or "
                      "digit at both ends"};
constexpr Rule kLetterLabel{is_letter_label,
                            "must be lower-case letters, digits and `-`, at most 63, beginning "
                            "with a letter and ending with a letter or digit"};
constexpr Rule kPathSegment{is_path_segment, "must not be `.` or `..`, nor hold `/` or `%`"};

struct KindRule {
  std::string_view group;
  // Empty: every kind of the group.
  std::string_view kind;
  const Rule* rule;
};

// kubernetes: pkg/apis/*/validation. Every other kind, custom resources too, takes a subdomain.
constexpr KindRule kRules[] = {
    {"", "Namespace", &kLabel},
    {"", "Service", &kLetterLabel},
    {"apiregistration.k8s.io", "", &kPathSegment},
    {"networking.k8s.io", "IPAddress", &kPathSegment},
    {"rbac.authorization.k8s.io", "", &kPathSegment},
};

// OpenShift's own kinds mostly take path segments (users, roles, image stream tags).
constexpr std::string_view kOpenShift = ".openshift.io";

const Rule& rule_of(const Gvk& gvk) {
  for (const KindRule& row : kRules) {
    if (row.group == gvk.group && (row.kind.empty() || row.kind == gvk.kind)) {
      return *row.rule;
    }
  }
  return gvk.group.ends_with(kOpenShift) && gvk.kind != "Route" ? kPathSegment : kSubdomain;
}

std::string fault(const Rule& rule, std::string_view name) {
  return rule.accepts(name) ? std::string() : std::string(rule.wanted);
}

}  // namespace

std::string name_fault(const Gvk& gvk, std::string_view name) { return fault(rule_of(gvk), name); }

std::string namespace_fault(std::string_view name) { return fault(kLabel, name); }

}  // namespace copctl::manifest
