{{- define "gsv.chart.service" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ .name }}
  namespace: << .Release.Namespace >>
  labels:
    {{- include "gsv.chart.labels" . | nindent 4 }}
automountServiceAccountToken: false
---
apiVersion: v1
kind: Service
metadata:
  name: {{ .name }}
  namespace: << .Release.Namespace >>
  labels:
    {{- include "gsv.chart.labels" . | nindent 4 }}
spec:
  selector:
    app.kubernetes.io/name: {{ .name }}
    app.kubernetes.io/instance: << .Release.Name >>
  ports:
    - name: http
      port: 80
      targetPort: http
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ .name }}
  namespace: << .Release.Namespace >>
  labels:
    {{- include "gsv.chart.labels" . | nindent 4 }}
spec:
  # A single pod can still be moved.
  maxUnavailable: 1
  selector:
    matchLabels:
      app.kubernetes.io/name: {{ .name }}
      app.kubernetes.io/instance: << .Release.Name >>
{{- end -}}
{{ include "gsv.chart.service" .chart | replace "<<" "{{" | replace ">>" "}}" }}
