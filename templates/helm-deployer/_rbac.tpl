{{- /*
hd.rbac (dict "root" ROOT "name" NAME "namespace" NAME "part" NAME "watch" BOOL): a service account in that namespace, with the Helm
Deployer's rights in the processing namespace; "watch" adds those of its monitors.
*/ -}}
{{- define "hd.rbac" -}}
{{- $root := .root -}}
{{- $processing := include "hd.str" .root.Release.Namespace -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ .name }}
  namespace: {{ include "hd.str" .namespace }}
  labels:
    {{- include "hd.labels" . | nindent 4 }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: {{ .name }}
  namespace: {{ $processing }}
  labels:
    {{- include "hd.labels" . | nindent 4 }}
rules:
  - apiGroups: [""]
    resources: [namespaces]
    verbs: [get, list]
  # Secrets hold Helm's records of its releases.
  - apiGroups: ["", apps, batch]
    resources: [configmaps, deployments, jobs, persistentvolumeclaims, pods, secrets, services, statefulsets]
    verbs: [create, delete, get, list, patch, update, watch]
  {{- if .watch }}
  - apiGroups: [""]
    resources: [events, pods/log]
    verbs: [get, list, watch]
  - apiGroups: [k8s.cni.cncf.io]
    resources: [network-attachment-definitions]
    verbs: [get, list, watch]
  {{- end }}
  {{- with $root.Values.extraRules }}
  {{- toYamlPretty . | nindent 2 }}
  {{- end }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: {{ .name }}
  namespace: {{ $processing }}
  labels:
    {{- include "hd.labels" . | nindent 4 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: {{ .name }}
subjects:
  - kind: ServiceAccount
    name: {{ .name }}
    namespace: {{ include "hd.str" .namespace }}
{{- if $root.Values.createClusterRole }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: {{ .name }}-global
  labels:
    {{- include "hd.labels" . | nindent 4 }}
rules:
  - apiGroups: [""]
    resources: [persistentvolumes]
    verbs: [create, delete, get, list, patch, update, watch]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: {{ .name }}-global
  labels:
    {{- include "hd.labels" . | nindent 4 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: {{ .name }}-global
subjects:
  - kind: ServiceAccount
    name: {{ .name }}
    namespace: {{ include "hd.str" .namespace }}
{{- end }}
{{- end -}}
