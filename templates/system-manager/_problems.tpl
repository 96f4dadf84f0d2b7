{{- /* What is wrong beyond the schema. M is a map whose "problems" list grows. */ -}}

{{- /* sm.problem (list M AT MESSAGE SEVERITY) */ -}}
{{- define "sm.problem" -}}
{{- $m := first . -}}
{{- $_ := set $m "problems" (append $m.problems (dict "at" (index . 1) "message" (index . 2) "severity" (index . 3))) -}}
{{- end -}}

{{- /* sm.state (list M ROOT): reads the desired state into M: "packs", a list of {name, at}, and "stateAt". */ -}}
{{- define "sm.state" -}}
{{- $m := first . -}}
{{- $v := (last .).Values -}}
{{- $state := $v.desiredState -}}
{{- $at := list "desiredState" -}}
{{- $inText := false -}}
{{- if and (not $state) $v.config.initialDesiredState -}}
{{- $at = list "config" "initialDesiredState" -}}
{{- $state = $v.config.initialDesiredState -}}
{{- if kindIs "string" $state -}}
{{- $inText = true -}}
{{- $state = fromJson $state -}}
{{- with $state.Error -}}
{{- template "sm.problem" (list $m $at (print "the desired state is not JSON: " (trimPrefix "error unmarshaling JSON: while decoding JSON: " .) "; write the text of a desired-state.json") "error") -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $_ := set $m "stateAt" $at -}}
{{- $_ := set $m "packs" list -}}
{{- if not $state -}}
{{- $_ := set $m "stateAt" list -}}
{{- range list "flux" "sgp-helm-repository" "istio" "spicedb" "identity-service" "temporalf" "sgp-apps" -}}
{{- $_ := set $m "packs" (append $m.packs (dict "name" . "at" list)) -}}
{{- end -}}
{{- else if not $state.Error -}}
{{- if and (ne (toString $state.version) "0.1") (not $v.anyStateVersion) -}}
{{- template "sm.problem" (list $m (ternary $at (append $at "version") $inText) (printf "the desired state has version `%v`, of which nothing is known; this profile reads 0.1, and --any-state-version takes the other one for it" ($state.version | default "none")) "error") -}}
{{- end -}}
{{- if not (kindIs "slice" $state.packs) -}}
{{- template "sm.problem" (list $m $at "the desired state has no list `packs`; write `\"packs\": [{\"name\": \"flux\"}]`" "error") -}}
{{- else -}}
{{- range $i, $pack := $state.packs -}}
{{- $here := ternary $at (concat $at (list "packs" $i)) $inText -}}
{{- if not (kindIs "map" $pack) -}}
{{- template "sm.problem" (list $m $here (printf "`packs[%d]` must be a map with a name" $i) "error") -}}
{{- else if not (and (kindIs "string" $pack.name) $pack.name) -}}
{{- template "sm.problem" (list $m $here (printf "`packs[%d]` has no name" $i) "error") -}}
{{- else -}}
{{- range $key, $_ := omit $pack "name" -}}
{{- template "sm.problem" (list $m (ternary $at (append $here $key) $inText) (printf "pack `%s` has the key `%s`, which nothing reads; --releases FILE lays values over those of a release" $pack.name $key) $m.warning) -}}
{{- end -}}
{{- $_ := set $m "packs" (append $m.packs (dict "name" $pack.name "at" (ternary $at (append $here "name") $inText))) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* sm.select (list M ROOT): which packs are deployed. M.selected maps their names to the places that ask for them. */ -}}
{{- define "sm.select" -}}
{{- $m := first . -}}
{{- $root := last . -}}
{{- $provider := $root.cloud.provider -}}
{{- $known := keys $m.catalog | sortAlpha -}}
{{- $selected := dict -}}
{{- range $m.packs -}}
{{- if not (hasKey $m.catalog .name) -}}
{{- $near := include "sm.nearest" (list .name $known) -}}
{{- template "sm.problem" (list $m .at (printf "unknown pack `%s`%s" .name ($near | default (print "; known packs: " (join ", " $known) "; --packs-dir adds your own"))) "error") -}}
{{- else if hasKey $selected .name -}}
{{- template "sm.problem" (list $m .at (printf "pack `%s` is named twice; take one of them out" .name) "error") -}}
{{- else -}}
{{- $pack := index $m.catalog .name -}}
{{- if not (or (not $pack.cloud) (eq $pack.cloud $provider)) -}}
{{- template "sm.problem" (list $m .at (printf "pack `%s` is for %s; take it out for %s" .name $pack.cloud $provider) "error") -}}
{{- end -}}
{{- $_ := set $selected .name .at -}}
{{- end -}}
{{- end -}}
{{- /* Optional features come with sgp-apps when the configuration switches them on. */ -}}
{{- $features := list -}}
{{- if hasKey $selected "sgp-apps" -}}
{{- $at := index $selected "sgp-apps" -}}
{{- range $name, $pack := $m.catalog -}}
{{- if and $pack.switch (not (hasKey $selected $name)) -}}
{{- $_ := set $selected $name $at -}}
{{- $features = append $features $name -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $_ := set $m "selected" $selected -}}
{{- $missing := ternary "warning" "error" $root.Values.allowMissingDependencies -}}
{{- range $name, $at := $selected -}}
{{- $pack := index $m.catalog $name -}}
{{- $absent := list -}}
{{- if not (has $name $features) -}}
{{- range $pack.requires }}{{ if not (or (hasKey $selected .) (not (hasKey $m.catalog .))) }}{{ $absent = append $absent (printf "`%s`" .) }}{{ end }}{{ end -}}
{{- end -}}
{{- if $absent -}}
{{- $one := eq (len $absent) 1 -}}
{{- template "sm.problem" (list $m $at (printf "pack `%s` needs pack%s %s, which %s not in the desired state; add %s%s" $name (ternary "" "s" $one) (join ", " $absent) (ternary "is" "are" $one) (ternary "it" "them" $one) (ternary "" (printf ", or give --allow-missing-dependencies when the cluster has %s" (ternary "it" "them" $one)) $root.Values.allowMissingDependencies)) $missing) -}}
{{- end -}}
{{- if or (not $pack.cloud) (eq $pack.cloud $provider) -}}
{{- $keys := $pack.configNeeds | default list -}}
{{- range $pack.needs }}{{ $keys = append $keys (print $provider "." (index $root.cloud.names .)) }}{{ end -}}
{{- template "sm.needs" (list $m $root.Values.config (printf "pack `%s` needs" $name) $keys) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* sm.needs (list M CONFIG WHO KEYS): one problem a block for the keys that are missing or empty there. */ -}}
{{- define "sm.needs" -}}
{{- $m := first . -}}
{{- $config := index . 1 -}}
{{- $who := index . 2 -}}
{{- $absent := dict -}}
{{- $places := dict -}}
{{- range $key := last . -}}
{{- $value := $config -}}
{{- $at := list "config" -}}
{{- $lost := false -}}
{{- range splitList "." $key -}}
{{- $value = get $value . | default dict -}}
{{- if and $value (kindIs "map" $value) (not $lost) }}{{ $at = append $at . }}{{ else }}{{ $lost = true }}{{ end -}}
{{- end -}}
{{- if not $value -}}
{{- $place := join "." $at -}}
{{- $_ := set $places $place $at -}}
{{- $_ := set $absent $place (append (index $absent $place | default list) (printf "`%s`" $key)) -}}
{{- end -}}
{{- end -}}
{{- range $place, $keys := $absent -}}
{{- template "sm.problem" (list $m (index $places $place) (printf "%s %s; add %s to the configuration" $who (join ", " $keys) (ternary "it" "them" (eq (len $keys) 1))) "error") -}}
{{- end -}}
{{- end -}}

