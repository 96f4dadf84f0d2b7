{{- /* The states of pods. */ -}}

{{- /*
hd.podStatus (dict "pod" POD "strict" BOOL): one of the six statuses; the first rule that fits holds. RUNNING is only what runs and is
ready, which the Helm Deployer's documentation says; "strict" leaves out the rules that it says nothing of.
*/ -}}
{{- define "hd.podStatus" -}}
{{- $status := .pod.status -}}
{{- if not (kindIs "map" $status) -}}{{- $status = dict -}}{{- end -}}
{{- $phase := $status.phase | default "" | toString | lower -}}
{{- $true := dict -}}
{{- range ternary $status.conditions list (kindIs "slice" $status.conditions) -}}
{{- if not (kindIs "map" .) -}}{{- continue -}}{{- end -}}
{{- if eq (.status | toString | lower) "true" -}}{{- $_ := set $true (.type | toString | lower) true -}}{{- end -}}
{{- end -}}
{{- $ended := or (has ($status.reason | toString | lower) (list "evicted" "preempting" "terminated" "nodelost" "shutdown")) (hasKey $true "disruptiontarget") -}}
{{- if eq $phase "" -}}UNSET
{{- else if and (eq $phase "failed") $ended (not .strict) -}}CANCELLED
{{- else if eq $phase "failed" -}}FAILED
{{- else if eq $phase "succeeded" -}}FINISHED
{{- else if and (.pod.metadata | default dict).deletionTimestamp (not .strict) -}}CANCELLED
{{- else if and (eq $phase "running") (hasKey $true "ready") -}}RUNNING
{{- else if and (eq $phase "running") (not .strict) -}}PENDING
{{- else if eq $phase "pending" -}}PENDING
{{- else -}}UNSET
{{- end -}}
{{- end -}}

{{- /* hd.podError (dict "status" STATUS "errors" DICT "name" POD): why a pod ended, of itself or of its first container that failed. */ -}}
{{- define "hd.podError" -}}
{{- $why := pick . "none" -}}
{{- if .status.reason -}}
{{- $why = dict "reason" .status.reason "message" (.status.message | default "") -}}
{{- end -}}
{{- range ternary .status.containerStatuses list (kindIs "slice" .status.containerStatuses) -}}
{{- $end := dict -}}
{{- if kindIs "map" . -}}{{- if kindIs "map" .state -}}{{- if kindIs "map" .state.terminated -}}{{- $end = .state.terminated -}}{{- end -}}{{- end -}}{{- end -}}
{{- if and (not $why) $end.exitCode -}}
{{- $why = dict "reason" ($end.reason | default (printf "exit code %v" $end.exitCode)) "message" ($end.message | default "") -}}
{{- end -}}
{{- end -}}
{{- if $why -}}{{- $_ := set .errors .name $why -}}{{- end -}}
{{- end -}}

{{- /* hd.aggregate LIST: the status of a deployment whose pods have these. */ -}}
{{- define "hd.aggregate" -}}
{{- $rest := without . "FINISHED" "RUNNING" -}}
{{- if has "FAILED" . -}}FAILED
{{- else if has "CANCELLED" . -}}CANCELLED
{{- else if not (without . "FINISHED") -}}FINISHED
{{- else if not $rest -}}RUNNING
{{- else if has "PENDING" . -}}PENDING
{{- else -}}UNSET
{{- end -}}
{{- end -}}
