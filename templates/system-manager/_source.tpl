{{- /* Where charts come from. */ -}}
{{- define "sm.source" -}}
{{- $root := . -}}
{{- $v := .Values -}}
{{- if eq $v.source.kind "helmrepository" -}}
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata:
  {{- include "sm.meta" (list . .item.pack "sgp-helm-repository" "flux-system") | nindent 2 }}
spec:
  type: oci
  interval: {{ $v.source.interval }}
  url: {{ toYaml $v.config.baseRepository }}
  {{- include "sm.sourceAuth" . | nindent 2 }}
{{- else -}}
{{- range $i, $r := .model.releases }}
{{- if $i }}
---
{{ end -}}
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  {{- include "sm.meta" (list $root $r.pack $r.name "flux-system") | nindent 2 }}
spec:
  interval: {{ $v.source.interval }}
  url: {{ print $v.config.baseRepository "/" $r.chart | toYaml }}
  ref:
    {{- if regexMatch "^[0-9]+\\.[0-9]+\\.[0-9]+[-+.0-9A-Za-z]*$" $r.version }}
    tag: {{ $r.version | replace "+" "_" | toYaml }}
    {{- else }}
    semver: {{ $r.version | default "*" | toJson }}
    {{- end }}
  layerSelector:
    mediaType: application/vnd.cncf.helm.chart.content.v1.tar+gzip
    operation: copy
  {{- include "sm.sourceAuth" $root | nindent 2 }}
{{- else -}}
# No release is deployed.
{{- end }}
{{- end -}}
{{- end -}}

{{- define "sm.sourceAuth" -}}
{{- if eq .Values.source.auth "cloud" -}}
# Flux logs in as the source controller's or the nodes' identity.
provider: {{ .cloud.provider }}
{{- else -}}
provider: generic
secretRef: {name: sgp-helm-repository-creds}
{{- end -}}
{{- end -}}
