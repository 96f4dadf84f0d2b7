{{- /* NetworkAttachmentDefinitions read and written, and the address pools that they speak of. */ -}}

{{- /* hd.netProblem (dict "c" CALL "at" PATH "id" NETWORK "severity" WORD "says" TEXT) */ -}}
{{- define "hd.netProblem" -}}
{{- $_ := set .c.problems (printf "%06d" (len .c.problems)) (dict "at" .at "message" (printf "network %s: %s" .id .says) "severity" .severity) -}}
{{- end -}}

{{- /* hd.netConfig NETWORK: the CNI configuration of a small description, in one line. */ -}}
{{- define "hd.netConfig" -}}
{{- $link := ternary "device" "master" (eq .plugin "host-device") -}}
{"cniVersion":{{ toRawJson .cniVersion }},"name":{{ toRawJson .name }},"type":{{ toRawJson .plugin }}
{{- with .master }},{{ toRawJson $link }}:{{ toRawJson . }}{{ end -}}
{{- with .mode }},"mode":{{ toRawJson . }}{{ end -}}
{{- with .mtu }},"mtu":{{ . }}{{ end -}}
{{- with .vlan }},"vlan":{{ . }}{{ end -}}
{{- with .pool -}}
,"ipam":{"type":"whereabouts","range":{{ toRawJson .cidr }}
{{- with .start }},"range_start":{{ toRawJson . }}{{ end -}}
{{- with .end }},"range_end":{{ toRawJson . }}{{ end -}}
{{- with .exclude }},"exclude":{{ toRawJson . }}{{ end -}}
{{- with .gateway }},"gateway":{{ toRawJson . }}{{ end -}}
}
{{- end -}}
}
{{- end -}}

{{- /*
hd.nad (dict "c" CALL "at" PATH "nad" OBJECT "own" BOOL): judges one NetworkAttachmentDefinition; into CALL.nads, by the name of its
resource, what it says, and into CALL.skipped why it gives no resource. What is our own must be right.
*/ -}}
{{- define "hd.nad" -}}
{{- $c := .c -}}
{{- $meta := .nad.metadata | default dict -}}
{{- $name := $meta.name | default "" | toString -}}
{{- $namespace := $meta.namespace | default $c.v.nadNamespace | default "" -}}
{{- $id := print $namespace "/" $name -}}
{{- $label := get ($meta.labels | default dict) "sdp.skao.int/available-for-allocation" -}}
{{- $config := (.nad.spec | default dict).config -}}
{{- $wrong := "" -}}
{{- $skip := "" -}}
{{- $in := list -}}
{{- $n := dict "name" $name "namespace" $namespace "id" $id "at" .at "notes" dict -}}
{{- if ne (toString .nad.apiVersion) "k8s.cni.cncf.io/v1" -}}
{{- $wrong = printf "apiVersion is %s, not k8s.cni.cncf.io/v1" (toString .nad.apiVersion) -}}
{{- $in = list "apiVersion" -}}
{{- else if not (regexMatch `^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$` $name) -}}
{{- $wrong = "metadata.name is not a name of lower-case letters, digits, - and ." -}}
{{- $in = list "metadata" "name" -}}
{{- else if not $namespace -}}
{{- $wrong = "metadata.namespace is missing; --nad-namespace says which one is meant" -}}
{{- $in = list "metadata" -}}
{{- else if hasKey $c.seen $id -}}
{{- $wrong = "is given twice" -}}
{{- else if kindIs "bool" $label -}}
{{- $wrong = printf "label sdp.skao.int/available-for-allocation is the boolean %v, and labels are texts; quote it" $label -}}
{{- $in = list "metadata" "labels" "sdp.skao.int/available-for-allocation" -}}
{{- else if not (hasKey ($meta.labels | default dict) "sdp.skao.int/available-for-allocation") -}}
{{- $skip = "not available for allocation: no label sdp.skao.int/available-for-allocation" -}}
{{- else if ne (toString $label) "true" -}}
{{- $skip = printf "not available for allocation: the label says %s" (toRawJson $label) -}}
{{- else if not $config -}}
{{- $skip = "no spec.config: its configuration is a file on the nodes" -}}
{{- else if not (kindIs "string" $config) -}}
{{- $wrong = "spec.config is not a text of JSON" -}}
{{- $in = list "spec" "config" -}}
{{- else -}}
{{- $in = list "spec" "config" -}}
{{- $cni := fromJson $config -}}
{{- if and (hasKey $cni "Error") (eq (len $cni) 1) -}}
{{- $wrong = printf "spec.config is not JSON: line %s: %s" (include "hd.jsonLine" $config) $cni.Error -}}
{{- else -}}
{{- $_ := set $n "cni" $cni -}}
{{- include "hd.cni" (dict "c" $c "n" $n) -}}
{{- $wrong = $n.wrong | default "" -}}
{{- $skip = $n.skip | default "" -}}
{{- end -}}
{{- end -}}
{{- $_ := set $c.seen $id true -}}
{{- $resource := ternary (print $namespace "." $name) $name $c.v.resourceNameWithNamespace -}}
{{- if and (not $wrong) (not $skip) (hasKey $c.nads $resource) -}}
{{- $twin := get $c.nads $resource -}}
{{- $wrong = printf "%s has the same resource name; --resource-name-with-namespace tells them apart" $twin.id -}}
{{- if not $twin.bad -}}
{{- include "hd.netProblem" (dict "c" $c "at" $twin.at "id" $twin.id "severity" $c.bad "says" (printf "%s has the same resource name; --resource-name-with-namespace tells them apart" $id)) -}}
{{- $_ := set $c.skipped $twin.id (dict "id" $twin.id "reason" (print "same name as " $id)) -}}
{{- $_ := set $twin "bad" true -}}
{{- end -}}
{{- $in = list "metadata" "name" -}}
{{- end -}}
{{- if .own -}}{{- $in = list -}}{{- end -}}
{{- if $wrong -}}
{{- include "hd.netProblem" (dict "c" $c "at" (concat .at $in) "id" $id "severity" (ternary "error" $c.bad (not (not .own))) "says" $wrong) -}}
{{- $_ := set $c.skipped (print $id " " (len $c.skipped)) (dict "id" $id "reason" $wrong) -}}
{{- else if $skip -}}
{{- $_ := set $c.skipped (print $id " " (len $c.skipped)) (dict "id" $id "reason" $skip) -}}
{{- else -}}
{{- range $n.notes -}}{{- include "hd.netProblem" (dict "c" $c "at" (concat $.at $in) "id" $id "severity" "warning" "says" .) -}}{{- end -}}
{{- $several := gt (len $n.pools) 1 -}}
{{- range $i, $pool := $n.pools -}}
{{- $_ := set (set (set $pool "name" (ternary (printf "%s-%d" $resource $i) $resource $several)) "kind" "supernet") "nad" $id -}}
{{- end -}}
{{- $_ := set $c.nads $resource (omit $n "cni" "notes") -}}
{{- end -}}
{{- end -}}

