{{- /*
Values of the charts that stand in the repository itself: gsv.base.NAME in values.yaml, gsv.env.NAME in the file of an environment. The
keys of charts/cmp and the image's of charts/agent-registry are those of the operator guide.
*/ -}}

{{- /* gsv.chart.web (dict "path" PATH "root" ROOT): what the charts have in common. */ -}}
{{- define "gsv.chart.web" -}}
ingress:
  enabled: true
  className: traefik
  {{- with .host }}
  {{ . }}
  {{- end }}
  path: {{ .path }}
  tls:
    enabled: true
    # Nothing: Traefik's default certificate.
    secretName: ""
probe:
  path: {{ .probe }}
resources:
  requests:
    cpu: 100m
    memory: 256Mi
  limits:
    memory: 1Gi
{{- end -}}

{{- define "gsv.chart.data" -}}
redis:
  host: redis-master
  secretName: redis-auth
rabbitmq:
  host: rabbitmq
  username: gsv
  secretName: rabbitmq-auth
{{- end -}}

{{- define "gsv.chart.tls" -}}
{{- with include "gsv.tls" (list .root .env "app") }}
  tls:
    enabled: true
    secretName: {{ . }}
{{- end }}
{{- end -}}

{{- define "gsv.base.waldur" -}}
waldur:
  imageName: {{ .Values.images.waldur }}
  # Every environment has its own.
  imageTag: ""
  imagePullSecrets:
    - {{ .Values.images.pullSecret }}
  replicas: 1
  site:
    domain: ""
  # Processes of the same image beside the API.
  processes:
    worker:
      replicas: 1
      args:
        - worker
    beat:
      # One and no more: it would start everything twice.
      replicas: 1
      args:
        - beat
{{ include "gsv.chart.web" (dict "path" "/api" "probe" "/health-check/") }}
externalDB:
  enabled: true
  serviceName: cmp-postgres-rw
  secretName: cmp-postgres-app
{{ include "gsv.chart.data" . }}
{{- end -}}
{{- define "gsv.env.waldur" -}}
waldur:
  {{- with .env.waldur.imageTag }}
  imageTag: {{ . | toYaml }}
  {{- end }}
  replicas: {{ .env.waldur.replicas }}
  site:
    domain: {{ .env.hosts.portal }}
ingress:
  enabled: true
  className: traefik
  {{- include "gsv.chart.tls" . }}
{{- end -}}

{{- define "gsv.base.agent-registry" -}}
image:
  repository: {{ .Values.images.agentRegistry }}
  # Every environment has its own.
  tag: ""
imagePullSecrets:
  - {{ .Values.images.pullSecret }}
# Pods while there is no autoscaling.
replicaCount: 1
hpa:
  enabled: false
  minReplicas: 1
  maxReplicas: 3
  cpuUtilization: 80
{{ include "gsv.chart.web" (dict "path" "/" "probe" "/health" "host" "host: \"\"") }}
externalDB:
  serviceName: cmp-postgres-rw
  database: agent_registry
  username: agent_registry
  secretName: agent-registry-secrets
  passwordKey: DATABASE_PASSWORD
{{ include "gsv.chart.data" . }}
qdrant:
  host: qdrant
  secretName: qdrant-auth
{{- end -}}
{{- define "gsv.env.agent-registry" -}}
{{- $registry := .env.agentRegistry -}}
{{- with $registry.imageTag -}}
image:
  tag: {{ . | toYaml }}
{{ end -}}
replicaCount: {{ $registry.replicas }}
hpa:
  enabled: {{ $registry.hpa.enabled }}
  minReplicas: {{ $registry.hpa.minReplicas }}
  maxReplicas: {{ $registry.hpa.maxReplicas }}
ingress:
  host: {{ .env.hosts.agents }}
  {{- include "gsv.chart.tls" . }}
resources:
  {{- toYaml $registry.resources | nindent 2 }}
{{- end -}}

{{- define "gsv.base.portal" -}}
image:
  repository: {{ .Values.images.portal }}
  # Every environment has its own.
  tag: ""
imagePullSecrets:
  - {{ .Values.images.pullSecret }}
