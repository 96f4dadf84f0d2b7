{{- /* hd.str TEXT: quoted where YAML would take it for something else. */ -}}
{{- define "hd.str" -}}{{- toYaml . -}}{{- end -}}

{{- /* hd.labels (dict "part" NAME) */ -}}
{{- define "hd.labels" -}}
app.kubernetes.io/name: {{ .part }}
app.kubernetes.io/part-of: sdp
app.kubernetes.io/managed-by: copctl
{{- end -}}

{{- /* hd.releaseMeta (dict "root" ROOT "namespace" NAME): metadata of a release's object. What is too long for a label is an annotation. */ -}}
{{- define "hd.releaseMeta" -}}
{{- $r := .root.release -}}
{{- $ids := dict "copctl/deployment-id" $r.id -}}
{{- $block := regexReplaceAll `^proc-(.+?)-(?:script|workflow|[^-]+-[0-9]+)$` $r.id "${1}" -}}
{{- if ne $block $r.id -}}{{- $_ := set $ids "copctl/processing-block-id" $block -}}{{- end -}}
name: {{ include "hd.str" $r.release }}
namespace: {{ include "hd.str" .namespace }}
labels:
  {{- include "hd.labels" (dict "part" (base $r.chart)) | nindent 2 }}
{{- range $key, $id := $ids }}
{{- if regexMatch `^[A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?$` $id }}
  {{ $key }}: {{ include "hd.str" $id }}
{{- end }}
{{- end }}
{{- $head := true }}
{{- range $key, $id := $ids }}
{{- if not (regexMatch `^[A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?$` $id) }}
{{- if $head }}
annotations:
{{- end }}
{{- $head = false }}
  {{ $key }}: {{ include "hd.str" $id }}
{{- end }}
{{- end }}
{{- end -}}

{{- /* hd.values ROOT: the values of ROOT.release, as YAML or nothing. */ -}}
{{- define "hd.values" -}}
{{- $out := dict -}}
{{- include "hd.valuesOf" (dict "values" .Values "r" .release "out" $out) -}}
{{- with $out.values -}}{{- toYamlPretty . -}}{{- end -}}
{{- end -}}

{{- /* hd.repository ROOT: address of the repository of ROOT.release's chart. */ -}}
{{- define "hd.repository" -}}
{{- $name := dir .release.chart -}}
{{- $url := .Values.chartRepoUrl -}}
{{- range .Values.repositories -}}{{- if eq .name $name -}}{{- $url = .url -}}{{- end -}}{{- end -}}
{{- /* Argo CD names a registry without a scheme. */ -}}
{{- include "hd.str" (trimPrefix "oci://" $url) -}}
{{- end -}}

{{- /* hd.shell VALUE: as the database writes it, a word of a shell. */ -}}
{{- define "hd.shell" -}}
{{- $json := toPrettyJson . | replace "\\u003c" "<" | replace "\\u003e" ">" | replace "\\u0026" "&" -}}
'{{ $json | replace "'" `'\''` }}'
{{- end -}}
