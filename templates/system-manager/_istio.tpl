{{- /* The front door. */ -}}
{{- define "sm.istio.gateway" -}}
{{- $hosts := list .cloud.host (print "*." .Values.config.baseDomain) -}}
apiVersion: networking.istio.io/v1
kind: Gateway
metadata:
  {{- include "sm.meta" (list . .item.pack "front-door" (index .cloud.ns "istio-ingress")) | nindent 2 }}
spec:
  # The gateway chart takes `istio-` off the release's name.
  selector:
    istio: ingressgateway
  servers:
    - port:
        number: 80
        name: http
        protocol: HTTP
      hosts:
        {{- toYamlPretty $hosts | nindent 8 }}
    {{- if .cloud.tls }}
      tls:
        httpsRedirect: true
    - port:
        number: 443
        name: https
        protocol: HTTPS
      hosts:
        {{- toYamlPretty $hosts | nindent 8 }}
      tls:
        mode: SIMPLE
        credentialName: front-door-tls
        minProtocolVersion: {{ .Values.istio.minTls }}
    {{- end }}
{{- end -}}

{{- define "sm.istio.mtls" -}}
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata:
  {{- include "sm.meta" (list . .item.pack "default" (index .cloud.ns "istio-system")) | nindent 2 }}
spec:
  mtls:
    mode: STRICT
{{- end -}}

{{- define "sm.istio.targetGroup" -}}
# Needs the AWS Load Balancer Controller in the cluster.
apiVersion: elbv2.k8s.aws/v1beta1
kind: TargetGroupBinding
metadata:
  {{- include "sm.meta" (list . .item.pack "front-door" (index .cloud.ns "istio-ingress")) | nindent 2 }}
spec:
  serviceRef:
    name: istio-ingressgateway
    port: {{ ternary 443 80 .cloud.tls }}
  targetGroupARN: {{ .cloud.v.targetGroup }}
  targetType: ip
{{- end -}}

{{- define "sm.istio.route" -}}
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  {{- include "sm.meta" (list . .item.pack "sgp-apps" (index .cloud.ns "sgp")) | nindent 2 }}
spec:
  hosts:
    - {{ toYaml .cloud.host }}
  gateways:
    - {{ index .cloud.ns "istio-ingress" }}/front-door
  http:
    - route:
        # A Service of the chart sgp-apps.
        - destination:
            host: {{ .Values.sgpApps.service }}.{{ .cloud.ns.sgp }}.svc.{{ .Values.flux.clusterDomain }}
            port:
              number: {{ .Values.sgpApps.port }}
{{- end -}}

{{- define "sm.proxyWorkspaces" -}}
apiVersion: v1
kind: ConfigMap
metadata:
  {{- include "sm.meta" (list . .item.pack "registry-proxy-workspaces" (index .cloud.ns "registry-proxy")) | nindent 2 }}
data:
  workspaces.json: {{ toJson .cloud.v.proxyWorkspaces }}
{{- end -}}
