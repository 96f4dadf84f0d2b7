{{- /* Values that several releases share. */ -}}

{{- /* sm.appValues (list ROOT GLOBAL IDENTITY VALUES), as JSON: values of a chart of the platform whose pods have an identity in the cloud. */ -}}
{{- define "sm.appValues" -}}
{{- $root := first . -}}
{{- $values := merge (dict "global" (index . 1)) (last . ) -}}
{{- with index . 2 -}}
{{- $_ := set $values "serviceAccount" (dict "create" true "annotations" (dict $root.cloud.annotation .)) -}}
{{- if eq $root.cloud.provider "azure" -}}
{{- $_ := set $values "podLabels" (dict "azure.workload.identity/use" "true") -}}
{{- end -}}
{{- end -}}
{{- toJson $values -}}
{{- end -}}

{{- /* sm.gatewayService ROOT: the Service of the ingress gateway, as the cloud's load balancer wants it. */ -}}
{{- define "sm.gatewayService" -}}
{{- $v := .cloud.v -}}
{{- if $v.targetGroup -}}
# The target group holds the pods themselves.
type: ClusterIP
{{- else if $v.neg -}}
type: ClusterIP
annotations:
  cloud.google.com/neg: {{ dict "exposed_ports" (dict (ternary "443" "80" .cloud.tls) (dict "name" $v.neg)) | toJson | toJson }}
{{- else -}}
type: LoadBalancer
annotations:
  {{- if eq .cloud.provider "aws" }}
  service.beta.kubernetes.io/aws-load-balancer-scheme: internal
  {{- else if eq .cloud.provider "gcp" }}
  networking.gke.io/load-balancer-type: Internal
  {{- with $v.staticIp }}
  networking.gke.io/load-balancer-ip-addresses: {{ toJson . }}
  {{- end }}
  {{- else }}
  service.beta.kubernetes.io/azure-load-balancer-internal: "true"
  {{- with $v.subnet }}
  service.beta.kubernetes.io/azure-load-balancer-internal-subnet: {{ toJson . }}
  {{- end }}
  {{- with $v.privateLink }}
  service.beta.kubernetes.io/azure-pls-create: "true"
  service.beta.kubernetes.io/azure-pls-name: {{ toJson . }}
  {{- end }}
  {{- end }}
{{- end -}}
{{- end -}}
