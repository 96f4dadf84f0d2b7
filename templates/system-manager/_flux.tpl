{{- /* What an installation of Flux with source controller and helm controller consists of. */ -}}

{{- /* sm.flux.labels ROOT: the labels that Flux gives to all that it installs. */ -}}
{{- define "sm.flux.labels" -}}
app.kubernetes.io/instance: flux-system
app.kubernetes.io/part-of: flux
app.kubernetes.io/version: {{ .Values.flux.version }}
{{- end -}}

{{- /* sm.flux.meta (list ROOT NAME NAMESPACE OWN) */ -}}
{{- define "sm.flux.meta" -}}
{{- $root := first . -}}
{{- include "sm.meta" (list $root "flux" (index . 1) (index . 2) (merge (dict) (index . 3) (include "sm.flux.labels" $root | fromYaml))) -}}
{{- end -}}

{{- define "sm.flux.crds" -}}
{{- $root := . -}}
{{- $given := list -}}
{{- range .Values.flux.install -}}
{{- if eq (toString .kind) "CustomResourceDefinition" }}{{ $given = append $given . }}{{ end -}}
{{- end -}}
{{- if $given -}}
# From --flux-install.
{{- range $i, $crd := $given }}
{{ if $i }}---
{{ end }}{{ include "sm.manifest" $crd }}
{{- end }}
{{- else -}}
{{- $ready := list "Age .metadata.creationTimestamp date" "Ready .status.conditions[?(@.type==\"Ready\")].status string" "Status .status.conditions[?(@.type==\"Ready\")].message string" -}}
{{- $url := prepend $ready "URL .spec.url string" -}}
# Schemas are open here: the controllers check what they read. Those of the flux CLI come in with --flux-install.
{{- range $i, $row := list
      (list "Bucket" list (prepend $ready "Endpoint .spec.endpoint string"))
      (list "ExternalArtifact" (list "ea") (append $ready "Source .spec.sourceRef.name string"))
      (list "GitRepository" (list "gitrepo") $url)
      (list "HelmChart" (list "hc") (concat (list "Chart .spec.chart string" "Version .spec.version string" "Kind .spec.sourceRef.kind string" "Source .spec.sourceRef.name string") $ready))
      (list "HelmRepository" (list "helmrepo") $url)
      (list "OCIRepository" (list "ocirepo") $url) }}
{{ if $i }}---
{{ end }}{{ include "sm.crd" (list $root (dict "group" "source.toolkit.fluxcd.io" "kind" (index $row 0) "version" "v1" "shortNames" (index $row 1) "columns" (index $row 2) "categories" (list "all" "fluxcd" "fluxcd-sources"))) }}
{{- end }}
---
{{ include "sm.crd" (list $root (dict "group" "helm.toolkit.fluxcd.io" "kind" "HelmRelease" "version" "v2" "shortNames" (list "hr") "columns" $ready "categories" (list "all" "fluxcd" "fluxcd-appliers"))) }}
{{- end -}}
{{- end -}}

