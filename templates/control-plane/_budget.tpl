{{- /*
cp.budget (dict "root" ROOT "name" NAME): lets a drain take one pod at a time, also the only one; with minAvailable 1 a drain of
a single pod would never end.
*/ -}}
{{- define "cp.budget" -}}
apiVersion: {{ ternary "policy/v1beta1" "policy/v1" (semverCompare "<1.21-0" .root.Capabilities.KubeVersion.Version) }}
kind: PodDisruptionBudget
metadata:
  {{- include "cp.meta" (dict "root" .root "name" .name "part" .name) | nindent 2 }}
spec:
  maxUnavailable: 1
{{- if semverCompare ">=1.27-0" .root.Capabilities.KubeVersion.Version }}
  # A pod that is not ready may always go; otherwise a broken one would hold up the drain of its node.
  unhealthyPodEvictionPolicy: AlwaysAllow
{{- end }}
  selector:
    matchLabels:
      cnvrg-component: {{ .name }}
{{- end -}}

{{- /* cp.autoscaler (dict "root" ROOT "name" NAME "part" NAME "component" VALUES) */ -}}
{{- define "cp.autoscaler" -}}
apiVersion: {{ ternary "autoscaling/v2beta2" "autoscaling/v2" (semverCompare "<1.23-0" .root.Capabilities.KubeVersion.Version) }}
kind: HorizontalPodAutoscaler
metadata:
  {{- include "cp.meta" (dict "root" .root "name" .name "part" .part) | nindent 2 }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ .name }}
  minReplicas: {{ max 1 .component.replicas }}
  maxReplicas: {{ max 1 .component.replicas .component.hpa.maxReplicas }}
  metrics:
{{- range list "cpu" "memory" }}
    - type: Resource
      resource:
        name: {{ . }}
        target:
          type: Utilization
          averageUtilization: {{ $.component.hpa.utilization }}
{{- end }}
  behavior:
    scaleDown:
      stabilizationWindowSeconds: 300
      policies:
        - type: Pods
          value: 1
          periodSeconds: 15
    scaleUp:
      stabilizationWindowSeconds: 0
      policies:
        - type: Pods
          value: 1
          periodSeconds: 10
{{- end -}}
