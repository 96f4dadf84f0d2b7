{{- define "sm.karpenter.nodes" -}}
apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata:
  {{- include "sm.meta" (list . .item.pack "default" "") | nindent 2 }}
spec:
  amiSelectorTerms:
    - alias: {{ toYaml .Values.karpenter.ami }}
  # Its name is not in the configuration: --karpenter-node-role.
  role: {{ toYaml .Values.karpenter.nodeRole }}
  subnetSelectorTerms:
    {{- range regexFindAll "subnet-[0-9a-z]+" .cloud.v.nodeSubnets -1 }}
    - id: {{ . }}
    {{- end }}
  securityGroupSelectorTerms:
    - id: {{ .cloud.v.nodeSecurityGroup }}
---
apiVersion: karpenter.sh/v1
kind: NodePool
metadata:
  {{- include "sm.meta" (list . .item.pack "default" "") | nindent 2 }}
spec:
  template:
    spec:
      nodeClassRef:
        group: karpenter.k8s.aws
        kind: EC2NodeClass
        name: default
      requirements:
        - {key: kubernetes.io/arch, operator: In, values: [amd64]}
        - {key: kubernetes.io/os, operator: In, values: [linux]}
        - {key: karpenter.sh/capacity-type, operator: In, values: [on-demand]}
  disruption:
    consolidationPolicy: WhenEmptyOrUnderutilized
    consolidateAfter: 1m
  limits:
    cpu: {{ .Values.karpenter.cpuLimit }}
{{- end -}}
