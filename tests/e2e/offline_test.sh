# A dump opens no socket, runs no program, and writes nothing outside its folder and that folder's hidden sibling.
. "$(dirname "$0")/common.sh" "$1"
command -v strace >/dev/null || fail "strace is not installed"

strace -f -o trace "$copctl" profile dump control-plane -o out "${required[@]}" --ingress istio --cri containerd 2>/dev/null
[ -f out/pg-dep.yaml ] || fail "the dump is not there"
[ "$(grep -cE '\bexecve(at)?\(' trace)" = 1 ] || fail "a program was run: $(grep -E 'execve' trace)"
! grep -E '\b(socket|connect|bind|sendto|sendmsg|clone|fork|vfork)\(' trace || fail "a socket or a process was made"

# Every call that changes a file names the folder, its sibling in the same folder, or a path relative to a descriptor of them.
grep -E '\b(openat?|openat2|creat|mkdirat?|rename(at2?)?|unlink(at)?|link(at)?|symlink(at)?|chmod|fchmodat|truncate)\(' trace |
  grep -vE 'O_RDONLY' | grep -vE '"(\./)?(out|\.out[^/"]*)(/[^"]*)?"' >outside || true
[ ! -s outside ] || fail "a write outside the folder: $(cat outside)"
[ "$(ls -A | grep -vE '^(trace|outside|out)$' | wc -l)" = 0 ] || fail "litter: $(ls -A)"

# What would look a host up is not even linked, nor what loads libraries for it.
! grep -aq 'nsswitch\.conf' "$copctl" || fail "the resolver is in the binary"
