{{- /* gsv.range ADDRESSES: "FIRST LAST" of a CIDR or a range, or nothing when it is neither. */ -}}
{{- define "gsv.range" -}}
{{- $text := nospace . -}}
{{- if isCIDR $text -}}
{{- cidrFirst $text }} {{ cidrLast $text -}}
{{- else -}}
{{- $ends := splitList "-" $text -}}
{{- if eq (len $ends) 2 -}}
{{- $first := first $ends -}}
{{- $last := last $ends -}}
{{- if and (isIP $first) (isIP $last) -}}
{{- if and (eq (ipVersion $first) (ipVersion $last)) (le (ipCompare $first $last | int) 0) -}}
{{- $first }} {{ $last -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* gsv.overlap (list A B): text when two ranges share an address. */ -}}
{{- define "gsv.overlap" -}}
{{- $a := splitList " " (index . 0) -}}
{{- $b := splitList " " (index . 1) -}}
{{- if eq (ipVersion (first $a)) (ipVersion (first $b)) -}}
{{- if and (le (ipCompare (first $a) (last $b) | int) 0) (le (ipCompare (first $b) (last $a) | int) 0) -}}yes{{- end -}}
{{- end -}}
{{- end -}}

{{- /* gsv.meant (list WORD LIST): a did-you-mean, or what there is to choose from. */ -}}
{{- define "gsv.meant" -}}
{{- with nearest (index . 0) (index . 1) -}}
did you mean `{{ . }}`?
{{- else -}}
there are {{ join ", " (index . 1) }}
{{- end -}}
{{- end -}}

