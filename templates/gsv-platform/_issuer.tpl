{{- /* gsv.acme (dict "root" ROOT "name" NAME "server" URL): an issuer of Let's Encrypt that answers DNS-01 challenges. */ -}}
{{- define "gsv.acme" -}}
{{- $dns := .root.Values.dns -}}
{{- if and (ne $dns.provider "none") .root.Values.acme.email -}}
# Wildcards are signed after a DNS-01 challenge only.
apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata:
  name: {{ .name }}
  labels:
    {{- include "gsv.labels" .root | nindent 4 }}
spec:
  acme:
    server: {{ .server }}
    email: {{ .root.Values.acme.email }}
    privateKeySecretRef:
      name: {{ .name }}-account
    solvers:
      - selector:
          dnsZones:
            - {{ .root.Values.domain }}
        dns01:
          {{- if eq $dns.provider "cloudflare" }}
          cloudflare:
            apiTokenSecretRef:
              name: dns-credentials
              key: api-token
          {{- else if eq $dns.provider "route53" }}
          route53:
            region: {{ $dns.region | toYaml }}
            accessKeyIDSecretRef:
              name: dns-credentials
              key: access-key-id
            secretAccessKeySecretRef:
              name: dns-credentials
              key: secret-access-key
          {{- else if eq $dns.provider "google" }}
          cloudDNS:
            project: {{ $dns.project | toYaml }}
            serviceAccountSecretRef:
              name: dns-credentials
              key: key.json
          {{- else if eq $dns.provider "rfc2136" }}
          rfc2136:
            nameserver: {{ $dns.nameserver | toYaml }}
            tsigKeyName: {{ $dns.tsigKeyName | toYaml }}
            tsigAlgorithm: HMACSHA256
            tsigSecretSecretRef:
              name: dns-credentials
              key: tsig-secret
          {{- end }}
{{- end -}}
{{- end -}}
