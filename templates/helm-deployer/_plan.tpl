{{- /* What becomes of each release: previous state and target side by side. */ -}}

{{- /* hd.document CALL: what hd.releases found, as JSON. */ -}}
{{- define "hd.document" -}}
"releases": [
{{- $comma := "" -}}
{{- range .releases -}}{{- $comma }}{{ toRawJson . -}}{{- $comma = ",\n" -}}{{- end -}}
],
"invalid": {
{{- $comma = "" -}}
{{- range $path, $e := .invalid -}}
{{- $at := $e.at -}}
{{- if and $e.in (not $e.inline) -}}{{- $at = concat $at $e.in -}}{{- end -}}
{{- $comma }}{{ toRawJson $path }}:{{ toRawJson (dict "id" $e.id "at" $at "reason" $e.reason) -}}
{{- $comma = ",\n" -}}
{{- end -}}
},
"ignored": {{ toRawJson .ignored }},
"notes": {{ toRawJson .notes }}
{{- end -}}

{{- /* hd.listed (dict "root" ROOT "out" DICT): the releases of `helm list` in the processing namespace, by name. */ -}}
{{- define "hd.listed" -}}
{{- $namespace := .root.Release.Namespace -}}
{{- $out := .out -}}
{{- range .root.Values.helmList -}}
{{- if eq (.namespace | default $namespace) $namespace -}}
{{- $chart := .chart | default "" -}}
{{- $version := regexFind `-v?[0-9]+\.[0-9]+\.[0-9]+.*$` $chart -}}
{{- $r := set (set dict "release" .name) "status" (.status | default "" | lower) -}}
{{- $_ := set (set $r "chart" (trimSuffix $version $chart)) "version" (trimPrefix "-" $version) -}}
{{- $_ := set (set $r "from" "list") "id" .name -}}
{{- $_ := set $out .name $r -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* hd.act (dict "c" PLAN "action" WORD "id" ID "release" NAME "reason" TEXT) */ -}}
{{- define "hd.act" -}}
{{- $_ := set (get .c.actions .action) (print .id " " .release) (omit . "c") -}}
{{- end -}}

