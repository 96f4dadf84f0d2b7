{{- /* Service accounts, roles and bindings; each template names one object. */ -}}

{{- /* cp.account (dict "root" ROOT "name" NAME "token" BOOL) */ -}}
{{- define "cp.account" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "cp.meta" (dict "root" .root "name" .name "part" .name) | nindent 2 }}
automountServiceAccountToken: {{ .token }}
{{- with include "cp.pullSecret" .root }}
imagePullSecrets:
  - name: {{ include "cp.str" . }}
{{- end }}
{{- end -}}

{{- /* cp.binding (dict "root" ROOT "name" NAME "account" NAME): the role of the same name. */ -}}
{{- define "cp.binding" -}}
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  {{- include "cp.meta" (dict "root" .root "name" .name "part" .account) | nindent 2 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: {{ .name }}
subjects:
  - kind: ServiceAccount
    name: {{ .account }}
    namespace: {{ include "cp.str" .root.Release.Namespace }}
{{- end -}}

{{- /* cp.storeRole (dict "root" ROOT "name" NAME): a store needs no rights but, on OpenShift, its fixed user. */ -}}
{{- define "cp.storeRole" -}}
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  {{- include "cp.meta" (dict "root" .root "name" .name "part" .name) | nindent 2 }}
{{- with include "cp.sccRule" .root }}
rules:
  {{- . | nindent 2 }}
{{- else }}
rules: []
{{- end }}
{{- end -}}

{{- define "cp.sccRule" -}}
{{- if and (eq .Values.ingress "openshift") (include "cp.fixedUsers" .) -}}
- apiGroups: [security.openshift.io]
  resources: [securitycontextconstraints]
  resourceNames: [{{ include "cp.str" .Values.podSecurity.scc }}]
  verbs: [use]
{{- end -}}
{{- end -}}
