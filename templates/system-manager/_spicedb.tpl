{{- define "sm.spicedb.crd" -}}
{{- include "sm.crd" (list . (dict "group" "authzed.com" "kind" "SpiceDBCluster" "version" "v1alpha1" "columns" (list "Desired .spec.version string" "Current .status.version.name string" "Age .metadata.creationTimestamp date") "categories" (list "authzed"))) -}}
{{- end -}}

{{- define "sm.spicedb.operator" -}}
{{- $name := "spicedb-operator" -}}
{{- $all := "[create, delete, get, list, patch, update, watch]" -}}
{{- $space := index .cloud.ns "spicedb-operator" -}}
{{- $s := .Values.spicedb -}}
{{- $select := dict "app" $name -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "sm.meta" (list . .item.pack $name $space) | nindent 2 }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  {{- include "sm.meta" (list . .item.pack $name "") | nindent 2 }}
rules:
  - apiGroups: [""]
    resources: [events, secrets, serviceaccounts, services]
    verbs: {{ $all }}
  - apiGroups: [""]
    resources: [endpoints]
    verbs: [get, list, watch]
  - apiGroups: [""]
    resources: [pods]
    verbs: [delete, get, list, watch]
  - apiGroups: [apps]
    resources: [deployments]
    verbs: {{ $all }}
  - apiGroups: [authzed.com]
    resources: [spicedbclusters, spicedbclusters/status]
    verbs: {{ $all }}
  - apiGroups: [batch]
    resources: [jobs]
    verbs: {{ $all }}
  - apiGroups: [discovery.k8s.io]
    resources: [endpointslices]
    verbs: [get, list, watch]
  - apiGroups: [policy]
    resources: [poddisruptionbudgets]
    verbs: {{ $all }}
  - apiGroups: [rbac.authorization.k8s.io]
    resources: [rolebindings, roles]
    verbs: {{ $all }}
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
    namespace: {{ toYaml $space }}
---
# Which versions of SpiceDB the operator may install: the one that the cluster asks for.
apiVersion: v1
kind: ConfigMap
metadata:
  {{- include "sm.meta" (list . .item.pack "update-graph" $space) | nindent 2 }}
data:
  update-graph.yaml: |
    imageName: {{ toJson $s.image }}
    channels:
      - name: stable
        metadata: {datastore: {{ $s.datastore }}, default: "true"}
        nodes:
          - {id: {{ $s.version }}, tag: {{ $s.version }}, migration: head}
        edges: {}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  {{- include "sm.meta" (list . .item.pack $name $space $select) | nindent 2 }}
spec:
  replicas: 1
  selector:
    matchLabels:
      {{- toYamlPretty $select | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "sm.labels" (list . .item.pack $select) | nindent 8 }}
    spec:
      serviceAccountName: {{ $name }}
      {{- if .cloud.pull }}
      imagePullSecrets: [{name: {{ toYaml .Values.pullSecret.name }}}]
      {{- end }}
      securityContext: {runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532, seccompProfile: {type: RuntimeDefault}}
      containers:
        - name: {{ $name }}
          image: {{ toYaml $s.operatorImage }}
          args: [run, -v=4, --crd=false, --config, /opt/operator/update-graph.yaml]
          ports:
            - {name: prometheus, containerPort: 8080}
          livenessProbe:
            httpGet: {path: /healthz, port: prometheus}
            initialDelaySeconds: 10
          readinessProbe:
            httpGet: {path: /healthz, port: prometheus}
          resources:
            requests: {cpu: 20m, memory: 64Mi}
            limits: {cpu: 250m, memory: 160Mi}
          securityContext:
            {{- include "sm.tight" . | nindent 12 }}
          volumeMounts:
            - {name: update-graph, mountPath: /opt/operator, readOnly: true}
      volumes:
        - name: update-graph
          configMap: {name: update-graph}
{{- end -}}

{{- define "sm.spicedb.cluster" -}}
{{- $s := .Values.spicedb -}}
apiVersion: authzed.com/v1alpha1
kind: SpiceDBCluster
metadata:
  {{- include "sm.meta" (list . .item.pack "spicedb" .cloud.ns.spicedb) | nindent 2 }}
spec:
  channel: stable
  version: {{ $s.version }}
  # Keys datastore_uri and preshared_key.
  secretName: spicedb-config
  config:
    datastoreEngine: {{ $s.datastore }}
    replicas: {{ $s.replicas }}
    logLevel: info
{{- if .cloud.pull }}
  patches:
    - kind: Deployment
      patch:
        spec:
          template:
            spec:
              imagePullSecrets: [{name: {{ toYaml .Values.pullSecret.name }}}]
{{- end }}
{{- end -}}