{{- /* hd.jsonLine TEXT: the line at which TEXT ceases to be JSON: up to there it merely ends too early. */ -}}
{{- define "hd.jsonLine" -}}
{{- $lines := splitList "\n" . -}}
{{- $at := 0 -}}
{{- range $i, $_ := $lines -}}
{{- if not $at -}}
{{- $e := fromJson (join "\n" (slice $lines 0 (add1 $i | int))) -}}
{{- if and (hasKey $e "Error") (not (contains "unexpected end" (toString $e.Error))) -}}{{- $at = add1 $i -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- $at | default (len $lines) -}}
{{- end -}}

{{- /* hd.cni (dict "c" CALL "n" NETWORK): sets "wrong", or "skip", or plugin, master and pools of the network. */ -}}
{{- define "hd.cni" -}}
{{- $n := .n -}}
{{- $cni := $n.cni -}}
{{- if not (or $cni.type (kindIs "slice" $cni.plugins)) -}}
{{- $_ := set $n "wrong" "spec.config has neither type nor plugins" -}}
{{- else -}}
{{- if not $cni.cniVersion -}}{{- $_ := set $n.notes "version" "spec.config has no cniVersion" -}}{{- end -}}
{{- $main := $cni -}}
{{- if not $cni.type -}}
{{- $main = first $cni.plugins | default dict -}}
{{- range reverse $cni.plugins -}}
{{- if not (kindIs "map" .) -}}{{- $_ := set $n "wrong" "spec.config's plugins are not all objects" -}}{{- else if .ipam -}}{{- $main = . -}}{{- end -}}
{{- end -}}
{{- if not (kindIs "map" $main) -}}{{- $main = dict -}}{{- end -}}
{{- end -}}
{{- $ipam := $main.ipam | default dict -}}
{{- if not (kindIs "map" $ipam) -}}
{{- $_ := set $n "wrong" "ipam is not an object" -}}
{{- $ipam = dict -}}
{{- end -}}
{{- range $field := list "ipRanges" "ranges" "addresses" "exclude" -}}
{{- if and (hasKey $ipam $field) (not (kindIs "slice" (get $ipam $field))) (not (kindIs "invalid" (get $ipam $field))) -}}
{{- $_ := set $n "wrong" (printf "%s of ipam is not a list" $field) -}}
{{- $ipam = omit $ipam $field -}}
{{- end -}}
{{- end -}}
{{- $_ := set $n "plugin" ($main.type | default "") -}}
{{- $_ := set $n "master" ($main.master | default $main.device | default $main.bridge | default "") -}}
{{- $ranges := list -}}
{{- if eq (toString $ipam.type) "whereabouts" -}}
{{- $ranges = $ipam.ipRanges | default list -}}
{{- if $ipam.range -}}{{- $ranges = prepend $ranges (pick $ipam "range" "range_start" "range_end" "exclude") -}}{{- end -}}
{{- if not $ranges -}}{{- $_ := set $n "skip" "incomplete: no range; a file on the nodes, whereabouts.conf, may have it" -}}{{- end -}}
{{- else if eq (toString $ipam.type) "host-local" -}}
{{- if $ipam.subnet -}}{{- $ranges = append $ranges $ipam -}}{{- end -}}
{{- range $ipam.ranges -}}
{{- if kindIs "slice" . -}}{{- $ranges = concat $ranges . -}}{{- else -}}{{- $_ := set $n "wrong" "ranges of ipam is not a list of lists" -}}{{- end -}}
{{- end -}}
{{- if not (or $ranges $n.wrong) -}}{{- $_ := set $n "wrong" "ipam of type host-local has neither subnet nor ranges" -}}{{- end -}}
{{- else if eq (toString $ipam.type) "static" -}}
{{- $ranges = $ipam.addresses | default list -}}
{{- if not $ranges -}}{{- $_ := set $n "skip" "no addresses: they come with the pod" -}}{{- end -}}
{{- else if $ipam.type -}}
{{- $_ := set $n "skip" (printf "ipam of type %s says no addresses" $ipam.type) -}}
{{- else -}}
{{- $_ := set $n "skip" "no ipam" -}}
{{- end -}}
{{- $pools := list -}}
{{- range $ranges -}}
{{- if not (kindIs "map" .) -}}
{{- $_ := set $n "wrong" (printf "ipam of type %s has a range that is not an object" $ipam.type) -}}
{{- else if and .exclude (not (kindIs "slice" .exclude)) -}}
{{- $_ := set $n "wrong" "exclude of ipam is not a list" -}}
{{- else if not $n.wrong -}}
{{- $p := dict "n" $n "in" . "type" $ipam.type "gateway" (.gateway | default $ipam.gateway | default "") -}}
{{- include "hd.pool" $p -}}
{{- if $p.pool -}}{{- $pools = append $pools $p.pool -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- $_ := set $n "pools" $pools -}}
{{- end -}}
{{- end -}}

