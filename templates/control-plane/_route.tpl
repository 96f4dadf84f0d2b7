{{- /*
The three kinds of route; (dict "root" ROOT "name" NAME "part" NAME "service" NAME "port" NUMBER) for all of them, which the
webapp, es and minio templates bring along.
*/ -}}

{{- define "cp.routeMeta" -}}
{{- $annotations := merge (dict) (.root.Values.routes.annotations | default dict) (.annotations | default dict) -}}
{{- include "cp.meta" (dict "root" .root "name" .name "part" .part "own" .labels "annotations" $annotations) -}}
{{- end -}}

{{- define "cp.routeHost" -}}
{{- .service }}.{{ include "cp.domain" .root -}}
{{- end -}}

{{- /* "tries" and "timeout" in seconds, "headers" for the header that tells the application which scheme the user sees. */ -}}
{{- define "cp.virtualService" -}}
apiVersion: networking.istio.io/{{ .root.Values.istio.apiVersion }}
kind: VirtualService
metadata:
  {{- include "cp.routeMeta" . | nindent 2 }}
spec:
  gateways:
    - {{ include "cp.str" (include "cp.gateway" .root) }}
  hosts:
    - {{ include "cp.str" (include "cp.routeHost" .) }}
  http:
    - route:
        - destination:
            host: {{ .service }}.{{ .root.Release.Namespace }}.svc.{{ .root.Values.clusterInternalDomain }}
            port:
              number: {{ .port }}
      timeout: {{ .timeout | default .root.Values.routes.timeoutSeconds }}s
      retries:
        attempts: {{ .root.Values.routes.retries }}
        perTryTimeout: {{ .tries | default .root.Values.routes.perTryTimeoutSeconds }}s
{{- if .headers }}
      headers:
        request:
          set:
            x-forwarded-proto: {{ include "cp.scheme" .root }}
{{- end }}
{{- end -}}

{{- define "cp.ingress" -}}
{{- $seconds := print .root.Values.routes.timeoutSeconds -}}
{{- /* ingress-nginx takes seconds without a unit and ignores anything else. */ -}}
{{- $annotations := dict
      "nginx.ingress.kubernetes.io/proxy-body-size" .root.Values.nginx.bodySize
      "nginx.ingress.kubernetes.io/proxy-read-timeout" $seconds
      "nginx.ingress.kubernetes.io/proxy-send-timeout" $seconds -}}
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  {{- include "cp.routeMeta" (set . "annotations" $annotations) | nindent 2 }}
spec:
  ingressClassName: {{ include "cp.str" .root.Values.nginx.className }}
{{- if and .root.Values.https (eq .root.Values.tls.termination "ingress") }}
  tls:
    - hosts:
        - {{ include "cp.str" (include "cp.routeHost" .) }}
{{- if or .root.Values.tls.secretName .root.Values.tls.certificate }}
      secretName: {{ include "cp.str" (include "cp.tlsSecret" .root) }}
{{- else }}
      # Without a secret the ingress controller shows its default certificate.
{{- end }}
{{- end }}
  rules:
    - host: {{ include "cp.str" (include "cp.routeHost" .) }}
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: {{ include "cp.str" .service }}
                port:
                  number: {{ .port }}
{{- end -}}

{{- /* "target" is the container's port when it differs from the service's. */ -}}
{{- define "cp.route" -}}
{{- $annotations := dict "haproxy.router.openshift.io/timeout" (printf "%ds" .root.Values.routes.perTryTimeoutSeconds) -}}
apiVersion: route.openshift.io/v1
kind: Route
metadata:
  {{- include "cp.routeMeta" (set . "annotations" $annotations) | nindent 2 }}
spec:
  host: {{ include "cp.str" (include "cp.routeHost" .) }}
  to:
    kind: Service
    name: {{ include "cp.str" .service }}
    weight: 100
  port:
    targetPort: {{ .target | default .port }}
{{- if and .root.Values.https (eq .root.Values.tls.termination "ingress") }}
  tls:
    # The router's own certificate unless one is given here.
    termination: edge
    insecureEdgeTerminationPolicy: Redirect
{{- with .root.Values.tls }}
{{- if .certificate }}
    certificate: {{ include "cp.lines" (list 6 .certificate) }}
    key: {{ include "cp.lines" (list 6 .key) }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}
