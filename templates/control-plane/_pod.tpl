{{- /* Parts of pods. */ -}}

{{- /* Whether user and group ids are written: text that is empty for no. */ -}}
{{- define "cp.fixedUsers" -}}
{{- $mode := .Values.podSecurity.fixedUsers -}}
{{- if or (eq $mode "always") (and (eq $mode "auto") (ne .Values.ingress "openshift")) -}}yes{{- end -}}
{{- end -}}

{{- /* cp.podSecurity (dict "root" ROOT "user" UID "group" "runAsGroup|fsGroup"): empty when there is nothing to say. */ -}}
{{- define "cp.podSecurity" -}}
{{- $restricted := eq .root.Values.podSecurity.profile "restricted" -}}
{{- $fixed := include "cp.fixedUsers" .root -}}
{{- if or $restricted $fixed -}}
securityContext:
{{- if $restricted }}
  runAsNonRoot: {{ not (and $fixed (eq (int64 .user) 0)) }}
{{- end }}
{{- if $fixed }}
  runAsUser: {{ .user }}
  {{ .group }}: {{ .user }}
{{- end }}
{{- if $restricted }}
  seccompProfile:
    type: RuntimeDefault
{{- end }}
{{- end -}}
{{- end -}}

{{- define "cp.containerSecurity" -}}
{{- if eq .Values.podSecurity.profile "restricted" -}}
securityContext:
  allowPrivilegeEscalation: false
  capabilities:
    drop:
      - ALL
{{- end -}}
{{- end -}}

{{- /* cp.scheduling (list ROOT COMPONENT): node selector and tolerations, or nothing. */ -}}
{{- define "cp.scheduling" -}}
{{- $root := index . 0 -}}
{{- $component := index . 1 -}}
{{- $tenancy := $root.Values.tenancy -}}
{{- $selector := merge (dict) ($component.nodeSelector | default dict) ($root.Values.nodeSelector | default dict) -}}
{{- $tolerations := concat ($root.Values.tolerations | default list) ($component.tolerations | default list) -}}
{{- if $tenancy.enabled -}}
{{- $_ := set $selector $tenancy.key $tenancy.value -}}
{{- $tolerations = append $tolerations (dict "key" $tenancy.key "operator" "Equal" "value" $tenancy.value "effect" "NoSchedule") -}}
{{- end -}}
{{- with $selector -}}
nodeSelector:
  {{- toYamlPretty . | nindent 2 }}
{{- end -}}
{{- with $tolerations }}
tolerations:
  {{- toYamlPretty . | nindent 2 }}
{{- end -}}
{{- end -}}

{{- /* cp.spread (list ROOT APP): prefers a node of its own for every pod of a deployment. */ -}}
{{- define "cp.spread" -}}
affinity:
  podAntiAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 1
        podAffinityTerm:
          labelSelector:
            matchLabels:
              app: {{ index . 1 }}
          topologyKey: kubernetes.io/hostname
{{- end -}}

{{- /* What every pod says first; (dict "root" ROOT "account" NAME "token" BOOL). */ -}}
{{- define "cp.podStart" -}}
serviceAccountName: {{ .account }}
automountServiceAccountToken: {{ .token }}
enableServiceLinks: false
priorityClassName: {{ include "cp.str" .root.Values.priorityClasses.apps.name }}
{{- end -}}

{{- /*
What the application reads in every container of its own, in order: later ones win. Single keys are taken where a store's
secret also holds files or hashes that have no place in the environment.
*/ -}}
{{- define "cp.appEnv" -}}
- name: REDIS_URL
  valueFrom:
    secretKeyRef:
      name: redis-creds
      key: REDIS_URL
- name: CNVRG_REDIS_PASSWORD
  valueFrom:
    secretKeyRef:
      name: redis-creds
      key: CNVRG_REDIS_PASSWORD
{{- range list "CNVRG_PROMETHEUS_URL" "CNVRG_PROMETHEUS_USER" "CNVRG_PROMETHEUS_PASS" }}
- name: {{ . }}
  valueFrom:
    secretKeyRef:
      name: prom-creds
      key: {{ . }}
{{- end }}
{{- with include "cp.proxy" . }}
# The address of the Kubernetes API is known inside of the cluster only, so it is added to the hosts without a proxy here.
- name: CNVRG_NO_PROXY
  valueFrom:
    configMapKeyRef:
      name: {{ include "cp.str" . }}
      key: no_proxy
- name: NO_PROXY
  value: $(CNVRG_NO_PROXY),$(KUBERNETES_SERVICE_HOST)
- name: no_proxy
  value: $(CNVRG_NO_PROXY),$(KUBERNETES_SERVICE_HOST)
{{- end }}
{{- end -}}

{{- /* cp.appEnvFrom (list ROOT WITH-OAUTH-TOKENS) */ -}}
{{- define "cp.appEnvFrom" -}}
- configMapRef:
    name: cp-base-config
- configMapRef:
    name: cp-networking-config
- secretRef:
    name: cp-base-secret
{{- if index . 1 }}
- secretRef:
    name: cp-oauth-proxy-tokens-secret
{{- end }}
- secretRef:
    name: cp-ldap
- secretRef:
    name: cp-object-storage
- secretRef:
    name: cp-smtp
- secretRef:
    name: es-creds
- secretRef:
    name: pg-creds
{{- with include "cp.proxy" (index . 0) }}
- configMapRef:
    name: {{ include "cp.str" . }}
{{- end }}
{{- end -}}

{{- /* Templates whose output the application's pods read. */ -}}
{{- define "cp.appReads" -}}
conf/cm/config-base conf/cm/config-networking conf/cm/secret-base webapp/oauthtoken conf/cm/secret-ldap conf/cm/secret-object-storage conf/cm/secret-smtp es/secret pg/secret redis/secret cp.prometheus proxy/proxy-cm
{{- end -}}

{{- /* The key file of a Google bucket: its volume, and where the application looks for it. */ -}}
{{- define "cp.gcpMount" -}}
- name: gcp-storage-secret
  mountPath: /opt/app-root/conf/gcp-keyfile
  readOnly: true
{{- end -}}
{{- define "cp.gcpVolume" -}}
- name: gcp-storage-secret
  secret:
    secretName: {{ include "cp.str" .Values.objectStorage.gcpSecretRef }}
{{- end -}}