{{- /*
hd.address (dict "n" NETWORK "text" TEXT "what" NAME): the address in its canonical form; nothing, and NETWORK.wrong, when it is none.
Zeros before an octet, which whereabouts reads over, are taken away.
*/ -}}
{{- define "hd.address" -}}
{{- $text := toString .text -}}
{{- if regexMatch `^(0*[0-9]{1,3}\.){3}0*[0-9]{1,3}$` $text -}}
{{- $plain := regexReplaceAll `(^|\.)0+([0-9])` (regexReplaceAll `(^|\.)0+([0-9])` $text "${1}${2}") "${1}${2}" -}}
{{- if ne $plain $text -}}{{- $_ := set .n.notes .what (printf "%s %s has zeros in front; it is read as %s" .what $text $plain) -}}{{- end -}}
{{- $text = $plain -}}
{{- end -}}
{{- if not (isIP $text) -}}
{{- $_ := set .n "wrong" (printf "%s %s is no IP address" .what $text) -}}
{{- else if and (eq (ipVersion $text) 6) (cidrContains "::ffff:0:0/96" $text) -}}
{{- $_ := set .n "wrong" (printf "%s %s is an IPv4 address written as IPv6; write it as IPv4" .what $text) -}}
{{- else -}}
{{- ipAdd $text 0 -}}
{{- end -}}
{{- end -}}

