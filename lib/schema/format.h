#pragma once

#include <string>
#include <string_view>

// The checks behind format_problem, by family. Each gives the problem, or nothing when there is
// none.

namespace copctl::schema {

// RFC 1123 in small letters, as Kubernetes wants host names; `any` lets `*.` stand before it.
std::string hostname_problem(std::string_view text);
std::string wildcard_hostname_problem(std::string_view text);
// k8s.io/apimachinery/pkg/util/validation: IsDNS1123Label, IsDNS1123Subdomain.
std::string dns_label_problem(std::string_view text);
std::string dns_subdomain_problem(std::string_view text);
std::string uri_problem(std::string_view text);
std::string email_problem(std::string_view text);
std::string port_problem(std::string_view text);

// github.com/distribution/reference: Parse, without its shortcut for bare digests.
std::string image_problem(std::string_view text);
// k8s.io/apimachinery/pkg/api/resource: ParseQuantity.
std::string quantity_problem(std::string_view text);
// Go's time.ParseDuration.
std::string duration_problem(std::string_view text);
// `1.29`, `v1.29.3`, `v1.29.3-gke.100`.
std::string kube_version_problem(std::string_view text);

// True when format_problem knows the format.
bool is_format(std::string_view name);
// "; did you mean `hostname`?" or nothing.
std::string nearest_format(std::string_view name);

}  // namespace copctl::schema
