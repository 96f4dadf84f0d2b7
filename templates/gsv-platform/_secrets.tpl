{{- /*
The secrets of the platform. `keys`: where each value comes from: {fixed: TEXT}, {made: NAME} is derived from the seed, {given: PARAMETER}
of .Values.secrets. `vault`: key in Vault; a property is named as the key unless `property` says otherwise. `when` nothing: not used.
*/ -}}
{{- define "gsv.secrets" -}}
{{- $app := .Release.Namespace -}}
{{- $observability := .Values.namespaces.observability -}}
{{- $dns := .Values.dns.provider -}}
- {namespace: {{ $app }}, name: cmp-postgres-agent-registry, type: kubernetes.io/basic-auth, vault: cmp/database, reader: PostgreSQL's role agent_registry, labels: {cnpg.io/reload: "true"}, keys: {username: {fixed: agent_registry}, password: {made: database}}}
- {namespace: {{ $app }}, name: agent-registry-secrets, vault: cmp/database, reader: Agent Registry, keys: {DATABASE_PASSWORD: {made: database, property: password}}}
- {namespace: {{ $app }}, name: cmp-postgres-keycloak, type: kubernetes.io/basic-auth, vault: sso/database, reader: PostgreSQL's role keycloak, labels: {cnpg.io/reload: "true"}, keys: {username: {fixed: keycloak}, password: {made: keycloak-database}}}
- {namespace: sso, name: keycloak-db, vault: sso/database, reader: Keycloak, keys: {password: {made: keycloak-database}}}
- {namespace: sso, name: keycloak-admin, vault: sso/admin, reader: "Keycloak, at its first start", keys: {username: {fixed: admin}, password: {made: keycloak-admin}}}
- {namespace: {{ $app }}, name: redis-auth, vault: cmp/redis, reader: "Redis, Waldur, Agent Registry", keys: {redis-password: {made: redis}}}
- {namespace: {{ $app }}, name: rabbitmq-auth, vault: cmp/rabbitmq, reader: "RabbitMQ, Waldur, Agent Registry", keys: {rabbitmq-password: {made: rabbitmq}, rabbitmq-erlang-cookie: {made: erlang-cookie}}}
- {namespace: {{ $app }}, name: qdrant-auth, vault: cmp/qdrant, reader: "Qdrant, Agent Registry, Prometheus", keys: {api-key: {made: qdrant}}}
- {namespace: {{ $observability }}, name: grafana-admin, vault: observability/grafana, reader: Grafana, keys: {admin-user: {fixed: admin}, admin-password: {made: grafana}}}
- {namespace: traefik, name: traefik-dashboard-auth, type: kubernetes.io/basic-auth, vault: traefik/dashboard, reader: Traefik's dashboard, keys: {username: {fixed: admin}, password: {made: traefik-dashboard}}}
- {namespace: {{ $app }}, name: {{ .Values.images.pullSecret }}, type: kubernetes.io/dockerconfigjson, vault: cmp/registry, reader: "Waldur, Agent Registry, Portal", registry: true, keys: {.dockerconfigjson: {given: registryPassword}}}
{{- if .model.backups }}
- {namespace: {{ $app }}, name: backup-credentials, vault: cmp/backup, reader: PostgreSQL's backups, backup: true, keys: {ACCESS_KEY_ID: {given: backupKeyId}, ACCESS_SECRET_KEY: {given: backupKey}}}
{{- end }}
{{- if ne $dns "none" }}
{{- range $i, $namespace := list "cert-manager" "external-dns" }}
- {namespace: {{ $namespace }}, name: dns-credentials, vault: dns/credentials, reader: {{ ternary "cert-manager's DNS-01 challenges" "external-dns" (eq $i 0) }}, dns: {{ ternary "issuer" "records" (eq $i 0) }}, keys: {{ include "gsv.dns.keys" $dns }}}
{{- end }}
{{- end }}
{{- if .Values.git.private }}
- {namespace: {{ .Values.gitops.namespace }}, name: gsv-gitops-repository, bootstrap: true, reader: "Argo CD, before it can read this tree", labels: {argocd.argoproj.io/secret-type: repository}, keys: {type: {fixed: git}, url: {fixed: {{ .Values.git.url | quote }}}, username: {given: gitUser}, password: {given: gitPassword}}}
{{- end }}
{{- end -}}

{{- /* The keys of dns-credentials by provider. */ -}}
{{- define "gsv.dns.keys" -}}
{{- if eq . "cloudflare" }}{api-token: {given: dnsToken}}
{{- else if eq . "route53" }}{access-key-id: {given: dnsKeyId}, secret-access-key: {given: dnsToken}}
{{- else if eq . "google" }}{key.json: {given: dnsToken}}
{{- else }}{tsig-secret: {given: dnsToken}}
{{- end -}}
{{- end -}}

{{- /* gsv.made (list ROOT ENV NAME): 40 characters that nobody can guess without the seed. */ -}}
{{- define "gsv.made" -}}
{{- $values := (index . 0).Values.secrets -}}
{{- printf "%s/%s/%s/%d" $values.seed (index . 1) (index . 2) (get $values.rotation (index . 2) | default 0 | int) | sha256sum | trunc 40 -}}
{{- end -}}

{{- /* gsv.wanted (list SECRET ENV): text when the environment has a reader of the secret. */ -}}
{{- define "gsv.wanted" -}}
{{- $secret := index . 0 -}}
{{- $env := index . 1 -}}
{{- if $secret.backup -}}{{- if $env.postgres.backup.enabled -}}yes{{- end -}}
{{- else if eq ($secret.dns | default "") "issuer" -}}{{- if hasPrefix "letsencrypt" $env.tls.issuer -}}yes{{- end -}}
{{- else if eq ($secret.dns | default "") "records" -}}{{- if $env.dns.enabled -}}yes{{- end -}}
{{- else -}}yes{{- end -}}
{{- end -}}

{{- /* gsv.secret.value (list ROOT SECRET FROM): the value of one key. */ -}}
{{- define "gsv.secret.value" -}}
{{- $root := index . 0 -}}
{{- $secret := index . 1 -}}
{{- $from := index . 2 -}}
{{- $given := $root.Values.secrets -}}
{{- if $secret.registry -}}
{{- $auth := dict "username" $given.registryUser "password" $given.registryPassword "auth" (printf "%s:%s" $given.registryUser $given.registryPassword | b64enc) -}}
{{- dict "auths" (dict (splitList "/" $root.Values.images.waldur | first) $auth) | toJson -}}
{{- else if $from.fixed -}}
{{- $from.fixed -}}
{{- else if $from.given -}}
{{- get $given $from.given -}}
{{- else -}}
{{- include "gsv.made" (list $root $secret.env $from.made) -}}
{{- end -}}
{{- end -}}
