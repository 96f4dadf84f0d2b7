{{- /* sm.nearest (list WORD WORDS): "; did you mean `word`?", or nothing. */ -}}
{{- define "sm.nearest" -}}
{{- with nearest (first .) (last .) }}; did you mean `{{ . }}`?{{ end -}}
{{- end -}}