{{- /* hd.block (dict "n" NETWORK "text" TEXT "what" NAME): as hd.address, of ADDRESS/BITS; the address keeps its host bits. */ -}}
{{- define "hd.block" -}}
{{- $parts := splitList "/" (toString .text) -}}
{{- $address := include "hd.address" (dict "n" .n "text" (first $parts) "what" .what) -}}
{{- if $address -}}
{{- $block := print $address "/" (rest $parts | join "/") -}}
{{- if and (eq (len $parts) 2) (isCIDR $block) -}}{{- $block -}}
{{- else -}}{{- $_ := set .n "wrong" (printf "%s %s is not of the form ADDRESS/BITS" .what (toString .text)) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* hd.pool (dict "n" NETWORK "in" RANGE "type" IPAM "gateway" TEXT): sets "pool", or NETWORK.wrong. */ -}}
{{- define "hd.pool" -}}
{{- $n := .n -}}
{{- $in := .in -}}
{{- $block := "" -}}
{{- $start := "" -}}
{{- $end := "" -}}
{{- $fixed := eq .type "static" -}}
{{- if $fixed -}}
{{- $block = include "hd.block" (dict "n" $n "text" $in.address "what" "address") -}}
{{- if $block -}}
{{- $start = regexReplaceAll `/.*` $block "" -}}
{{- $end = $start -}}
{{- end -}}
{{- else if eq .type "host-local" -}}
{{- $block = include "hd.block" (dict "n" $n "text" $in.subnet "what" "subnet") -}}
{{- if $block -}}{{- if ne $block (cidrNetwork $block) -}}{{- $_ := set $n.notes "subnet" (printf "subnet %s has host bits; the network is %s" $block (cidrNetwork $block)) -}}{{- end -}}{{- end -}}
{{- with $in.rangeStart -}}{{- $start = include "hd.address" (dict "n" $n "text" . "what" "rangeStart") -}}{{- end -}}
{{- with $in.rangeEnd -}}{{- $end = include "hd.address" (dict "n" $n "text" . "what" "rangeEnd") -}}{{- end -}}
{{- else -}}
{{- $range := toString $in.range -}}
{{- with $in.range_start -}}{{- $start = include "hd.address" (dict "n" $n "text" . "what" "range_start") -}}{{- end -}}
{{- with $in.range_end -}}{{- $end = include "hd.address" (dict "n" $n "text" . "what" "range_end") -}}{{- end -}}
{{- if contains "-" $range -}}
{{- $start = include "hd.address" (dict "n" $n "text" (regexReplaceAll `-.*` $range "" | trim) "what" "start of range") -}}
{{- $range = regexReplaceAll `^[^-]*-` $range "" | trim -}}
{{- $end = include "hd.address" (dict "n" $n "text" (regexReplaceAll `/.*` $range "") "what" "end of range") -}}
{{- end -}}
{{- if not $n.wrong -}}{{- $block = include "hd.block" (dict "n" $n "text" $range "what" "range") -}}{{- end -}}
{{- end -}}
{{- if not $n.wrong -}}
{{- include "hd.bounds" (set (set (set (set . "cidr" (cidrNetwork $block)) "first" $start) "last" $end) "fixed" $fixed) -}}
{{- end -}}
{{- end -}}

