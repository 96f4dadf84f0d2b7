{{- /* What the database and the one restored from its backups have in common. */ -}}
{{- define "gsv.postgres.spec" -}}
imageName: {{ .Values.images.postgres }}
primaryUpdateStrategy: unsupervised
{{- end -}}

{{- define "gsv.postgres.plugin" -}}
- name: barman-cloud.cloudnative-pg.io
  isWALArchiver: true
  parameters:
    barmanObjectName: cmp-postgres-backup
    serverName: {{ . }}
{{- end -}}