{{- /*
hd.plan PLAN: both sides together. PLAN has root, v (the values), now, before and the dicts that it fills: actions (by action, then in
order), gone and kept (names of releases), foreign (ids by release), again (releases that a state file alone knows) and notes.
*/ -}}
{{- define "hd.plan" -}}
{{- $c := . -}}
{{- $v := .v -}}
{{- $now := .now -}}
{{- $before := .before -}}
{{- $fresh := .before.fresh -}}
{{- $moved := ne .before.namespace .root.Release.Namespace -}}
{{- $other := ne .before.backend $v.backend -}}
{{- $listed := dict -}}
{{- include "hd.listed" (dict "root" .root "out" $listed) -}}
{{- $old := dict -}}
{{- range .before.releases -}}{{- $_ := set $old .release . -}}{{- end -}}
{{- /* A bad entry's release stays. */ -}}
{{- $protected := dict -}}
{{- $invalid := dict -}}
{{- range $path, $e := $now.invalid -}}
{{- $_ := set $invalid $e.id true -}}
{{- if regexMatch `^[A-Za-z0-9-]{1,96}$` $e.id -}}{{- $_ := set $protected (include "hd.name" (dict "id" $e.id "v" $v)) $e.id -}}{{- end -}}
{{- end -}}
{{- $names := dict -}}
{{- $blank := dict -}}
{{- range $r := $now.releases -}}
{{- $id := $r.id -}}
{{- $release := $r.release -}}
{{- $was := $blank -}}
{{- $live := $blank -}}
{{- if and (hasKey $old $release) (not $moved) -}}{{- $was = get $old $release -}}{{- end -}}
{{- if hasKey $listed $release -}}{{- $live = get $listed $release -}}{{- end -}}
{{- $action := "update" -}}
{{- $reason := "" -}}
{{- $changes := "" -}}
{{- $lines := list -}}
{{- if and $live (not $was) (or $v.prefix $v.adopt) -}}{{- $was = $live -}}{{- end -}}
{{- if and $live (not $was) -}}
{{- $action = "foreign" -}}
{{- $reason = "a release of that name is there already and is not ours; --adopt takes it over" -}}
{{- else if not $was -}}
{{- $action = "install" -}}
{{- $reason = "new" -}}
{{- else if eq ($was.from | default "") "unknown" -}}
{{- $reason = "its entry was invalid at the last dump" -}}
{{- else if and $fresh (not $live) -}}
{{- $action = "install" -}}
{{- $reason = "helm list does not have it any more" -}}
{{- else if ne (base $was.chart) (base $r.chart) -}}
{{- $action = "replace" -}}
{{- $reason = printf "chart %s -> %s: uninstalled and installed anew" (base $was.chart) (base $r.chart) -}}
{{- else if and $other (not $was.from) -}}
{{- $action = "replace" -}}
{{- $reason = printf "backend %s -> %s" $before.backend $v.backend -}}
{{- else -}}
{{- if $was.from -}}
{{- if and $r.version (ne $was.version ($r.version | default "")) -}}{{- $changes = printf "/version %s -> %s" $was.version $r.version -}}{{- end -}}
{{- else -}}
{{- $_ := set (set $c "was" $was) "r" $r -}}
{{- $changes = include "hd.changes" $c | trim -}}
{{- end -}}
{{- /* Splitting is dear where thousands change, and most change in one place. */ -}}
{{- if contains "\n" $changes -}}{{- $lines = splitList "\n" $changes -}}
{{- else if $changes -}}{{- $lines = keys (set dict $changes true) -}}{{- end -}}
{{- $reason = $changes -}}
{{- if gt (len $lines) 1 -}}{{- $reason = join "; " $lines -}}{{- end -}}
{{- if gt (len $lines) 3 -}}{{- $reason = printf "%s; %d more" (join "; " (slice $lines 0 3)) (sub (len $lines) 3) -}}{{- end -}}
{{- if and $fresh (regexMatch `^(failed|pending-)` $live.status) -}}
{{- $reason = print $reason (ternary "; " "" (ne $reason "")) "needs repair, helm says " $live.status (ternary (print ": flux reconcile helmrelease " $release " --reset --force") "" (eq $v.backend "flux")) -}}
{{- else if not $changes -}}
{{- $action = "unchanged" -}}
{{- if $was.from -}}{{- $reason = "its values are not known: helm list does not tell them" -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- $a := set (set (set (set dict "id" $id) "release" $release) "action" $action) "reason" $reason -}}
{{- if $lines -}}{{- $_ := set $a "changes" $lines -}}{{- end -}}
{{- $of := $c.actions.update -}}
{{- if ne $action "update" -}}{{- $of = get $c.actions $action -}}{{- end -}}
{{- $_ := set $of $id $a -}}
{{- if eq $action "foreign" -}}
{{- $_ := set $c.notes $id (dict "at" ($r.at | default (list "deployments" (print "/deploy/" $id))) "message" (printf "deployment %s: release %s: %s" $id $release $reason)) -}}
{{- $_ := set $c.foreign $release $id -}}
{{- else -}}
{{- $_ := set $names $release $id -}}
{{- end -}}
{{- end -}}
{{- $kept := dict -}}
{{- range $release, $was := $old -}}
{{- if and (or $moved (not (hasKey $names $release))) (not (hasKey $c.foreign $release)) -}}
{{- if or (hasKey $invalid $was.id) (hasKey $protected $release) -}}
{{- $_ := set $kept $was.id $was -}}
{{- else -}}
{{- $reason := "not in target" -}}
{{- if hasKey $now.ignored $was.id -}}{{- $reason = print (get $now.ignored $was.id) " now" -}}{{- end -}}
{{- if $moved -}}{{- $reason = printf "namespace %s -> %s" $before.namespace $c.root.Release.Namespace -}}{{- end -}}
{{- if eq ($was.from | default "") "unknown" -}}{{- $reason = print $reason "; its entry was invalid at the last dump" -}}{{- end -}}
{{- if and $fresh (not (hasKey $listed $release)) -}}{{- $reason = print $reason "; helm list does not have it any more" -}}{{- end -}}
{{- include "hd.act" (dict "c" $c "action" "uninstall" "id" $was.id "release" $release "reason" $reason) -}}
{{- $_ := set $c.gone $release true -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $dash := print ($v.prefix | default "") "-" -}}
{{- range $release, $live := $listed -}}
{{- if not (or (hasKey $names $release) (hasKey $old $release) (hasKey $c.foreign $release)) -}}
{{- if hasKey $protected $release -}}
{{- if and $v.prefix (hasPrefix $dash $release) -}}{{- $_ := set $kept (get $protected $release) $live -}}{{- end -}}
{{- else if not (and $v.prefix (hasPrefix $dash $release)) -}}
{{- include "hd.act" (dict "c" $c "action" "foreign" "id" "-" "release" $release "reason" "not ours; left alone") -}}
{{- else if $fresh -}}
{{- include "hd.act" (dict "c" $c "action" "uninstall" "id" (trimPrefix $dash $release) "release" $release "reason" "under the prefix, not in target") -}}
{{- $_ := set (set $c "gone" (set $c.gone $release true)) "helm" (append ($c.helm | default list) $release) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range $id, $kind := $now.ignored -}}
{{- include "hd.act" (dict "c" $c "action" "ignored" "id" $id "release" "-" "reason" $kind) -}}
{{- end -}}
{{- range $path, $e := $now.invalid -}}
{{- $was := $blank -}}
{{- if hasKey $kept $e.id -}}{{- $was = get $kept $e.id -}}{{- end -}}
{{- include "hd.act" (dict "c" $c "action" "skip" "id" $e.id "release" ($was.release | default "-") "reason" (print $e.reason (ternary "; its release stays as it is" "" (hasKey $was "release")))) -}}
{{- end -}}
{{- range $id, $was := $kept -}}
{{- $_ := set $c.kept $was.release true -}}
{{- /* A state file may come to an empty folder: what it knows of the release is rendered. */ -}}
{{- if and (eq $before.from "state") (not $was.from) (not $moved) -}}
{{- with get $v.state.releases $id -}}
{{- if hasKey . "values" -}}{{- $_ := set $c.again $id (dict "id" $id "release" .release "chart" .chart "version" (.version | default "") "values" .values) -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range $release, $id := $protected -}}{{- if not (hasKey $names $release) -}}{{- $_ := set $c.kept $release true -}}{{- end -}}{{- end -}}
{{- end -}}

