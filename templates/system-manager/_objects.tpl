{{- /* sm.objects (list M ROOT), as YAML: objects that only one pack has, and secrets beside them. */ -}}
{{- define "sm.objects" -}}
{{- $m := first . -}}
{{- $root := last . -}}
{{- $v := $root.Values -}}
{{- $on := $m.selected -}}
objects:
  {{- if hasKey $on "flux" }}
  - {pack: flux, folder: 10-flux-crds, file: crds.yaml, what: sm.flux.crds}
  {{- range list (ternary "network-policies" "" $v.flux.networkPolicies) "quota" "rbac" "source-controller" "helm-controller" | compact }}
  - {pack: flux, folder: 11-flux, file: {{ . }}.yaml, what: sm.flux.{{ . }}}
  {{- end }}
  {{- end }}
  {{- if hasKey $on "sgp-helm-repository" }}
  - {pack: sgp-helm-repository, folder: 20-sgp-helm-repository, file: {{ $v.source.kind }}.yaml, what: sm.source}
  {{- end }}
  {{- if hasKey $on "karpenter" }}
  - {pack: karpenter, folder: 26-karpenter-nodes, file: nodes.yaml, what: sm.karpenter.nodes}
  {{- end }}
  {{- if hasKey $on "istio" }}
  - {pack: istio, folder: 31-istio-front-door, file: gateway.yaml, what: sm.istio.gateway}
  {{- if $v.istio.strictMtls }}
  - {pack: istio, folder: 31-istio-front-door, file: peerauthentication.yaml, what: sm.istio.mtls}
  {{- end }}
  {{- if $root.cloud.v.targetGroup }}
  - {pack: istio, folder: 31-istio-front-door, file: targetgroupbinding.yaml, what: sm.istio.targetGroup}
  {{- end }}
  {{- end }}
  {{- if and (hasKey $on "spicedb") (eq $v.spicedb.install "operator") }}
  - {pack: spicedb, folder: 40-spicedb-crds, file: crd.yaml, what: sm.spicedb.crd}
  - {pack: spicedb, folder: 41-spicedb, file: operator.yaml, what: sm.spicedb.operator}
  - {pack: spicedb, folder: 41-spicedb, file: cluster.yaml, what: sm.spicedb.cluster}
  {{- end }}
  {{- if and (hasKey $on "registry-proxy") $root.cloud.v.proxyWorkspaces }}
  - {pack: registry-proxy, folder: 68-registry-proxy, file: configmap.yaml, what: sm.proxyWorkspaces}
  {{- end }}
  {{- if and (hasKey $on "sgp-apps") (hasKey $on "istio") }}
  - {pack: sgp-apps, folder: 70-sgp-apps, file: virtualservice.yaml, what: sm.istio.route}
  {{- end }}
secrets:
  {{- if and (hasKey $on "sgp-helm-repository") (eq $v.source.auth "secret") }}
  - {pack: sgp-helm-repository, folder: 20-sgp-helm-repository, file: secret.yaml, name: sgp-helm-repository-creds, namespace: flux-system, type: kubernetes.io/dockerconfigjson, keys: {.dockerconfigjson: []}}
  {{- end }}
{{- end -}}