{{- /*
sm.unknown (list M KNOWN VALUES AT): the keys of VALUES, which stand AT, that are not in KNOWN, a list of dotted paths. A slip of the pen is an error; a key of
another version of the system manager is not.
*/ -}}
{{- define "sm.unknown" -}}
{{- $m := first . -}}
{{- $at := last . -}}
{{- $known := list -}}
{{- range index . 1 -}}
{{- if hasPrefix (print (join "." $at) ".") . }}{{ $known = append $known (trimPrefix (print (join "." $at) ".") . | splitList "." | first) }}{{ end -}}
{{- end -}}
{{- $below := index . 1 -}}
{{- range $key, $value := index . 2 -}}
{{- if not (has $key $known) -}}
{{- $near := include "sm.nearest" (list $key (uniq $known)) -}}
{{- template "sm.problem" (list $m (append $at $key) (printf "unknown key `%s` in `%s`%s" $key (join "." $at) ($near | default "; nothing reads it")) (ternary "error" $m.warning (not (empty $near)))) -}}
{{- else if and (kindIs "map" $value) (not (has (join "." (append $at $key)) $below)) -}}
{{- template "sm.unknown" (list $m $below $value (append $at $key)) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* sm.checks (list M ROOT): keys of the configuration against each other. */ -}}
{{- define "sm.checks" -}}
{{- $m := first . -}}
{{- $root := last . -}}
{{- $c := $root.Values.config -}}
{{- $v := $root.cloud.v -}}
{{- $warning := $m.warning -}}
{{- $known := list -}}
{{- range splitList " " "cloudProvider baseRepository samlSetupEnabled oidcSetupEnabled deploymentURL workspaceId authType baseDomain scaletrain_tenant_prefix train_tenant_prefix deployAgentex deploySae frontDoorSSLCertB64 frontDoorSSLKeyB64 initialDesiredState datadog.enabled datadog.env datadog.clusterName datadog.secretName datadog.irsaRoleArn" -}}
{{- $known = append $known (print "config." .) -}}
{{- end -}}
{{- range $_, $path := $root.cloud.names }}{{ $known = append $known (print "config." $c.cloudProvider "." $path) }}{{ end -}}
{{- template "sm.unknown" (list $m $known (omit $c "initialDesiredState") (list "config")) -}}
{{- if not (or (eq $root.cloud.host $c.baseDomain) (hasSuffix (print "." $c.baseDomain) $root.cloud.host)) -}}
{{- template "sm.problem" (list $m (list "config" "baseDomain") (printf "`deploymentURL` has the host %s, which is not under `baseDomain`; cookies and certificates will not fit" $root.cloud.host) $warning) -}}
{{- end -}}
{{- if not (contains $c.workspaceId (splitList "/" $c.baseRepository | last)) -}}
{{- template "sm.problem" (list $m (list "config" "baseRepository") (printf "`baseRepository` does not end with the workspace's repository; sgp-%s-helm-repository is usual" $c.workspaceId) $warning) -}}
{{- end -}}
{{- $enabled := index $c (print $c.authType "SetupEnabled") -}}
{{- if not $enabled -}}
{{- template "sm.problem" (list $m (list "config" "authType") (printf "users log in with %s, but `%sSetupEnabled` is not true" $c.authType $c.authType) $warning) -}}
{{- end -}}
{{- if eq $c.cloudProvider "aws" -}}
{{- $registry := splitList "." $root.cloud.registry -}}
{{- if ne (first $registry) $v.account -}}
{{- template "sm.problem" (list $m (list "config" "baseRepository") (printf "`baseRepository` is in account %s, `aws.accountId` is %s; one of them is wrong" (first $registry) $v.account) "error") -}}
{{- end -}}
{{- if ne (index $registry 3) $v.region -}}
{{- template "sm.problem" (list $m (list "config" "baseRepository") (printf "`baseRepository` is in region %s, `aws.region` is %s; one of them is wrong" (index $registry 3) $v.region) "error") -}}
{{- end -}}
{{- with $v.targetGroup -}}
{{- if ne (splitList ":" . | rest | rest | rest | first) $v.region -}}
{{- template "sm.problem" (list $m (list "config" "aws" "targetGroupArn") (printf "the target group is not in `aws.region`, %s" $v.region) "error") -}}
{{- end -}}
{{- end -}}
{{- range list "karpenterIdentity" "reductoIdentity" "buildIdentity" "dexIdentity" "modelsIdentity" "trainIdentity" "trainRole" "proxyIdentity" -}}
{{- $arn := index $v . -}}
{{- if and $arn (ne (index (splitList ":" $arn) 4) $v.account) -}}
{{- template "sm.problem" (list $m (concat (list "config" "aws") (splitList "." (index $root.cloud.names .))) (printf "the role is in another account than `aws.accountId`, %s" $v.account) $warning) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if and (eq $c.cloudProvider "gcp") (ne (index (splitList "/" $c.baseRepository) 3) $v.account) -}}
{{- template "sm.problem" (list $m (list "config" "baseRepository") (printf "`baseRepository` is in project %s, `gcp.projectId` is %s" (index (splitList "/" $c.baseRepository) 3) $v.account) $warning) -}}
{{- end -}}
{{- range list "queuePolicy" "queueTags" "proxyWorkspaces" -}}
{{- with index $v . -}}
{{- $parsed := fromJson . -}}
{{- if and (hasKey $parsed "Error") (not (regexMatch "^\\s*\\[" .)) -}}{{- $_ := set $m "bad" true -}}{{- end -}}
{{- end -}}
{{- if $m.bad -}}
{{- template "sm.problem" (list $m (concat (list "config" $c.cloudProvider) (splitList "." (index $root.cloud.names .))) "this text must be a JSON object or list" "error") -}}
{{- $_ := unset $m "bad" -}}
{{- end -}}
{{- end -}}
{{- $buckets := list $v.trainData $v.trainCheckpoints $v.trainOutput $v.trainStaging | compact -}}
{{- if ne (len $buckets) (len (uniq $buckets)) -}}
{{- template "sm.problem" (list $m (list "config" $c.cloudProvider "train") (printf "two of Train's four %ss are the same" $root.cloud.bucket) $warning) -}}
{{- end -}}
{{- if and (or $c.scaletrain_tenant_prefix $c.train_tenant_prefix) (not (index $m.catalog "train").switch) -}}
{{- template "sm.problem" (list $m (list "config" (ternary "train_tenant_prefix" "scaletrain_tenant_prefix" (not (empty $c.train_tenant_prefix)))) (printf "nothing reads the tenant prefixes without the block `%s.train`" $c.cloudProvider) $warning) -}}
{{- end -}}
{{- if ne (empty $c.frontDoorSSLCertB64) (empty $c.frontDoorSSLKeyB64) -}}
{{- $have := ternary "Key" "Cert" (empty $c.frontDoorSSLCertB64) -}}
{{- template "sm.problem" (list $m (list "config" (print "frontDoorSSL" $have "B64")) (printf "`frontDoorSSL%sB64` is missing; a certificate and its key are of use together only" (ternary "Cert" "Key" (eq $have "Key"))) "error") -}}
{{- else if $c.frontDoorSSLCertB64 -}}
{{- $pem := b64dec (regexReplaceAll "\\s" $c.frontDoorSSLCertB64 "") -}}
{{- if not (and (contains "-----BEGIN CERTIFICATE-----" $pem) (contains "-----END CERTIFICATE-----" $pem)) -}}
{{- template "sm.problem" (list $m (list "config" "frontDoorSSLCertB64") "this is not the base64 of a certificate chain in PEM; `base64 -w0 FILE` makes it" "error") -}}
{{- end -}}
{{- if not (regexMatch "-----BEGIN ([A-Z]+ )?PRIVATE KEY-----[^-]*-----END" (b64dec (regexReplaceAll "\\s" $c.frontDoorSSLKeyB64 ""))) -}}
{{- template "sm.problem" (list $m (list "config" "frontDoorSSLKeyB64") "this is not the base64 of a private key in PEM; `base64 -w0 FILE` makes it" "error") -}}
{{- end -}}
{{- end -}}
{{- $proxy := (index $c $c.cloudProvider).registryProxy | default dict -}}
{{- if and $proxy.jwtSecret (lt (len $proxy.jwtSecret) 32) -}}
{{- template "sm.problem" (list $m (list "config" $c.cloudProvider "registryProxy" "jwtSecret") "this secret signs tokens and has less than 32 characters; `openssl rand -hex 32` makes one" $warning) -}}
{{- end -}}
{{- with $root.cloud.datadog.secretName -}}
{{- if not (or (regexMatch "[/:]" .) (regexMatch "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$" .)) -}}
{{- template "sm.problem" (list $m (list "config" "datadog" "secretName") "this is neither the name of a Secret (small letters, digits, `-` and `.`) nor that of a cloud's secret (an ARN or a path)" "error") -}}
{{- end -}}
{{- end -}}
{{- with $root.Values.flux.install -}}
{{- $have := list -}}
{{- $versions := list -}}
{{- range . -}}
{{- if eq (toString .kind) "CustomResourceDefinition" -}}
{{- $have = append $have (dig "metadata" "name" "" .) -}}
{{- $versions = append $versions (dig "metadata" "labels" "app.kubernetes.io/version" "" .) -}}
{{- end -}}
{{- end -}}
{{- range list "helmcharts.source.toolkit.fluxcd.io" "helmreleases.helm.toolkit.fluxcd.io" "helmrepositories.source.toolkit.fluxcd.io" "ocirepositories.source.toolkit.fluxcd.io" -}}
{{- if not (has . $have) -}}
{{- template "sm.problem" (list $m (list "flux" "install") (printf "the file does not define %s; write it with `flux install --export --components=source-controller,helm-controller`" .) "error") -}}
{{- end -}}
{{- end -}}
{{- range $versions | compact | uniq -}}
{{- if ne . $root.Values.flux.version -}}
{{- template "sm.problem" (list $m (list "flux" "install") (printf "the definitions are of Flux %s, the controllers of %s; --flux-version, --flux-source-controller-tag and --flux-helm-controller-tag set the latter" . $root.Values.flux.version) $warning) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if and (eq $root.Values.source.auth "secret") (not $root.Values.pullSecret.username) -}}
{{- template "sm.problem" (list $m (list "source" "auth") "there are no credentials to log in with; give --pull-secret-username and --pull-secret-password-file, or take --source-auth cloud" "error") -}}
{{- end -}}
{{- end -}}
