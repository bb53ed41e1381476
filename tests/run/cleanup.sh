# A run's folder and processes, and how both go away whatever ended the run.
#
# Each process that a run starts inherits FLEXPORTGRAINS_TEST_RUN, the run's folder, or works in that folder, as PostgreSQL does. So whoever is left
# can be found. A caretaker in a session of its own waits for the end of ./test; when even that was killed, the next run takes away what it finds.
# Without /proc (macOS) a run that is killed by SIGKILL leaves its PostgreSQL and its folder behind.

run_mark=FLEXPORTGRAINS_TEST_RUN
run_prefix=flexport-test.

# Ends all processes of the run in folder $1, and removes the folder.
end_run() {
  local attempt id found
  export -n "$run_mark" # or the helpers of this function would be found too
  for attempt in {1..20}; do
    mapfile -t found < <(processes_of "$1")
    (( ${#found[@]} > 0 )) || break
    for id in "${found[@]}"; do
      # SIGQUIT is PostgreSQL's immediate shutdown, which takes its shared memory along; one that does not hear it ends like all others.
      if (( attempt <= 10 )) && [[ $(cat "/proc/$id/comm" 2>/dev/null) == postgres ]]; then kill -QUIT "$id"; else kill -KILL "$id"; fi 2>/dev/null || true
    done
    sleep 0.3
  done
  # The name of the owner goes last: without it the caretaker would take the run for dead while it is still at this.
  find "$1" -mindepth 1 -maxdepth 1 ! -name owner -exec rm -rf {} + || true
  rm -rf "$1"
}

# The process ids of the run in folder $1, one a line, without the one that asks.
processes_of() {
  [[ -d /proc/self ]] || return 0
  {
    grep -lzxF -- "$run_mark=$1" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3
    # A PostgreSQL backend writes its title over its environment; all of them work in the data's folder.
    local id
    for id in $(cat /proc/[0-9]*/stat 2>/dev/null | sed -n 's/^\([0-9]*\) (postgres) .*/\1/p'); do
      if [[ $(readlink "/proc/$id/cwd" 2>/dev/null) == "$1"/* ]]; then printf '%s\n' "$id"; fi
    done
  } | sort -u | grep -vx "$$" || true
}

# When process $1 was started, in ticks since the machine was: no later process of the same id has that number.
started_at() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

# Which processes can be seen from here: those of another container are not.
seen_from() { readlink /proc/self/ns/pid 2>/dev/null || printf here; }

# Notes in folder $1 whose it is.
claim_folder() {
  printf '%s %s %s\n' "$$" "$(started_at $$)" "$(seen_from)" >"$1/owner.new"
  mv "$1/owner.new" "$1/owner"
}

# Whether the owner of folder $1 is still there, as far as it can be seen from here.
owner_lives() {
  local id at where
  read -r id at where 2>/dev/null <"$1/owner" || return 1
  [[ $where != "$(seen_from)" ]] || is_process "$id" "$at"
}

# Whether process $1 is still the one that was started at $2.
is_process() { kill -0 "$1" 2>/dev/null && [[ $(started_at "$1") == "$2" ]]; }

# What runs before this one have left behind although they are over.
sweep_former_runs() {
  local folder
  [[ -d /proc/self ]] || return 0
  for folder in "${TMPDIR:-/tmp}/$run_prefix"*; do
    # One without an owner may just have been made.
    if [[ -O $folder && -e $folder/owner ]] && ! owner_lives "$folder"; then
      say "Taking away what a run that was killed has left in $folder"
      end_run "$folder"
    fi
  done
}

# Starts the caretaker of folder $1: in no group that a signal to the run reaches, with none of the run's files open.
start_caretaker() {
  [[ -d /proc/self ]] && command -v setsid >/dev/null || return 0
  env -u "$run_mark" setsid "$BASH" "${BASH_SOURCE[0]}" caretaker "$1" "$$" "$(started_at $$)" </dev/null >/dev/null 2>&1 &
  disown
}

if [[ ${BASH_SOURCE[0]} == "$0" && ${1:-} == caretaker ]]; then
  cd /
  while is_process "$3" "$4"; do sleep 0.5; done
  if [[ -d $2 ]]; then end_run "$2"; fi
fi