{{- /* hd.valuesOf (dict "values" VALUES "r" RELEASE "out" DICT): the values of a release that VALUES' entries ask for, as out.values; without
out in the place of "values". */ -}}
{{- define "hd.valuesOf" -}}
{{- $values := .r.values -}}
{{- if .r.at -}}
{{- /* The first step is to the deployments. */ -}}
{{- $values = .values.deployments -}}
{{- range $i, $step := .r.at -}}{{- if $i -}}{{- $values = index $values $step -}}{{- end -}}{{- end -}}
{{- $values = $values.args.values -}}
{{- else if not (hasKey .r "values") -}}
{{- $values = (get .values.deployments (print "/deploy/" .r.id)).args.values -}}
{{- end -}}
{{- if not $values -}}{{- $values = dict -}}{{- end -}}
{{- if hasKey . "out" -}}{{- $_ := set .out "values" $values -}}{{- else -}}{{- $_ := set . "values" $values -}}{{- end -}}
{{- end -}}

{{- /* hd.digest (dict "values" VALUES "r" RELEASE): of what a release is made of: chart, values and version in canonical JSON. */ -}}
{{- define "hd.digest" -}}
{{- $out := dict -}}
{{- include "hd.valuesOf" (set . "out" $out) -}}
{{- $_ := set $out "chart" .r.chart -}}
sha256:{{ set $out "version" (.r.version | default "") | toRawJson | sha256sum }}
{{- end -}}

