{{- define "gsv.overlay.head" -}}
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
labels:
  - pairs:
      gsv.dev/env: {{ . }}
{{- end -}}
