{{- define "gsv.chart.hpa" -}}
<<- if .Values.hpa.enabled >>
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ .name }}
  namespace: << .Release.Namespace >>
  labels:
    {{- include "gsv.chart.labels" . | nindent 4 }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ .name }}
  minReplicas: << .Values.hpa.minReplicas >>
  maxReplicas: << .Values.hpa.maxReplicas >>
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: << .Values.hpa.cpuUtilization >>
<<- end >>
{{- end -}}
{{- if eq .chart.name "agent-registry" -}}
{{ include "gsv.chart.hpa" .chart | replace "<<" "{{" | replace ">>" "}}" }}
{{- end }}
