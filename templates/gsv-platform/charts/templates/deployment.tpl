{{- $chart := .chart -}}
{{- define "gsv.chart.deployment" -}}
{{- $waldur := eq .name "waldur" -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .name }}
  namespace: << .Release.Namespace >>
  labels:
    {{- include "gsv.chart.labels" . | nindent 4 }}
spec:
  {{- if eq .name "agent-registry" }}
  <<- if not .Values.hpa.enabled >>
  replicas: << .Values.replicaCount >>
  <<- end >>
  {{- else }}
  replicas: << .Values.{{ ternary "waldur.replicas" "replicaCount" $waldur }} >>
  {{- end }}
  revisionHistoryLimit: 3
  selector:
    matchLabels:
      app.kubernetes.io/name: {{ .name }}
      app.kubernetes.io/instance: << .Release.Name >>
  template:
    metadata:
      labels:
        {{- include "gsv.chart.labels" . | nindent 8 }}
    spec:
      {{- include "gsv.chart.pod" . | nindent 6 }}
      containers:
        {{- include "gsv.chart.container" . | nindent 8 }}
          ports:
            - name: http
              containerPort: 8080
          readinessProbe:
            httpGet:
              path: << .Values.probe.path >>
              port: http
          livenessProbe:
            tcpSocket:
              port: http
            periodSeconds: 20
          startupProbe:
            tcpSocket:
              port: http
            periodSeconds: 5
            failureThreshold: 60
          resources:
            <<- toYaml .Values.resources | nindent 12 >>
{{- if $waldur }}
<<- range $process, $given := .Values.waldur.processes >>
<<- with $ >>
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: waldur-<< $process >>
  namespace: << .Release.Namespace >>
  labels:
    app.kubernetes.io/name: waldur-<< $process >>
    app.kubernetes.io/instance: << .Release.Name >>
    app.kubernetes.io/part-of: gsv-platform
spec:
  replicas: << $given.replicas >>
  revisionHistoryLimit: 3
  selector:
    matchLabels:
      app.kubernetes.io/name: waldur-<< $process >>
      app.kubernetes.io/instance: << .Release.Name >>
  template:
    metadata:
      labels:
        app.kubernetes.io/name: waldur-<< $process >>
        app.kubernetes.io/instance: << .Release.Name >>
        app.kubernetes.io/part-of: gsv-platform
    spec:
      {{- include "gsv.chart.pod" . | nindent 6 }}
      containers:
        {{- include "gsv.chart.container" . | nindent 8 }}
          args:
            <<- toYaml $given.args | nindent 12 >>
          resources:
            <<- toYaml .Values.resources | nindent 12 >>
<<- end >>
<<- end >>
{{- end }}
{{- end -}}
{{ include "gsv.chart.deployment" $chart | replace "<<" "{{" | replace ">>" "}}" }}
