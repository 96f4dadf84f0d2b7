{{- /* The system manager itself. */ -}}
{{- define "sm.manager.rbac" -}}
{{- $name := "sgp-system-manager" -}}
{{- $all := "[create, delete, get, list, patch, update, watch]" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "sm.meta" (list . .item.pack $name .Release.Namespace (include "sm.workload" (list . .Values.systemManager.identity) | fromJson)) | nindent 2 }}
  {{- include "sm.identity" (list . .Values.systemManager.identity) | trim | nindent 2 | trimSuffix "\n  " }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  {{- include "sm.meta" (list . .item.pack $name "") | nindent 2 }}
# What it needs is inferred from what it does.
rules:
  - apiGroups: [""]
    resources: [configmaps, namespaces, secrets, serviceaccounts]
    verbs: {{ $all }}
  - apiGroups: [""]
    resources: [events, pods, pods/log]
    verbs: [get, list, watch]
  - apiGroups: [helm.toolkit.fluxcd.io]
    resources: [helmreleases]
    verbs: {{ $all }}
  - apiGroups: [source.toolkit.fluxcd.io]
    resources: [helmcharts, helmrepositories, ocirepositories]
    verbs: {{ $all }}
  - apiGroups: [networking.istio.io]
    resources: [gateways, virtualservices]
    verbs: {{ $all }}
  {{- if .cloud.v.targetGroup }}
  - apiGroups: [elbv2.k8s.aws]
    resources: [targetgroupbindings]
    verbs: {{ $all }}
  {{- end }}
  {{- if eq .Values.systemManager.rights "flux" }}
  - apiGroups: [apiextensions.k8s.io]
    resources: [customresourcedefinitions]
    verbs: [create, get, list, patch, watch]
  - apiGroups: [apps]
    resources: [deployments]
    verbs: [create, get, list, patch, watch]
  - apiGroups: [networking.k8s.io]
    resources: [networkpolicies]
    verbs: [create, get, patch]
  - apiGroups: [""]
    resources: [resourcequotas, services]
    verbs: [create, get, patch]
  # Flux' controllers get rights that the system manager does not have itself.
  - apiGroups: [rbac.authorization.k8s.io]
    resources: [clusterrolebindings, clusterroles]
    verbs: [bind, create, escalate, get, list, patch, watch]
  {{- end }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  {{- include "sm.meta" (list . .item.pack $name "") | nindent 2 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: {{ $name }}
subjects:
  - kind: ServiceAccount
    name: {{ $name }}
    namespace: {{ toYaml .Release.Namespace }}
{{- end -}}

{{- define "sm.manager.deployment" -}}
{{- $s := .Values.systemManager -}}
{{- $select := dict "app.kubernetes.io/name" "sgp-system-manager" -}}
{{- $ws := .Values.config.workspaceId -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  {{- include "sm.meta" (list . .item.pack "sgp-system-manager" .Release.Namespace $select) | nindent 2 }}
spec:
  # It watches and installs; two would do so against each other.
  replicas: 1
  strategy: {type: Recreate}
  selector:
    matchLabels:
      {{- toYamlPretty $select | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "sm.labels" (list . .item.pack (merge (include "sm.workload" (list . $s.identity) | fromJson) $select)) | nindent 8 }}
    spec:
      serviceAccountName: sgp-system-manager
      {{- if .cloud.pull }}
      imagePullSecrets: [{name: {{ toYaml .Values.pullSecret.name }}}]
      {{- end }}
      securityContext:
        runAsNonRoot: true
        seccompProfile: {type: RuntimeDefault}
      containers:
        - name: system-manager
          image: {{ toYaml $s.image }}
          ports:
            - {name: http, containerPort: 8000}
          # The names of these variables are inferred.
          env:
            - {name: CLOUD_PROVIDER, value: {{ .cloud.provider }}}
            - {name: {{ index (dict "aws" "AWS_REGION" "gcp" "GOOGLE_CLOUD_PROJECT" "azure" "AZURE_KEY_VAULT_NAME") .cloud.provider }}, value: {{ index (dict "aws" .cloud.v.region "gcp" .cloud.v.account "azure" .cloud.v.keyVault) .cloud.provider | toJson }}}
            - {name: CONFIG_SECRET_NAME, value: {{ $s.configSecret | default (print "sgp-" $ws "-system-manager-config") | toJson }}}
            - {name: DESIRED_STATE_SECRET_NAME, value: {{ $s.desiredStateSecret | default (print "sgp-" $ws "-desired-state") | toJson }}}
          readinessProbe:
            tcpSocket: {port: http}
          livenessProbe:
            tcpSocket: {port: http}
            initialDelaySeconds: 30
            periodSeconds: 20
          resources:
            requests: {cpu: {{ toJson $s.resources.cpu }}, memory: {{ toJson $s.resources.memory }}}
            limits: {memory: {{ toJson $s.resources.memoryLimit }}}
          securityContext:
            allowPrivilegeEscalation: false
            capabilities: {drop: [ALL]}
---
apiVersion: v1
kind: Service
metadata:
  {{- include "sm.meta" (list . .item.pack "sgp-system-manager" .Release.Namespace $select) | nindent 2 }}
spec:
  type: ClusterIP
  selector:
    {{- toYamlPretty $select | nindent 4 }}
  ports:
    - {name: http, port: 8000, targetPort: http}
{{- end -}}
