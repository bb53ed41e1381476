# What is said at the end of a run: the slowest tests, what did not run to its end, the totals.

# An attribute of a results file's assembly, such as passed; 0 when there is no such file.
total_of() {
  local number
  number=$({ grep -om1 '<assembly [^>]*>' "$results/$1.xml" 2>/dev/null || true; } | sed -n "s/.* $2=\"\([0-9]*\)\".*/\1/p")
  printf '%d' "${number:-0}"
}

# All tests as "seconds name", the slowest first.
tests_by_time() {
  local file
  for file in "$results"/*.xml; do
    [[ -e $file ]] || continue
    { grep -o '<test [^>]*>' "$file" || true; } | sed -n 's/.* name="\([^"]*\)".* time="\([0-9.]*\)".*/\2 \1/p'
  done | sed 's/\\*&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g' | sort -rn
}

tell_slowest() {
  say "The slowest twenty tests (seconds)"
  tests_by_time | awk 'NR <= 20 { seconds = $1; $1 = ""; printf "%8.1f %s\n", seconds, substr($0, 1, 140) }'
}

# Tests over the limit in seconds: in a run that somebody waits for there are none.
tests_over() { tests_by_time | awk -v limit="$1" '$1 > limit { printf "   %s\n", $0 }'; }