{{- /* gsv.component.problems (dict "at" PATH "given" COMPONENTS "names" NAMES) */ -}}
{{- define "gsv.component.problems" -}}
{{- $ := . -}}
{{- range $name, $given := .given }}
{{- $at := concat $.at (list $name) -}}
{{- if not (has $name $.names) }}
- {{ dict "at" $at "message" (printf "there is no component `%s`; %s" $name (include "gsv.meant" (list $name $.names))) | toJson }}
{{- end }}
{{- with $given.version }}
{{- if not (regexMatch "^v?[0-9]+\\.[0-9]+\\.[0-9]+([-+][-+.0-9A-Za-z]+)?$" .) }}
- {{ dict "at" (append $at "version") "message" (printf "`%s` does not pin a version; give a full one such as 1.2.3, so that every sync deploys the same" .) | toJson }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{- /* gsv.pool.problems (dict "env" ENVIRONMENT "used" BOOL): the addresses of one environment. */ -}}
{{- define "gsv.pool.problems" -}}
{{- $pool := .env.loadBalancer -}}
{{- $at := list "environments" .env.name "loadBalancer" -}}
{{- if not $pool.addresses }}
- {{ dict "at" $at "severity" (ternary "error" "warning" .used) "message" (printf "environment `%s` has no addresses for load balancers%s; give environments.%s.loadBalancer.addresses" .env.name (ternary "" ", and its pool is only a placeholder" .used) .env.name) | toJson }}
{{- end }}
{{- $ranges := list -}}
{{- range $i, $text := $pool.addresses }}
{{- $range := include "gsv.range" $text -}}
{{- $here := concat $at (list "addresses" $i) -}}
{{- if not $range }}
- {{ dict "at" $here "message" (printf "`%s` is neither a CIDR nor a range FIRST-LAST of addresses" $text) | toJson }}
{{- else }}
{{- range $ranges }}
{{- if include "gsv.overlap" (list .range $range) }}
- {{ dict "at" $here "message" (printf "`%s` overlaps `%s`; MetalLB refuses pools that share addresses" $text .text) | toJson }}
{{- end }}
{{- end }}
{{- if $pool.network }}
{{- $ends := splitList " " $range -}}
{{- $inside := false -}}
{{- range $pool.network }}
{{- if isCIDR . }}{{- if and (cidrContains . (first $ends)) (cidrContains . (last $ends)) }}{{- $inside = true -}}{{- end }}{{- end }}
{{- end }}
{{- if not $inside }}
- {{ dict "at" $here "message" (printf "`%s` is not inside of the nodes' network (%s); nobody would answer for its addresses" $text (join ", " $pool.network)) | toJson }}
{{- end }}
{{- end }}
{{- $ranges = append $ranges (dict "text" $text "range" $range) -}}
{{- end }}
{{- end }}
{{- range $i, $text := $pool.network }}
{{- if not (isCIDR $text) }}
- {{ dict "at" (concat $at (list "network" $i)) "message" (printf "`%s` is no CIDR such as 10.0.0.0/24" $text) | toJson }}
{{- end }}
{{- end }}
{{- with $pool.traefikIP }}
{{- $ip := . -}}
{{- if not (isIP $ip) }}
- {{ dict "at" (append $at "traefikIP") "message" (printf "`%s` is no address" $ip) | toJson }}
{{- else }}
{{- $inside := false -}}
{{- range $ranges }}{{- if include "gsv.overlap" (list .range (print $ip " " $ip)) }}{{- $inside = true -}}{{- end }}{{- end }}
{{- if not $inside }}
- {{ dict "at" (append $at "traefikIP") "message" (printf "`%s` is not in the pool (%s); MetalLB would not give it away" $ip (join ", " $pool.addresses)) | toJson }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{- /* gsv.environment.problems (dict "root" ROOT "env" ENVIRONMENT "used" BOOL) */ -}}
{{- define "gsv.environment.problems" -}}
{{- $env := .env -}}
{{- $values := .root.Values -}}
{{- $at := list "environments" $env.name -}}
{{- if not (include "gsv.off" (list .root $env "metallb")) }}
{{- include "gsv.pool.problems" . }}
{{- end }}
{{- $schedule := $env.postgres.backup.schedule -}}
{{- $fields := len (regexSplit " +" (trim $schedule) -1) -}}
{{- if and (ne $fields 6) (not (hasPrefix "@" $schedule)) }}
- {{ dict "at" (concat $at (list "postgres" "backup" "schedule")) "message" (printf "`%s` has %d fields; CloudNativePG wants six, seconds first: 0 0 2 * * *" $schedule $fields) | toJson }}
{{- end }}
{{- if eq (mod (int $env.rabbitmq.replicas) 2) 0 }}
- {{ dict "at" (concat $at (list "rabbitmq" "replicas")) "severity" "warning" "message" (printf "%d nodes of RabbitMQ lose their majority with half of them; an odd number is safer and no dearer" (int $env.rabbitmq.replicas)) | toJson }}
{{- end }}
{{- $hpa := $env.agentRegistry.hpa -}}
{{- if gt (int $hpa.minReplicas) (int $hpa.maxReplicas) }}
- {{ dict "at" (concat $at (list "agentRegistry" "hpa" "minReplicas")) "message" (printf "minReplicas %v is more than maxReplicas %v" $hpa.minReplicas $hpa.maxReplicas) | toJson }}
{{- end }}
{{- if and $hpa.enabled (not (dig "requests" "cpu" "" $env.agentRegistry.resources)) }}
- {{ dict "at" (concat $at (list "agentRegistry" "resources")) "message" "there is no requests.cpu, of which the autoscaler takes its percentage" | toJson }}
{{- end }}
{{- range $tagged := list "waldur" "agentRegistry" "portal" }}
{{- if eq (get (get $env $tagged) "imageTag") "latest" }}
- {{ dict "at" (concat $at (list $tagged "imageTag")) "message" "`latest` pins nothing; give the tag of a release" | toJson }}
{{- end }}
{{- end }}
{{- if .used }}
{{- range $tagged := list "waldur" "agentRegistry" "portal" }}
{{- if not (or (get (get $env $tagged) "imageTag") (include "gsv.off" (list $.root $env (kebabcase $tagged)))) }}
- {{ dict "at" (append $at $tagged) "message" (printf "there is no image tag for environment `%s`; give environments.%s.%s.imageTag" $env.name $env.name $tagged) | toJson }}
{{- end }}
{{- end }}
{{- if hasPrefix "letsencrypt" $env.tls.issuer }}
{{- if eq $values.dns.provider "none" }}
- {{ dict "at" (concat $at (list "tls" "issuer")) "message" (printf "`%s` signs wildcards only after a DNS-01 challenge, which needs dns.provider; give one, or take issuer ca" $env.tls.issuer) | toJson }}
{{- end }}
{{- if not $values.acme.email }}
- {{ dict "at" (concat $at (list "tls" "issuer")) "message" (printf "`%s` needs acme.email" $env.tls.issuer) | toJson }}
{{- end }}
{{- end }}
{{- if and (eq $env.secrets "sealed") (not $env.sealing.certificate) }}
- {{ dict "at" (append $at "secrets") "message" (printf "sealing needs the certificate of the cluster's controller; give environments.%s.sealing.certificate (kubeseal --fetch-cert), or let the secrets be manual until it runs" $env.name) | toJson }}
{{- end }}
{{- if and $env.dns.enabled (eq $values.dns.provider "none") }}
- {{ dict "at" (concat $at (list "dns" "enabled")) "message" "external-dns needs dns.provider; give one, or disable it" | toJson }}
{{- end }}
{{- if and $env.postgres.backup.enabled (not $values.backup.destination) }}
- {{ dict "at" (concat $at (list "postgres" "backup" "enabled")) "message" (printf "backups of environment `%s` need backup.destination; give it, or disable them" $env.name) | toJson }}
{{- end }}
{{- end }}
{{- end -}}

{{- /* gsv.name.problem (list NAME AT): names stand in many places of many files, and are to be texts in all of them. */ -}}
{{- define "gsv.name.problem" -}}
{{- $name := index . 0 -}}
{{- if or (has $name (list "y" "n" "yes" "no" "on" "off" "true" "false" "null")) (regexMatch "^(0x[0-9a-f]+|0o[0-7]+|[0-9][-.0-9]*(e[0-9]+)?)$" $name) }}
- {{ dict "at" (index . 1) "message" (printf "`%s` is a name that YAML does not read as text; take another" $name) | toJson }}
{{- end }}
{{- end -}}

