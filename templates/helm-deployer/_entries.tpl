{{- /*
Exported entries of the configuration database, in any of their forms, as releases. What these partials find they put into the dicts
that they are given; they write no text.
*/ -}}

{{- /*
hd.read (dict "from" EXPORT "at" PATH "prefix" TEXT "out" DICT "bad" DICT): each key of the export into "out", by its path in the
database: {at, value}. Keys that say nothing sensible go into "bad".
*/ -}}
{{- define "hd.read" -}}
{{- $c := . -}}
{{- if kindIs "string" .from -}}
{{- range regexFindAll `(?ms)^[0-9]*/[^\s=]+(?: =)?\s+(?:\{[^\n]*\}[ \t]*$|\{.*?^\})` .from -1 -}}
{{- $_ := set (set (set $c "key" (regexFind `^[^\s=]+` .)) "value" (regexReplaceAll `(?s)^[^\s=]+(?: =)?\s+` . "")) "where" $c.at -}}
{{- include "hd.put" $c -}}
{{- end -}}
{{- else if kindIs "slice" .from -}}
{{- range $i, $e := .from -}}
{{- $at := append $c.at $i -}}
{{- if not (kindIs "map" $e) -}}
{{- $_ := set $c.bad (print "-" $i) (dict "id" "-" "at" $at "reason" `not an entry; each is {"key": PATH, "value": ENTRY}`) -}}
{{- else if or (hasKey $e "value") (hasKey $e "key") -}}
{{- if and (kindIs "string" $e.key) $e.key (or (hasKey $e "value") (not (hasKey $e "args"))) -}}
{{- $_ := set (set (set $c "key" $e.key) "value" $e.value) "where" (ternary (append $at "value") $at (hasKey $e "value")) -}}
{{- include "hd.put" $c -}}
{{- else -}}
{{- $_ := set $c.bad (print "-" $i) (dict "id" "-" "at" $at "reason" `not an entry; each is {"key": PATH, "value": ENTRY}`) -}}
{{- end -}}
{{- else -}}
{{- include "hd.read" (dict "from" $e "at" $at "prefix" $c.prefix "out" $c.out "bad" $c.bad) -}}
{{- end -}}
{{- end -}}
{{- else if kindIs "map" .from -}}
{{- if or (hasKey .from "header") (hasKey .from "kvs") -}}
{{- if .from.more -}}
{{- $_ := set $c.bad "-more" (dict "id" "-" "at" $c.at "reason" "the export ends too early, and what it lacks would be taken for gone; export again without --limit") -}}
{{- end -}}
{{- if and .from.kvs (not (kindIs "slice" .from.kvs)) -}}
{{- $_ := set $c.bad "-kvs" (dict "id" "-" "at" (append $c.at "kvs") "reason" "not a list of keys and values, as etcdctl writes it") -}}
{{- else -}}
{{- range $i, $e := .from.kvs -}}
{{- $key := "" -}}
{{- $value := "" -}}
{{- if kindIs "map" $e -}}
{{- if and (kindIs "string" $e.key) (regexMatch `^[A-Za-z0-9+/]+=*$` $e.key) -}}{{- $key = b64dec $e.key -}}{{- end -}}
{{- if kindIs "string" $e.value -}}{{- $value = b64dec $e.value -}}{{- end -}}
{{- end -}}
{{- if $key -}}
{{- $_ := set (set (set $c "key" $key) "value" $value) "where" (concat $c.at (list "kvs" $i "value")) -}}
{{- include "hd.put" $c -}}
{{- else -}}
{{- $_ := set $c.bad (print "-" $i) (dict "id" "-" "at" (concat $c.at (list "kvs" $i)) "reason" "its key is not in base64, as etcdctl writes it") -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- else -}}
{{- range $key, $e := .from -}}
{{- $at := append $c.at $key -}}
{{- /* An export of thousands is most often of this form: short work. */ -}}
{{- if and (hasPrefix "/" $key) (not $c.prefix) (not (hasKey $c.out $key)) -}}
{{- $_ := set $c.out $key (set (set (set dict "at" $at) "value" $e) "plain" true) -}}
{{- else if or (kindIs "slice" $e) (and (kindIs "map" $e) (or (hasKey $e "header") (hasKey $e "kvs") (hasPrefix "/" (keys $e | sortAlpha | first | default "")))) -}}
{{- include "hd.read" (dict "from" $e "at" $at "prefix" $c.prefix "out" $c.out "bad" $c.bad) -}}
{{- else -}}
{{- $_ := set (set (set $c "key" $key) "value" $e) "where" $at -}}
{{- include "hd.put" $c -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* hd.put CALL: one key of hd.read's: CALL.key and CALL.value, which stand at CALL.where. */ -}}
{{- define "hd.put" -}}
{{- $path := toString .key -}}
{{- $reason := "" -}}
{{- if and (hasPrefix "2/deploy/" $path) (not (contains "." $path)) -}}
{{- $path = trimPrefix "2" $path -}}
{{- else if not (hasPrefix "/" $path) -}}
{{- if regexMatch `^[0-9]+/` $path -}}
{{- $depth := regexFind `^[0-9]+` $path -}}
{{- $path = trimPrefix $depth $path -}}
{{- $has := regexReplaceAll `[^/]` $path "" | len -}}
{{- if ne (toString $has) $depth -}}
{{- $reason = printf "key %s is not as the database writes it: its path has %d slashes" .key $has -}}
{{- end -}}
{{- end -}}
{{- if contains "." $path -}}{{- $path = regexReplaceAll `\.(json|ya?ml)$` $path "" -}}{{- end -}}
{{- if not (or (hasPrefix "/" $path) (contains " " $path)) -}}
{{- $path = print (ternary "/" "/deploy/" (contains "/" $path)) $path -}}
{{- end -}}
{{- end -}}
{{- if .prefix -}}
{{- $path = ternary (trimPrefix .prefix $path) "" (hasPrefix (print .prefix "/") $path) -}}
{{- end -}}
{{- if $path -}}
{{- if hasKey .out $path -}}
{{- if ne (toRawJson (get .out $path).value) (toRawJson .value) -}}
{{- $reason = printf "%s is given twice, with different content" $path -}}
{{- end -}}
{{- end -}}
{{- $e := set (set dict "at" .where) "value" .value -}}
{{- if $reason -}}{{- $_ := set $e "reason" $reason -}}{{- end -}}
{{- $_ := set .out $path $e -}}
{{- end -}}
{{- end -}}

{{- /*
hd.releases CALL: puts into CALL.releases, by id, the releases that the deployments of CALL.values ask for: {id, release, chart,
version}, and where their values are: "values" themselves, or "at", where the entry stands, or neither, when it stands below its path; into CALL.invalid, by path, the
entries that give none: {id, at, reason, in}; into CALL.ignored, by id, the kinds of those that are not Helm's; into CALL.notes what is
worth a word: {at, message}. CALL.namespace is the releases'.
*/ -}}
{{- define "hd.releases" -}}
{{- $c := . -}}
{{- $v := .values -}}
{{- $raw := dict -}}
{{- include "hd.read" (dict "from" ($v.deployments | default dict) "at" (list "deployments") "prefix" ($v.databasePrefix | default "") "out" $raw "bad" $c.invalid) -}}
{{- if and (kindIs "string" $v.deployments) (not $raw) (trim $v.deployments) -}}
{{- $_ := set $c.invalid "-" (dict "id" "-" "at" (list "deployments") "reason" "no entry is in this text; give it a name that ends with .json or .yaml, if it is such") -}}
{{- end -}}
{{- $repositories := dict "helmdeploy" true -}}
{{- range $v.repositories -}}{{- $_ := set $repositories .name true -}}{{- end -}}
{{- $_ := set $c "repositories" $repositories -}}
{{- $_ := set $c "fields" (list "key" "dpl_id" "id" "deploy_id") -}}
{{- $_ := set $c "arguments" (dict "chart" true "values" true "version" true "repo" true "namespace" true) -}}
{{- if and $v.databasePrefix (not $raw) (not $c.invalid) -}}
{{- if or (not (kindIs "map" $v.deployments)) (get ($v.deployments | default dict) "kvs") (not (hasKey ($v.deployments | default dict) "header")) -}}
{{- if $v.deployments -}}{{- $_ := set $c.invalid "-" (dict "id" "-" "at" (list "deployments") "reason" (printf "no key begins with %s, as --database-prefix says, and all releases would be taken for gone" $v.databasePrefix)) -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- $taken := dict -}}
{{- $here := false -}}
{{- $below := "" -}}
{{- range $path, $e := $raw -}}
{{- if hasPrefix "/deploy/" $path -}}
{{- $here = true -}}
{{- $id := trimPrefix "/deploy/" $path | trimSuffix "/" -}}
{{- if not (contains "/" $id) -}}
{{- $_ := set $e "id" $id -}}
{{- if hasSuffix "/" $path -}}{{- $_ := set $e "reason" "its key ends with a slash" -}}{{- end -}}
{{- $_ := set $c "e" $e -}}
{{- if not $e.reason -}}{{- include "hd.entry" $c -}}{{- end -}}
{{- if $e.reason -}}
{{- $_ := set $c.invalid $path $e -}}
{{- else if $e.ignored -}}
{{- $_ := set $c.ignored $id $e.ignored -}}
{{- else if hasKey $taken $e.release.release -}}
{{- $release := $e.release.release -}}
{{- $first := get $taken $release -}}
{{- range $one, $other := dict $first $id $id $first -}}
{{- $it := get $raw (print "/deploy/" $one) -}}
{{- $_ := set $it "reason" (printf "%s asks for release %s, too" $other $release) -}}
{{- $_ := set $c.invalid (print "/deploy/" $one) $it -}}
{{- $_ := unset $c.releases $one -}}
{{- end -}}
{{- else -}}
{{- $_ := set $taken $e.release.release $id -}}
{{- $_ := set $c.releases $id $e.release -}}
{{- end -}}
{{- end -}}
{{- else if contains "/deploy/" $path -}}
{{- $below = regexReplaceAll `/deploy/.*` $path "" -}}
{{- end -}}
{{- end -}}
{{- if and $below (not $here) -}}
{{- $_ := set $c.invalid "-" (dict "id" "-" "at" (list "deployments") "reason" (printf "the deployments stand below %s; say so with --database-prefix %s" $below $below)) -}}
{{- end -}}
{{- end -}}

{{- /* hd.name (dict "id" ID "v" VALUES): the release's name, whether or not Helm takes it. */ -}}
{{- define "hd.name" -}}
{{- $name := .id -}}
{{- with .v.prefix -}}{{- $name = print . "-" $name -}}{{- end -}}
{{- if .v.normalize -}}{{- $name = lower $name -}}{{- end -}}
{{- if and (gt (len $name) 53) (eq (.v.longNames | default "") "hash") -}}
{{- $name = print (substr 0 40 $name) "-" (sha256sum $name | trunc 12) -}}
{{- end -}}
{{- $name -}}
{{- end -}}

{{- /* hd.entry CALL: judges CALL.e: sets its "release", or "ignored", or "reason" and "in", the field that it is about. */ -}}
{{- define "hd.entry" -}}
{{- $e := .e -}}
{{- $id := $e.id -}}
{{- $body := $e.value -}}
{{- if kindIs "string" $body -}}
{{- /* The database writes an entry on many lines; a line break is never within a text. */ -}}
{{- $body = fromJson (regexReplaceAll `\n *` $body "") -}}
{{- $_ := set $e "inline" true -}}
{{- if and (hasKey $body "Error") (eq (len $body) 1) -}}{{- $_ := set $e "reason" (print "not a JSON object: " $body.Error) -}}{{- end -}}
{{- else if not (kindIs "map" $body) -}}
{{- $_ := set $e "reason" "not a JSON object" -}}
{{- end -}}
{{- if not (regexMatch `^[A-Za-z0-9-]{1,96}$` $id) -}}
{{- $odd := regexReplaceAll `[A-Za-z0-9-]` $id "" -}}
{{- $_ := set $e "reason" (printf "id violates pattern (%s)" (ternary (ternary "longer than 96 characters" "empty" (ne $id "")) (include "hd.character" (trunc 1 $odd)) (eq $odd ""))) -}}
{{- end -}}
{{- if not $e.reason -}}
{{- range $field := .fields -}}
{{- if hasKey $body $field -}}
{{- $says := get $body $field -}}
{{- if and (not (kindIs "invalid" $says)) (ne (toString $says) $id) -}}
{{- $_ := set $e "reason" (printf "%s is %s, but the path says %s" $field (toRawJson $says) $id) -}}
{{- $_ := set $e "in" (list $field) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $kind := $body.kind | default $body.type -}}
{{- if $e.reason -}}
{{- else if not $kind -}}
{{- $_ := set $e "reason" "neither kind nor type is there; a release has kind helm" -}}
{{- else if not (kindIs "string" $kind) -}}
{{- $_ := set $e "reason" (printf "kind is %s, not a text" (toRawJson $kind)) -}}
{{- else if and $body.type (ne (toString $body.type) $kind) -}}
{{- $_ := set $e "reason" (printf "kind is %s, but type is %s" $kind (toString $body.type)) -}}
{{- $_ := set $e "in" (list "type") -}}
{{- else if and (ne $kind "helm") (eq (lower $kind) "helm") -}}
{{- $_ := set $e "reason" (printf "kind is %s; write helm, in small letters" $kind) -}}
{{- $_ := set $e "in" (list (ternary "type" "kind" (empty $body.kind))) -}}
{{- else if ne $kind "helm" -}}
{{- $_ := set $e "ignored" (print "kind " $kind) -}}
{{- else if not (kindIs "map" $body.args) -}}
{{- $_ := set $e "reason" (ternary "args is not an object" "args is missing" (hasKey $body "args")) -}}
{{- else -}}
{{- $_ := set . "args" $body.args -}}
{{- include "hd.args" . -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "hd.character" -}}
{{- get (dict "_" "underscore" "." "dot" " " "space" ":" "colon") . | default (quote .) -}}
{{- end -}}

{{- /* hd.args CALL: the rest of hd.entry, of CALL.args. */ -}}
{{- define "hd.args" -}}
{{- $c := . -}}
{{- $e := .e -}}
{{- $v := .values -}}
{{- $args := .args -}}
{{- $name := $e.id -}}
{{- if or $v.prefix $v.normalize (gt (len $name) 53) -}}{{- $name = include "hd.name" (set $e "v" $v) -}}{{- end -}}
{{- $chart := $args.chart -}}
{{- $repo := "helmdeploy" -}}
{{- $in := "" -}}
{{- $reason := "" -}}
{{- if not (and (kindIs "string" $chart) $chart) -}}
{{- $reason = "args.chart, the name of the chart, is missing" -}}
{{- else -}}
{{- $in = "chart" -}}
{{- if contains "/" $chart -}}
{{- $repo = regexReplaceAll `/.*` $chart "" -}}
{{- $chart = trimPrefix (print $repo "/") $chart -}}
{{- end -}}
{{- if $args.repo -}}{{- $repo = toString $args.repo -}}{{- end -}}
{{- if not (regexMatch `^[A-Za-z0-9][-A-Za-z0-9._]*$` $chart) -}}
{{- $reason = printf "chart %s is neither NAME nor REPOSITORY/NAME; declare where it comes from in `repositories`" $args.chart -}}
{{- else if not (hasKey .repositories $repo) -}}
{{- $reason = printf "chart %s is of repository %s, which is not known; declare it in `repositories`" $args.chart $repo -}}
{{- with nearest $repo (keys .repositories) -}}{{- $reason = printf "%s; did you mean %s?" $reason . -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- $values := $args.values -}}
{{- if kindIs "invalid" $values -}}{{- $values = dict -}}{{- end -}}
{{- $version := $args.version -}}
{{- if and $v.chartVersions (not $version) (not $reason) -}}
{{- $version = get $v.chartVersions (print $repo "/" $chart) -}}
{{- if and (not $version) (eq $repo "helmdeploy") -}}{{- $version = get $v.chartVersions $chart -}}{{- end -}}
{{- end -}}
{{- if not $version -}}{{- $version = "" -}}{{- end -}}
{{- if $reason -}}
{{- else if not (kindIs "map" $values) -}}
{{- $reason = "args.values is not an object" -}}
{{- $in = "values" -}}
{{- else if not (kindIs "string" $version) -}}
{{- $reason = "args.version is not a text; quote it" -}}
{{- $in = "version" -}}
{{- else if regexMatch `[A-Z]` $name -}}
{{- $reason = printf "release %s has upper-case letters, which Helm refuses; --normalize lowers them" $name -}}
{{- else if gt (len $name) 53 -}}
{{- $reason = printf "release %s has %d characters, Helm takes 53; --long-names hash shortens it" $name (len $name) -}}
{{- else if not (regexMatch `^[a-z0-9]([-a-z0-9]*[a-z0-9])?$` $name) -}}
{{- $reason = printf "release %s does not begin and end with a letter or digit" $name -}}
{{- end -}}
{{- if $reason -}}
{{- $_ := set $e "reason" $reason -}}
{{- if hasKey $args $in -}}{{- $_ := set $e "in" (list "args" $in) -}}{{- end -}}
{{- else -}}
{{- $r := set (set dict "id" $e.id) "release" $name -}}
{{- $_ := set $r "chart" (print $repo "/" $chart) -}}
{{- if $version -}}{{- $_ := set $r "version" $version -}}{{- end -}}
{{- $json := toRawJson $values -}}
{{- if regexMatch `"[^"]*\.[^"]*":` $json -}}
{{- $dotted := include "hd.dotted" $values -}}
{{- if and $dotted $v.expandDottedValues -}}
{{- $json = include "hd.expand" $values -}}
{{- $values = fromJson $json -}}
{{- $_ := set $e "inline" true -}}
{{- else if $dotted -}}
{{- include "hd.note" (dict "c" $c "in" "values" "says" (printf "Helm takes %s for one key, dots and all, and the chart does not read it; --expand-dotted-values makes maps of it" $dotted)) -}}
{{- end -}}
{{- end -}}
{{- if regexMatch `:"(true|false)"` $json -}}
{{- with include "hd.wordy" (dict "v" $values "at" "/values") | trim -}}
{{- include "hd.note" (dict "c" $c "in" "values" "says" (printf "%s is a text; a chart takes \"false\" for true, so leave out the quotes if it is meant as a boolean" (replace "\n" ", " .))) -}}
{{- end -}}
{{- end -}}
{{- with $args.namespace -}}
{{- if ne (toString .) $c.namespace -}}
{{- include "hd.note" (dict "c" $c "in" "namespace" "says" (printf "args.namespace is not read; the release goes to %s" $c.namespace)) -}}
{{- end -}}
{{- end -}}
{{- range $field, $_ := $args -}}
{{- if not (hasKey $c.arguments $field) -}}
{{- $hint := nearest $field (list "chart" "values" "version" "repo") -}}
{{- include "hd.note" (dict "c" $c "in" $field "says" (printf "args.%s is not read%s" $field (ternary (printf "; did you mean %s?" $hint) "" (ne $hint "")))) -}}
{{- end -}}
{{- end -}}
{{- if $e.inline -}}
{{- $_ := set $r "values" $values -}}
{{- else if not $e.plain -}}
{{- $_ := set $r "at" $e.at -}}
{{- end -}}
{{- $_ := set $e "release" $r -}}
{{- end -}}
{{- end -}}

{{- /* hd.note (dict "c" CALL "in" FIELD "says" TEXT): a word about a field of an entry's args. */ -}}
{{- define "hd.note" -}}
{{- $at := .c.e.at -}}
{{- if not .c.e.inline -}}{{- $at = concat $at (list "args" .in) -}}{{- end -}}
{{- $_ := set .c.notes (print .c.e.id " " .in " " (len .c.notes)) (dict "at" $at "message" (printf "deployment %s: %s" .c.e.id .says)) -}}
{{- end -}}

{{- /* hd.dotted MAP: its dotted keys, as one text. */ -}}
{{- define "hd.dotted" -}}
{{- $dotted := list -}}
{{- range $key, $_ := . -}}{{- if contains "." $key -}}{{- $dotted = append $dotted (quote $key) -}}{{- end -}}{{- end -}}
{{- join ", " $dotted -}}
{{- end -}}

{{- /* hd.expand MAP: its dotted keys as maps within maps, in JSON; what is a map already is kept. */ -}}
{{- define "hd.expand" -}}
{{- $all := dict -}}
{{- range $key, $value := . -}}
{{- $one := $value -}}
{{- range reverse (splitList "." $key) -}}{{- $one = dict . $one -}}{{- end -}}
{{- $all = mergeOverwrite $all (deepCopy $one) -}}
{{- end -}}
{{- toRawJson $all -}}
{{- end -}}

{{- /* hd.wordy (dict "v" VALUE "at" POINTER): the texts "true" and "false" in it, a line each, but for environments, where they are right. */ -}}
{{- define "hd.wordy" -}}
{{- $at := .at -}}
{{- if kindIs "map" .v -}}
{{- range $key, $value := .v -}}
{{- if not (has $key (list "env" "labels" "annotations" "nodeSelector")) -}}
{{- include "hd.wordy" (dict "v" $value "at" (print $at "/" $key)) -}}
{{- end -}}
{{- end -}}
{{- else if kindIs "string" .v -}}
{{- if has .v (list "true" "false") -}}{{- print $at "\n" -}}{{- end -}}
{{- end -}}
{{- end -}}
