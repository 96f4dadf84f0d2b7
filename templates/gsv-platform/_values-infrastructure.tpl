{{- /* Helm values of the infrastructure and of what supports it: gsv.base.NAME for all environments, gsv.env.NAME for one. */ -}}

{{- define "gsv.base.metallb" }}
# Addresses are announced on the local network; nothing here speaks BGP.
speaker:
  frr:
    enabled: false
frrk8s:
  enabled: false
{{- end -}}
{{- define "gsv.env.metallb" }}{{ end -}}

{{- define "gsv.base.cert-manager" }}
crds:
  enabled: true
{{- if ne .Values.dns.provider "none" }}
# DNS-01: ask public resolvers whether the record is there, not the cluster's own view of the zone.
extraArgs:
  - --dns01-recursive-nameservers=1.1.1.1:53,9.9.9.9:53
  - --dns01-recursive-nameservers-only
{{- end }}
{{- end -}}
{{- define "gsv.env.cert-manager" }}{{ end -}}

{{- define "gsv.base.traefik" }}
ingressClass:
  enabled: true
  isDefaultClass: true
  name: traefik
providers:
  kubernetesIngress:
    # external-dns takes the address from the status of an Ingress.
    publishedService:
      enabled: true
ports:
  web:
    http:
      redirections:
        entryPoint:
          to: websecure
          scheme: https
          permanent: true
  websecure:
    http:
      tls:
        enabled: true
  # The dashboard: make dashboard, then http://localhost:9000/dashboard/
  traefik:
    port: 9000
    exposedPort: 9000
ingressRoute:
  dashboard:
    enabled: true
    entryPoints:
      - traefik
metrics:
  prometheus:
    service:
      enabled: true
{{- end -}}
{{- define "gsv.env.traefik" }}
{{- if gt (int .env.traefik.replicas) 1 }}
deployment:
  replicas: {{ .env.traefik.replicas }}
podDisruptionBudget:
  enabled: true
  maxUnavailable: 1
{{- end }}
{{- with .env.loadBalancer.traefikIP }}
service:
  annotations:
    metallb.io/loadBalancerIPs: {{ . }}
{{- end }}
{{- if .env.traefik.exposeDashboard }}
ports:
  traefik:
    expose:
      # Port 9000 of the Service, and so of the load balancer, shows the dashboard without a password.
      default: true
{{- end }}
{{- end -}}

{{- define "gsv.base.external-dns" }}
sources:
  - service
  - ingress
  - traefik-proxy
# Records are made and changed, never deleted.
policy: upsert-only
registry: txt
domainFilters:
  - {{ .Values.domain }}
{{- end -}}
{{- define "gsv.env.external-dns" }}
# Every environment owns its records by another name, or two would fight over one.
txtOwnerId: gsv-{{ .env.name }}
{{- if and .env.dns.enabled (ne .root.Values.dns.provider "none") }}
{{- include "gsv.dns.values" .root.Values }}
{{- else }}
# No records are made: the provider keeps them to itself.
provider:
  name: inmemory
{{- end }}
{{- end -}}

{{- define "gsv.dns.values" }}
provider:
  name: {{ get (dict "route53" "aws") .dns.provider | default .dns.provider }}
{{- if eq .dns.provider "cloudflare" }}
env:
  - name: CF_API_TOKEN
    valueFrom:
      secretKeyRef:
        name: dns-credentials
        key: api-token
{{- else if eq .dns.provider "route53" }}
env:
  - name: AWS_DEFAULT_REGION
    value: {{ .dns.region }}
  - name: AWS_ACCESS_KEY_ID
    valueFrom:
      secretKeyRef:
        name: dns-credentials
        key: access-key-id
  - name: AWS_SECRET_ACCESS_KEY
    valueFrom:
      secretKeyRef:
        name: dns-credentials
        key: secret-access-key
{{- else if eq .dns.provider "google" }}
extraArgs:
  - --google-project={{ .dns.project }}
env:
  - name: GOOGLE_APPLICATION_CREDENTIALS
    value: /etc/dns-credentials/key.json
extraVolumes:
  - name: credentials
    secret:
      secretName: dns-credentials
extraVolumeMounts:
  - name: credentials
    mountPath: /etc/dns-credentials
    readOnly: true
{{- else if eq .dns.provider "rfc2136" }}
extraArgs:
  - --rfc2136-host={{ splitList ":" .dns.nameserver | first }}
  - --rfc2136-port={{ splitList ":" (print .dns.nameserver ":53") | rest | first }}
  - --rfc2136-zone={{ .domain }}
  - --rfc2136-tsig-keyname={{ .dns.tsigKeyName }}
  - --rfc2136-tsig-secret-alg=hmac-sha256
  - --rfc2136-tsig-axfr
env:
  - name: EXTERNAL_DNS_RFC2136_TSIG_SECRET
    valueFrom:
      secretKeyRef:
        name: dns-credentials
        key: tsig-secret
{{- end }}
{{- end -}}

{{- define "gsv.base.external-secrets" }}
installCRDs: true
serviceAccount:
  # Vault's Kubernetes login knows it by this name.
  name: external-secrets
{{- end -}}
{{- define "gsv.env.external-secrets" }}{{ end -}}

{{- define "gsv.base.metrics-server" }}
# The kubelets of kind and of most machines set up by hand sign their certificates themselves.
args:
  - --kubelet-insecure-tls
{{- end -}}
{{- define "gsv.env.metrics-server" }}{{ end -}}

{{- define "gsv.base.argocd" }}
configs:
  params:
    # Traefik ends TLS.
    server.insecure: true
  cm:
    # Without it a wave of applications does not wait for the one before to become healthy.
    resource.customizations.health.argoproj.io_Application: |
      hs = {}
      hs.status = "Progressing"
      hs.message = ""
      if obj.status ~= nil and obj.status.health ~= nil then
        hs.status = obj.status.health.status
        if obj.status.health.message ~= nil then
          hs.message = obj.status.health.message
        end
      end
      return hs
dex:
  enabled: false
server:
  ingress:
    enabled: true
    ingressClassName: traefik
  metrics:
    enabled: true
controller:
  metrics:
    enabled: true
repoServer:
  metrics:
    enabled: true
{{- end -}}
{{- define "gsv.env.argocd" }}
global:
  domain: {{ .env.hosts.argocd }}
server:
  ingress:
    {{- with include "gsv.tls" (list .root .env "argocd") }}
    tls: false
    extraTls:
      - hosts:
          - {{ $.env.hosts.argocd }}
        secretName: {{ . }}
    {{- else }}
    # Traefik's default certificate serves it.
    tls: false
    annotations:
      traefik.ingress.kubernetes.io/router.tls: "true"
    {{- end }}
{{- end -}}

{{- define "gsv.base.sealed-secrets" }}
# kubeseal looks for it by this name.
fullnameOverride: sealed-secrets-controller
{{- end -}}
{{- define "gsv.env.sealed-secrets" }}{{ end -}}
