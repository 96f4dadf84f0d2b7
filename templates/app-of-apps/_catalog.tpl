{{- /*
The 23 applications in the order of their waves. `cascade: false`: no finalizer, so that what an application made stays when its file is
deleted. `sameWave`: dependencies that may lie in the application's own wave. `chart`: deployed by Helm; `kustomizeChart`: a chart that
kustomize builds, so that its objects can be patched. `own`: of what a cluster may
have another one, and then has a folder of its own.
*/ -}}
{{- define "aoa.catalog" -}}
argocd-config:
  {wave: -15, tier: 1, deploys: OCI registry pull secret for Argo CD, dependsOn: [], project: default, cascade: false, syncOptions: [ServerSideApply=true, Prune=false]}
platform-idms:
  {wave: -10, tier: 1, deploys: IDMS and ITMS for image resolution through the mirror registry, dependsOn: [argocd-config], own: mirror, cascade: false, syncOptions: [Prune=confirm]}
sealed-secrets-controller:
  wave: -8
  tier: 1
  deploys: Sealed Secrets controller
  dependsOn: [platform-idms]
  namespace: kube-system
  cascade: false
  syncOptions: [ServerSideApply=true]
  chart: {name: sealed-secrets, repository: "https://bitnami-labs.github.io/sealed-secrets", version: 2.18.5, release: sealed-secrets}
platform-catalogsources:
  {wave: -5, tier: 1, deploys: CatalogSources of Red Hat and certified operators, dependsOn: [platform-idms], namespace: openshift-marketplace}
sealed-secrets:
  {wave: -5, tier: 1, deploys: "SealedSecrets of Splunk, Hubble and Intersight", dependsOn: [sealed-secrets-controller], own: secrets}
sealed-secrets-gpu:
  {wave: -5, tier: 3, deploys: SealedSecrets of NGC and the web server, dependsOn: [sealed-secrets-controller], own: secrets}
nfd-operator:
  {wave: -3, tier: 3, deploys: Node Feature Discovery operator (OLM), dependsOn: [platform-catalogsources], namespace: openshift-nfd, cascade: false}
