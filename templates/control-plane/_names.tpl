{{- /* Names and addresses that more than one object must agree on. */ -}}

{{- define "cp.domain" -}}
{{- .Values.wildcardDomain | trimPrefix "*." | lower -}}
{{- end -}}

{{- define "cp.scheme" -}}
{{- ternary "https" "http" .Values.https -}}
{{- end -}}

{{- /* cp.image (list ROOT NAME): a name without a slash is taken from the image hub. */ -}}
{{- define "cp.image" -}}
{{- $root := index . 0 -}}
{{- $name := index . 1 -}}
{{- if not (contains "/" $name) -}}
{{- $name = print (trimSuffix "/" $root.Values.imageHub) "/" $name -}}
{{- end -}}
{{- include "cp.str" $name -}}
{{- end -}}

{{- /* Which stores are part of the dump: text that is empty for no. */ -}}
{{- define "cp.pg" -}}{{- if not .Values.pg.external.host -}}bundled{{- end -}}{{- end -}}
{{- define "cp.redis" -}}{{- if not .Values.redis.external.host -}}bundled{{- end -}}{{- end -}}
{{- define "cp.es" -}}{{- if not .Values.es.external.url -}}bundled{{- end -}}{{- end -}}
{{- define "cp.minio" -}}
{{- if and (eq .Values.objectStorage.type "minio") (not .Values.objectStorage.endpoint) -}}bundled{{- end -}}
{{- end -}}

{{- /* The pull secret that service accounts name; empty without registry credentials. */ -}}
{{- define "cp.pullSecret" -}}
{{- if .Values.registry.existingSecret -}}
{{- .Values.registry.existingSecret -}}
{{- else if .Values.registry.user -}}
{{- .Values.registry.secretName -}}
{{- end -}}
{{- end -}}

{{- /* Where proxy settings are read from; empty without a proxy. */ -}}
{{- define "cp.proxy" -}}
{{- with .Values.proxy -}}
{{- if or .enabled .http .https -}}{{- .configMapName -}}{{- end -}}
{{- end -}}
{{- end -}}

{{- define "cp.gateway" -}}
{{- .Values.istio.gateway.name | default (print "istio-gw-" .Release.Namespace) -}}
{{- end -}}

{{- define "cp.tlsSecret" -}}
{{- .Values.tls.secretName | default "cnvrg-tls" -}}
{{- end -}}

{{- /* cp.storage (list ROOT STORAGE): the part of a claim that says what is claimed. */ -}}
{{- define "cp.storage" -}}
{{- $root := index . 0 -}}
{{- $storage := index . 1 -}}
accessModes:
  - {{ $storage.accessMode | default "ReadWriteOnce" }}
{{- with $storage.className | default $root.Values.storage.className }}
storageClassName: {{ include "cp.str" . }}
{{- end }}
resources:
  requests:
    storage: {{ include "cp.str" $storage.size }}
{{- end -}}

{{- /* What the application reads about Prometheus: the secret without the hash, which takes a while to compute. */ -}}
{{- define "cp.prometheus" -}}
{{- with .Values.prometheus -}}
CNVRG_PROMETHEUS_URL: {{ include "cp.str" (.url | default (printf "http://prometheus.%s.svc:9091" $.Release.Namespace)) }}
CNVRG_PROMETHEUS_USER: {{ include "cp.str" .user }}
CNVRG_PROMETHEUS_PASS: {{ include "cp.str" .password }}
{{- end -}}
{{- end -}}