{{- /* gsv.problems (dict "root" ROOT "model" MODEL): a YAML list. */ -}}
{{- define "gsv.problems" -}}
{{- $ := . -}}
{{- $values := .root.Values -}}
{{- $used := dict -}}
{{- $seen := dict -}}
{{- $prefixes := dict -}}
{{- $written := dict -}}
{{- include "gsv.name.problem" (list .root.Release.Namespace (list "namespaces")) }}
{{- include "gsv.name.problem" (list $values.namespaces.observability (list "namespaces" "observability")) }}
{{- include "gsv.name.problem" (list $values.gitops.namespace (list "gitops" "namespace")) }}
{{- include "gsv.name.problem" (list $values.gitops.project (list "gitops" "project")) }}
{{- range $i, $cluster := $values.clusters }}
{{- $at := list "clusters" $i -}}
{{- include "gsv.name.problem" (list .name (append $at "name")) }}
{{- $env := get $.model.environments .environment -}}
{{- if $env }}
{{- $_ := set $used .environment true -}}
{{- if has $env.secrets (list "generated" "sealed") }}
{{- with get $written $env.secrets }}
- {{ dict "at" (append $at "environment") "message" (printf "the %s secrets of clusters `%s` and `%s` would have the same names; one cluster of a tree can have them" $env.secrets . $cluster.name) | toJson }}
{{- end }}
{{- $_ := set $written $env.secrets .name -}}
{{- end }}
{{- else }}
- {{ dict "at" (append $at "environment") "message" (printf "there is no environment `%s`; %s" .environment (include "gsv.meant" (list .environment (keys $.model.environments | sortAlpha)))) | toJson }}
{{- end }}
{{- if eq .provider "kind" }}
{{- range $key := list "podSubnet" "serviceSubnet" }}
{{- $subnet := get $cluster $key -}}
{{- if not (isCIDR $subnet) }}
- {{ dict "at" (append $at $key) "message" (printf "`%s` is no CIDR such as 10.0.0.0/16" $subnet) | toJson }}
{{- else if $env }}
{{- range $env.loadBalancer.addresses }}
{{- $range := include "gsv.range" . -}}
{{- if $range }}{{- if include "gsv.overlap" (list $range (include "gsv.range" $subnet)) }}
- {{ dict "at" (append $at $key) "message" (printf "`%s` overlaps the load balancers' addresses `%s`; they must be apart" $subnet .) | toJson }}
{{- end }}{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- if hasKey $seen .name }}
- {{ dict "at" (append $at "name") "message" (printf "two clusters are named `%s`" .name) | toJson }}
{{- end }}
{{- $_ := set $seen .name true -}}
{{- if hasKey $prefixes .prefix }}
- {{ dict "at" $at "message" (printf "applications of clusters `%s` and `%s` would have the same names; give one of them a prefix such as `%s-`" (get $prefixes .prefix) .name .environment) | toJson }}
{{- end }}
{{- $_ := set $prefixes .prefix .name -}}
{{- end }}
{{- range $provider, $needed := dict "google" "project" "rfc2136" "nameserver" }}
{{- if and (eq $values.dns.provider $provider) (not (get $values.dns $needed)) }}
- {{ dict "at" (list "dns" "provider") "message" (printf "`%s` needs dns.%s" $provider $needed) | toJson }}
{{- end }}
{{- end }}
{{- include "gsv.component.problems" (dict "at" (list "components") "given" $values.components "names" .model.names) }}
{{- $pools := list -}}
{{- $domains := dict -}}
{{- range $name, $env := .model.environments }}
{{- include "gsv.name.problem" (list $name (list "environments" $name)) }}
{{- with get $domains $env.domain }}
- {{ dict "at" (list "environments" $name "domain") "message" (printf "environments `%s` and `%s` have the same domain `%s`; their hosts would be the same" . $name $env.domain) | toJson }}
{{- end }}
{{- $_ := set $domains $env.domain $name -}}
{{- include "gsv.environment.problems" (dict "root" $.root "env" $env "used" (hasKey $used $name)) }}
{{- include "gsv.component.problems" (dict "at" (list "environments" $name "components") "given" $env.components "names" $.model.names) }}
{{- range $i, $text := $env.loadBalancer.addresses }}
{{- $range := include "gsv.range" $text -}}
{{- if $range }}
{{- range $pools }}
{{- if and (ne .env $name) (include "gsv.overlap" (list .range $range)) }}
- {{ dict "at" (list "environments" $name "loadBalancer" "addresses" $i) "severity" "warning" "message" (printf "`%s` overlaps `%s` of environment `%s`; harmless only while they are different networks" $text .text .env) | toJson }}
{{- end }}
{{- end }}
{{- $pools = append $pools (dict "env" $name "text" $text "range" $range) -}}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}
