# What a run needs before it begins. Each function ends the run with one line that says what is missing and what to do.

need_sdk() {
  command -v dotnet >/dev/null ||
    fail "the .NET SDK 10 is needed, and there is no dotnet on the PATH. Install it (package dotnet-sdk-10.0, or Microsoft's installer), then run ./test again."
  local wanted found
  # global.json decides which SDKs will do; dotnet says in many lines that none does.
  if ! found=$(dotnet --version 2>/dev/null); then
    wanted=$(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' "$root/global.json")
    found=$(dotnet --list-sdks 2>/dev/null | cut -d' ' -f1 | paste -sd' ' -)
    fail "the .NET SDK $wanted or a later one of the same version is needed (global.json); $(command -v dotnet) has ${found:-no SDK at all}. Install package dotnet-sdk-10.0."
  fi
}

# Whether four fifths of the processors are idle, over half a second: then others do not slow this run down.
machine_is_quiet() {
  [[ -r /proc/stat ]] || return 0
  { head -n 1 /proc/stat; sleep 0.5; head -n 1 /proc/stat; } |
    awk '{ all = 0; for (i = 2; i <= 9; i++) all += $i; idle[NR] = $5 + $6; total[NR] = all } END { exit !((idle[2] - idle[1]) >= 0.8 * (total[2] - total[1])) }'
}

# 1: a folder, 2: megabytes, 3: what for
need_space() {
  local free
  free=$(df -Pm "$1" | awk 'NR == 2 { print $4 }')
  (( free >= $2 )) || fail "$1 has $free MB left, and $2 MB are needed for $3. Make room, or $4."
}
