{{- /* cp.kiq (dict "root" ROOT "name" NAME "component" VALUES "env" VARIABLE): one of the three deployments of workers. */ -}}
{{- define "cp.kiq" -}}
{{- $root := .root -}}
{{- $own := dict "app" .name "cnvrg-component" .name -}}
{{- $gcp := eq $root.Values.objectStorage.type "gcp" -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  {{- include "cp.meta" (dict "root" $root "name" .name "part" .name "own" $own "reload" true) | nindent 2 }}
spec:
{{- if not .component.hpa.enabled }}
  replicas: {{ .component.replicas }}
{{- end }}
  selector:
    matchLabels:
      app: {{ .name }}
  template:
    metadata:
      {{- include "cp.podMeta" (dict "root" $root "part" .name "own" $own "reads" (include "cp.appReads" $root | splitList " ")) | nindent 6 }}
    spec:
      {{- include "cp.podStart" (dict "root" $root "account" "cnvrg-control-plane" "token" true) | nindent 6 }}
      # Longer than the minute that preStop gives running work.
      terminationGracePeriodSeconds: 90
{{- with include "cp.podSecurity" (dict "root" $root "user" $root.Values.webapp.runAsUser "group" "runAsGroup") }}
      {{- . | nindent 6 }}
{{- end }}
{{- with include "cp.scheduling" (list $root .component) | trim }}
      {{- . | nindent 6 }}
{{- end }}
      {{- include "cp.spread" (list $root .name) | nindent 6 }}
      initContainers:
        # Waits for the database, which the web application prepares.
        - name: seeder
          image: {{ include "cp.image" (list $root $root.Values.controlPlaneImage) }}
{{- with $root.Values.imagePullPolicy }}
          imagePullPolicy: {{ . }}
{{- end }}
          command:
            - /bin/bash
            - -lc
            - |
              until [ -n "$(kubectl -n "$CNVRG_NS" get configmap cnvrg-db-init --ignore-not-found -o name)" ]; do
                echo "waiting for the database to be prepared"
                sleep 1
              done
{{- with include "cp.containerSecurity" $root }}
          {{- . | nindent 10 }}
{{- end }}
          env:
            - name: CNVRG_NS
              valueFrom:
                fieldRef:
                  fieldPath: metadata.namespace
          resources:
            limits:
              cpu: "1"
              memory: 1Gi
            requests:
              cpu: 100m
              memory: 100Mi
      containers:
        - name: sidekiq
          image: {{ include "cp.image" (list $root $root.Values.controlPlaneImage) }}
{{- with $root.Values.imagePullPolicy }}
          imagePullPolicy: {{ . }}
{{- end }}
{{- with include "cp.containerSecurity" $root }}
          {{- . | nindent 10 }}
{{- end }}
          env:
            - name: CNVRG_RUN_MODE
              value: sidekiq
{{- with .env }}
            - name: {{ . }}
              value: "true"
{{- end }}
            {{- include "cp.appEnv" $root | nindent 12 }}
          envFrom:
            {{- include "cp.appEnvFrom" (list $root true) | nindent 12 }}
          lifecycle:
            preStop:
              exec:
                command:
                  - /bin/bash
                  - -lc
                  - sidekiqctl quiet sidekiq-0.pid && sidekiqctl stop sidekiq-0.pid 60
          # Only a worker that has started and is gone counts as dead.
          livenessProbe:
            exec:
              command:
                - /bin/bash
                - -c
                - test ! -f sidekiq-0.pid || kill -0 "$(cat sidekiq-0.pid)"
            initialDelaySeconds: 60
            periodSeconds: 30
            timeoutSeconds: 10
            failureThreshold: 5
          resources:
            {{- toYamlPretty .component.resources | nindent 12 }}
{{- if $gcp }}
          volumeMounts:
            {{- include "cp.gcpMount" $root | nindent 12 }}
      volumes:
        {{- include "cp.gcpVolume" $root | nindent 8 }}
{{- end }}
{{- end -}}
