{{- /* Names, labels and annotations of objects and pods. */ -}}

{{- /*
cp.labels (dict "root" ROOT "part" NAME "own" LABELS): labels that the profile needs win over the user's. There is no
version label: the version is that of the control plane's image, which anybody may change in the manifest.
*/ -}}
{{- define "cp.labels" -}}
{{- $common := dict
      "app.kubernetes.io/name" .part
      "app.kubernetes.io/instance" .root.Release.Name
      "app.kubernetes.io/part-of" "cnvrg"
      "app.kubernetes.io/managed-by" "copctl" -}}
{{- if .reload -}}
{{- $_ := set $common "cnvrg-config-reloader.mlops.cnvrg.io" "autoreload-ccp" -}}
{{- end -}}
{{- toYamlPretty (merge (dict) (.own | default dict) $common (.root.Values.labels | default dict)) -}}
{{- end -}}

{{- /* cp.annotations (dict "root" ROOT "own" ANNOTATIONS): the whole mapping, or nothing when there is none. */ -}}
{{- define "cp.annotations" -}}
{{- with merge (dict) (.own | default dict) (.root.Values.annotations | default dict) -}}
annotations:
  {{- include "cp.map" . | nindent 2 }}
{{- end -}}
{{- end -}}

{{- /*
cp.meta (dict "root" ROOT "name" NAME "part" NAME …): the metadata of an object. Optional: "own" labels, "annotations",
"reload" for the label of cnvrg's reloader, "cluster" for an object without namespace, "namespace" for another one.
*/ -}}
{{- define "cp.meta" -}}
{{- if not .root.forChecksum -}}
name: {{ include "cp.str" .name }}
{{- if not .cluster }}
namespace: {{ include "cp.str" (.namespace | default .root.Release.Namespace) }}
{{- end }}
labels:
  {{- include "cp.labels" . | nindent 2 }}
{{- with include "cp.annotations" (dict "root" .root "own" .annotations) }}
{{ . }}
{{- end }}
{{- end -}}
{{- end -}}

{{- /*
cp.checksum (list ROOT NAME…): changes with what these partials, or files below tmpl/, render to, their metadata
left out: a pod does not read labels.
*/ -}}
{{- define "cp.checksum" -}}
{{- $root := set (omit (first .)) "forChecksum" true -}}
{{- $text := "" -}}
{{- range rest . -}}
{{- $name := . -}}
{{- if contains "/" $name -}}
{{- $name = print $root.Template.BasePath "/tmpl/" $name ".yaml" -}}
{{- end -}}
{{- $text = print $text (include $name $root) -}}
{{- end -}}
{{- sha256sum $text -}}
{{- end -}}

{{- /*
cp.podMeta (dict "root" ROOT "part" NAME "own" LABELS "reads" (list NAME…)): the metadata of a pod; what it reads
as in cp.checksum.
*/ -}}
{{- define "cp.podMeta" -}}
labels:
  {{- include "cp.labels" . | nindent 2 }}
annotations:
  # Of the config maps and secrets that this pod reads: other ones restart it when they are applied.
  checksum/config: {{ include "cp.checksum" (prepend .reads .root) }}
{{- with omit (.root.Values.annotations | default dict) "checksum/config" }}
  {{- include "cp.map" . | nindent 2 }}
{{- end }}
{{- end -}}
