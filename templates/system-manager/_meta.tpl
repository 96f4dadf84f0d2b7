{{- /* Metadata of objects. */ -}}

{{- /* sm.labels (list ROOT PACK OWN): the labels of an object as a mapping; OWN, labels that it must have, may be left out. */ -}}
{{- define "sm.labels" -}}
{{- $own := dict -}}
{{- if gt (len .) 2 }}{{ $own = index . 2 }}{{ end -}}
{{- toYamlPretty (merge (dict) $own (dict "app.kubernetes.io/managed-by" "copctl" "app.kubernetes.io/part-of" "sgp" "copctl.local/pack" (index . 1)) ((first .).Values.labels | default dict)) -}}
{{- end -}}

{{- /* sm.meta (list ROOT PACK NAME NAMESPACE OWN): metadata; NAMESPACE "" for what has none, OWN may be left out. */ -}}
{{- define "sm.meta" -}}
name: {{ index . 2 | toYaml }}
{{- with index . 3 }}
namespace: {{ toYaml . }}
{{- end }}
labels:
  {{- include "sm.labels" (list (first .) (index . 1) (ternary (last .) dict (gt (len .) 4))) | nindent 2 }}
{{- end -}}

{{- /* sm.identity (list ROOT IDENTITY): the annotations of a service account that is IDENTITY in the cloud; nothing without one. */ -}}
{{- define "sm.identity" -}}
{{- with last . }}
annotations:
  {{ (first $).cloud.annotation }}: {{ toJson . }}
{{- end -}}
{{- end -}}

{{- /* sm.workload (list ROOT IDENTITY), as JSON: labels of the service account and pods of an identity; Azure looks at them. */ -}}
{{- define "sm.workload" -}}
{{- if and (last .) (eq (first .).cloud.provider "azure") }}{"azure.workload.identity/use": "true"}{{ else }}{}{{ end -}}
{{- end -}}

{{- define "sm.tight" -}}
allowPrivilegeEscalation: false
capabilities: {drop: [ALL]}
readOnlyRootFilesystem: true
runAsNonRoot: true
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- /* sm.manifest MAP: a manifest that is not of a template here; apiVersion, kind and metadata first. */ -}}
{{- define "sm.manifest" -}}
{{- $m := . -}}
{{- $lines := list -}}
{{- range list "apiVersion" "kind" "metadata" }}{{ if hasKey $m . }}{{ $lines = append $lines (toYamlPretty (pick $m .)) }}{{ end }}{{ end -}}
{{- with omit . "apiVersion" "kind" "metadata" }}{{ $lines = append $lines (toYamlPretty .) }}{{ end -}}
{{- join "\n" $lines -}}
{{- end -}}
