{{- /* Helm values of the data layer, and of Keycloak. */ -}}

{{- define "gsv.base.cnpg-operator" }}
crds:
  create: true
{{- end -}}
{{- define "gsv.env.cnpg-operator" }}{{ end -}}

{{- define "gsv.base.barman-cloud" }}
crds:
  create: true
{{- end -}}
{{- define "gsv.env.barman-cloud" }}{{ end -}}

{{- /* gsv.bitnami (list ROOT NAME…): images from where they can still be had; the chart takes them for foreign ones. */ -}}
{{- define "gsv.bitnami" -}}
{{- $root := first . -}}
{{- if ne $root.Values.images.bitnami "bitnami" -}}
global:
  security:
    # The chart knows only images below bitnami/.
    allowInsecureImages: true
image:
  repository: {{ $root.Values.images.bitnami }}/{{ index . 1 }}
{{- end -}}
{{- end -}}

{{- define "gsv.base.redis" }}
{{ include "gsv.bitnami" (list . "redis") }}
fullnameOverride: redis
auth:
  existingSecret: redis-auth
  existingSecretPasswordKey: redis-password
metrics:
  enabled: true
  {{- if ne .Values.images.bitnami "bitnami" }}
  image:
    repository: {{ .Values.images.bitnami }}/redis-exporter
  {{- end }}
networkPolicy:
  # The namespace has policies of its own.
  enabled: false
{{- end -}}
{{- define "gsv.env.redis" }}
{{- $redis := .env.redis }}
architecture: {{ ternary "replication" "standalone" (gt (int $redis.replicas) 0) }}
master:
  {{- include "gsv.persistence" (list $redis.size .env.storageClass) | nindent 2 }}
{{- if gt (int $redis.replicas) 0 }}
replica:
  replicaCount: {{ $redis.replicas }}
  {{- include "gsv.persistence" (list $redis.size .env.storageClass) | nindent 2 }}
{{- end }}
{{- end -}}

{{- /* gsv.persistence (list SIZE STORAGE_CLASS): as most charts call it. */ -}}
{{- define "gsv.persistence" -}}
persistence:
  {{- if index . 0 }}
  enabled: true
  size: {{ index . 0 }}
  {{- with index . 1 }}
  storageClass: {{ . }}
  {{- end }}
  {{- else }}
  enabled: false
  {{- end }}
{{- end -}}

{{- define "gsv.base.rabbitmq" }}
{{ include "gsv.bitnami" (list . "rabbitmq") }}
fullnameOverride: rabbitmq
auth:
  username: gsv
  existingPasswordSecret: rabbitmq-auth
  existingSecretPasswordKey: rabbitmq-password
  existingErlangSecret: rabbitmq-auth
  existingSecretErlangKey: rabbitmq-erlang-cookie
metrics:
  enabled: true
networkPolicy:
  # The namespace has policies of its own.
  enabled: false
{{- end -}}
{{- define "gsv.env.rabbitmq" }}
replicaCount: {{ .env.rabbitmq.replicas }}
{{ include "gsv.persistence" (list .env.rabbitmq.size .env.storageClass) }}
{{- end -}}

{{- define "gsv.base.qdrant" }}
fullnameOverride: qdrant
env:
  - name: QDRANT__SERVICE__API_KEY
    valueFrom:
      secretKeyRef:
        name: qdrant-auth
        key: api-key
{{- end -}}
{{- define "gsv.env.qdrant" }}
replicaCount: {{ .env.qdrant.replicas }}
config:
  cluster:
    enabled: {{ gt (int .env.qdrant.replicas) 1 }}
persistence:
  size: {{ .env.qdrant.size }}
  {{- with .env.storageClass }}
  storageClassName: {{ . }}
  {{- end }}
{{- end -}}

{{- define "gsv.base.keycloak" }}
fullnameOverride: keycloak
command:
  - /opt/keycloak/bin/kc.sh
args:
  - start
http:
  relativePath: /auth
proxy:
  enabled: true
  mode: xforwarded
  http:
    enabled: true
metrics:
  enabled: true
health:
  enabled: true
database:
  vendor: postgres
  hostname: cmp-postgres-rw.{{ .Release.Namespace }}.svc
  port: 5432
  database: keycloak
  username: keycloak
  existingSecret: keycloak-db
  existingSecretKey: password
# The chart would want every pod on another node, even on a cluster of one.
affinity: |
  podAntiAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        podAffinityTerm:
          labelSelector:
            matchLabels:
              app.kubernetes.io/name: keycloakx
          topologyKey: kubernetes.io/hostname
ingress:
  enabled: true
  ingressClassName: traefik
{{- end -}}
{{- define "gsv.env.keycloak" }}
{{- $host := .env.hosts.sso }}
replicas: {{ .env.keycloak.replicas }}
extraEnv: |
  - name: KC_HOSTNAME
    value: https://{{ $host }}/auth
  - name: KC_BOOTSTRAP_ADMIN_USERNAME
    valueFrom:
      secretKeyRef:
        name: keycloak-admin
        key: username
  - name: KC_BOOTSTRAP_ADMIN_PASSWORD
    valueFrom:
      secretKeyRef:
        name: keycloak-admin
        key: password
ingress:
  rules:
    - host: {{ $host }}
      paths:
        - path: /
          pathType: Prefix
  tls:
    - hosts:
        - {{ $host }}
      secretName: {{ include "gsv.tls" (list .root .env "sso") | quote }}
{{- end -}}