{{- /* hd.changes PLAN: what differs between PLAN.was and PLAN.r, a line each: POINTER OLD -> NEW. */ -}}
{{- define "hd.changes" -}}
{{- $before := .was.version | default "" -}}
{{- $after := .r.version | default "" -}}
{{- if ne .was.chart .r.chart -}}{{- printf "/chart %s -> %s\n" .was.chart .r.chart -}}{{- end -}}
{{- if ne $before $after -}}{{- printf "/version %s -> %s\n" ($before | default "*") ($after | default "*") -}}{{- end -}}
{{- $a := dict -}}
{{- $b := dict "r" .r "values" .v -}}
{{- include "hd.valuesOf" $b -}}
{{- if eq .before.from "last" -}}
{{- $a = dict "r" .was "values" .root.Previous.Values -}}
{{- include "hd.valuesOf" $a -}}
{{- else -}}
{{- with get .v.state.releases .was.id -}}{{- if hasKey . "values" -}}{{- $_ := set $a "values" .values -}}{{- end -}}{{- end -}}
{{- end -}}
{{- if hasKey $a "values" -}}
{{- if ne (toRawJson $a.values) (toRawJson $b.values) -}}{{- include "hd.difference" (dict "a" $a.values "b" $b.values "at" "/values") -}}{{- end -}}
{{- else if and (eq .was.chart .r.chart) (eq $before $after) (ne .was.digest (include "hd.digest" (dict "values" .v "r" .r))) -}}
{{- print "/values" -}}
{{- end -}}
{{- end -}}

{{- /* hd.difference (dict "a" VALUE "b" VALUE "at" POINTER): what differs, a line each. Thousands of entries come by: what is the same costs little. */ -}}
{{- define "hd.difference" -}}
{{- $at := .at -}}
{{- $a := .a -}}
{{- $b := .b -}}
{{- if and (kindIs "map" $a) (kindIs "map" $b) -}}
{{- $all := $a -}}
{{- $alike := eq (len $a) (len $b) -}}
{{- if $alike -}}{{- range $key, $_ := $a -}}{{- if not (hasKey $b $key) -}}{{- $alike = false -}}{{- end -}}{{- end -}}{{- end -}}
{{- if not $alike -}}
{{- $all = dict -}}
{{- range $key, $x := $b -}}{{- $_ := set $all $key $x -}}{{- end -}}
{{- range $key, $x := $a -}}{{- $_ := set $all $key $x -}}{{- end -}}
{{- end -}}
{{- range $key, $x := $all -}}
{{- $old := "(absent)" -}}
{{- $new := "(absent)" -}}
{{- if hasKey $a $key -}}{{- $old = toRawJson $x -}}{{- end -}}
{{- if hasKey $b $key -}}{{- $new = index $b $key | toRawJson -}}{{- end -}}
{{- if ne $old $new -}}
{{- $pointer := print $at "/" ($key | replace "~" "~0" | replace "/" "~1") -}}
{{- if and (hasPrefix "{" $old) (hasPrefix "{" $new) -}}
{{- include "hd.difference" (dict "a" $x "b" (index $b $key) "at" $pointer) -}}
{{- else if regexMatch `(?i)passw|secret|token|credential|private` $pointer -}}
{{- /* What is called a secret is not shown. */ -}}
{{- printf "%s %s -> %s\n" $pointer (ternary $old "***" (eq $old "(absent)")) (ternary $new "***" (eq $new "(absent)")) -}}
{{- else -}}
{{- printf "%s %s -> %s\n" $pointer (include "hd.short" $old) (include "hd.short" $new) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- else -}}
{{- printf "%s %s -> %s\n" $at (toRawJson $a | include "hd.short") (toRawJson $b | include "hd.short") -}}
{{- end -}}
{{- end -}}

{{- define "hd.short" -}}
{{- if gt (len .) 60 -}}{{- trunc 57 . }}...{{- else -}}{{- . -}}{{- end -}}
{{- end -}}

{{- /* hd.table PLAN: the plan as a table, with PLAN.words, the actions in their order. */ -}}
{{- define "hd.table" -}}
{{- $n := 0 -}}
{{- $actions := .actions -}}
{{- range $word := .words -}}
{{- $does := has $word (list "uninstall" "replace" "install" "update") -}}
{{- range get $actions $word }}
| {{ if $does }}{{ $n = add1 $n }}{{ $n }}{{ else }}-{{ end }} | {{ .id }} | {{ .release }} | {{ .action }} | {{ if contains "|" .reason }}{{ replace "|" "\\|" .reason }}{{ else }}{{ .reason }}{{ end }} |
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* hd.lines PLAN: the actions as JSON, a line each. */ -}}
{{- define "hd.lines" -}}
{{- $actions := .actions -}}
{{- range .words -}}
{{- range get $actions . }}
{{ toRawJson . -}}
{{- end -}}
{{- end -}}
{{- end -}}