hubble-timescape-scc:
  {wave: -2, tier: 2, deploys: SecurityContextConstraints of Hubble Timescape's pods, dependsOn: [], namespace: hubble-timescape}
gpu-operator:
  {wave: -2, tier: 3, deploys: "NVIDIA GPU Operator (OLM: driver, device plugin, DCGM)", dependsOn: [platform-catalogsources, nfd-operator], namespace: nvidia-gpu-operator, cascade: false}
lvms-operator:
  {wave: -1, tier: 1, deploys: LVM Storage operator (OLM) and its LVMCluster, dependsOn: [platform-catalogsources], namespace: {{ toYaml .Values.lvms.namespace }}, cascade: false}
tetragon-catalogsource:
  {wave: -1, tier: 2, deploys: CatalogSource of Tetragon Enterprise, dependsOn: [platform-catalogsources], namespace: openshift-marketplace}
clickhouse-operator:
  wave: -1
  tier: 2
  deploys: Altinity ClickHouse operator (Helm)
  dependsOn: [platform-catalogsources]
  namespace: clickhouse-operator
  syncOptions: [CreateNamespace=true, ServerSideApply=true]
  chart: {name: altinity-clickhouse-operator, repository: "https://helm.altinity.com", version: 0.25.6, release: clickhouse-operator}
tetragon:
  {wave: -1, tier: 2, deploys: Tetragon operator (OLM) and TracingPolicies, dependsOn: [tetragon-catalogsource], sameWave: [tetragon-catalogsource], namespace: tetragon, cascade: false}
cilium-config:
  {wave: -1, tier: 2, deploys: Hubble's settings in Cilium's ConfigMap, dependsOn: [], dependsOnExternal: [cilium-cni], namespace: {{ toYaml .Values.cilium.namespace }}, cascade: false, syncOptions: [ServerSideApply=true, Prune=false]}
hubble-timescape:
  wave: 0
  tier: 2
  deploys: "Hubble Timescape (Helm: server, ingester, UI, trimmer)"
  dependsOn: [clickhouse-operator, hubble-timescape-scc, sealed-secrets]
  namespace: hubble-timescape
  own: mirror
  kustomizeChart: {name: hubble-timescape, repository: "https://helm.isovalent.com", version: 1.18.1, release: hubble-timescape}
nfd-instance:
  {wave: 0, tier: 3, deploys: NodeFeatureDiscovery CR (switches feature detection on), dependsOn: [nfd-operator], namespace: openshift-nfd, syncOptions: [SkipDryRunOnMissingResource=true]}
vector-exporter:
  {wave: 1, tier: 2, deploys: Vector DaemonSet (pushes Hubble flows to Timescape), dependsOn: [hubble-timescape, sealed-secrets], namespace: vector}
gpu-cluster-policy:
  {wave: 1, tier: 3, deploys: "ClusterPolicy CR (driver, MIG, DCGM)", dependsOn: [gpu-operator], namespace: nvidia-gpu-operator, syncOptions: [SkipDryRunOnMissingResource=true]}
nim-operator:
  wave: 1
  tier: 3
  deploys: NVIDIA NIM Operator (Helm)
  dependsOn: [platform-catalogsources, gpu-operator]
  namespace: nim-operator
  syncOptions: [CreateNamespace=true, ServerSideApply=true]
  chart: {name: k8s-nim-operator, repository: "https://helm.ngc.nvidia.com/nvidia", version: 3.1.2, release: nim-operator}
splunk-otel:
  wave: 1
  tier: 4
  deploys: Splunk OTel Collector (agent and cluster receiver)
  dependsOn: [sealed-secrets]
  namespace: splunk-otel
  syncOptions: [ServerSideApply=true]
  chart: {name: splunk-otel-collector, repository: "https://signalfx.github.io/splunk-otel-collector-chart", version: 0.158.0, release: splunk-otel}
intersight-otel:
  {wave: 1, tier: 4, deploys: Intersight metrics collector (OpenTelemetry), dependsOn: [sealed-secrets], namespace: intersight-otel}
nim-llm:
  {wave: 2, tier: 3, deploys: LLM inference service of NIM, dependsOn: [nim-operator, sealed-secrets-gpu, gpu-cluster-policy], namespace: nim-llm, syncOptions: [SkipDryRunOnMissingResource=true]}
splunk-reporter:
  {wave: 2, tier: 4, deploys: CronJob that updates the Splunk dashboard, dependsOn: [splunk-otel, sealed-secrets], namespace: splunk-otel}
{{- end -}}

{{- /* Secrets that no chart makes: `keys` names the input below `secrets` that each key's value comes from. */ -}}
{{- define "aoa.secrets" -}}
- {name: clickhouse-creds, namespace: hubble-timescape, app: sealed-secrets, keys: {CLICKHOUSE_PASSWORD: clickhousePassword}, readBy: [hubble-timescape]}
{{- range .Values.timescape.passwordSecrets }}
- {name: {{ toYaml . }}, namespace: hubble-timescape, app: sealed-secrets, keys: {CLICKHOUSE_PASSWORD: clickhousePassword}, readBy: [hubble-timescape]}
{{- end }}
- {name: push-api-creds, namespace: hubble-timescape, app: sealed-secrets, keys: {PUSH_API_USER: pushApi.user, PUSH_API_PASSWORD: pushApi.password}, readBy: [hubble-timescape]}
- {name: push-api-creds, namespace: vector, app: sealed-secrets, keys: {PUSH_API_USER: pushApi.user, PUSH_API_PASSWORD: pushApi.password}, readBy: [vector-exporter]}
- {name: access-token, namespace: splunk-otel, app: sealed-secrets, keys: {splunk_observability_access_token: splunk.accessToken{{ if .Values.splunk.hecEndpoint }}, splunk_platform_hec_token: splunk.hecToken{{ end }}}, readBy: [splunk-otel, splunk-reporter]}
- {name: intersight-api-credentials, file: api-credentials, namespace: intersight-otel, app: sealed-secrets, keys: {intersight-key-id: intersight.keyId, intersight-key: intersight.key}, readBy: [intersight-otel]}
- {name: ngc-api-key, namespace: nim-llm, app: sealed-secrets-gpu, keys: {NGC_API_KEY: ngcApiKey}, readBy: [nim-llm]}
- {name: ngc-pull-secret, namespace: nim-llm, app: sealed-secrets-gpu, type: kubernetes.io/dockerconfigjson, keys: {.dockerconfigjson: ngcApiKey}, readBy: [nim-llm]}
- {name: webserver-credentials, namespace: nim-llm, app: sealed-secrets-gpu, keys: {htpasswd: webserverHtpasswd}, readBy: [nim-llm]}
{{- end -}}
