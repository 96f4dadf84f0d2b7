{{- /* Pieces that several files share. */ -}}

{{- /* aoa.str VALUE: a string as YAML would read it back, quoted only where it must be. */ -}}
{{- define "aoa.str" -}}
{{- toYaml . -}}
{{- end -}}

{{- /*
aoa.kustomization (dict "app" APP "up" PATH "resources" (list FILE…) …): the kustomization of an application's folder; PATH leads
from it to the root of the tree. `plain`: without the tier's labels.
*/ -}}
{{- define "aoa.kustomization" -}}
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
{{- with .resources }}
resources:
{{- range . }}
  - {{ . }}
{{- end }}
{{- end }}
{{- if not .plain }}
# Labels of the tier.
components:
  - {{ .up | default "../.." }}/clusters/_base/{{ .app.folder }}
{{- end }}
{{- with concat (.patches | default list) (.app.patches | default list) }}
patches:
  {{- include "aoa.patches" . | nindent 2 }}
{{- end }}
{{- end -}}

{{- /* aoa.patches LIST: kustomize patches, the text of each as a block. */ -}}
{{- define "aoa.patches" -}}
{{- range $i, $patch := . -}}
{{- if $i }}
{{ end -}}
{{- if $patch.target -}}
- target:
    {{- toYamlPretty $patch.target | nindent 4 }}
  {{ else -}}
- {{ end -}}
{{- if $patch.path -}}
path: {{ $patch.path }}
{{- else -}}
patch: |-
    {{- trim $patch.patch | nindent 4 }}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* aoa.lvmsChannel VERSION: the channel of LVM Storage was renamed with 4.16. */ -}}
{{- define "aoa.lvmsChannel" -}}
{{- if ge (splitList "." . | last | int) 16 }}stable-{{ . }}{{ else }}{{ . }}-stable{{ end -}}
{{- end -}}

{{- /* aoa.index (list MIRROR NAME VERSION): a catalog's image, mirrored or not. */ -}}
{{- define "aoa.index" -}}
{{ index . 0 | default "registry.redhat.io" }}/redhat/{{ index . 1 }}-operator-index:v{{ index . 2 }}
{{- end -}}


{{- /* aoa.tetragonIndex (list MIRROR ROOT): the catalog of Tetragon Enterprise. */ -}}
{{- define "aoa.tetragonIndex" -}}
{{- $image := (index . 1).Values.tetragon.catalogImage -}}
{{- if index . 0 }}{{ index . 0 }}/{{ regexReplaceAll "^[^/]*[.:][^/]*/" $image "" }}{{ else }}{{ $image }}{{ end -}}
{{- end -}}

{{- /* aoa.devices STORAGE: the deviceSelector of LVM Storage. */ -}}
{{- define "aoa.devices" -}}
{{- with .devices -}}
paths:
{{- range . }}
  - {{ . }}
{{- end }}
{{ end -}}
{{- with .optionalDevices -}}
optionalPaths:
{{- range . }}
  - {{ . }}
{{- end }}
{{ end -}}
{{- end -}}

{{- /* aoa.sync (dict "app" APP "root" ROOT): the syncPolicy of an Application. */ -}}
{{- define "aoa.sync" -}}
syncPolicy:
  automated:
    prune: {{ if hasKey .app "prune" }}{{ .app.prune }}{{ else }}true{{ end }}
    selfHeal: {{ if hasKey .app "selfHeal" }}{{ .app.selfHeal }}{{ else }}true{{ end }}
{{- with .app.syncOptions }}
  syncOptions:
{{- range . }}
    - {{ . }}
{{- end }}
{{- end }}
  retry:
    limit: {{ .root.Values.retry.limit }}
    backoff:
      duration: {{ .root.Values.retry.duration }}
      factor: {{ .root.Values.retry.factor }}
      maxDuration: {{ .root.Values.retry.maxDuration }}
{{- end -}}

