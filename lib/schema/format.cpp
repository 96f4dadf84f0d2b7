#include "schema/format.h"

#include <array>
#include <vector>

#include "schema/schema.h"
#include "schema/types.h"

namespace copctl::schema {

namespace {

struct Format {
  std::string_view name;
  std::string (*problem)(std::string_view);
};

constexpr auto kFormats = std::to_array<Format>({{"dns-label", dns_label_problem},
                                                 {"dns-subdomain", dns_subdomain_problem},
                                                 {"duration", duration_problem},
                                                 {"email", email_problem},
                                                 {"hostname", hostname_problem},
                                                 {"image-reference", image_problem},
                                                 {"kube-version", kube_version_problem},
                                                 {"port", port_problem},
                                                 {"quantity", quantity_problem},
                                                 {"uri", uri_problem},
                                                 {"wildcard-hostname", wildcard_hostname_problem}});

}  // namespace

std::string format_problem(std::string_view format, std::string_view text) {
  for (const Format& known : kFormats) {
    if (known.name == format) return known.problem(text);
  }
  return {};
}

bool is_format(std::string_view name) {
  for (const Format& known : kFormats) {
    if (known.name == name) return true;
  }
  return false;
}

std::string nearest_format(std::string_view name) {
  std::vector<std::string> names;
  for (const Format& known : kFormats) names.emplace_back(known.name);
  return did_you_mean(name, names);
}

}  // namespace copctl::schema
