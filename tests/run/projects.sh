# Runs test assemblies, two side by side, and tells how far they are.

# Whether project $1 has one of the wanted words in its name; all have when none is wanted.
is_wanted() {
  local word
  (( ${#words[@]} > 0 )) || return 0
  for word in "${words[@]}"; do [[ ${1,,} != *"${word,,}"* ]] || return 0; done
  return 1
}

# The names of the wanted projects, one a line: those that take longest first, so that they end together.
wanted_projects() {
  local project name longest=(Acceptance.Tests Storage.Tests Cluster.Tests Grains.Domain.Tests)
  for name in "${longest[@]}"; do if is_wanted "$name"; then printf '%s\n' "$name"; fi; done
  for project in tests/*.Tests/*.csproj; do
    name=$(basename "$project" .csproj)
    if is_wanted "$name" && [[ " ${longest[*]} " != *" $name "* ]]; then printf '%s\n' "$name"; fi
  done
}

# Runs one assembly: its log and results go to TestResults, its exit code to $work/<name>.code.
run_project() {
  local name=$1 code=0
  dotnet "tests/$name/bin/$configuration/net10.0/$name.dll" -reporter verbose -noColor -noLogo -failSkips -result-xml "$results/$name.xml" \
    ${length_filter[@]+"${length_filter[@]}"} ${runner_args[@]+"${runner_args[@]}"} </dev/null >"$results/$name.log" 2>&1 || code=$?
  printf '%s\n' "$code" >"$work/$name.code"
}

# Runs all projects given, and tells of each when it is done. Returns when the last one is.
run_projects() {
  local waiting=("$@") running=() still name told=$SECONDS
  declare -A process
  while (( ${#waiting[@]} + ${#running[@]} > 0 )); do
    while (( ${#running[@]} < side_by_side && ${#waiting[@]} > 0 )); do
      name=${waiting[0]} waiting=("${waiting[@]:1}")
      run_project "$name" &
      process[$name]=$!
      running+=("$name")
    done
    sleep 0.2
    still=()
    for name in "${running[@]}"; do
      # Without a code its shell has died: no disk, no memory.
      if [[ -s $work/$name.code ]] || ! kill -0 "${process[$name]}" 2>/dev/null; then tell_project "$name"; told=$SECONDS; else still+=("$name"); fi
    done
    running=(${still[@]+"${still[@]}"})
    if (( SECONDS - told >= 30 && ${#running[@]} > 0 )); then
      told=$SECONDS
      printf '   %s  ' "$(clock)"
      for name in "${running[@]}"; do printf '%s: %d tests done  ' "$name" "$(grep -c '\[FINISHED\]' "$results/$name.log" || true)"; done
      printf '\n'
    fi
  done
  wait
}

# One line for a project that is done, and what went wrong in it.
tell_project() {
  local name=$1 code
  code=$(code_of "$name")
  printf '   %s  %-24s %s\n' "$(clock)" "$name" "$(sed -n 's/^ *[A-Za-z.]* *\(Total: .*\)/\1/p' "$results/$name.log" | tail -n 1)"
  if (( code != 0 )); then
    # What failed, each with the beginning of why; where nothing did, how the assembly ended.
    if grep -q '\[FAIL\]' "$results/$name.log"; then
      awk '/\[FAIL\]/ { left = 40 } /\[(STARTING|FINISHED)\]/ { next } left-- > 0' "$results/$name.log" | cut -c1-300
    else
      grep -vE '\[(STARTING|FINISHED)\]' "$results/$name.log" | tail -n 60 || true
    fi
    printf '   All of it: TestResults/%s.log\n' "$name"
  fi
}

# How an assembly ended.
code_of() { cat "$work/$1.code" 2>/dev/null || printf 255; }

clock() { printf '%d:%02d' $(( SECONDS / 60 )) $(( SECONDS % 60 )); }