{{- /* aoa.mirrors (list MIRROR ROOT): what is pulled from where; the registry's name is left out of the mirrored path, as oc-mirror does. */ -}}
{{- define "aoa.mirrors" -}}
{{- $mirror := index . 0 -}}
{{- $policy := ternary "NeverContactSource" "" (index . 1).Values.mirror.neverContactSource -}}
{{- if not $mirror }} []
{{- end -}}
{{- range ternary (index . 1).Values.mirror.sources (list) (ne $mirror "") }}
    - source: {{ .source }}
      mirrors:
        - {{ $mirror }}{{ with .path | default (splitList "/" .source | rest | join "/") }}/{{ . }}{{ end }}
{{- with $policy }}
      mirrorSourcePolicy: {{ . }}
{{- end }}
{{- end }}
{{- end -}}

{{- /* aoa.values (list TEXT APP): a chart's values for all clusters; what the user gave for the application wins. */ -}}
{{- define "aoa.values" -}}
{{- $app := index . 1 -}}
# Values of {{ (or $app.chart $app.kustomizeChart).name }} for all clusters; a cluster's own are in clusters/<cluster>/{{ $app.name }}.yaml.
{{ if $app.values -}}
{{ mergeOverwrite (index . 0 | fromYaml) (deepCopy $app.values) | toYamlPretty }}
{{- else -}}
{{ trim (index . 0) }}
{{- end -}}
{{- end -}}

{{- /* aoa.githubName INPUT: `pushApi.user` is the secret PUSH_API_USER of GitHub. */ -}}
{{- define "aoa.githubName" -}}
{{ regexReplaceAll "([a-z])([A-Z])" . "${1}_${2}" | replace "." "_" | upper }}
{{- end -}}

{{- /* aoa.githubNames SECRET: those of all its keys. */ -}}
{{- define "aoa.githubNames" -}}
{{- $names := list -}}
{{- range $key, $from := .keys -}}{{- $names = append $names (include "aoa.githubName" $from) -}}{{- end -}}
{{ join ", " $names }}
{{- end -}}

{{- /* aoa.unknown (list NAME NAMES HINT): nobody is called so; names that the document uses for something else are known. */ -}}
{{- define "aoa.unknown" -}}
{{- $name := index . 0 -}}
{{- $said := dict "catalogsources" "platform-catalogsources" "vector" "vector-exporter" "idms" "platform-idms" "timescape" "hubble-timescape" -}}
{{- $near := get $said $name | default (nearest $name (index . 1)) -}}
no application is called `{{ $name }}`
{{- if eq $name "dcgm-exporter" }}; it is a part of the GPU operator, which gpu-cluster-policy switches on
{{- else if $near }}; did you mean `{{ $near }}`?
{{- else }}{{ index . 2 }}{{ end -}}
{{- end -}}

{{- /* aoa.given SECRETS: the inputs that have a value, `ngcApiKey pushApi.user`. */ -}}
{{- define "aoa.given" -}}
{{- range $key, $value := . -}}
{{- if kindIs "map" $value -}}{{- range $part, $_ := $value }} {{ $key }}.{{ $part }}{{ end -}}{{- else }} {{ $key }}{{ end -}}
{{- end -}}
{{- end -}}

{{- /* aoa.versionFault VERSION, aoa.mirrorFault PLACE: what is wrong with it; nothing when it is empty or sound. */ -}}
{{- define "aoa.versionFault" -}}
{{- if and . (not (regexMatch `^4\.(1[4-9]|[2-9][0-9])$` .)) -}}
`{{ . }}` is no version of OpenShift that is known here; write 4.14 or a later one, without the patch
{{- end -}}
{{- end -}}

{{- define "aoa.mirrorFault" -}}
{{- if and . (not (regexMatch `^[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:[0-9]{1,5})?(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$` .)) -}}
`{{ . }}` is no place in a registry; write host[:port][/folder], in lower case and without https:// and a tag
{{- end -}}
{{- end -}}