{{- define "sm.flux.network-policies" -}}
{{- $root := . -}}
{{- range $name, $rule := dict
      "allow-egress" (dict "podSelector" dict "ingress" (list (dict "from" (list (dict "podSelector" dict)))) "egress" (list dict) "policyTypes" (list "Ingress" "Egress"))
      "allow-scraping" (dict "podSelector" dict "ingress" (list (dict "from" (list (dict "namespaceSelector" dict)) "ports" (list (dict "port" 8080 "protocol" "TCP")))) "policyTypes" (list "Ingress"))
      "allow-webhooks" (dict "podSelector" (dict "matchLabels" (dict "app" "notification-controller")) "ingress" (list (dict "from" (list (dict "namespaceSelector" dict)) "ports" (list (dict "port" 9292 "protocol" "TCP")))) "policyTypes" (list "Ingress")) }}
{{ if ne $name "allow-egress" }}---
{{ end -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  {{- include "sm.flux.meta" (list $root $name "flux-system" dict) | nindent 2 }}
spec:
  {{- toYamlPretty $rule | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "sm.flux.quota" -}}
# Lets the controllers have a system priority class outside of kube-system.
apiVersion: v1
kind: ResourceQuota
metadata:
  {{- include "sm.flux.meta" (list . "critical-pods-flux-system" "flux-system" dict) | nindent 2 }}
spec:
  hard:
    pods: "1000"
  scopeSelector:
    matchExpressions:
      - operator: In
        scopeName: PriorityClass
        values: [system-node-critical, system-cluster-critical]
{{- end -}}

{{- define "sm.flux.rbac" -}}
{{- $groups := "[source.toolkit.fluxcd.io, kustomize.toolkit.fluxcd.io, helm.toolkit.fluxcd.io, notification.toolkit.fluxcd.io, image.toolkit.fluxcd.io, source.extensions.fluxcd.io]" -}}
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  {{- include "sm.flux.meta" (list . "crd-controller-flux-system" "" dict) | nindent 2 }}
rules:
  - apiGroups: {{ $groups }}
    resources: ["*"]
    verbs: ["*"]
  - apiGroups: [""]
    resources: [namespaces, secrets, configmaps, serviceaccounts]
    verbs: [get, list, watch]
  - apiGroups: [""]
    resources: [events]
    verbs: [create, patch]
  # Leader election.
  - apiGroups: [""]
    resources: [configmaps]
    verbs: [get, list, watch, create, update, patch, delete]
  - apiGroups: [""]
    resources: [configmaps/status]
    verbs: [get, update, patch]
  - apiGroups: [coordination.k8s.io]
    resources: [leases]
    verbs: [get, list, watch, create, update, patch, delete]
  - apiGroups: [""]
    resources: [serviceaccounts/token]
    verbs: [create]
  - nonResourceURLs: [/livez/ping]
    verbs: [head]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  {{- include "sm.flux.meta" (list . "flux-edit-flux-system" "" (dict "rbac.authorization.k8s.io/aggregate-to-admin" "true" "rbac.authorization.k8s.io/aggregate-to-edit" "true")) | nindent 2 }}
rules:
  - apiGroups: {{ $groups }}
    resources: ["*"]
    verbs: [create, delete, deletecollection, patch, update]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  {{- include "sm.flux.meta" (list . "flux-view-flux-system" "" (dict "rbac.authorization.k8s.io/aggregate-to-admin" "true" "rbac.authorization.k8s.io/aggregate-to-edit" "true" "rbac.authorization.k8s.io/aggregate-to-view" "true")) | nindent 2 }}
rules:
  - apiGroups: {{ $groups }}
    resources: ["*"]
    verbs: [get, list, watch]
---
# Helm charts install whatever they like. Bound are the controllers that are here, and no names that anybody could take.
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  {{- include "sm.flux.meta" (list . "cluster-reconciler-flux-system" "" dict) | nindent 2 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: cluster-admin
subjects:
  - {kind: ServiceAccount, name: helm-controller, namespace: flux-system}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  {{- include "sm.flux.meta" (list . "crd-controller-flux-system" "" dict) | nindent 2 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: crd-controller-flux-system
subjects:
  - {kind: ServiceAccount, name: source-controller, namespace: flux-system}
  - {kind: ServiceAccount, name: helm-controller, namespace: flux-system}
{{- end -}}

{{- define "sm.flux.source-controller" -}}
{{- $f := .Values.flux -}}
{{- include "sm.flux.controller" (dict "root" . "name" "source-controller" "tag" $f.sourceControllerTag "identity" $f.sourceIdentity
      "args" (list "--storage-path=/data" (printf "--storage-adv-addr=source-controller.$(RUNTIME_NAMESPACE).svc.%s." $f.clusterDomain))
      "ports" (list "http 9090" "http-prom 8080" "healthz 9440") "ready" (dict "path" "/" "port" "http") "cpu" "50m" "grace" 10
      "env" (dict "TUF_ROOT" "/tmp/.sigstore") "volumes" (dict "data" "/data" "tmp" "/tmp") "recreate" true) }}
---
apiVersion: v1
kind: Service
metadata:
  {{- include "sm.flux.meta" (list . "source-controller" "flux-system" (dict "app.kubernetes.io/component" "source-controller" "control-plane" "controller")) | nindent 2 }}
spec:
  type: ClusterIP
  selector:
    app: source-controller
  ports:
    - {name: http, port: 80, protocol: TCP, targetPort: http}
{{- end -}}

{{- define "sm.flux.helm-controller" -}}
{{- include "sm.flux.controller" (dict "root" . "name" "helm-controller" "tag" .Values.flux.helmControllerTag "identity" "" "args" list
      "ports" (list "http-prom 8080" "healthz 9440") "ready" (dict "path" "/readyz" "port" "healthz") "cpu" "100m" "grace" 600
      "env" dict "volumes" (dict "temp" "/tmp") "recreate" false) }}
{{- end -}}

{{- /* sm.flux.controller (dict "root" "name" "tag" "identity" "args" "ports" "ready" "cpu" "grace" "env" "volumes" "recreate"): service account and deployment. */ -}}
{{- define "sm.flux.controller" -}}
{{- $f := .root.Values.flux -}}
{{- $component := dict "app.kubernetes.io/component" .name -}}
{{- $workload := include "sm.workload" (list .root .identity) | fromJson -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "sm.flux.meta" (list .root .name "flux-system" (merge (dict) $component $workload)) | nindent 2 }}
  {{- include "sm.identity" (list .root .identity) | trim | nindent 2 | trimSuffix "\n  " }}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  {{- include "sm.flux.meta" (list .root .name "flux-system" (merge (dict "control-plane" "controller") $component $workload)) | nindent 2 }}
spec:
  replicas: 1
  {{- if .recreate }}
  strategy: {type: Recreate}
  {{- end }}
  selector:
    matchLabels:
      app: {{ .name }}
  template:
    metadata:
      labels:
        {{- include "sm.labels" (list .root "flux" (merge (dict "app" .name) $component $workload (include "sm.flux.labels" .root | fromYaml))) | nindent 8 }}
      annotations:
        prometheus.io/port: "8080"
        prometheus.io/scrape: "true"
    spec:
      serviceAccountName: {{ .name }}
      priorityClassName: system-cluster-critical
      terminationGracePeriodSeconds: {{ .grace }}
      nodeSelector: {kubernetes.io/os: linux}
      {{- with $f.tolerationKeys }}
      tolerations:
        {{- range . }}
        - {key: {{ toJson . }}, operator: Exists}
        {{- end }}
      {{- end }}
      {{- if $f.pullSecret }}
      imagePullSecrets: [{name: {{ toYaml .root.Values.pullSecret.name }}}]
      {{- end }}
      securityContext: {fsGroup: 1337}
      containers:
        - name: manager
          image: {{ print $f.registry "/" .name ":" .tag | toYaml }}
          args:
            - --events-addr=
            - --watch-all-namespaces=true
            - --log-level={{ $f.logLevel }}
            - --log-encoding=json
            - --enable-leader-election
            {{- range .args }}
            - {{ . }}
            {{- end }}
          env:
            - name: RUNTIME_NAMESPACE
              valueFrom: {fieldRef: {fieldPath: metadata.namespace}}
            {{- range $name, $value := .env }}
            - {name: {{ $name }}, value: {{ $value }}}
            {{- end }}
            - name: GOMEMLIMIT
              valueFrom: {resourceFieldRef: {containerName: manager, resource: limits.memory}}
          ports:
            {{- range .ports }}
            {{- $words := splitList " " . }}
            - {name: {{ first $words }}, containerPort: {{ last $words }}, protocol: TCP}
            {{- end }}
          livenessProbe:
            httpGet: {path: /healthz, port: healthz}
          readinessProbe:
            httpGet: {path: {{ .ready.path }}, port: {{ .ready.port }}}
          resources:
            requests: {cpu: {{ .cpu }}, memory: 64Mi}
            limits: {cpu: 1000m, memory: 1Gi}
          securityContext:
            {{- include "sm.tight" . | nindent 12 }}
          volumeMounts:
            {{- range $name, $path := .volumes }}
            - {name: {{ $name }}, mountPath: {{ $path }}}
            {{- end }}
      volumes:
        {{- range $name, $_ := .volumes }}
        - {name: {{ $name }}, emptyDir: {}}
        {{- end }}
{{- end -}}
