{{- /* What the parts of the live deployer share. */ -}}

{{- /* hd.partLabels (dict "root" ROOT "part" helmdeploy|etcd) */ -}}
{{- define "hd.partLabels" -}}
{{- $etcd := eq .part "etcd" -}}
app: {{ .root.Values.deployer.name }}
system: sdp
intent: production
domain: science-data-processing
function: {{ ternary "configuration" "runtime-deployment" $etcd }}
{{ include "hd.partSelector" . }}
app.kubernetes.io/managed-by: copctl
{{- end -}}

{{- define "hd.partSelector" -}}
component: {{ ternary "sdp-configuration-database" "sdp-helm-deployer" (eq .part "etcd") }}
subsystem: execution-control
{{- end -}}

{{- /* hd.partMeta (dict "root" ROOT "part" PART "suffix" TEXT) */ -}}
{{- define "hd.partMeta" -}}
name: {{ .root.Values.deployer.name }}-{{ .part }}{{ .suffix }}
namespace: {{ include "hd.str" .root.Values.controlNamespace }}
labels:
  {{- include "hd.partLabels" . | nindent 2 }}
{{- end -}}

{{- /* hd.etcdHost ROOT: host of the configuration database. */ -}}
{{- define "hd.etcdHost" -}}
{{- $v := .Values -}}
{{- $v.etcd.host | default (printf "%s-etcd-client.%s.svc.%s" $v.deployer.name $v.controlNamespace $v.deployer.clusterDomain) -}}
{{- end -}}

{{- define "hd.securityContext" -}}
securityContext:
  allowPrivilegeEscalation: false
  capabilities:
    drop: [ALL]
  seccompProfile:
    type: RuntimeDefault
{{- end -}}