{{- /* hd.bounds: the rest of hd.pool, with cidr, first and last (or nothing) and fixed. */ -}}
{{- define "hd.bounds" -}}
{{- $n := .n -}}
{{- $cidr := .cidr -}}
{{- $version := ipVersion (cidrFirst $cidr) -}}
{{- $bits := cidrPrefix $cidr | int -}}
{{- $all := ternary 32 128 (eq $version 4) -}}
{{- range $what, $ip := dict "first" .first "last" .last -}}
{{- if $ip -}}
{{- if ne (ipVersion $ip) $version -}}
{{- $_ := set $n "wrong" (printf "%s and %s are not of one family" $ip $cidr) -}}
{{- else if not (cidrContains $cidr $ip) -}}
{{- $_ := set $n "wrong" (printf "%s is outside of %s" $ip $cidr) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if and (eq $version 6) (cidrContains "ff00::/8" $cidr) -}}
{{- $_ := set $n "wrong" (printf "%s is of multicast addresses" $cidr) -}}
{{- end -}}
{{- if and (eq $bits $all) (not .fixed) -}}
{{- $_ := set $n "wrong" (printf "%s is one address, not a pool" $cidr) -}}
{{- end -}}
{{- if not $n.wrong -}}
{{- $first := .first -}}
{{- $last := .last -}}
{{- /* Of two addresses neither is the network's (RFC 3021, RFC 6164). */ -}}
{{- $ends := ternary 0 1 (ge $bits (sub $all 1 | int)) -}}
{{- $lowest := ipAdd (cidrFirst $cidr) $ends -}}
{{- if not .fixed -}}
{{- if not $first -}}{{- $first = $lowest -}}{{- end -}}
{{- if lt (ipCompare $first $lowest) 0 -}}{{- $first = $lowest -}}{{- end -}}
{{- end -}}
{{- if not $last -}}
{{- $wide := $cidr -}}
{{- if and (eq $version 6) (lt $bits 64) (eq .type "whereabouts") -}}
{{- $wide = print (cidrFirst $cidr) "/65" -}}
{{- $_ := set $n.notes "wide" (printf "%s is wider than a /64: whereabouts hands out its first /65 only" $cidr) -}}
{{- end -}}
{{- $last = ipAdd (cidrLast $wide) (sub 0 $ends) -}}
{{- end -}}
{{- $exclude := list -}}
{{- range .in.exclude -}}
{{- if not $n.wrong -}}
{{- $one := include "hd.block" (dict "n" $n "text" (ternary . (printf "%v/%d" . $all) (contains "/" (toString .))) "what" "exclude") -}}
{{- if $one -}}
{{- if ne (ipVersion (cidrFirst $one)) $version -}}{{- $_ := set $n "wrong" (printf "exclude %s and %s are not of one family" $one $cidr) -}}
{{- else -}}{{- $exclude = append $exclude (cidrNetwork $one) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- /* What is excluded at an end moves the end. */ -}}
{{- range $_ := $exclude -}}
{{- range $exclude -}}
{{- if and (le (ipCompare $first $last) 0) (not $n.wrong) -}}
{{- if cidrContains . $cidr -}}{{- $_ := set $n "wrong" (printf "exclude %s leaves nothing of %s" . $cidr) -}}
{{- else -}}
{{- if cidrContains . $first -}}{{- if lt (ipCompare (cidrLast .) (cidrLast $cidr)) 0 -}}{{- $first = ipAdd (cidrLast .) 1 -}}{{- else -}}{{- $last = ipAdd (cidrFirst .) -1 -}}{{- end -}}{{- end -}}
{{- if cidrContains . $last -}}{{- if gt (ipCompare (cidrFirst .) (cidrFirst $cidr)) 0 -}}{{- $last = ipAdd (cidrFirst .) -1 -}}{{- end -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if and (not $n.wrong) (gt (ipCompare $first $last) 0) -}}
{{- $_ := set $n "wrong" (printf "no address is left of %s: %s is beyond %s" $cidr $first $last) -}}
{{- end -}}
{{- $gateway := "" -}}
{{- if and .gateway (not $n.wrong) -}}
{{- $gateway = include "hd.address" (dict "n" $n "text" .gateway "what" "gateway") -}}
{{- /* Of two families each has its own. */ -}}
{{- if $gateway -}}{{- if ne (ipVersion $gateway) $version -}}{{- $gateway = "" -}}{{- end -}}{{- end -}}
{{- if $gateway -}}{{- if not (cidrContains $cidr $gateway) -}}{{- $_ := set $n.notes "gateway" (printf "gateway %s is outside of %s" $gateway $cidr) -}}{{- end -}}{{- end -}}
{{- end -}}
{{- if not $n.wrong -}}
{{- $holes := dict -}}
{{- $excluded := false -}}
{{- range $exclude -}}
{{- $hole := . -}}
{{- if and $gateway (cidrContains $hole ($gateway | default $first)) -}}{{- $excluded = true -}}{{- end -}}
{{- /* Of blocks within each other the widest counts. */ -}}
{{- $within := false -}}
{{- range $exclude -}}{{- if and (ne . $hole) (cidrContains . $hole) -}}{{- $within = true -}}{{- end -}}{{- end -}}
{{- if and (not $within) (le (ipCompare $first (cidrFirst $hole)) 0) (le (ipCompare (cidrLast $hole) $last) 0) -}}{{- $_ := set $holes $hole true -}}{{- end -}}
{{- end -}}
{{- $pool := dict "cidr" $cidr "first" $first "last" $last "exclude" $exclude "master" $n.master -}}
{{- $taken := 0 -}}
{{- if and $gateway (not $excluded) (not .fixed) -}}
{{- if and (le (ipCompare $first $gateway) 0) (le (ipCompare $gateway $last) 0) -}}{{- $taken = 1 -}}{{- end -}}
{{- end -}}
{{- $_ := set $pool "gateway" (ternary $gateway nil (ne $gateway "")) -}}
{{- $far := include "hd.distance" (dict "from" $first "to" $last "bits" (sub $all $bits)) -}}
{{- $usable := "9223372036854775808" -}}
{{- if ne $far "9223372036854775807" -}}
{{- $usable = sub (int64 $far | add1) $taken -}}
{{- range $hole, $_ := $holes -}}{{- $usable = sub $usable (cidrSize $hole | int64) -}}{{- end -}}
{{- end -}}
{{- if eq $version 4 -}}
{{- $_ := set $pool "usable" $usable -}}
{{- $_ := set $pool "netmask" (include "hd.netmask" $bits) -}}
{{- else -}}
{{- $_ := set $pool "usable" (toString $usable) -}}
{{- end -}}
{{- if .fixed -}}{{- $_ := set $pool "fixed" true -}}{{- end -}}
{{- $_ := set . "pool" $pool -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* hd.distance (dict "from" IP "to" IP "bits" N): how far one is from the other, 2^63-1 at most; they are within a block of N host bits. */ -}}
{{- define "hd.distance" -}}
{{- if eq (ipVersion .from) 4 -}}
{{- sub (include "hd.number" .to) (include "hd.number" .from) -}}
{{- else -}}
{{- $far := int64 0 -}}
{{- $at := .from -}}
{{- $to := .to -}}
{{- $step := int64 1 -}}
{{- $bits := min 63 .bits | int -}}
{{- range until (sub $bits 1 | int) -}}{{- $step = mul $step 2 -}}{{- end -}}
{{- range until $bits -}}
{{- $next := ipAdd $at $step -}}
{{- if le (ipCompare $next $to) 0 -}}
{{- $at = $next -}}
{{- $far = add $far $step -}}
{{- end -}}
{{- $step = div $step 2 -}}
{{- end -}}
{{- $far -}}
{{- end -}}
{{- end -}}