{{- /* aoa.patch (list KIND NAME OP PATH VALUE): one JSON patch operation as a kustomize patch, in JSON. */ -}}
{{- define "aoa.patch" -}}
{{- dict "target" (dict "kind" (index . 0) "name" (index . 1)) "patch" (printf "- op: %s\n  path: %s\n  value:%s" (index . 2) (index . 3) (index . 4)) | toJson -}}
{{- end -}}

{{- /* aoa.clusterPatches (dict "app" NAME "cluster" CLUSTER "root" ROOT): what the application needs in this cluster beside the user's patches, as a list in JSON. */ -}}
{{- define "aoa.clusterPatches" -}}
{{- $v := .root.Values -}}
{{- $cluster := index $v.clusters .cluster.index -}}
{{- $version := $cluster.ocpVersion | default $v.ocpVersion -}}
{{- $charts := printf " %s/%s" .cluster.mirror $v.mirror.chartsPath -}}
{{- $patches := list -}}
{{- if eq .app "argocd-config" -}}
{{- if .cluster.owns.mirror -}}
{{- $patches = list (include "aoa.patch" (list "Secret" "oci-registry-creds" "replace" "/stringData/url" $charts)) (include "aoa.patch" (list "AppProject" $v.argocd.project "add" "/spec/sourceRepos/-" $charts)) -}}
{{- end -}}
{{- else if eq .app "platform-catalogsources" -}}
{{- if or .cluster.owns.mirror (ne $version $v.ocpVersion) -}}
{{- range $which := list "redhat" "certified" -}}
{{- $patches = append $patches (include "aoa.patch" (list "CatalogSource" (get $v.catalogs $which) "replace" "/spec/image" (print " " (include "aoa.index" (list $.cluster.mirror $which $version))))) -}}
{{- end -}}
{{- end -}}
{{- else if eq .app "tetragon-catalogsource" -}}
{{- if .cluster.owns.mirror -}}
{{- $patches = list (include "aoa.patch" (list "CatalogSource" "tetragon-catalog" "replace" "/spec/image" (print " " (include "aoa.tetragonIndex" (list .cluster.mirror .root))))) -}}
{{- end -}}
{{- else if eq .app "lvms-operator" -}}
{{- with include "aoa.devices" ($cluster.storage | default dict) -}}
{{- $patches = append $patches (include "aoa.patch" (list "LVMCluster" "lvmcluster" "add" "/spec/storage/deviceClasses/0/deviceSelector" (nindent 4 .))) -}}
{{- end -}}
{{- $channel := include "aoa.lvmsChannel" $version -}}
{{- if ne $channel (include "aoa.lvmsChannel" $v.ocpVersion) -}}
{{- $patches = append $patches (include "aoa.patch" (list "Subscription" "lvms-operator" "replace" "/spec/channel" (print " " $channel))) -}}
{{- end -}}
{{- else if eq .app "intersight-otel" -}}
{{- $patches = list (include "aoa.patch" (list "ConfigMap" "intersight-otel-cluster" "replace" "/data/OTEL_RESOURCE_ATTRIBUTES" (print " k8s.cluster.name=" .cluster.name))) -}}
{{- else if eq .app "splunk-reporter" -}}
{{- $patches = list (include "aoa.patch" (list "ConfigMap" "splunk-reporter-cluster" "replace" "/data/CLUSTER_NAME" (printf " %q" .cluster.name))) -}}
{{- end -}}
[{{ join "," $patches }}]
{{- end -}}

{{- /* aoa.patchFault PATCH: what is wrong with a kustomize patch of the user's, if anything. */ -}}
{{- define "aoa.patchFault" -}}
{{- $operations := fromYamlArray .patch -}}
{{- $is_list := and $operations (not (kindIs "string" (first $operations))) -}}
{{- if and (not $is_list) (hasKey (fromYaml .patch) "Error") -}}
`patch` is neither a map (a strategic merge patch) nor a list of operations; is it YAML?
{{- else if and $is_list (not .target) -}}
a list of operations needs a `target`, for example {kind: Service, name: hubble-timescape-ui}
{{- end -}}
{{- end -}}