replicaCount: 1
{{ include "gsv.chart.web" (dict "path" "/" "probe" "/" "host" "host: \"\"") }}
{{- end -}}
{{- define "gsv.env.portal" -}}
{{- with .env.portal.imageTag -}}
image:
  tag: {{ . | toYaml }}
{{ end -}}
replicaCount: {{ .env.portal.replicas }}
ingress:
  # Waldur answers below /api of the same host.
  host: {{ .env.hosts.portal }}
  {{- include "gsv.chart.tls" . }}
{{- end -}}

{{- /* gsv.chart.container CHART: image, port, environment and probes of a container; << >> become {{ }} once it is written. */ -}}
{{- define "gsv.chart.container" -}}
{{- $waldur := eq .name "waldur" -}}
- name: {{ .name }}
  {{- if $waldur }}
  image: "<< .Values.waldur.imageName >>:<< required "waldur.imageTag is not given" .Values.waldur.imageTag >>"
  {{- else }}
  image: "<< .Values.image.repository >>:<< required "image.tag is not given" .Values.image.tag >>"
  {{- end }}
  securityContext:
    allowPrivilegeEscalation: false
    capabilities:
      drop:
        - ALL
  env:
    {{- if $waldur }}
    - name: SITE_DOMAIN
      value: << .Values.waldur.site.domain | quote >>
    <<- if .Values.externalDB.enabled >>
    - name: POSTGRESQL_HOST
      value: << .Values.externalDB.serviceName >>
    <<- range $name, $key := dict "POSTGRESQL_NAME" "dbname" "POSTGRESQL_USER" "username" "POSTGRESQL_PASSWORD" "password" >>
    - name: << $name >>
      valueFrom:
        secretKeyRef:
          name: << $.Values.externalDB.secretName >>
          key: << $key >>
    <<- end >>
    <<- end >>
    {{- else if eq .name "agent-registry" }}
    - name: DATABASE_HOST
      value: << .Values.externalDB.serviceName >>
    - name: DATABASE_PORT
      value: "5432"
    - name: DATABASE_NAME
      value: << .Values.externalDB.database >>
    - name: DATABASE_USER
      value: << .Values.externalDB.username >>
    - name: DATABASE_PASSWORD
      valueFrom:
        secretKeyRef:
          name: << .Values.externalDB.secretName >>
          key: << .Values.externalDB.passwordKey >>
    - name: QDRANT_URL
      value: http://<< .Values.qdrant.host >>:6333
    - name: QDRANT_API_KEY
      valueFrom:
        secretKeyRef:
          name: << .Values.qdrant.secretName >>
          key: api-key
    {{- end }}
    {{- if ne .name "portal" }}
    - name: REDIS_HOST
      value: << .Values.redis.host >>
    - name: REDIS_PASSWORD
      valueFrom:
        secretKeyRef:
          name: << .Values.redis.secretName >>
          key: redis-password
    - name: RABBITMQ_HOST
      value: << .Values.rabbitmq.host >>
    - name: RABBITMQ_USER
      value: << .Values.rabbitmq.username >>
    - name: RABBITMQ_PASSWORD
      valueFrom:
        secretKeyRef:
          name: << .Values.rabbitmq.secretName >>
          key: rabbitmq-password
    {{- else }}
    - name: API_URL
      value: https://<< .Values.ingress.host >>/api/
    {{- end }}
{{- end -}}

{{- /* gsv.chart.pod (dict "chart" CHART): what begins the pod of a deployment. */ -}}
{{- define "gsv.chart.pod" -}}
serviceAccountName: {{ .name }}
automountServiceAccountToken: false
securityContext:
  seccompProfile:
    type: RuntimeDefault
<<- with .Values.{{ if eq .name "waldur" }}waldur.{{ end }}imagePullSecrets >>
imagePullSecrets:
  <<- range . >>
  - name: << . >>
  <<- end >>
<<- end >>
{{- end -}}

{{- define "gsv.chart.labels" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/instance: << .Release.Name >>
app.kubernetes.io/part-of: gsv-platform
{{- end -}}
