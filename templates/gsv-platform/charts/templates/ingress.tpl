{{- define "gsv.chart.ingress" -}}
{{- $host := ternary ".Values.waldur.site.domain" ".Values.ingress.host" (eq .name "waldur") -}}
<<- if .Values.ingress.enabled >>
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: {{ .name }}
  namespace: << .Release.Namespace >>
  labels:
    {{- include "gsv.chart.labels" . | nindent 4 }}
  annotations:
    traefik.ingress.kubernetes.io/router.entrypoints: websecure
    traefik.ingress.kubernetes.io/router.tls: "true"
spec:
  ingressClassName: << .Values.ingress.className >>
  <<- if .Values.ingress.tls.enabled >>
  tls:
    - hosts:
        - << {{ $host }} >>
      <<- with .Values.ingress.tls.secretName >>
      # Of this namespace: an Ingress cannot use another one's.
      secretName: << . >>
      <<- end >>
  <<- end >>
  rules:
    - host: << required "the host is not given" {{ $host }} >>
      http:
        paths:
          - path: << .Values.ingress.path >>
            pathType: Prefix
            backend:
              service:
                name: {{ .name }}
                port:
                  name: http
<<- end >>
{{- end -}}
{{ include "gsv.chart.ingress" .chart | replace "<<" "{{" | replace ">>" "}}" }}
