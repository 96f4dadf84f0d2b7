{{- /*
Helm values of the observability layer. Prometheus, Grafana and AlertManager are parts of one chart; each is a release of its own that
enables its part and nothing else, so that each has its own health, wave and rollback. gsv.stack turns off what belongs to the others.
*/ -}}
{{- define "gsv.stack" -}}
{{- range list "alertmanager" "grafana" "prometheus" }}
{{- if ne . $.part }}
{{ . }}:
  enabled: false
{{- end }}
{{- end }}
{{- if ne .part "prometheus" }}
crds:
  enabled: false
prometheusOperator:
  enabled: false
defaultRules:
  create: false
{{- range list "kubeApiServer" "kubelet" "kubeControllerManager" "coreDns" "kubeEtcd" "kubeScheduler" "kubeProxy" "kubeStateMetrics" "nodeExporter" }}
{{ . }}:
  enabled: false
{{- end }}
{{- end }}
{{- end -}}

{{- define "gsv.base.prometheus" }}
# Services are named for it: prometheus-stack-prometheus.
fullnameOverride: prometheus-stack
{{- include "gsv.stack" (dict "part" "prometheus") }}
prometheus:
  prometheusSpec:
    # Monitors and rules of all namespaces count, whatever their labels.
    serviceMonitorSelectorNilUsesHelmValues: false
    podMonitorSelectorNilUsesHelmValues: false
    probeSelectorNilUsesHelmValues: false
    ruleSelectorNilUsesHelmValues: false
    scrapeConfigSelectorNilUsesHelmValues: false
    alertingEndpoints:
      - name: prometheus-stack-alertmanager
        namespace: {{ .Values.namespaces.observability }}
        port: http-web
        pathPrefix: /
        apiVersion: v2
# On most clusters these listen on the node's own address only.
kubeControllerManager:
  enabled: false
kubeScheduler:
  enabled: false
kubeEtcd:
  enabled: false
kubeProxy:
  enabled: false
{{- end -}}
{{- define "gsv.env.prometheus" }}
prometheus:
  prometheusSpec:
    retention: {{ .env.monitoring.retention }}
    externalLabels:
      environment: {{ .env.name }}
    {{- with .env.monitoring.size }}
    storageSpec:
      volumeClaimTemplate:
        spec:
          accessModes:
            - ReadWriteOnce
          {{- with $.env.storageClass }}
          storageClassName: {{ . }}
          {{- end }}
          resources:
            requests:
              storage: {{ . }}
    {{- end }}
{{- end -}}

{{- define "gsv.base.alertmanager" }}
# Services are named for it: prometheus-stack-alertmanager.
fullnameOverride: prometheus-stack
{{- include "gsv.stack" (dict "part" "alertmanager") }}
{{- end -}}
{{- define "gsv.env.alertmanager" }}
{{- if .env.monitoring.size }}
alertmanager:
  alertmanagerSpec:
    storage:
      volumeClaimTemplate:
        spec:
          accessModes:
            - ReadWriteOnce
          {{- with .env.storageClass }}
          storageClassName: {{ . }}
          {{- end }}
          resources:
            requests:
              storage: 1Gi
{{- end }}
{{- end -}}

{{- define "gsv.base.grafana" }}
{{- $prometheus := printf "http://prometheus-stack-prometheus.%s.svc:9090" .Values.namespaces.observability }}
fullnameOverride: prometheus-stack
{{- include "gsv.stack" (dict "part" "grafana") }}
grafana:
  fullnameOverride: prometheus-stack-grafana
  # There is no default password any more.
  admin:
    existingSecret: grafana-admin
    userKey: admin-user
    passwordKey: admin-password
  sidecar:
    dashboards:
      searchNamespace: ALL
    datasources:
      # Prometheus is the default; Loki comes as a config map with the label grafana_datasource.
      url: {{ $prometheus }}
  ingress:
    enabled: true
    ingressClassName: traefik
{{- end -}}
{{- define "gsv.env.grafana" }}
{{- $host := .env.hosts.grafana }}
grafana:
  grafana.ini:
    server:
      root_url: https://{{ $host }}
  ingress:
    hosts:
      - {{ $host }}
    tls:
      - hosts:
          - {{ $host }}
        {{- with include "gsv.tls" (list .root .env "observability") }}
        secretName: {{ . }}
        {{- end }}
{{- end -}}

{{- define "gsv.base.loki" }}
fullnameOverride: loki
deploymentMode: Monolithic
loki:
  # One tenant: nobody has to send a tenant's header.
  auth_enabled: false
  analytics:
    reporting_enabled: false
  commonConfig:
    replication_factor: 1
  storage:
    type: filesystem
  schemaConfig:
    configs:
      - from: "2024-04-01"
        store: tsdb
        object_store: filesystem
        schema: v13
        index:
          prefix: index_
          period: 24h
  compactor:
    retention_enabled: true
    delete_request_store: filesystem
singleBinary:
  replicas: 1
read:
  replicas: 0
write:
  replicas: 0
backend:
  replicas: 0
chunksCache:
  enabled: false
resultsCache:
  enabled: false
gateway:
  enabled: false
lokiCanary:
  enabled: false
test:
  enabled: false
{{- end -}}
{{- define "gsv.env.loki" }}
loki:
  limits_config:
    retention_period: {{ .env.logs.retention }}
singleBinary:
  {{- include "gsv.persistence" (list .env.logs.size .env.storageClass) | nindent 2 }}
{{- end -}}

{{- define "gsv.base.alloy" }}
fullnameOverride: alloy
controller:
  # It reads the logs from the API server: one pod is enough, and none needs the nodes' files.
  type: deployment
  replicas: 1
alloy:
  enableReporting: false
  configMap:
    content: |
      discovery.kubernetes "pods" {
        role = "pod"
      }

      // The labels by which the logs are asked for: namespace, pod, container, and app.
      discovery.relabel "pods" {
        targets = discovery.kubernetes.pods.targets
        rule {
          source_labels = ["__meta_kubernetes_namespace"]
          target_label  = "namespace"
        }
        rule {
          source_labels = ["__meta_kubernetes_pod_name"]
          target_label  = "pod"
        }
        rule {
          source_labels = ["__meta_kubernetes_pod_container_name"]
          target_label  = "container"
        }
        rule {
          source_labels = ["__meta_kubernetes_pod_label_app", "__meta_kubernetes_pod_label_app_kubernetes_io_name"]
          regex         = ";*([^;]+).*"
          target_label  = "app"
        }
      }

      loki.source.kubernetes "pods" {
        targets    = discovery.relabel.pods.output
        forward_to = [loki.write.loki.receiver]
      }

      loki.write "loki" {
        endpoint {
          url = "http://loki.{{ .Values.namespaces.observability }}.svc:3100/loki/api/v1/push"
        }
      }
{{- end -}}
{{- define "gsv.env.alloy" }}{{ end -}}
