# The PostgreSQL that the tests use: the server that FLEXPORT_TEST_POSTGRES names (a connection string whose user may create databases), else one of
# the run's own, from the newest server binaries found or installed.

# Sets FLEXPORT_TEST_POSTGRES_BIN, the folder of the server's binaries. Some tests stop and start a server of their own: they need it in any case.
provide_postgres_binaries() {
  FLEXPORT_TEST_POSTGRES_BIN=${FLEXPORT_TEST_POSTGRES_BIN:-$(find_postgres)}
  if [[ -z $FLEXPORT_TEST_POSTGRES_BIN ]]; then
    install_postgres
    FLEXPORT_TEST_POSTGRES_BIN=$(find_postgres)
    [[ -n $FLEXPORT_TEST_POSTGRES_BIN ]] ||
      fail "PostgreSQL is installed, but its server binaries are not where they are looked for. Set FLEXPORT_TEST_POSTGRES_BIN to their folder (that with initdb and pg_ctl)."
  fi
  [[ -x $FLEXPORT_TEST_POSTGRES_BIN/initdb ]] ||
    fail "FLEXPORT_TEST_POSTGRES_BIN is $FLEXPORT_TEST_POSTGRES_BIN, and there is no initdb. Set it to the folder of PostgreSQL's server binaries, or unset it."
  export FLEXPORT_TEST_POSTGRES_BIN
}

# The folder of the newest server's binaries, or nothing. What the PATH has may be a link or a wrapper: follow it.
find_postgres() {
  local found candidates=()
  mapfile -t candidates < <(printf '%s\n' /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql*/bin | sort -rV)
  if found=$(command -v initdb); then candidates=("$(dirname "$(readlink -f "$found")")" "${candidates[@]}"); fi
  for found in "${candidates[@]}"; do
    if [[ -x $found/initdb && -x $found/pg_ctl && -x $found/postgres ]]; then printf '%s' "$found"; return; fi
  done
}

install_postgres() {
  [[ $(id -u) == 0 && -e /etc/debian_version ]] && command -v apt-get >/dev/null ||
    fail "PostgreSQL's server binaries (14 or newer) are needed and were not found. Install them (Debian: apt-get install postgresql), or set FLEXPORT_TEST_POSTGRES_BIN to their folder. As root on Debian this script installs them itself."
  say "Installing PostgreSQL by apt"
  # Only the binaries are wanted, not a cluster of the distribution's.
  mkdir -p /etc/postgresql-common
  [[ -e /etc/postgresql-common/createcluster.conf ]] || printf 'create_main_cluster = false\n' >/etc/postgresql-common/createcluster.conf
  { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install postgresql; } >"$work/apt.log" 2>&1 ||
    { tail -n 20 "$work/apt.log" >&2; fail "PostgreSQL is needed and apt could not install it (above)."; }
}

# Runs a command as somebody whom PostgreSQL accepts: it refuses root.
as_postgres_owner() {
  if [[ $(id -u) != 0 ]]; then "$@"; else ( cd / && exec runuser -u "$postgres_owner" -- "$@" ); fi
}

# Starts a server in $work/pg and exports FLEXPORT_TEST_POSTGRES. fsync stays on: the service refuses a server without it.
start_postgres() {
  local attempt port
  mkdir "$work/pg"
  if [[ $(id -u) == 0 ]]; then
    postgres_owner=nobody
    ! getent passwd postgres >/dev/null || postgres_owner=postgres
    chown "$postgres_owner" "$work/pg"
  fi
  as_postgres_owner "$FLEXPORT_TEST_POSTGRES_BIN/initdb" -D "$work/pg/data" -U flexport -A trust -E UTF8 --locale=C >"$work/initdb.log" 2>&1 ||
    { cat "$work/initdb.log" >&2; fail "initdb failed (above)."; }
  for attempt in 1 2 3 4 5; do
    port=$(( 20000 + (RANDOM * 32768 + RANDOM) % 12000 ))
    if as_postgres_owner "$FLEXPORT_TEST_POSTGRES_BIN/pg_ctl" -D "$work/pg/data" -w -t 60 -l "$work/pg/log" \
      -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$work/pg -c max_connections=300 -c shared_buffers=256MB -c dynamic_shared_memory_type=mmap" start >/dev/null 2>&1
    then
      export FLEXPORT_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=flexport;Database=postgres"
      return
    fi
  done
  tail -n 20 "$work/pg/log" >&2
  fail "PostgreSQL did not start (above)."
}

# Ends the run's own server at once, as a crash would.
stop_postgres() {
  [[ -e $work/pg/data/postmaster.pid ]] || return 0
  as_postgres_owner "$FLEXPORT_TEST_POSTGRES_BIN/pg_ctl" -D "$work/pg/data" -m immediate -w stop >/dev/null 2>&1 || true
}