{{- /* hd.number IPv4 */ -}}
{{- define "hd.number" -}}
{{- $number := int64 0 -}}
{{- range splitList "." . -}}{{- $number = add (mul $number 256) (int64 .) -}}{{- end -}}
{{- $number -}}
{{- end -}}

{{- /* hd.netmask BITS */ -}}
{{- define "hd.netmask" -}}
{{- $bits := . -}}
{{- $octets := list -}}
{{- range until 4 -}}
{{- $set := max 0 (min 8 (sub $bits (mul 8 .))) | int -}}
{{- $octets = append $octets (index (list "0" "128" "192" "224" "240" "248" "252" "254" "255") $set) -}}
{{- end -}}
{{- join "." $octets -}}
{{- end -}}

{{- /* hd.overlaps CALL: no address may be handed out by two networks. */ -}}
{{- define "hd.overlaps" -}}
{{- $c := . -}}
{{- $before := list -}}
{{- range $name, $n := .nads -}}
{{- range $pool := $n.pools -}}
{{- range $other := $before -}}
{{- if eq (ipVersion $pool.first) (ipVersion $other.pool.first) -}}
{{- if and (le (ipCompare $pool.first $other.pool.last) 0) (le (ipCompare $other.pool.first $pool.last) 0) -}}
{{- $allow := $c.v.allowOverlap -}}
{{- range list (dict "n" $n "x" $other.n "p" $pool "q" $other.pool) (dict "n" $other.n "x" $n "p" $other.pool "q" $pool) -}}
{{- include "hd.netProblem" (dict "c" $c "at" .n.at "id" .n.id "severity" (ternary "warning" $c.bad $allow) "says" (printf "%s to %s overlaps with %s to %s of %s%s" .p.first .p.last .q.first .q.last .x.id (ternary "" "; --allow-overlap takes both" $allow))) -}}
{{- if not $allow -}}
{{- $_ := set .n "bad" true -}}
{{- $_ := set $c.skipped (print .n.id " " (len $c.skipped)) (dict "id" .n.id "reason" (print "overlaps with " .x.id)) -}}
{{- end -}}
{{- end -}}
{{- else if and (eq $pool.cidr $other.pool.cidr) (ne $pool.master $other.pool.master) -}}
{{- $_ := set $c.skipped (print $n.id " " (len $c.skipped)) (dict "id" $n.id "reason" (printf "note: %s is on %s here, and on %s in %s" $pool.cidr $pool.master $other.pool.master $other.n.id)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $before = append $before (dict "n" $n "pool" $pool) -}}
{{- end -}}
{{- end -}}
{{- end -}}
