{{- /* Names and small texts that more than one file must agree on. */ -}}

{{- define "gsv.labels" -}}
app.kubernetes.io/part-of: gsv-platform
app.kubernetes.io/managed-by: copctl
{{- end -}}

{{- /* gsv.tls (list ROOT ENV PLACE): the secret with the certificate of an Ingress; nothing with tls.mode tlsstore. PLACE: app, sso, argocd, observability. */ -}}
{{- define "gsv.tls" -}}
{{- if eq (index . 0).Values.tls.mode "per-namespace" -}}
{{- ternary (printf "wildcard-%s-tls" (index . 1).name) (printf "%s-%s-tls" (index . 2) (index . 1).name) (eq (index . 2) "app") -}}
{{- end -}}
{{- end -}}

{{- /* gsv.override (list TEXT VALUES): values as text; as they were written unless the user has something to add. */ -}}
{{- define "gsv.override" -}}
{{- $given := index . 1 -}}
{{- if $given -}}
{{- mergeOverwrite (index . 0 | fromYaml) (deepCopy $given) | toYamlPretty -}}
{{- else -}}
{{- index . 0 | trim -}}
{{- end -}}
{{- end -}}

{{- /* gsv.values (list ROOT NAME): Helm values of a component in every environment. gsv.values.of (list ROOT NAME ENV): what one adds. */ -}}
{{- define "gsv.values" -}}
{{- $root := index . 0 -}}
{{- $name := index . 1 -}}
{{- include "gsv.override" (list (include (print "gsv.base." $name) $root) (get $root.Values.components $name | default dict).values) -}}
{{- end -}}

{{- define "gsv.values.of" -}}
{{- $root := index . 0 -}}
{{- $name := index . 1 -}}
{{- $env := index . 2 -}}
{{- include "gsv.override" (list (include (print "gsv.env." $name) (dict "root" $root "env" $env)) (get $env.components $name | default dict).values) -}}
{{- end -}}

{{- /* gsv.class STORAGE_CLASS and INDENTATION-free `storageClassName`, when one is given. */ -}}
{{- define "gsv.storageClassName" -}}
{{- with .storageClass }}storageClassName: {{ . }}{{ end -}}
{{- end -}}

{{- /* The namespaces of the platform, and the Pod Security standard that each is held to. */ -}}
{{- define "gsv.namespaces" -}}
metallb-system: privileged # the speaker works on the node's network
traefik: baseline
cert-manager: baseline
external-dns: baseline
{{ .Values.gitops.namespace }}: baseline
sso: baseline
{{ .Release.Namespace }}: baseline
{{ .Values.namespaces.observability }}: privileged # node-exporter reads the node's files
cnpg-system: baseline
{{- if .model.external }}
external-secrets: baseline
{{- end }}
{{- end -}}

{{- /* gsv.alert (list NAME EXPRESSION FOR SEVERITY SUMMARY) */ -}}
{{- define "gsv.alert" -}}
- alert: {{ index . 0 }}
  expr: {{ index . 1 | squote }}
  for: {{ index . 2 }}
  labels:
    severity: {{ index . 3 }}
  annotations:
    summary: {{ index . 4 | squote }}
{{- end -}}

{{- /* gsv.off (list ROOT ENV NAME): text when a component is disabled for an environment. */ -}}
{{- define "gsv.off" -}}
{{- $off := "" -}}
{{- range list (index . 0).Values.components (index . 1).components -}}
{{- $given := get . (index $ 2) | default dict -}}
{{- if hasKey $given "enabled" -}}{{- $off = ternary "" "off" $given.enabled -}}{{- end -}}
{{- end -}}
{{- $off -}}
{{- end -}}
